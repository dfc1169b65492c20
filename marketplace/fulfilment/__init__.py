"""Consignments: what one cooperative sends of an order, their steps, parcels, shipping prices and times.

Below it are payments and listings; orders opens and reverses consignments.
"""
