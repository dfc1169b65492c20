"""Favourites: kept with one press, with or without an account; a link shows them to others until it is taken back."""
