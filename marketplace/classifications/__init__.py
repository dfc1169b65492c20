"""The 54 peoples and their names; OCOP sectors, groups and sets; the dated rules of a set.

Below it: core only. Called by cooperatives, listings, checkout, search and reports.
"""
