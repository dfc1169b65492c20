"""Pictures and papers: upload checks, sizes, storage. Knows nothing of what they show."""
