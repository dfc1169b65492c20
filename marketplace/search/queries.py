"""What was counted, for those who decide what to grow, make and show."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from marketplace.search.models import SearchMiss, Seen

# A text is shown when it was counted so often, on so many days: one person's own words stay unread. With no person
# stored there is nobody to count apart; days are the nearest thing.
LEAST_TIMES = 3
LEAST_DAYS = 2


def missed_texts(*, first: date, last: date) -> QuerySet[Any, Any]:
    """Rows of `text`, `times` and `days` between two days, both included, most missed first."""
    return (
        SearchMiss.objects.filter(day__gte=first, day__lte=last)
        .values("text")
        .annotate(times=Sum("count"), days=Count("day"))
        .filter(times__gte=LEAST_TIMES, days__gte=LEAST_DAYS)
        .order_by("-times", "text")
    )


def seen_by_cooperative(*, first: date, last: date) -> dict[int, int]:
    """How often goods of each seller stood on pages that were drawn between two days; who never did is left out."""
    rows = Seen.objects.filter(day__gte=first, day__lte=last).values_list("cooperative_id")
    return dict(rows.annotate(times=Sum("count")).order_by())
