"""What may be asked of the shelves, and what its values are called: for pages and for programs."""
