"""One folder per way to pay."""
