"""Signing in and out, opening an account, and one's own orders."""
