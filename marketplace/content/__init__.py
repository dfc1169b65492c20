"""What the market itself tells: stories, texts of landing pages, help and versioned policies. Below it: listings."""
