from tests.integration.storefront.shelves.conftest import engine_is_down, rule, shelves

__all__ = ["engine_is_down", "rule", "shelves"]
