from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class CertificateChanged(Event):
    """Recognised, withdrawn, corrected, or of other products than before. That one runs out is no event: it is dated.

    `product_ids` are those that it covered before or covers now: listings' own products, and variants.
    """

    certificate_id: int
    product_ids: tuple[int, ...]
