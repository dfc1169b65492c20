"""The basket of a request, loaded only when somebody looks at it; offers are not applied on the way."""

from typing import Any

from django.http import HttpRequest
from oscar.apps.basket import middleware as stock


class BasketMiddleware(stock.BasketMiddleware):
    def apply_offers_to_basket(self, request: HttpRequest, basket: Any) -> None:
        """No offers yet: Oscar would load every active one on each page."""

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Oscar puts the basket into every page's context and so loads it; pages that show it ask for it."""
        return response
