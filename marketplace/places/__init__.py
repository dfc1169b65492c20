"""Provinces and communes of both maps, and which old name is which place now.

Below it: core only. Called by every room that keeps an address or reports by place.
"""
