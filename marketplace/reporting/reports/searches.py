"""What buyers looked for and the market does not have: texts without anybody behind them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.scope import Scope, checked
from marketplace.reporting.interface import Column, Filter, Grouping, Row, Selection, Table, Unit
from marketplace.search.queries import LEAST_DAYS, LEAST_TIMES, missed_texts

_COLUMNS = (
    Column(
        "text",
        gettext_lazy("Searched for"),
        Unit.TEXT,
        gettext_lazy("Small letters without marks, as the search reads them."),
    ),
    Column(
        "times",
        gettext_lazy("Times"),
        Unit.COUNT,
        gettext_lazy("Searches in which nothing held all the words; a page kept for everybody counts once a minute."),
    ),
    Column("days", gettext_lazy("Days"), Unit.COUNT, gettext_lazy("Different days on which that happened.")),
)


class SearchesReport:
    """It knows no place: who searched is not kept, so every officer sees the same."""

    name = "searches"
    file_name = "tim-khong-thay"
    title = gettext_lazy("Searched and not found")
    is_compared = False
    groupings = (Grouping("text", gettext_lazy("Searched for")),)
    filters: tuple[Filter, ...] = ()

    @property
    def summary(self) -> str:
        return _(
            "What buyers typed into the search of the whole market when nothing held all the words. No person is in "
            "it: a text is shown once it came %(times)d times on %(days)d days; numbers and addresses are never kept."
        ) % {"times": LEAST_TIMES, "days": LEAST_DAYS}

    def table(self, *, scope: Scope, selection: Selection) -> Table:
        checked(scope)
        found = missed_texts(first=selection.period.first, last=selection.period.last)
        rows = [Row((row["text"], row["times"], row["days"])) for row in found]
        return Table(_COLUMNS, rows, Row((_("Total"), sum(int(row["times"]) for row in found), None)))


SEARCHES = SearchesReport()
