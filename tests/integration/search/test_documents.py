from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.classifications.models import PeopleAlias
from marketplace.cooperatives.enums import SellerStatus
from marketplace.core import clock
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from marketplace.places.enums import CommuneKind, DistrictKind, ProvinceKind, Region, Version
from marketplace.places.models import Commune, Province, Succession
from marketplace.search.documents import all_documents, documents
from marketplace.search.interface import ListingDocument
from tests.factories.catalogue import (
    make_commune,
    make_cooperative,
    make_listing,
    make_people,
    make_province,
    make_set,
    make_shelf,
    stock_record,
)
from tests.integration.search.conftest import make_rule

pytestmark = pytest.mark.django_db
Category: Any = get_model("catalogue", "Category")
Product: Any = get_model("catalogue", "Product")
StockRecord: Any = get_model("partner", "StockRecord")

SIZES = (
    VariantFacts(value_vi="Nhỏ", value_en="Small", net_weight_g=100, price=90_000, stock=0),
    VariantFacts(value_vi="Lớn", value_en="Large", net_weight_g=200, price=150_000, stock=3),
)


def document(listing: Listing) -> ListingDocument:
    (found,) = documents([listing.pk])
    return found


def certify(listing: Listing, *products: Any, stars: int = 4, days: int = 30, **values: Any) -> Certificate:
    today = clock.today()
    certificate = Certificate.objects.create(
        **{
            "code": f"C{Certificate.objects.count()}",
            "cooperative": listing.cooperative,
            "decision_number": "12/QĐ-UBND",
            "decision_date": today - timedelta(days=90),
            "issuer_level": IssuerLevel.PROVINCE,
            "issuer": "UBND tỉnh Tuyên Quang",
            "stars": stars,
            "status": CertificateStatus.RECOGNISED,
            "expires_on": today + timedelta(days=days),
            **values,
        }
    )
    certificate.products.set(products or [listing.product])
    return certificate


def test_everything_a_card_shows(rule: Any) -> None:
    mong = make_people()
    PeopleAlias.objects.create(people=mong, name="Hmông", folded="hmong", printable=False)
    listing = make_listing(
        make_cooperative("HTX Lanh Trắng"),
        title="Khăn choàng lanh",
        price=690_000,
        people=mong,
        making="hand_woven",
        techniques=["det_khung_cui"],
        materials=["lanh"],
        dyes=["cham"],
    )
    found = document(listing)
    picture = listing.pictures.get().picture
    assert (found.listing_id, found.product_id, found.sellable_product_id) == (listing.pk, *[listing.product_id] * 2)
    assert (found.slug, found.title("vi"), found.title("en")) == (
        "khan-choang-lanh",
        "Khăn choàng lanh",
        "Khăn choàng lanh (en)",
    )
    assert found.cooperative_name("en") == "HTX Lanh Trắng Cooperative"
    assert (found.province_code, found.province_name, found.commune_name) == ("08", "Tuyên Quang", "Lùng Tám")
    assert (found.people_slug, found.people_name_en) == ("mong", "Hmong")
    assert set(found.people_aliases) == {"Mông", "Hmong", "Hmông"}
    assert (found.set_number, found.shelf) == (22, "tho-cam/khan")
    assert {"Khăn", "Scarves"} <= set(found.shelf_names)
    assert (found.techniques, found.materials, found.dyes) == (("det_khung_cui",), ("lanh",), ("cham",))
    assert {"hemp", "indigo", "hand-woven"} <= set(found.craft_names)
    assert (found.price_min, found.price_max, found.in_stock) == (690_000, 690_000, True)
    assert (found.stars, found.stars_until, found.is_restricted) == (0, None, False)
    assert (found.picture_key, found.alt("en"), found.is_illustration) == (
        picture.key.hex,
        "Khăn choàng lanh (en)",
        True,
    )
    assert found.live_since == listing.live_since


def test_a_listing_with_variants_has_a_range_and_must_be_chosen_from(rule: Any) -> None:
    found = document(make_listing(variants=SIZES))
    assert (found.price_min, found.price_max) == (90_000, 150_000)
    assert found.sellable_product_id is None
    assert found.in_stock


def test_what_is_allocated_is_not_in_stock(rule: Any) -> None:
    listing = make_listing(stock=2)
    StockRecord.objects.filter(product=listing.product).update(num_allocated=2)
    assert not document(listing).in_stock


def test_the_first_picture_is_the_card_s(rule: Any) -> None:
    listing = make_listing(pictures=3)
    assert document(listing).picture_key == listing.pictures.get(position=0).picture.key.hex


