"""Commands over several rooms, demo accounts, health."""
