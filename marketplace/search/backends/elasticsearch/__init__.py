"""Elasticsearch 8: the search engine of a production system."""

from marketplace.search.backends.elasticsearch.backend import Backend

__all__ = ["Backend"]
