"""What a cooperative offers: listings over Oscar's products, their variants, pictures and moderation, and all stock.

Below it are cooperatives and classifications. Only its services write stock records.
"""
