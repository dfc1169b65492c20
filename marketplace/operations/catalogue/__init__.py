"""Loading a catalogue folder (catalog_fixtures/FORMAT.md): read all, check all, then write in one transaction."""
