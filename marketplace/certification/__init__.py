"""OCOP certificates: which products they cover, and whether a star may be shown today. Below it are listings."""
