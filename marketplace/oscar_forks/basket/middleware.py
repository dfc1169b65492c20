"""The basket of a request, loaded only when somebody looks at it; offers are not applied on the way."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from oscar.apps.basket import middleware as stock


class BasketMiddleware(stock.BasketMiddleware):
    def __call__(self, request: Any) -> Any:
        """As Oscar's, but the strategy waits too: it looks at the user, so the session, and no page could be shared."""
        request.cookies_to_delete = []
        request._basket_cache = None
        selector = stock.selector  # type: ignore[attr-defined]
        request.strategy = SimpleLazyObject(lambda: selector.strategy(request=request, user=request.user))
        request.basket = SimpleLazyObject(lambda: self._full_basket(request))
        request.basket_hash = SimpleLazyObject(lambda: self._hash(request))
        return self.process_response(request, self.get_response(request))

    def _full_basket(self, request: Any) -> Any:
        basket = self.get_basket(request)
        basket.strategy = request.strategy
        self.apply_offers_to_basket(request, basket)
        return basket

    def _hash(self, request: Any) -> Any:
        basket = self.get_basket(request)
        return self.get_basket_hash(basket.id) if basket.id else None

    def apply_offers_to_basket(self, request: HttpRequest, basket: Any) -> None:
        """No offers yet: Oscar would load every active one on each page."""

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Oscar puts the basket into every page's context and so loads it; pages that show it ask for it."""
        return response
