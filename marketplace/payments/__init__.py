"""Money that buyers owe and paid: a share per consignment, its entries, and the ways to pay. Knows no consignment."""
