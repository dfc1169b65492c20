"""One folder per engine; nothing outside a folder knows which engine it is."""
