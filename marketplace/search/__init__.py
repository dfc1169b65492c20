"""Shelves and search: one document per listing in an engine of the operator's choice, kept true by an outbox.

Below it are certification, listings, cooperatives, classifications and places. Called by the HTTP rooms for every
shelf, by the flow for every change, and by commands.
"""
