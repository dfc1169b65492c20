"""The audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from marketplace.core import clock
from marketplace.core.models import AuditRecord


def record(
    actor: Any, action: str, target: models.Model, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """Append one record in the caller's transaction. `actor` is a user, or None for the house itself.

    Values must be JSON-able; leave identity numbers and bank accounts out.
    """
    AuditRecord.objects.create(
        actor=actor if getattr(actor, "pk", None) else None,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        before=dict(before),
        after=dict(after),
        at=clock.now(),
    )
