"""Draws the pictures of the demonstration catalogue: cloth woven thread by thread, other goods composed of shapes.

A picture follows from its block (catalog_fixtures/FORMAT.md, "Words"), the listing's slug and the view alone:
the same today and tomorrow. Below: numpy, Pillow and resvg; nothing of the house, no Django.
Called by the loading of the catalogue, and by whoever serves a wider size for the first time.
"""

from .pictures import VIEWS, WORDS, check, draw

__all__ = ["VIEWS", "WORDS", "check", "draw"]
