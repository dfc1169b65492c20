from tests.integration.storefront.shelves.conftest import rule, shelves

__all__ = ["rule", "shelves"]
