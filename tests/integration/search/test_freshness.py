"""What becomes untrue leaves the shelves without a rebuild, on both engines."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from oscar.core.loading import get_model

from marketplace.certification import services as certification
from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.cooperatives import services as sellers
from marketplace.core import clock
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from marketplace.listings.services import catalogue
from marketplace.listings.services.popularity import keep_popularity, recount_popularity
from marketplace.listings.services.stock import set_stock
from marketplace.search import services
from marketplace.search.interface import SearchQuery, SearchUnavailable, Sort
from marketplace.search.models import DrainLease, OutboxEntry
from marketplace.search.services.engine import engine
from tests.contracts.search.conftest import elasticsearch_url
from tests.factories.catalogue import make_cooperative, make_listing, make_shelf, stock_record

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Category: Any = get_model("catalogue", "Category")
NOBODY = "http://127.0.0.1:9"
Committed = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True, params=["tantivy", "elasticsearch"])
def any_engine(request: pytest.FixtureRequest, settings: Any, search_folder: None) -> Iterator[str]:
    if request.param == "tantivy":
        yield request.param
        return
    url = elasticsearch_url()
    try:
        urllib.request.urlopen(url, timeout=3).close()  # noqa: S310 - the tester's own address
    except (ValueError, urllib.error.URLError, OSError):
        pytest.skip("Elasticsearch: set TEST_ELASTICSEARCH_URL, or SEARCH_URL to its http:// address")
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.elasticsearch",
        "URL": url,
        "INDEX": f"fresh-{uuid4().hex[:12]}",
    }
    real: Any = engine()
    yield request.param
    for name in real._all():
        real._client.indices.delete(index=name)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """Does it as one transaction whose after-work is done."""

    def run(work: Callable[[], object]) -> None:
        connection.run_on_commit.clear()  # of what was set up before: a drain that waits already is not asked for again
        with django_capture_on_commit_callbacks(execute=True):
            work()

    return run


def shown(**values: Any) -> list[int]:
    return [card.listing_id for card in services.search(SearchQuery(today=clock.today(), **values)).hits]


def certify(listing: Listing, *products: int, code: str = "A1", stars: int = 4, days: int = 30) -> Certificate:
    today = clock.today()
    values = {
        "cooperative": listing.cooperative,
        "decision_number": "12/QĐ-UBND",
        "decision_date": today - timedelta(days=90),
        "issuer_level": IssuerLevel.PROVINCE,
        "issuer": "UBND tỉnh Tuyên Quang",
        "stars": stars,
        "status": CertificateStatus.RECOGNISED,
        "expires_on": today + timedelta(days=days),
    }
    return certification.keep_certificate(code=code, values=values, products=products or (listing.product_id,))


def test_hidden_and_shown_again(rule: Any, committed: Committed) -> None:
    kept, listing = make_listing(), make_listing()
    services.rebuild()
    committed(lambda: catalogue.hide_listing(listing=listing))
    assert shown() == [kept.pk]
    committed(lambda: catalogue.show_listing(listing=listing))
    assert sorted(shown()) == [kept.pk, listing.pk]


def test_sold_out_and_filled_up(rule: Any, committed: Committed) -> None:
    listing = make_listing(stock=2)
    services.rebuild()
    committed(lambda: set_stock(stock_record_id=stock_record(listing).pk, pieces=0))
    assert (shown(in_stock=True), [card.in_stock for card in services.search(_all()).hits]) == ([], [False])
    committed(lambda: set_stock(stock_record_id=stock_record(listing).pk, pieces=1))
    assert shown(in_stock=True) == [listing.pk]


def _all() -> SearchQuery:
    return SearchQuery(today=clock.today())


def test_a_suspended_seller_and_one_that_is_back(rule: Any, committed: Committed) -> None:
    seller, other = make_cooperative(), make_listing()
    goods = [make_listing(seller).pk for _ in range(3)]
    services.rebuild()
    committed(lambda: sellers.suspend_seller(cooperative=seller, reason="Giấy phép hết hạn"))
    assert shown() == [other.pk]
    committed(lambda: sellers.reinstate_seller(cooperative=seller))
    assert sorted(shown()) == sorted([*goods, other.pk])


def test_a_seller_s_new_name(rule: Any, committed: Committed) -> None:
    listing = make_listing(make_cooperative("HTX Tên Cũ"))
    services.rebuild()
    changed = {"name_vi": "HTX Sương Sớm"}
    committed(lambda: sellers.correct_seller(cooperative=listing.cooperative, values=changed))
    assert shown(text="sương sớm") == [listing.pk]
    OutboxEntry.objects.all().delete()
    assert not sellers.correct_seller(cooperative=listing.cooperative, values=changed)
    assert services.backlog() == 0


def test_a_certificate_comes_is_withdrawn_and_dropped(rule: Any, committed: Committed) -> None:
    listing = make_listing()
    services.rebuild()
    committed(lambda: certify(listing))
    assert shown(stars=(4,)) == [listing.pk]
    certificate = Certificate.objects.get()
    committed(lambda: certification.withdraw_certificate(certificate=certificate, reason="Vi phạm nhãn"))
    assert shown(stars=(3, 4, 5)) == []
    assert [card.stars for card in services.search(_all()).hits] == [0]
    committed(lambda: certify(listing, code="B2", stars=5))
    assert shown(stars=(5,)) == [listing.pk]
    committed(lambda: certification.drop_certificate(code="B2"))
    assert shown(stars=(5,)) == []


def test_a_certificate_moves_to_a_variant_of_another_listing(rule: Any, committed: Committed) -> None:
    first = make_listing()
    sizes = tuple(VariantFacts(value_vi=n, value_en=n, net_weight_g=100, price=90_000, stock=1) for n in ("S", "M"))
    second = make_listing(variants=sizes)
    certify(first)
    services.rebuild()
    committed(lambda: certify(first, second.variants.last().product_id))
    assert shown(stars=(4,)) == [second.pk]
    OutboxEntry.objects.all().delete()
    certify(first, second.variants.last().product_id)
    assert services.backlog() == 0  # the register said nothing new


def test_a_certificate_runs_out_without_any_event(rule: Any) -> None:
    listing = make_listing()
    certify(listing, days=3)
    services.rebuild()
    today = clock.today()
    found = [services.search(SearchQuery(today=today + timedelta(days=days), stars=(4,))).total for days in (0, 3, 4)]
    assert found == [1, 1, 0]


@pytest.mark.parametrize("path", ["tho-cam", "tho-cam/khan"])
def test_a_hidden_category_hides_all_below_and_gives_it_back(rule: Any, committed: Committed, path: str) -> None:
    below, elsewhere = make_listing(), make_listing(shelf=make_shelf("tra", "Trà"))
    services.rebuild()
    category = Category.objects.get(pk=make_shelf(path).pk)

    def become(*, public: bool) -> None:
        category.is_public = public
        category.save()

    committed(lambda: become(public=False))
    assert shown() == [elsewhere.pk]
    assert [card.listing_id for card in services.fallback_page(_all()).hits] == [elsewhere.pk]
    committed(lambda: become(public=True))
    assert sorted(shown()) == sorted([below.pk, elsewhere.pk])


def test_what_is_bought_most_comes_first_and_falls_back(rule: Any, committed: Committed) -> None:
    first, second = make_listing(), make_listing()
    services.rebuild()
    committed(lambda: keep_popularity(buyers={first.pk: 3}))
    assert shown(sort=Sort.POPULAR) == [first.pk, second.pk]
    committed(lambda: recount_popularity(buyers={second.pk: 1}))
    assert shown(sort=Sort.POPULAR) == [second.pk, first.pk]


def test_while_the_engine_is_down_nothing_is_lost_and_then_it_catches_up(
    rule: Any, committed: Committed, settings: Any, any_engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = settings.SEARCH
    listing, gone = make_listing(title="Cũ"), make_listing()
    services.rebuild()
    settings.SEARCH = {"BACKEND": "marketplace.search.backends.elasticsearch", "URL": NOBODY, "INDEX": "nobody"}
    committed(lambda: catalogue.hide_listing(listing=gone))
    late = make_listing()
    committed(lambda: services.mark_listings_changed([late.pk]))
    with pytest.raises(SearchUnavailable):
        shown()
    assert sorted(card.listing_id for card in services.fallback_page(_all()).hits) == [listing.pk, late.pk]
    services.drain()
    assert services.backlog() >= 2
    settings.SEARCH = there
    assert services.drain() == 0  # it is left alone for a while
    DrainLease.objects.update(retry_at=clock.now())
    services.drain()
    assert (services.backlog(), sorted(shown())) == (0, [listing.pk, late.pk])
    assert services.sweep() == 0
