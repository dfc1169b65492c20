"""Shelves are changed in Oscar's category screens; names and addresses follow, and search hears of the goods."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.core.models import AuditRecord
from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing, Shelf
from marketplace.search.models import OutboxEntry
from tests.factories.catalogue import make_shelf

Category = oscar_model("catalogue", "Category")
pytestmark = pytest.mark.django_db


def values(name: str, name_en: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "name_en": name_en,
        "slug": "",
        "is_public": "on",
        "treebeard_position": "first-child",
        **more,
    }


def errors(response: Any) -> list[str]:
    return [str(text) for texts in response.context["form"].errors.values() for text in texts]


def update(client: Client, category: Any, **more: Any) -> Any:
    """Sends the form back as it is shown, with these changes."""
    path = reverse("dashboard:catalogue-category-update", args=[category.pk])
    shown = client.get(path).context["form"]
    data = {bound.html_name: bound.value() for bound in shown if bound.value() not in (None, "", False)}
    return client.post(path, {**data, **more})


@pytest.fixture(autouse=True)
def _quiet(rows: SimpleNamespace) -> None:
    OutboxEntry.objects.all().delete()


def marked() -> set[int]:
    return set(OutboxEntry.objects.values_list("listing_id", flat=True))


def shelf_of(path: str) -> Any:
    return Shelf.objects.get(path=path).category


def test_a_new_category_is_a_shelf_in_both_languages(signed_in: Client) -> None:
    response = signed_in.post(reverse("dashboard:catalogue-category-create"), values(" Cà  phê ", "Coffee"))

    assert response.status_code == 302
    shelf = Shelf.objects.get(path="ca-phe")
    assert (shelf.name_vi, shelf.name_en, shelf.category.depth) == ("Cà phê", "Coffee", 1)
    assert AuditRecord.objects.filter(action="category.saved", target_id=str(shelf.category_id)).count() == 1


def test_a_new_child_stands_below_the_category_of_its_address(rows: SimpleNamespace, signed_in: Client) -> None:
    path = reverse("dashboard:catalogue-category-create-child", args=[rows.category.pk])
    shown = signed_in.get(path).context["form"]
    chosen = {bound.html_name: bound.value() for bound in shown if bound.value()}

    signed_in.post(path, {**values("Túi", "Bags"), **chosen, "name": "Túi", "name_en": "Bags"})

    assert shelf_of("tho-cam/tui").get_parent() == rows.category
    assert Category.objects.find_problems() == ([], [], [], [], [])


def test_a_third_level_is_refused(signed_in: Client) -> None:
    below = values("Khăn nhỏ", "Small scarves", treebeard_ref_node=shelf_of("tho-cam/khan").pk)

    response = signed_in.post(reverse("dashboard:catalogue-category-create"), below)

    assert errors(response) == ["Quầy hàng có hai cấp. Hãy chọn một quầy cấp một, hoặc để trống."]
    assert Category.objects.filter(depth__gt=2).count() == 0


def test_a_category_with_children_does_not_go_below_another(rows: SimpleNamespace, signed_in: Client) -> None:
    other = make_shelf("tra", "Trà", "Tea")

    response = update(signed_in, rows.category, treebeard_ref_node=other.pk, treebeard_position="first-child")

    assert errors(response) == ["Quầy hàng có hai cấp. Hãy chọn một quầy cấp một, hoặc để trống."]


def test_the_forty_first_is_refused(signed_in: Client) -> None:
    for number in range(40 - Category.objects.count()):
        make_shelf(f"ke-{number}", f"Kệ {number}", f"Shelf {number}")

    response = signed_in.post(reverse("dashboard:catalogue-category-create"), values("Thừa", "Surplus"))

    assert errors(response) == ["Đã có 40 quầy hàng. Hãy sửa hoặc xóa bớt một quầy trước."]
    assert Category.objects.count() == 40


def test_two_beside_each_other_have_two_addresses(signed_in: Client) -> None:
    response = signed_in.post(reverse("dashboard:catalogue-category-create"), values("Thổ Cẩm", "Brocade"))

    assert errors(response) == ["Quầy bên cạnh đã có cùng địa chỉ. Hãy chọn tên khác."]


def test_a_new_name_and_address_reach_the_shelves_below_and_the_index(rows: SimpleNamespace, signed_in: Client) -> None:
    response = update(signed_in, rows.category, name="Vải dệt", name_en="Woven cloth", slug="vai-det")

    assert response.status_code == 302
    assert dict(Shelf.objects.values_list("path", "name_vi")) == {
        "vai-det": "Vải dệt",
        "vai-det/khan": "Khăn",
        "vai-det/vi": "Ví",
    }
    assert marked() == set(Listing.objects.values_list("pk", flat=True))


def test_a_moved_category_takes_its_goods_along(rows: SimpleNamespace, signed_in: Client) -> None:
    other = make_shelf("qua", "Quà", "Gifts")

    update(signed_in, shelf_of("tho-cam/vi"), treebeard_ref_node=other.pk, treebeard_position="first-child")

    assert set(Shelf.objects.values_list("path", flat=True)) == {"tho-cam", "tho-cam/khan", "qua", "qua/vi"}
    assert marked() == set(Listing.objects.filter(shelf__shelf__path="qua/vi").values_list("pk", flat=True))
    assert len(marked()) == 1


def test_a_hidden_category_is_marked(rows: SimpleNamespace, signed_in: Client) -> None:
    path = reverse("dashboard:catalogue-category-update", args=[rows.category.pk])
    hidden = values("Tho cam", "tho-cam", slug="tho-cam")
    del hidden["is_public"]

    signed_in.post(path, hidden)

    assert Category.objects.get(pk=rows.category.pk).is_public is False
    assert marked() == set(Listing.objects.values_list("pk", flat=True))


def test_hiding_several_at_once_is_marked(rows: SimpleNamespace, signed_in: Client) -> None:
    path = reverse("dashboard:catalogue-category-list")

    signed_in.post(path, {"action": "make_non_public", "selected_category": [rows.category.pk]})

    assert Category.objects.get(pk=rows.category.pk).is_public is False
    assert marked() == set(Listing.objects.values_list("pk", flat=True))


def test_a_category_with_goods_stays(rows: SimpleNamespace, signed_in: Client) -> None:
    path = reverse("dashboard:catalogue-category-delete", args=[shelf_of("tho-cam/khan").pk])

    response = signed_in.post(path, follow=True)

    text = "Còn hàng trong quầy này. Các hợp tác xã phải chuyển hàng sang quầy khác rồi mới xóa được."
    assert text in response.content.decode()
    assert Category.objects.find_problems() == ([], [], [], [], [])
    assert Shelf.objects.filter(path="tho-cam/khan").exists()


def test_an_empty_category_goes_with_its_shelf(signed_in: Client) -> None:
    category = make_shelf("tam", "Tạm", "Temporary")

    signed_in.post(reverse("dashboard:catalogue-category-delete", args=[category.pk]))

    assert not Shelf.objects.filter(path="tam").exists()
    assert not Category.objects.filter(pk=category.pk).exists()


def test_an_english_name_is_asked_for(signed_in: Client) -> None:
    response = signed_in.post(reverse("dashboard:catalogue-category-create"), values("Cà phê", ""))

    assert list(response.context["form"].errors) == ["name_en"]
    assert not Category.objects.filter(name="Cà phê").exists()
