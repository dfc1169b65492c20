"""Pages that tell: sets, peoples, techniques, places, stories, policies and help; goods on them come from search."""
