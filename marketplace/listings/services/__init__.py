"""The only writers of listings, their products, prices and stock."""
