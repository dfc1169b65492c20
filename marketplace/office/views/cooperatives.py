from datetime import timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.certification.models import Certificate
from marketplace.certification.queries import valid_certificates
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.cooperatives.queries import cooperatives
from marketplace.core import clock
from marketplace.core.text import fold, slug
from marketplace.fulfilment.queries import TO_SHIP, consignments, late_consignments
from marketplace.listings.enums import ListingState
from marketplace.listings.queries import listings
from marketplace.office.charts import month_chart
from marketplace.office.forms import EXPIRING, WITH_OVERDUE, WITHOUT_SALES, CooperativeFilter, chosen_province
from marketplace.office.frame import OfficerRequest, page, provinces_of
from marketplace.office.tables import shown_table
from marketplace.office.views.home import DAYS
from marketplace.reporting.interface import Selection
from marketplace.reporting.periods import Preset, preset_period
from marketplace.reporting.queries import sellers_without_sales
from marketplace.reporting.reports import FULFILMENT, SALES
from marketplace.web.access import officer_required
from marketplace.web.paging import page_of, query_string


@officer_required()
@require_safe
def index(request: OfficerRequest) -> HttpResponse:
    provinces = provinces_of(request)
    province = chosen_province(request.GET.get("province"), provinces)
    form = CooperativeFilter(request.GET, provinces=provinces)
    found = _filtered(cooperatives(scope=request.scope), form, request)
    if province:
        found = found.filter(commune__province=province)
    rows = page_of(_counted(found, request).order_by("name_vi", "pk"), request.GET.get("page"))
    context = {"form": form, "rows": rows, "params": query_string(form.params)}
    return page(request, "office/cooperatives.html", context, section="cooperatives")


def _filtered(found: QuerySet[Cooperative], form: CooperativeFilter, request: OfficerRequest) -> QuerySet[Cooperative]:
    exact = {name: form.value(name) for name in ("kind", "status") if form.value(name)}
    found = found.filter(**exact)
    if form.value("q"):
        found = _matching(found, form.value("q"))
    today, show = clock.today(), form.value("show")
    if show == WITHOUT_SALES:
        silent = sellers_without_sales(scope=request.scope, since=today - timedelta(days=DAYS))
        found = found.filter(pk__in=silent.values("pk"))
    if show == EXPIRING:
        ending = valid_certificates(on=today).filter(expires_on__lte=today + timedelta(days=DAYS))
        found = found.filter(pk__in=ending.values("cooperative"))
    if show == WITH_OVERDUE:
        found = found.filter(pk__in=late_consignments(scope=request.scope, on=today).values("cooperative"))
    return found


def _matching(found: QuerySet[Cooperative], text: str) -> QuerySet[Cooperative]:
    """With or without tone marks, by name, commune or registration number."""
    named = Q(name_vi__icontains=text) | Q(name_en__icontains=text) | Q(registration_number__icontains=text)
    if slug(text):
        named |= Q(slug__contains=slug(text)) | Q(commune__folded__contains=fold(text))
    return found.filter(named)


def _counted(found: QuerySet[Cooperative], request: OfficerRequest) -> QuerySet[Any]:
    scope = request.scope
    goods, parcels = listings(scope=scope), consignments(scope=scope).select_related(None)
    return found.annotate(
        live=_number(goods.filter(state=ListingState.LIVE)),
        waiting=_number(goods.filter(state=ListingState.SUBMITTED)),
        to_send=_number(parcels.filter(state__in=TO_SHIP)),
        overdue=_number(parcels.filter(state__in=TO_SHIP, ship_by__lt=clock.today())),
    )


def _number(rows: QuerySet[Any]) -> Coalesce:
    of_seller = rows.filter(cooperative=OuterRef("pk")).order_by().values("cooperative")
    return Coalesce(Subquery(of_seller.annotate(number=Count("pk")).values("number")), 0, output_field=IntegerField())


@officer_required()
@require_safe
def detail(request: OfficerRequest, slug: str) -> HttpResponse:
    found = cooperatives(scope=request.scope).prefetch_related("peoples")
    cooperative = found.filter(slug=slug).first()
    if cooperative is None:
        raise Http404
    today = clock.today()
    year = Selection(
        period=preset_period(Preset.LAST_12_MONTHS, today), group="cooperative", today=today, cooperative=cooperative
    )
    context = {
        "cooperative": cooperative,
        "listings": _listings_by_state(request, cooperative),
        "accounts": Membership.objects.filter(cooperative=cooperative).count(),
        "certificates": _certificates(cooperative),
        "soon": today + timedelta(days=DAYS),
        "chart": month_chart(SALES.months(scope=request.scope, selection=year), today),
        "fulfilment": shown_table(FULFILMENT.table(scope=request.scope, selection=year), year),
        "links": _links(year),
    }
    return page(request, "office/cooperative.html", context, section="cooperatives")


def _listings_by_state(request: OfficerRequest, cooperative: Cooperative) -> list[tuple[Any, int]]:
    counted = listings(scope=request.scope).select_related(None).filter(cooperative=cooperative)
    numbers = dict(counted.order_by().values_list("state").annotate(Count("pk")))
    return [(state.label, numbers.get(state.value, 0)) for state in ListingState]


def _certificates(cooperative: Cooperative) -> list[Certificate]:
    return list(valid_certificates(on=clock.today()).filter(cooperative=cooperative).order_by("expires_on", "pk"))


def _links(year: Selection) -> dict[str, str]:
    params = query_string({**year.params, "group": "month"})
    return {
        "sales": reverse("office:report", args=[SALES.name]) + params,
        "fulfilment": reverse("office:report", args=[FULFILMENT.name]) + query_string(year.params),
        "consignments": reverse("office:consignments") + query_string(year.params | {"group": ""}),
    }
