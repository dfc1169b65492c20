"""Price and stock of what is on sale."""

import pytest

from marketplace.core.models import AuditRecord
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import StockMovement
from marketplace.listings.queries import offers_of_listing
from tests.factories.catalogue import make_listing, make_set, stock_record
from tests.factories.orders import make_order
from tests.factories.portal import make_rule

pytestmark = pytest.mark.django_db
PRICE = "Write a whole number from 1 to 500,000,000."
STOCK = "Write a whole number from 0 to 1,000,000."


def as_drawn(listing) -> dict[str, str]:
    """The form as its page shows it."""
    found = {}
    for offer in offers_of_listing(listing=listing):
        key = offer.stock_record_id
        found |= {f"price-{key}": f"{offer.price:,}", f"price_was-{key}": str(offer.price)}
        found |= {f"stock-{key}": f"{offer.available:,}", f"stock_was-{key}": str(offer.available)}
    return found


def now(listing) -> list[tuple[int, int]]:
    return [(offer.price, offer.available) for offer in offers_of_listing(listing=listing)]


@pytest.fixture
def save(shop):
    key = stock_record(shop.listing).pk
    drawn = as_drawn(shop.listing)

    def post(**typed):
        words = {f"{name}-{key}": value for name, value in typed.items()}
        return shop.at_owner.post(f"{shop.listing_place}prices/", {**drawn, **words})

    return post


@pytest.mark.parametrize(
    ("typed", "price"),
    [("1", 1), ("245000", 245_000), ("245.000", 245_000), ("1,250,000 ₫", 1_250_000), ("500 000 000", 500_000_000)],
)
def test_a_new_price(shop, save, said, typed, price):
    answer = save(price=typed)
    assert (answer.status_code, answer.url) == (302, shop.listing_place)
    assert said(answer) == [("success", "1 number saved.")]
    assert now(shop.listing) == [(price, 7)]
    record = AuditRecord.objects.get(action="listing.price")
    assert (record.actor, record.before, record.after) == (shop.owner, {"price": 100_000}, {"price": price})


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "1.5", "1,5", "500000001", "99999999999999999999", "abc", "12a", "１２"]
)
def test_a_wrong_price_is_said_beside_its_field(shop, save, typed):
    answer = save(price=typed, stock="8")
    key = stock_record(shop.listing).pk
    text = "This is missing." if not typed else PRICE
    assert (answer.status_code, answer.context["form"].errors) == (200, {f"price-{key}": [text]})
    assert answer.context["form"][f"price-{key}"].value() == typed
    assert answer.context["form"][f"stock-{key}"].value() == "8"
    assert now(shop.listing) == [(100_000, 7)]


@pytest.mark.parametrize(("typed", "stock"), [("0", 0), ("1.000", 1000), ("1,000,000", 1_000_000)])
def test_a_new_count(shop, save, typed, stock):
    assert save(stock=typed).status_code == 302
    assert now(shop.listing) == [(100_000, stock)]
    record = stock_record(shop.listing)
    assert (record.num_in_stock, record.num_allocated) == (stock + 3, 3)


@pytest.mark.parametrize("typed", ["-1", "1.5", "1000001", "a lot"])
def test_a_wrong_count_is_said_beside_its_field(shop, save, typed):
    answer = save(stock=typed, price="90000")
    assert answer.context["form"].errors == {f"stock-{stock_record(shop.listing).pk}": [STOCK]}
    assert now(shop.listing) == [(100_000, 7)]


def test_saving_what_stands_there_moves_nothing(shop, save, said):
    moved = StockMovement.objects.count()
    assert said(save()) == [("info", "Nothing was changed.")]
    assert StockMovement.objects.count() == moved


def test_a_new_price_does_not_bring_back_what_was_sold_meanwhile(shop, save):
    """Seen to fail with `_altered` returning every number typed: 7 pieces were for sale again."""
    make_order((shop.listing, 5))
    assert save(price="120000").status_code == 302
    assert now(shop.listing) == [(120_000, 2)]


def test_a_count_made_before_a_sale_is_asked_for_again(shop, save):
    make_order((shop.listing, 5))
    key = stock_record(shop.listing).pk
    answer = save(stock="20")
    text = "Since you opened this page the number went from 7 to 2. Count again."
    assert answer.context["form"].errors == {f"stock-{key}": [text]}
    assert answer.context["form"][f"stock-{key}"].value() == "20"
    assert f'name="stock_was-{key}" value="2"' in " ".join(answer.content.decode().split())
    assert save(stock="15", stock_was="2").status_code == 302
    assert now(shop.listing) == [(100_000, 15)]


