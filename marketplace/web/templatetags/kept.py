"""Pieces of a page that are drawn again and again from the same few values: drawn once, then kept in the process."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 12_000_000  # letters, at two bytes each: cards of 2,000, filters of 1,000, whole products of 25,000


class Pieces:
    """Safe to share between threads; what was asked for longest ago leaves first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._letters = 0
        self._kept: OrderedDict[Hashable, SafeString] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> SafeString | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, piece: SafeString) -> None:
        with self._lock:
            self._letters += len(piece) - len(self._kept.get(key, ""))
            self._kept[key] = piece
            self._kept.move_to_end(key)
            while self._letters > self._most:
                _key, oldest = self._kept.popitem(last=False)
                self._letters -= len(oldest)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._letters = 0


pieces = Pieces()


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: Context) -> SafeString:
        found = (value.resolve(context, ignore_failures=True) for value in self.values)
        values = tuple(tuple(value) if isinstance(value, list) else value for value in found)
        key = (self, get_language(), values)  # compiled templates live as long as the process
        piece = pieces.get(key)
        if piece is None:
            piece = self.nodelist.render(context)
            pieces.put(key, piece)
        return piece


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept good level %}...{% endkept %}`: what stands between depends on these values and the language alone.

    They must not change: frozen dataclasses, strings, numbers, and lists of these.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
