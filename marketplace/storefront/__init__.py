"""HTTP for buyers, checkout included."""
