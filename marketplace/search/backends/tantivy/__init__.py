"""Tantivy: a search engine inside the process, its index a folder."""

from marketplace.search.backends.tantivy.backend import Backend

__all__ = ["Backend"]
