"""Asking to be told when sold-out goods are back, and ending that."""
