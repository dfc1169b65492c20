"""More like this pattern. The engine brings what shares tokens with it, the nearest signature decides."""

from marketplace.core import clock
from marketplace.files.patterns import DEPTHS, distance, tokens
from marketplace.search.interface import Card, SearchQuery
from marketplace.search.services.engine import engine

LOOKED_AT = 32


def similar(*, pattern: str, leave_out: int, limit: int) -> tuple[Card, ...]:
    """Cloth with a pattern like this one, the nearest first, without the listing `leave_out`; no statement.

    Few goods share a deep token, so that the question costs no more in a larger shop; where too few share one, a
    shallow one is asked for. Equals stand by their number. Raises SearchUnavailable, SearchFailed.
    """
    if not pattern:
        return ()
    found: tuple[Card, ...] = ()
    for depth in DEPTHS:
        query = SearchQuery(
            today=clock.today(),
            pattern=tokens(pattern, (depth,)),
            exclude_restricted=True,
            page_size=LOOKED_AT + 1,
        )
        found = tuple(card for card in engine().search(query).hits if card.listing_id != leave_out)
        if len(found) >= LOOKED_AT:
            break
    return tuple(sorted(found, key=lambda card: (distance(pattern, card.pattern), card.listing_id))[:limit])
