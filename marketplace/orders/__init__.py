"""The buyer's contract: placing it, settling, declining and cancelling its consignments; its status is derived.

Below it are fulfilment, payments and listings; the storefront and the portal call it.
"""
