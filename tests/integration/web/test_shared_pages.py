"""Kept pages: the same for everybody, but for what stands in their slots."""

import gzip
import re
import threading
from typing import Any

import pytest
from django.conf import settings as all_settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.cache import cache_control
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.classifications.models import SetRule
from marketplace.listings.services.stock import set_stock
from marketplace.search import services as search
from marketplace.web.shared_pages import shared_page
from marketplace.web.shared_pages.middleware import SharedPages, store
from marketplace.web.shared_pages.slots import HARMLESS
from marketplace.web.shelves import labels
from tests.factories.buying import add, visitor
from tests.factories.catalogue import make_listing, make_rule, stock_record

pytestmark = pytest.mark.django_db
COUNT = re.compile(r'<b class="count">(\d+)<')
SHELF = "/products/"
Category: Any = get_model("catalogue", "Category")


@pytest.fixture
def listing() -> Any:
    make_rule()
    found = make_listing(title="Khăn lanh")
    search.rebuild()
    labels.forget()
    return found


def pages(listing: Any) -> list[str]:
    product = f"/product/{listing.product.slug}-{listing.product_id}/"
    shop = ["/", SHELF, "/search/?q=khan", "/category/tho-cam/", product]
    shop += ["/cooperatives/", f"/cooperatives/{listing.cooperative.slug}/"]
    return shop + [f"/en{address}" for address in shop]


def counts(response: Any) -> list[str]:
    return COUNT.findall(response.content.decode())


def carry(client: Client, listing: Any, pieces: int) -> None:
    """As after the basket's own page, which tells what was put in."""
    add(client, listing, pieces)
    client.get("/basket/")
    client.cookies.pop("messages")  # emptied; a browser forgets it


