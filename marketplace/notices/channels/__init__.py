"""One folder per channel."""
