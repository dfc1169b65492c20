from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.core import clock
from marketplace.fulfilment.models import FlatRate
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing, Variant
from marketplace.web.shelves import labels
from tests.factories.catalogue import make_cooperative, make_listing, make_people, make_set
from tests.integration.storefront.shelves.conftest import make_rule, open_shop
from tests.integration.storefront.shelves.reading import addresses, page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


def sizes(count: int) -> tuple[VariantFacts, ...]:
    return tuple(
        VariantFacts(value_vi=f"Cỡ {n}", value_en=f"Size {n}", price=90_000 + n, stock=n, net_weight_g=100)
        for n in range(count)
    )


def address(listing: Listing) -> str:
    return f"/product/{listing.product.slug}-{listing.product_id}/"


def certify(listing: Listing, product: Any = None, **values: Any) -> Certificate:
    today = clock.today()
    certificate = Certificate.objects.create(
        **{
            "code": "ABC",
            "cooperative": listing.cooperative,
            "decision_number": "DEMO-QD-7/QĐ-UBND",
            "decision_date": today - timedelta(days=90),
            "issuer_level": IssuerLevel.PROVINCE,
            "issuer": "UBND tỉnh Tuyên Quang",
            "stars": 4,
            "status": CertificateStatus.RECOGNISED,
            "expires_on": today,
            **values,
        }
    )
    certificate.products.add(product or listing.product)
    return certificate


@pytest.mark.parametrize("count", [1, 4])
def test_statements_do_not_grow(client: Client, count: int) -> None:
    """Two more when cold: the transit times, and the old names of the place."""
    seller = make_cooperative()
    listing = make_listing(seller, pictures=1 + count, variants=sizes(1 + count))
    for _index in range(count):
        certify(listing, code=f"C{Certificate.objects.count()}")
        make_listing(seller)
    open_shop()
    assert statements(client, address(listing)) == 5
    assert statements(client, address(listing)) == 2  # may it still be seen, and what does it offer


def test_the_seller_is_named_by_law(client: Client) -> None:
    seller = make_cooperative(
        "HTX Dệt Nắng",
        registered_name="Hợp tác xã Dệt Nắng",
        head_office="Thôn 3, xã Lùng Tám",
        registration_number="DEMO-77",
    )
    shown = text(page(client, address(make_listing(seller))))
    assert "Hợp tác xã Dệt Nắng" in shown
    assert "Thôn 3, xã Lùng Tám" in shown
    assert "DEMO-77" in shown


def test_a_wrong_name_leads_to_the_right_one(client: Client) -> None:
    listing = make_listing()
    for prefix in ("", "/en"):
        response: Any = client.get(f"{prefix}/product/old-name-{listing.product_id}/")
        assert (response.status_code, response["Location"]) == (301, f"{prefix}{address(listing)}")


@pytest.mark.parametrize("state", [ListingState.HIDDEN, ListingState.SUBMITTED, ListingState.DRAFT])
def test_what_is_not_on_sale_is_not_here_and_there_is_a_way_on(client: Client, state: ListingState) -> None:
    source = page(client, address(make_listing(state=state)), status=404)
    assert "/products/" in addresses(source)
    assert 'name="q"' in source


def test_unknown_products_and_variants_have_no_page(client: Client) -> None:
    listing = make_listing(variants=sizes(2))
    child = Variant.objects.filter(listing=listing).first()
    assert child
    page(client, f"/product/x-{child.product_id}/", status=404)
    for number in ("999999999999999999", "9" * 40):
        page(client, f"/product/x-{number}/", status=404)


