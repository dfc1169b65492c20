"""Two or three goods of a kind side by side, at an address that can be passed on."""
