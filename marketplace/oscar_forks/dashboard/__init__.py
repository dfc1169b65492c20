"""Oscar's staff screens, as far as design decision 7 lets them: what would go round our own rooms answers 404."""
