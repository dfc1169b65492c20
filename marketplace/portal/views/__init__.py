"""Pages by what a member does there. Looking never changes anything; what is done answers with a redirect."""