def test_variants_on_one_form_all_or_nothing(shop):
    variants = (VariantFacts("Nhỏ", "Small", 50_000, 4, 100), VariantFacts("To", "Large", 80_000, 6, 200))
    listing = make_listing(shop.cooperative, title="Túi lanh", variants=variants)
    small, large = (offer.stock_record_id for offer in offers_of_listing(listing=listing))
    place = f"/en/portal/listings/{listing.pk}/prices/"
    drawn = as_drawn(listing)

    answer = shop.at_owner.post(place, {**drawn, f"price-{small}": "55000", f"stock-{large}": "x"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [f"stock-{large}"])
    assert now(listing) == [(50_000, 4), (80_000, 6)]

    answer = shop.at_owner.post(place, {**drawn, f"price-{small}": "55000", f"stock-{large}": "9"})
    assert answer.status_code == 302
    assert now(listing) == [(55_000, 4), (80_000, 9)]


def test_another_record_in_the_form_is_not_touched(shop, other_shop, save):
    key = stock_record(other_shop.listing).pk
    save(price="90000")
    shop.at_owner.post(
        f"{shop.listing_place}prices/", {**as_drawn(shop.listing), f"price-{key}": "1", f"stock-{key}": "0"}
    )
    assert now(other_shop.listing) == [(100_000, 7)]


def test_hidden_and_shown_again(shop, said):
    make_rule(shop.listing.product_set)
    client = shop.at_owner
    answer = client.post(f"{shop.listing_place}hide/")
    assert said(answer) == [("success", "Hidden. Buyers no longer find it.")]
    shop.listing.refresh_from_db()
    assert shop.listing.state == ListingState.HIDDEN
    assert said(client.post(f"{shop.listing_place}hide/"))[-1] == ("info", "This was already done.")
    answer = client.post(f"{shop.listing_place}show/")
    assert said(answer)[-1] == ("success", "On sale again.")
    shop.listing.refresh_from_db()
    assert shop.listing.state == ListingState.LIVE


def test_goods_for_an_age_that_nobody_is_asked_for_stay_hidden(shop, said):
    spirits = make_set(14, "Rượu trắng", "White spirits")
    make_rule(spirits, min_age=21)
    listing = make_listing(shop.cooperative, product_set=spirits)
    client = shop.at_owner
    client.post(f"/en/portal/listings/{listing.pk}/hide/")
    answer = client.post(f"/en/portal/listings/{listing.pk}/show/")
    text = "You cannot sell this here: this market cannot ask for the age that the law wants."
    assert said(answer)[-1] == ("error", text)
    listing.refresh_from_db()
    assert listing.state == ListingState.HIDDEN


def test_what_no_officer_saw_is_not_shown(shop, said):
    make_rule(shop.listing.product_set)
    draft = make_listing(shop.cooperative, state=ListingState.HIDDEN)
    answer = shop.at_owner.post(f"/en/portal/listings/{draft.pk}/show/")
    assert said(answer) == [("error", "An officer has to approve this listing first.")]


def test_a_packer_reads_prices_and_changes_none(shop):
    text = shop.at_packer.get(shop.listing_place).content.decode()
    assert "₫100,000" in text
    assert "<form" not in text.partition('<main id="main"')[2]


def test_what_runs_out_is_marked_and_found(shop):
    few = make_listing(shop.cooperative, title="Ví thêu", stock=3)
    none = make_listing(shop.cooperative, title="Gối chàm", stock=0)
    draft = make_listing(shop.cooperative, title="Áo lanh", state=ListingState.DRAFT, stock=0)
    client = shop.at_owner

    def found(query: str) -> set[int]:
        answer = client.get(f"/en/portal/listings/{query}")
        return {row.listing.pk for row in answer.context["rows"]}

    assert found("") == {shop.listing.pk, few.pk, none.pk, draft.pk}
    assert found("?state=low") == {few.pk}
    assert found("?state=out") == {none.pk}
    assert found("?state=draft") == {draft.pk}
    assert found("?q=KHAN cham") == {shop.listing.pk}
    assert found("?q=ch%C3%A0m") == {shop.listing.pk, none.pk}
    assert found("?q=nothing") == set()
    rows = {row.listing.pk: row for row in client.get("/en/portal/listings/").context["rows"]}
    assert [(rows[one.pk].is_low, rows[one.pk].is_out) for one in (shop.listing, few, none)] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_a_row_sums_its_variants(shop):
    variants = (VariantFacts("Nhỏ", "Small", 50_000, 4, 100), VariantFacts("To", "Large", 80_000, 6, 200))
    listing = make_listing(shop.cooperative, title="Túi lanh", variants=variants)
    rows = {row.listing.pk: row for row in shop.at_owner.get("/en/portal/listings/").context["rows"]}
    assert (rows[listing.pk].lowest, rows[listing.pk].highest, rows[listing.pk].left) == (50_000, 80_000, 10)
    assert (rows[shop.listing.pk].lowest, rows[shop.listing.pk].left) == (100_000, 7)