def signed_in(**account: Any) -> Client:
    client = visitor()
    client.force_login(User.objects.create_user(**account), backend=all_settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_every_shop_page_is_kept_and_then_costs_no_statement(client: Client, listing: Any) -> None:
    for address in pages(listing):
        first, again = client.get(address), client.get(address)
        assert first.status_code == 200, address
        assert int(again["X-Query-Count"]) == 0, address
        assert again.content == first.content, address
        assert again["Server-Timing"].startswith("app;dur=")
        assert again["ETag"] == first["ETag"]
    assert len(store) == len(pages(listing))


def test_a_kept_page_needs_no_database_connection(client: Client, listing: Any, monkeypatch: Any) -> None:
    client.get(SHELF)

    def refuse(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", refuse)
    assert client.get(SHELF).status_code == 200


def test_with_zero_every_page_is_drawn_anew(client: Client, listing: Any, settings: Any) -> None:
    settings.PAGE_CACHE = 0
    client.get(SHELF)
    assert len(store) == 0
    assert "ETag" not in client.get(SHELF)


def test_no_basket_or_token_of_one_visitor_is_seen_by_another(listing: Any) -> None:
    buyer, stranger = signed_in(email="lan@chophien.example"), visitor()
    carry(buyer, listing, 3)
    for address in pages(listing):
        # The first one to ask is the one with something to hide.
        own, others = buyer.get(address), stranger.get(address)
        assert counts(own) == ["3"], address
        assert counts(others) == [], address
        for response in (own, others):
            text = response.content.decode()
            assert "csrfmiddlewaretoken" not in text
            assert "lan@" not in text
            assert not response.cookies
            assert "<!--" not in text
        assert own["ETag"] != others["ETag"]
    assert len(store) == len(pages(listing))


def test_a_signed_in_buyer_with_a_full_basket_costs_no_statement_either(listing: Any) -> None:
    visitor().get(SHELF)
    buyer = signed_in(phone="+84912345678")
    carry(buyer, listing, 2)
    response = buyer.get(SHELF)
    assert (counts(response), int(response["X-Query-Count"])) == (["2"], 0)


def test_the_count_speaks_the_language_of_the_page(listing: Any) -> None:
    buyer = visitor()
    carry(buyer, listing, 2)
    vietnamese, english = (COUNT.sub("", buyer.get(f"{prefix}{SHELF}").content.decode()) for prefix in ("", "/en"))
    assert '<html lang="vi">' in vietnamese
    assert '<html lang="en">' in english
    assert "goods</i>" in english


def test_pages_stay_apart_under_concurrent_visitors(listing: Any) -> None:
    """Eight visitors, each with a basket and a language of their own, on the same pages at once."""
    factory, wrong = RequestFactory(), []
    drawn: list[int] = []

    def draw(request: HttpRequest) -> HttpResponse:
        drawn.append(1)
        page = engines["django"].from_string('{% load personal %}{{ request.path }}|{% personal "basket-count" %}|')
        return HttpResponse(page.render({"request": request}, request), headers={"Content-Language": "vi"})

    shared = SharedPages(draw)

    def visit(number: int) -> None:
        for turn in range(60):
            prefix = "/en" if (number + turn) % 2 else ""
            request = factory.get(f"{prefix}{SHELF}", {"page": turn % 3 + 1})
            request.COOKIES = {"basket_count": str(number), "sessionid": f"s{number}"}
            text = shared(request).content.decode()
            if text.split("|")[0] != f"{prefix}{SHELF}" or COUNT.findall(text) != [str(number)]:
                wrong.append(text)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(drawn) == 6  # two languages, three pages: each once, whoever asked first


def test_one_draws_and_the_others_wait() -> None:
    waiting, drawn = threading.Event(), []

    def draw(_request: HttpRequest) -> HttpResponse:
        drawn.append(1)
        waiting.wait(5)
        return HttpResponse("page")

    shared, answers = SharedPages(draw), []
    threads = [
        threading.Thread(target=lambda: answers.append(shared(RequestFactory().get(SHELF)).content)) for _n in range(8)
    ]
    for thread in threads:
        thread.start()
    waiting.set()
    for thread in threads:
        thread.join()
    assert (len(drawn), answers) == (1, [b"page"] * 8)


def test_a_change_of_the_index_ends_kept_pages(client: Client, listing: Any) -> None:
    assert "Khăn lanh" in client.get(SHELF).content.decode()
    make_listing(title="Khăn gai")
    assert "Khăn gai" not in client.get(SHELF).content.decode()
    search.rebuild()
    assert "Khăn gai" in client.get(SHELF).content.decode()


def test_what_staff_post_ends_kept_pages(client: Client, listing: Any) -> None:
    kept = client.get(SHELF)
    SetRule.objects.all().delete()  # as one of their screens would
    assert client.get(SHELF)["ETag"] == kept["ETag"]
    staff = visitor()
    staff.force_login(
        User.objects.create_user(email="staff@chophien.example", is_staff=True),
        backend=all_settings.AUTHENTICATION_BACKENDS[0],
    )
    assert staff.post("/dashboard/nowhere/").status_code in (302, 404)
    assert len(store) == 1
    client.get(SHELF)
    assert len(store) == 2


def test_a_page_is_kept_for_a_minute_at_most(client: Client, listing: Any, monkeypatch: Any, settings: Any) -> None:
    settings.PAGE_CACHE = 3600
    now = 1000.0
    monkeypatch.setattr("marketplace.web.shared_pages.store.time.monotonic", lambda: now)
    client.get(pages(listing)[4])
    now = 1059.0
    assert int(client.get(pages(listing)[4])["X-Query-Count"]) == 0
    now = 1060.0
    assert int(client.get(pages(listing)[4])["X-Query-Count"]) > 0


def test_sold_out_is_seen_at_once(client: Client, listing: Any, django_capture_on_commit_callbacks: Any) -> None:
    address = pages(listing)[4]
    before = client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        set_stock(stock_record_id=stock_record(listing).pk, pieces=0)
    search.drain()
    after = client.get(address)
    assert 'class="bar"' in before.content.decode()
    assert 'class="bar"' not in after.content.decode()


@pytest.mark.parametrize("unknown", ["utm_source=letter", "fbclid=1&x=2"])
def test_unknown_parameters_are_ignored_and_not_repeated(client: Client, listing: Any, unknown: str) -> None:
    plain = client.get(f"{SHELF}?page=1&q=khan")
    other = client.get(f"{SHELF}?{unknown}&q=khan&page=1")
    assert plain.content == other.content
    assert len(store) == 1


def test_conditions_compression_and_head(client: Client, listing: Any) -> None:
    page = client.get(SHELF)
    assert client.get(SHELF, headers={"If-None-Match": page["ETag"]}).status_code == 304
    assert client.get(SHELF, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    packed = client.get(SHELF, headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == page.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(page.content) / 2
    assert "Content-Encoding" not in client.get(SHELF, headers={"Accept-Encoding": "gzip;q=0"})
    head = client.head(SHELF)
    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", str(len(page.content)), page["ETag"])
    assert (page["Cache-Control"], page["Vary"]) == ("private, no-cache", "Accept-Encoding, Cookie")
    assert "Content-Security-Policy" in page
    assert page["X-Frame-Options"] == "DENY"


def test_a_count_compressed_into_a_page(client: Client, listing: Any) -> None:
    buyer = visitor()
    carry(buyer, listing, 7)
    plain = buyer.get(SHELF)
    packed = buyer.get(SHELF, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    nobody = client.get(SHELF)
    # What a browser got as a buyer is not "unchanged" for it as nobody, nor the other way round.
    assert buyer.get(SHELF, headers={"If-None-Match": nobody["ETag"]}).status_code == 200
    assert client.get(SHELF, headers={"If-None-Match": plain["ETag"]}).status_code == 200


def test_a_visitor_with_any_other_cookie_is_served_apart(client: Client, listing: Any) -> None:
    client.cookies["something_new"] = "1"
    client.get(SHELF)
    assert len(store) == 0


def test_a_message_is_shown_once_and_only_to_whom_it_was_meant(listing: Any) -> None:
    buyer = visitor()
    add(buyer, listing)  # leaves a message behind
    assert 'role="status"' in buyer.get(SHELF).content.decode()
    assert 'role="status"' not in buyer.get(SHELF).content.decode()
    assert 'role="status"' not in visitor().get(SHELF).content.decode()


def test_the_harmless_cookies_are_those_of_the_settings() -> None:
    named = {all_settings.SESSION_COOKIE_NAME, all_settings.OSCAR_BASKET_COOKIE_OPEN, all_settings.CSRF_COOKIE_NAME}
    assert named <= HARMLESS


# --- pages that must never be kept -----------------------------------------------------


@shared_page()
def reads_session(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.get("name", "nobody"))


@shared_page()
def knows_user(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


@shared_page()
def sets_cookie(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse("page")
    response.set_cookie("last", "1")
    return response


@shared_page()
def holds_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@shared_page()
def leaves_message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "for you")
    return HttpResponse("page")


@shared_page()
@cache_control(no_store=True)
def wants_no_store(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


@shared_page()
def is_refused(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page", status=403)


@shared_page()
def varies(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page", headers={"Vary": "User-Agent"})


@shared_page()
def shows_cookies(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{sorted(request.COOKIES)} {request.headers.get('Cookie')} {request.GET.dict()}")


@shared_page()
def is_fit(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


drawn: list[int] = []


@shared_page()
def is_busy(_request: HttpRequest) -> HttpResponse:
    drawn.append(1)
    return HttpResponse("later", status=429)


@shared_page()
def is_broken(_request: HttpRequest) -> HttpResponse:
    drawn.append(1)
    return HttpResponse("broken", status=503)


is_busy.status, is_broken.status = 429, 503  # type: ignore[attr-defined]
NEVER = [
    reads_session, knows_user, sets_cookie, holds_token, leaves_message, wants_no_store, is_refused, varies,
]  # fmt: skip
urlpatterns = [path(f"{view.__name__}/", view) for view in [*NEVER, shows_cookies, is_fit, is_busy, is_broken]]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("view", NEVER, ids=lambda view: view.__name__)
def test_what_is_somebodys_own_is_never_kept(client: Client, view: Any) -> None:
    client.get("/is_fit/")
    assert "ETag" in client.get("/is_fit/")  # the others differ from this one in what they do
    for _turn in range(2):
        assert "ETag" not in client.get(f"/{view.__name__}/")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("view", [is_busy, is_broken], ids=lambda view: view.__name__)
def test_a_refusal_of_the_moment_is_answered_once_and_forgotten(client: Client, view: Any) -> None:
    for turn in (1, 2):
        assert client.get(f"/{view.__name__}/").status_code == view.status
        assert (len(drawn), len(store)) == (turn, 0)
    drawn.clear()


@pytest.mark.urls(__name__)
def test_a_page_that_turns_out_to_be_ones_own_is_drawn_with_ones_own_session() -> None:
    buyer = signed_in(email="hoa@chophien.example")
    assert b"hoa@" in buyer.get("/knows_user/").content
    assert b"hoa@" not in visitor().get("/knows_user/").content


@pytest.mark.urls(__name__)
def test_a_shared_page_is_drawn_without_cookies_and_unknown_parameters(client: Client) -> None:
    client.cookies["sessionid"], client.cookies["basket_count"] = "secret", "4"
    assert client.get("/shows_cookies/?who=me").content == b"[] None {}"
