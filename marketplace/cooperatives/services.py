"""Changes of a seller that its goods must follow."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import SellerStatus
from marketplace.cooperatives.events import SellerChanged
from marketplace.cooperatives.models import Cooperative
from marketplace.core import audit
from marketplace.core.errors import DomainError
from marketplace.core.events import publish


@transaction.atomic
def suspend_seller(*, cooperative: Cooperative, reason: str, actor: Any = None) -> Cooperative:
    """Its goods leave the shelves at once; `reinstate_seller` brings them back. Raises DomainError unless approved."""
    return _move(cooperative, SellerStatus.APPROVED, SellerStatus.SUSPENDED, reason, actor)


@transaction.atomic
def reinstate_seller(*, cooperative: Cooperative, reason: str = "", actor: Any = None) -> Cooperative:
    """Raises DomainError unless it is suspended."""
    return _move(cooperative, SellerStatus.SUSPENDED, SellerStatus.APPROVED, reason, actor)


@transaction.atomic
def correct_seller(*, cooperative: Cooperative, values: Mapping[str, Any]) -> bool:
    """Write columns that differ, and tell what lists its goods; returns whether any did."""
    changed = [name for name, value in values.items() if getattr(cooperative, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(cooperative, name, values[name])
    cooperative.save(update_fields=changed)
    publish(SellerChanged(cooperative.pk))
    return True


def _move(cooperative: Cooperative, origin: SellerStatus, target: SellerStatus, reason: str, actor: Any) -> Cooperative:
    """Locks the seller."""
    current = Cooperative.objects.select_for_update(of=("self",)).get(pk=cooperative.pk)
    if current.status != origin:
        raise DomainError(_("This seller was changed by somebody else. Look at it again."))
    cooperative.status = target
    cooperative.save(update_fields=["status"])
    after = {"status": target.value, "reason": reason}
    audit.record(actor, f"cooperative.{target.value}", cooperative, {"status": origin.value}, after)
    publish(SellerChanged(cooperative.pk))
    return cooperative
