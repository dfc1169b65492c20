"""Every word that leaves the house: mail, text message, portal inbox. Callers name a kind and facts, not a channel."""
