"""The basket as pages. Oscar's basket and lines are where it is kept; prices and stock always come from `offers`."""
