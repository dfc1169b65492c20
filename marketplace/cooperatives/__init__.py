"""The seller: a cooperative, one-to-one with Oscar's partner, and its members. Below it are accounts and places."""
