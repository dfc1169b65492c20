"""The shelves for programs: products, suggestions, and the document that describes both.

Below it are web and search; nobody calls it. It reads what the shop's own pages read, through the same choice and the
same services, sets no cookie and changes nothing.
"""