class TestStars:
    def test_of_a_valid_certificate(self, rule: Any) -> None:
        listing = make_listing()
        certificate = certify(listing, stars=4)
        assert (document(listing).stars, document(listing).stars_until) == (4, certificate.expires_on)

    def test_the_best_of_a_listing_and_its_variants(self, rule: Any) -> None:
        listing = make_listing(variants=SIZES)
        certify(listing, stars=3)
        certify(listing, listing.variants.first().product, stars=5, days=3)
        assert document(listing).stars == 5

    @pytest.mark.parametrize(
        "values",
        [
            {"status": CertificateStatus.WITHDRAWN},
            {"status": CertificateStatus.POTENTIAL_5},
            {"days": -1},
        ],
    )
    def test_none_otherwise(self, rule: Any, values: dict[str, Any]) -> None:
        listing = make_listing()
        certify(listing, **values)
        assert (document(listing).stars, document(listing).stars_until) == (0, None)


class TestWhatStandsOnAShelf:
    def test_only_what_is_live_approved_public_pictured_and_priced(self, rule: Any) -> None:
        stands = make_listing()
        make_listing(state=ListingState.HIDDEN)
        make_listing(make_cooperative(status=SellerStatus.SUSPENDED))
        make_listing(pictures=0)
        private, unpriced = make_listing(), make_listing()
        Product.objects.filter(pk=private.product_id).update(is_public=False)
        StockRecord.objects.filter(pk=stock_record(unpriced).pk).update(price=None)
        assert [found.listing_id for found in all_documents()] == [stands.pk]

    @pytest.mark.parametrize("hidden", ["tho-cam", "tho-cam/khan"])
    def test_a_hidden_category_hides_all_below_it(self, rule: Any, hidden: str) -> None:
        listing, other = make_listing(), make_listing(shelf=make_shelf("tra", "Trà"))
        category = make_shelf(hidden)
        category.is_public = False
        category.save()
        assert [found.listing_id for found in documents([listing.pk, other.pk])] == [other.pk]

    def test_a_category_of_staff_s_own_has_its_slugs_as_address(self, rule: Any) -> None:
        category = make_shelf("tho-cam").add_child(name="Khăn Tết", slug="khan-tet")
        found = document(make_listing(shelf=category))
        assert found.shelf == "tho-cam/khan-tet"
        assert "Khăn Tết" in found.shelf_names


class TestRestrictedGoods:
    @pytest.mark.parametrize(
        ("rule_values", "is_restricted"),
        [({}, False), ({"min_age": 18}, True), ({"advertised": False}, True)],
    )
    def test_by_the_rule_of_the_set(self, db: None, rule_values: dict[str, Any], *, is_restricted: bool) -> None:
        wine = make_set(14, "Rượu trắng", "White spirits")
        make_rule(wine, **rule_values)
        assert document(make_listing(product_set=wine)).is_restricted is is_restricted

    def test_a_set_without_a_rule_is_not_shown_to_all(self, db: None) -> None:
        assert document(make_listing()).is_restricted


def test_old_places_are_found(rule: Any) -> None:
    today = make_commune()
    before = Province.objects.create(
        version=Version.OLD,
        code="02",
        name="Hà Giang",
        name_en="Ha Giang",
        kind=ProvinceKind.PROVINCE,
        region=Region.NORTH,
        position=1,
        folded="ha giang",
        successor=make_province(),
    )
    old = Commune.objects.create(
        version=Version.OLD,
        code="00904",
        province=before,
        kind=CommuneKind.COMMUNE,
        name="Thái An",
        folded="thai an",
        district="Quản Bạ",
        district_kind=DistrictKind.DISTRICT,
        district_code="029",
        district_folded="quan ba",
    )
    Succession.objects.create(old=old, new=today, split=False)
    assert set(document(make_listing()).old_places) == {"Thái An", "Quản Bạ", "Hà Giang"}


def test_statements_do_not_grow_with_listings(rule: Any, django_assert_num_queries: Any) -> None:
    cooperatives = [make_cooperative() for _ in range(4)]
    listings = [
        make_listing(cooperatives[n % 4], pictures=2, people=make_people(), **({"variants": SIZES} if n % 2 else {}))
        for n in range(20)
    ]
    certify(listings[0])
    with django_assert_num_queries(12):
        assert len(documents([listings[1].pk])) == 1
    with django_assert_num_queries(12):
        assert len(documents([listing.pk for listing in listings])) == 20


def test_all_documents_are_read_lazily(rule: Any, monkeypatch: Any) -> None:
    listings = [make_listing() for _ in range(5)]
    monkeypatch.setattr("marketplace.search.documents.BATCH", 2)
    found = all_documents()
    assert next(found).listing_id == listings[0].pk
    Listing.objects.filter(pk=listings[4].pk).update(title_vi="Tên mới")
    assert [document.title_vi for document in found][-1] == "Tên mới"


def test_nothing_asked_nothing_read(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert documents([]) == []


def test_live_since_falls_back_to_the_day_of_making(rule: Any) -> None:
    listing = make_listing()
    Listing.objects.filter(pk=listing.pk).update(live_since=None)
    assert document(listing).live_since == listing.created_at
    assert document(listing).live_since <= timezone.now()
