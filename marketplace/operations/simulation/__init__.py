"""Realistic volume, written in bulk: sellers, goods and orders of some years, the same for the same seed.

It writes the rows that the services of the rooms would have written, without their events: no notice is sent.
`check_books` agrees afterwards. The command `simulate` calls it.
"""
