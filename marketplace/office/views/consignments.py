from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.classifications.models import ProductSet
from marketplace.classifications.queries import current_sets
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import cooperatives
from marketplace.core import clock
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.queries import TO_SHIP
from marketplace.office.forms import ANY_LATE, FIRST_DAY, LAST_DAY, OVERDUE, ConsignmentFilter, chosen_province
from marketplace.office.frame import OfficerRequest, page, provinces_of
from marketplace.office.words import stars_words
from marketplace.reporting.enums import FactKind
from marketplace.reporting.interface import Selection
from marketplace.reporting.periods import Period
from marketplace.reporting.queries import (
    consignments_behind,
    late,
    overdue,
    placed_consignments,
    with_shipping_day,
)
from marketplace.web.access import officer_required
from marketplace.web.paging import page_of, query_string
from marketplace.web.templatetags.market import in_language


@dataclass(frozen=True)
class Line:
    consignment: Consignment
    placed: date
    sent: date | None
    is_late: bool


@officer_required()
@require_safe
def index(request: OfficerRequest) -> HttpResponse:
    """How parcels fare. Who bought them is none of an officer's business: no name, phone or address is read."""
    form = ConsignmentFilter(request.GET, provinces=provinces_of(request))
    selection = _selection(request, form)
    found = _found(request, form, selection).select_related("cooperative__commune__province")
    rows = page_of(found.order_by("-placed_at", "-pk"), request.GET.get("page"), per_page=50)
    context = {
        "form": form,
        "rows": rows,
        "lines": [_line(consignment) for consignment in rows],
        "params": query_string(form.params),
        "narrowed": _narrowed(selection),
    }
    return page(request, "office/consignments.html", context, section="consignments")


def _selection(request: OfficerRequest, form: ConsignmentFilter) -> Selection:
    first, last = form.value("from") or FIRST_DAY, form.value("to") or LAST_DAY
    if first > last:
        form.add_error("to", _("The last day stands before the first."))
        first, last = FIRST_DAY, LAST_DAY
    return Selection(
        period=Period(first, last),
        group="",
        today=clock.today(),
        province=chosen_province(request.GET.get("province"), provinces_of(request)),
        cooperative=_cooperative(request),
        kind=form.value("kind") or "",
        product_set=_product_set(form),
        stars=form.cleaned_data.get("stars"),
    )


def _cooperative(request: OfficerRequest) -> Cooperative | None:
    slug = request.GET.get("cooperative")
    if not slug:
        return None
    found = cooperatives(scope=request.scope).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _product_set(form: ConsignmentFilter) -> ProductSet | None:
    number = form.value("set")
    if not number:
        return None
    found = current_sets().filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _found(request: OfficerRequest, form: ConsignmentFilter, selection: Selection) -> QuerySet[Consignment]:
    by, lateness = form.value("by"), form.value("late")
    if by:
        found = consignments_behind(FactKind(by), scope=request.scope, selection=selection)
    else:
        found = placed_consignments(scope=request.scope, selection=selection)
    if form.value("state"):
        found = found.filter(state=form.value("state"))
    if form.value("q"):
        found = found.filter(number__icontains=form.value("q").strip())
    if lateness == OVERDUE:
        found = found.filter(overdue(on=selection.today))
    if lateness == ANY_LATE:
        found = with_shipping_day(found).filter(late(on=selection.today))
    return found


def _line(consignment: Consignment) -> Line:
    """Days are those of Vietnam."""
    sent = clock.day_of(consignment.shipped_at) if consignment.shipped_at else None
    waits = consignment.state in TO_SHIP and consignment.ship_by < clock.today()
    is_late = waits or (sent is not None and sent > consignment.ship_by)
    return Line(consignment, clock.day_of(consignment.placed_at), sent, is_late)


def _narrowed(selection: Selection) -> list[str]:
    """What the visible fields do not say."""
    found = []
    if selection.cooperative:
        found.append(in_language(selection.cooperative, "name"))
    if selection.product_set:
        found.append(selection.product_set.name)
    if selection.stars is not None:
        found.append(stars_words(selection.stars))
    return found
