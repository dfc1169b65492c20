"""Where to, how paid, review: three pages from a basket to an order, and the order's own page by signed link."""