def test_goods_that_need_a_question_first_open_with_the_answer_only(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    listing = make_listing(product_set=wine)
    page(client, address(listing), status=404)
    wine_rule = make_rule(product_set=wine, min_age=18)
    page(client, address(listing), status=302)
    wine_rule.min_age = 0
    wine_rule.save()
    page(client, address(listing))
    wine_rule.valid_until = clock.today() - timedelta(days=1)
    wine_rule.save()
    page(client, address(listing), status=404)


def test_certificate_of_the_last_day_shows_and_is_gone_on_the_next(client: Client) -> None:
    listing = make_listing()
    certify(listing)
    shown = text(page(client, address(listing)))
    assert "DEMO-QD-7/QĐ-UBND" in shown
    assert "UBND tỉnh Tuyên Quang" in shown
    with time_machine.travel(clock.now() + timedelta(days=1)):
        source = page(client, address(listing))
    assert "DEMO-QD-7" not in source
    assert "ocop" not in source


@pytest.mark.parametrize(
    "status", [CertificateStatus.WITHDRAWN, CertificateStatus.POTENTIAL_5, CertificateStatus.EXPIRED]
)
def test_only_recognised_certificates_count(client: Client, status: CertificateStatus) -> None:
    listing = make_listing()
    certify(listing, status=status)
    assert "DEMO-QD-7" not in page(client, address(listing))


def test_a_certificate_of_one_variant_counts(client: Client) -> None:
    listing = make_listing(variants=sizes(2))
    child = Variant.objects.filter(listing=listing).last()
    assert child
    certify(listing, child.product)
    assert "DEMO-QD-7" in page(client, address(listing))


def test_variants_are_choices_with_price_and_stock(client: Client) -> None:
    listing = make_listing(variants=sizes(3))
    first, second, third = (variant.product_id for variant in listing.variants.all())
    source = page(client, address(listing))
    assert f'action="/basket/add/{listing.product_id}/"' in source
    flat = " ".join(source.split())
    assert f'name="product" value="{first}" required disabled' in flat
    assert f'name="product" value="{second}" required checked' in flat
    assert f'name="product" value="{third}" required >' in flat or f'name="product" value="{third}" required>' in flat
    assert 'max="2"' in source
    assert "90.001 ₫" in text(source)
    assert "90.002 ₫" in text(source)


def test_sold_out_says_so_and_offers_no_button(client: Client) -> None:
    listing = make_listing(stock=0)
    source = page(client, address(listing))
    assert 'name="quantity"' not in source.split('class="block"')[0]
    assert "note--warn" in source


@pytest.mark.parametrize(("stock", "most"), [(7, 7), (5000, 99)])
def test_quantity_ends_at_what_is_there(client: Client, stock: int, most: int) -> None:
    assert f'max="{most}"' in page(client, address(make_listing(stock=stock)))


def test_delivery_is_a_date_and_a_price(client: Client) -> None:
    listing = make_listing()
    FlatRate.objects.create(cooperative=listing.cooperative, price=45_000)
    with time_machine.travel("2026-10-08T03:00:00Z"):  # a Thursday
        shown = text(page(client, address(listing)))
    assert "Thứ Bảy 10/10" in shown
    assert "Thứ Ba 13/10" in shown
    assert "Thứ Sáu 16/10" in shown
    assert "45.000\u00a0₫".replace("\u00a0", " ") in shown


def test_cloth_has_a_passport(client: Client) -> None:
    listing = make_listing(
        making="machine_made", techniques=["in_may"], materials=["polyester"], dyes=["hoa_hoc"], people=make_people()
    )
    source = page(client, f"/en{address(listing)}")
    passport = text(source[source.index('class="pass"') : source.index('class="prose')])
    for words in ("Machine-made", "Made by machine", "Polyester", "Synthetic dye", "Hmong", "Xã Lùng Tám"):
        assert words in passport
    assert 'class="specs"' not in source


def test_food_has_its_label(client: Client) -> None:
    listing = make_listing(ingredients_vi="Gạo, muối", storage_vi="Nơi khô mát", shelf_life_days=90, net_weight_g=1500)
    source = page(client, address(listing))
    label = text(source[source.index('class="specs"') : source.index('class="prose')])
    for words in ("Gạo, muối", "Nơi khô mát", "90", "1,5 kg"):
        assert words in label
    assert 'class="pass"' not in source


def test_drawn_pictures_are_called_so(client: Client) -> None:
    listing = make_listing(title="Khăn lanh", pictures=2)
    source = page(client, f"/en{address(listing)}")
    assert source.count('alt="Illustration: Khăn lanh (en)"') == 4  # each in the row, and enlarged
    assert source.count("<figcaption>Illustration</figcaption>") == 2
    assert "These pictures are illustrations" in source
    listing.pictures.update(is_illustration=False)
    labels.forget()
    plain = page(client, f"/en{address(listing)}").split("<main")[1]
    assert "llustration" not in plain
    assert "figcaption" not in plain


def test_more_of_the_same_stall_without_itself(client: Client) -> None:
    seller = make_cooperative()
    listing = make_listing(seller, title="Khăn lanh")
    other = make_listing(seller, title="Túi lanh")
    make_listing(title="Của người khác")
    open_shop()
    source = page(client, address(listing))
    found = addresses(source[source.rindex("<section") : source.index("</main>")])
    assert [link for link in found if "/product/" in link] == [address(other)]


def test_suspended_sellers_sell_nothing(client: Client) -> None:
    listing = make_listing(make_cooperative(status="suspended"))
    page(client, address(listing), status=404)


def test_dates_of_certificates_carry_their_year(client: Client) -> None:
    listing = make_listing()
    certify(listing, decision_date=date(2025, 3, 14), expires_on=date(2099, 3, 14))
    assert "14/3/2099" in text(page(client, address(listing)))
    assert "14 Mar 2099" in text(page(client, f"/en{address(listing)}"))
