"""A listing is written, sent in, changed and sent in again."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.cooperatives.enums import SellerKind, SellerStatus
from marketplace.cooperatives.models import Cooperative
from marketplace.files.models import Picture
from marketplace.files.services import MAX_BYTES
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.listings.queries import offers_of_listing
from marketplace.listings.services.catalogue import ask_changes
from tests.factories.catalogue import make_commune, make_people, make_province, make_set, make_shelf
from tests.factories.portal import make_rule, picture_file

pytestmark = pytest.mark.django_db
NEW = "/en/portal/listings/new/"
ONE_MISSING = "Add at least one picture: nobody buys unseen."


@pytest.fixture
def cloth(db):
    found = make_set()
    make_rule(found)
    return found


@pytest.fixture
def honey(db):
    found = make_set(4, "Mật ong", "Honey")
    make_rule(found)
    return found


@pytest.fixture
def words(cloth):
    return {
        "token": "a-token-of-this-form",
        "title_vi": "  Khăn   choàng lanh ",
        "title_en": "Hemp shawl",
        "product_set": "22",
        "shelf": str(make_shelf().pk),
        "summary_vi": "Dệt tay, nhuộm chàm.",
        "summary_en": "Woven by hand, dyed with indigo.",
        "description_vi": "Sợi lanh nối tay.\r\n\r\n\r\nNhuộm mười lần.",
        "description_en": "Joined by hand.",
        "unit": "cái",
        "net_weight_g": "320",
        "parcel_length_cm": "30",
        "parcel_width_cm": "24",
        "parcel_height_cm": "4",
        "origin": "Lùng Tám, Tuyên Quang",
        "making": "hand_woven",
        "techniques": ["batik_sap_ong", "det_khung_cui"],
        "materials": ["lanh"],
        "dyes": ["cham"],
        "people": make_people().slug,
        "price": "690.000",
        "stock": "14",
    }


@pytest.fixture
def own(shop):
    """Listings of the shop beside the one that it has."""
    return lambda: list(Listing.objects.filter(cooperative=shop.cooperative).exclude(pk=shop.listing.pk))


def test_goods_with_a_picture_wait_for_approval(shop, words, own, said):
    answer = shop.at_owner.post(NEW, {**words, "pictures": [picture_file(), picture_file("hai.jpg", colour="red")]})

    (listing,) = own()
    assert (answer.status_code, answer.url) == (302, f"/en/portal/listings/{listing.pk}/")
    assert said(answer) == [("success", "Sent to the alliance.")]
    assert (listing.state, listing.live_since) == (ListingState.SUBMITTED, None)
    assert listing.submitted_at is not None
    assert (listing.title_vi, listing.title_en) == ("Khăn choàng lanh", "Hemp shawl")
    assert (listing.summary_vi, listing.summary_en) == ("Dệt tay, nhuộm chàm.", "Woven by hand, dyed with indigo.")
    assert listing.description_vi == "Sợi lanh nối tay.\n\nNhuộm mười lần."
    assert listing.product.title == "Khăn choàng lanh"
    assert (listing.product_set.number, listing.people.name_vi, listing.making) == (22, "Mông", "hand_woven")
    assert (listing.techniques, listing.materials, listing.dyes) == (
        ["det_khung_cui", "batik_sap_ong"],
        ["lanh"],
        ["cham"],
    )
    assert (listing.unit, listing.net_weight_g, listing.origin_commune) == ("cái", 320, shop.cooperative.commune)
    assert (listing.parcel_length_cm, listing.parcel_width_cm, listing.parcel_height_cm) == (30, 24, 4)
    (offer,) = offers_of_listing(listing=listing)
    assert (offer.price, offer.available, offer.is_on_sale) == (690_000, 14, False)
    pictures = listing.pictures.all()
    assert [(one.alt_vi, one.alt_en, one.is_illustration) for one in pictures] == [
        ("Khăn choàng lanh", "Hemp shawl", False),
        ("Khăn choàng lanh (2)", "Hemp shawl (2)", False),
    ]
    text = shop.at_owner.get(answer.url).content.decode()
    assert "An officer of the alliance reads your words and looks at your pictures." in text
    assert f"/en/portal/listings/{listing.pk}/edit/" not in text


def test_food_has_other_fields_than_cloth(shop, words, own, honey):
    food = {
        "product_set": "4",
        "ingredients_vi": "Mật ong bạc hà",
        "ingredients_en": "Mint honey",
        "storage_vi": "Để nơi mát",
        "shelf_life_days": "540",
    }
    shop.at_owner.post(NEW, {**words, **food, "pictures": [picture_file()]})
    (listing,) = own()
    assert (listing.ingredients_vi, listing.ingredients_en) == ("Mật ong bạc hà", "Mint honey")
    assert (listing.storage_vi, listing.shelf_life_days) == ("Để nơi mát", 540)
    assert (listing.making, listing.techniques, listing.materials, listing.dyes, listing.people) == (
        "",
        [],
        [],
        [],
        None,
    )


def test_what_belongs_to_food_does_not_stop_cloth(shop, words, own):
    answer = shop.at_owner.post(NEW, {**words, "shelf_life_days": "for ever", "pictures": [picture_file()]})
    assert answer.status_code == 302
    assert [listing.shelf_life_days for listing in own()] == [None]


def variants(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    found = {"price": "", "stock": "", "variant_axis": "size"}
    for place, (value, price, stock, weight) in enumerate(rows):
        found |= {f"v{place}-value_vi": value, f"v{place}-price": price, f"v{place}-stock": stock}
        found |= {f"v{place}-net_weight_g": weight}
    return found


def test_a_grid_of_variants(shop, words, own):
    grid = variants(("65 × 180 cm", "690000", "9", ""), ("90 × 200 cm", "980000", "0", "480"))
    answer = shop.at_owner.post(NEW, {**words, **grid, "pictures": [picture_file()]})
    assert answer.status_code == 302
    (listing,) = own()
    assert listing.variant_axis == "size"
    assert [
        (offer.value_vi, offer.price, offer.available, offer.net_weight_g)
        for offer in offers_of_listing(listing=listing)
    ] == [("65 × 180 cm", 690_000, 9, 320), ("90 × 200 cm", 980_000, 0, 480)]


TWO = variants(("Nhỏ", "1", "1", ""), ("To", "2", "2", ""))
ONE_IS_NONE = ["One kind is no choice. Write a second one, or empty the row."]
WRONG_PRICE = ["Write a whole number from 1 to 500,000,000."]
WRONG_STOCK = ["Write a whole number from 0 to 1,000,000."]
MISSING = ["This is missing."]


@pytest.mark.parametrize(
    ("grid", "at", "errors"),
    [
        (variants(("Nhỏ", "1", "1", "")), None, {"variant_axis": ONE_IS_NONE}),
        ({**TWO, "variant_axis": ""}, None, {"variant_axis": ["Say by what they differ."]}),
        ({**TWO, "v1-value_vi": "nhỏ"}, 1, {"value_vi": ["This stands there twice."]}),
        ({**TWO, "v1-price": "1.5"}, 1, {"price": WRONG_PRICE}),
        ({**TWO, "v1-value_vi": ""}, 1, {"value_vi": MISSING}),
        ({"price": "", "stock": ""}, None, {"price": MISSING, "stock": MISSING}),
        ({"price": "0", "stock": "-1"}, None, {"price": WRONG_PRICE, "stock": WRONG_STOCK}),
    ],
)
def test_a_grid_that_does_not_add_up(shop, words, own, grid, at, errors):
    answer = shop.at_owner.post(NEW, {**words, **grid, "pictures": [picture_file()]})
    offer = answer.context["offer"]
    assert (answer.status_code, own()) == (200, [])
    assert (offer.errors if at is None else offer.rows[at].errors) == errors
    assert [row.errors for row in offer.rows[2:]] == [{}] * 4  # what was left empty is not complained of


def test_nothing_typed_and_no_picture_is_lost_when_a_field_is_wrong(shop, words, own):
    client = shop.at_owner
    answer = client.post(NEW, {**words, "title_vi": "", "net_weight_g": "heavy", "pictures": [picture_file()]})
    form, album = answer.context["form"], answer.context["album"]
    assert (answer.status_code, own()) == (200, [])
    assert list(form.errors) == ["title_vi", "net_weight_g"]
    assert (form["net_weight_g"].value(), form["unit"].value()) == ("heavy", "cái")
    assert form["techniques"].value() == ["batik_sap_ong", "det_khung_cui"]
    (leaf,) = album.leaves

    kept = {"kept": leaf.mark, f"alt_vi-{leaf.picture.pk}": "Khăn trên phiến đá", "token": answer.context["token"]}
    answer = client.post(NEW, {**words, **kept})

    assert answer.status_code == 302
    (listing,) = own()
    assert [(one.picture, one.alt_vi) for one in listing.pictures.all()] == [(leaf.picture, "Khăn trên phiến đá")]
    assert Picture.objects.filter(recipe__isnull=True).count() == 1


def test_a_picture_of_somebody_else_cannot_be_named(shop, other_shop, words, own):
    answer = other_shop.at_owner.post(NEW, {**words, "title_vi": "", "pictures": [picture_file()]})
    mark = answer.context["album"].leaves[0].mark
    for forged in (mark, mark.split(":")[0], "1:rubbish", ""):
        answer = shop.at_owner.post(NEW, {**words, "kept": forged})
        assert (answer.status_code, answer.context["album"].errors) == (200, [ONE_MISSING])
    assert own() == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            SimpleUploadedFile("khan.jpg", b"<svg onload=alert(1)>" * 20, content_type="image/jpeg"),
            "khan.jpg: This file is not a picture that we can read. Send a JPEG, PNG or WebP.",
        ),
        (
            SimpleUploadedFile("to.jpg", b"\xff\xd8\xff" + b"0" * MAX_BYTES, content_type="image/jpeg"),
            "to.jpg: This picture is larger than 12 MB. Send a smaller one.",
        ),
    ],
    ids=["no picture", "huge"],
)
def test_a_bad_file_is_refused_kindly(shop, words, own, file, text):
    file.seek(0)
    answer = shop.at_owner.post(NEW, {**words, "pictures": [file]})
    assert (answer.status_code, answer.context["album"].errors, own()) == (200, [text], [])
    assert answer.context["form"]["title_vi"].value() == words["title_vi"]
    assert Picture.objects.filter(recipe__isnull=True).count() == 0


def test_at_most_eight_pictures(shop, words, own):
    answer = shop.at_owner.post(NEW, {**words, "pictures": [picture_file(side=20) for _one in range(9)]})
    assert answer.context["album"].errors == ["At most 8 pictures. Leave some out and send the others again."]
    assert (len(answer.context["album"].leaves), own()) == (8, [])


def test_without_a_picture_it_may_be_kept_but_not_sent(shop, words, own, said):
    client = shop.at_owner
    answer = client.post(NEW, words)
    assert (answer.status_code, answer.context["album"].errors) == (200, [ONE_MISSING])
    answer = client.post(NEW, {**words, "action": "draft"})
    assert said(answer) == [("success", "Kept as a draft.")]
    (draft,) = own()
    assert draft.state == ListingState.DRAFT
    answer = client.post(f"/en/portal/listings/{draft.pk}/submit/")
    assert said(answer)[-1] == ("error", "Add at least one picture before you send this listing in.")


def test_pressed_twice_it_is_one_listing(shop, words, own, said):
    client = shop.at_owner
    client.post(NEW, {**words, "pictures": [picture_file()]})
    answer = client.post(NEW, {**words, "pictures": [picture_file()]})
    assert (answer.status_code, answer.url) == (302, "/en/portal/listings/")
    assert said(answer)[-1] == ("info", "These goods were already saved. Find them here.")
    assert len(own()) == 1


def test_an_old_name_of_a_place_is_understood_and_an_unclear_one_asked_for(shop, words, own):
    first = make_commune("Tân Tiến", "02001")
    second = make_commune("Tân Tiến", "06001", make_province("Lạng Sơn", "20"))
    client = shop.at_owner
    answer = client.post(NEW, {**words, "origin": "nowhere at all", "pictures": [picture_file()]})
    example = "Lùng Tám, Tuyên Quang"
    assert answer.context["form"].errors == {
        "origin": [f"We do not find this place. Write the commune, then the province, such as {example}."]
    }
    answer = client.post(NEW, {**words, "origin": "tan tien", "pictures": [picture_file()]})
    assert answer.context["form"].errors == {"origin": ["Several places are called so. Choose one."]}
    assert set(answer.context["form"].communes) == {first, second}
    answer = client.post(
        NEW, {**words, "origin": "tan tien", "origin_commune": str(second.pk), "pictures": [picture_file()]}
    )
    assert [listing.origin_commune for listing in own()] == [second]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (None, "no rule allows it today"),
        ({"kinds_allowed": ["enterprise"]}, "not for your kind of seller"),
        ({"min_age": 21}, "this market cannot ask for the age that the law wants"),
    ],
)
def test_a_set_that_may_not_be_sold(shop, words, own, rule, why):
    spirits = make_set(14, "Rượu trắng", "White spirits")
    if rule is not None:
        make_rule(spirits, **rule)
    answer = shop.at_owner.post(NEW, {**words, "product_set": "14", "pictures": [picture_file()]})
    assert answer.context["form"].errors == {"product_set": [f"You cannot sell this here: {why}."]}
    assert own() == []


@pytest.mark.parametrize(
    "values",
    [{"kind": SellerKind.CREDIT_FUND}, {"status": SellerStatus.SUSPENDED}, {"status": SellerStatus.APPLIED}],
    ids=["credit fund", "suspended", "applied"],
)
def test_some_sellers_add_nothing(shop, words, own, values):
    Cooperative.objects.filter(pk=shop.cooperative.pk).update(**values)
    client = shop.at_owner
    answer = client.get(NEW)
    assert answer.status_code == 200
    assert answer.context["frame"].closed_note in unescape(answer.content.decode())
    assert client.post(NEW, {**words, "pictures": [picture_file()]}).status_code == 409
    assert own() == []


def test_what_the_officer_asked_for_is_changed_and_sent_again(shop, words, own, said):
    client = shop.at_owner
    client.post(NEW, {**words, "pictures": [picture_file(), picture_file("hai.jpg")]})
    (listing,) = own()
    ask_changes(listing=listing, note="Ảnh đầu bị mờ.")
    place = f"/en/portal/listings/{listing.pk}/"
    assert "Ảnh đầu bị mờ." in client.get(place).content.decode()
    shown = client.get(f"{place}edit/").context
    assert shown["form"]["title_vi"].value() == "Khăn choàng lanh"
    assert shown["form"]["product_set"].value() == "22"
    first, second = (leaf.picture.pk for leaf in shown["album"].leaves)

    answer = client.post(
        f"{place}edit/",
        {
            **words,
            "title_vi": "Khăn choàng lanh dài",
            f"drop-{first}": "on",
            f"alt_vi-{second}": "Cả tấm khăn",
            f"alt_en-{second}": "The whole shawl",
            "pictures": [picture_file("ba.jpg", colour="green")],
        },
    )

    assert (answer.status_code, answer.url) == (302, place)
    assert said(answer)[-1] == ("success", "Sent to the alliance.")
    listing.refresh_from_db()
    assert (listing.state, listing.title_vi) == (ListingState.SUBMITTED, "Khăn choàng lanh dài")
    found = listing.pictures.order_by("position")
    assert [(one.position, one.alt_vi, one.alt_en) for one in found] == [
        (0, "Cả tấm khăn", "The whole shawl"),
        (1, "Khăn choàng lanh dài (2)", "Hemp shawl (2)"),
    ]
    assert found[0].picture_id == second
    (offer,) = offers_of_listing(listing=listing)
    assert (offer.price, offer.available) == (690_000, 14)


def test_editing_keeps_the_variants_as_they_are(shop, words, own):
    client = shop.at_owner
    grid = variants(("Nhỏ", "690000", "9", ""), ("To", "980000", "2", "480"))
    client.post(NEW, {**words, **grid, "action": "draft"})
    (draft,) = own()
    answer = client.post(f"/en/portal/listings/{draft.pk}/edit/", {**words, "summary_vi": "Mới.", "action": "draft"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.summary_vi, draft.state, draft.variant_axis) == ("Mới.", ListingState.DRAFT, "size")
    found = [(one.value_vi, one.price, one.available, one.net_weight_g) for one in offers_of_listing(listing=draft)]
    assert found == [("Nhỏ", 690_000, 9, 320), ("To", 980_000, 2, 480)]


def test_an_edit_without_any_picture_left_is_not_sent(shop, words, own):
    client = shop.at_owner
    client.post(NEW, {**words, "action": "draft", "pictures": [picture_file()]})
    (draft,) = own()
    picture = draft.pictures.get().picture_id
    answer = client.post(f"/en/portal/listings/{draft.pk}/edit/", {**words, f"drop-{picture}": "on"})
    assert (answer.status_code, answer.context["album"].errors) == (200, [ONE_MISSING])
    assert draft.pictures.count() == 1


@pytest.mark.parametrize("state", [ListingState.SUBMITTED, ListingState.LIVE, ListingState.HIDDEN])
def test_words_of_other_states_stand(shop, words, said, state):
    Listing.objects.filter(pk=shop.listing.pk).update(state=state)
    answer = shop.at_owner.post(f"{shop.listing_place}edit/", {**words, "title_vi": "Khác"})
    assert (answer.status_code, answer.url) == (302, shop.listing_place)
    assert said(answer) == [("error", "The words of these goods cannot be changed now. Price and stock can.")]
    shop.listing.refresh_from_db()
    assert shop.listing.title_vi == "Khăn lanh chàm"


def test_submitted_twice_is_submitted(shop, words, own, said):
    client = shop.at_owner
    client.post(NEW, {**words, "action": "draft", "pictures": [picture_file()]})
    place = f"/en/portal/listings/{own()[0].pk}/"
    assert said(client.post(f"{place}submit/"))[-1] == ("success", "Sent to the alliance.")
    assert said(client.post(f"{place}submit/"))[-1] == ("info", "This was already done.")
    assert own()[0].state == ListingState.SUBMITTED
