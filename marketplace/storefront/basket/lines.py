"""Writing a basket. Each writer locks the basket first (lock order: basket, order, consignments, stock)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core.errors import DomainError
from marketplace.core.oscar import oscar_model
from marketplace.listings.queries import Offer
from marketplace.listings.services.stock import MAX_QUANTITY
from marketplace.payments.services import has_cashless
from marketplace.storefront.basket.quantities import too_odd

Basket = oscar_model("basket", "Basket")
MAX_LINES = 100


@transaction.atomic
def put(*, basket: Any, offer: Offer, quantity: int) -> int:
    """Add pieces to the line of this product; returns how many it holds now.

    Raises DomainError when it is not for sale, too few are left, or the basket is full; nothing is added then.
    """
    if basket.pk is None:
        basket.save()
    _lock(basket)
    line = basket.lines.filter(product_id=offer.product_id).first()
    wanted = quantity + (line.quantity if line else 0)
    _check(offer, wanted, wanted - quantity)
    if line is None:
        _check_room(basket)
    _write(basket, offer, wanted)
    return wanted


@transaction.atomic
def set_quantity(*, basket: Any, offer: Offer, quantity: int) -> None:
    """The line holds this many now, at the price of now. Raises DomainError as `put` does."""
    _lock(basket)
    _check(offer, quantity, 0)
    _write(basket, offer, quantity)


@transaction.atomic
def take_out(*, basket: Any, product_id: int) -> int:
    """Returns how many there were."""
    _lock(basket)
    line = basket.lines.filter(product_id=product_id).first()
    if line is None:
        return 0
    basket.lines.filter(pk=line.pk).delete()
    return int(line.quantity)


@transaction.atomic
def join(*, guest: Any, user: Any) -> Any:
    """Signing in: what lay in the guest's basket lies in the person's own now; of the same goods the larger number."""
    own = Basket.open.filter(owner=user).order_by("pk").first() or Basket.open.create(owner=user)
    if guest.pk and guest.owner_id is None and guest.status == Basket.OPEN:
        own.merge(guest, add_quantities=False)
    return own


def pieces(basket: Any) -> int:
    """What the header counts."""
    return sum(basket.lines.values_list("quantity", flat=True)) if basket.pk else 0


def _lock(basket: Any) -> None:
    status = Basket.objects.select_for_update().values_list("status", flat=True).filter(pk=basket.pk).first()
    if status != Basket.OPEN:
        raise DomainError(_("This basket was ordered already. Open the shop again to begin a new one."))


def _check(offer: Offer, wanted: int, already: int) -> None:
    if not offer.is_on_sale:
        raise DomainError(_("This is no longer for sale."))
    if not may_be_ordered(offer):
        raise DomainError(not_orderable_yet())
    if wanted > MAX_QUANTITY:
        raise DomainError(too_odd(1))
    if wanted <= offer.available:
        return
    if not offer.available:
        raise DomainError(_("This is sold out."))
    if already:
        text = _("Only %(left)d left, and %(already)d are in your basket already.")
        raise DomainError(text % {"left": offer.available, "already": already})
    raise DomainError(_("Only %(left)d left.") % {"left": offer.available})


def _check_room(basket: Any) -> None:
    if basket.lines.count() >= MAX_LINES:
        raise DomainError(_("A basket holds 100 different goods. Order these first, then go on."))


def may_be_ordered(offer: Offer) -> bool:
    return has_cashless() or not offer.is_cashless


def not_orderable_yet() -> str:
    """Of goods that the law lets nobody pay in cash for, while there is no other way to pay."""
    return _(
        "You can look at this, but not order it online yet: the law forbids to take cash for it, "
        "and other ways to pay are not open here so far."
    )


def _write(basket: Any, offer: Offer, quantity: int) -> None:
    """`price_incl_tax` keeps the price that the buyer saw."""
    basket.lines.update_or_create(
        line_reference=f"{offer.product_id}_{offer.stock_record_id}",
        defaults={
            "product_id": offer.product_id,
            "stockrecord_id": offer.stock_record_id,
            "quantity": quantity,
            "price_currency": "VND",
            "price_incl_tax": offer.price,
            "price_excl_tax": offer.price,
        },
    )
