"""What the addresses of Oscar's dashboard name, and the addresses themselves."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.flatpages.models import FlatPage
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.listings.facts import VariantFacts
from marketplace.oscar_forks.dashboard.doors import patterns
from tests.factories.catalogue import make_cooperative, make_listing, make_shelf
from tests.factories.orders import make_order

SIZES = (VariantFacts("Nhỏ", "Small", 90_000, 12, 200), VariantFacts("Lớn", "Large", 150_000, 7, 400))


def make(app_label: str, model: str, /, **values: Any) -> Any:
    return oscar_model(app_label, model).objects.create(**values)


def make_rows() -> SimpleNamespace:
    """One row of everything that an address may name."""
    seller = make_cooperative()
    listing = make_listing(seller)
    make_listing(seller, variants=SIZES, shelf=make_shelf("tho-cam/vi", "Ví", "Purses"))
    found = SimpleNamespace(seller=seller, listing=listing, product=listing.product, partner=seller.partner)
    found.order = make_order((listing, 2))
    found.line = found.order.lines.get()
    found.user = User.objects.create_user("mai@example.com", "mot-hai-ba-bon", first_name="Mai")
    found.note = make("order", "OrderNote", order=found.order, message="Gọi trước")
    found.category = make_shelf("tho-cam/khan").get_parent()
    found.product_class = found.product.product_class
    found.group = make("catalogue", "AttributeOptionGroup", name="Cỡ")
    found.option = make("catalogue", "Option", name="Gói quà")
    found.alert = make("customer", "ProductAlert", user=found.user, product=found.product)
    found.page = FlatPage.objects.create(url="/x/", title="Trang")
    found.review = make(
        "reviews", "ProductReview", product=found.product, user=found.user, score=5, title="Đẹp", body="Khăn rất đẹp."
    )
    _make_offers(found)
    found.method = make("shipping", "WeightBased", name="Theo cân")
    found.band = make("shipping", "WeightBand", method=found.method, upper_limit=1, charge=1)
    found.event = make("communication", "CommunicationEventType", code="THU", name="Thử", email_subject_template="Chào")
    return found


def _make_offers(found: SimpleNamespace) -> None:
    found.range = make("offer", "Range", name="Thổ cẩm", slug="tho-cam")
    found.range.add_product(found.product)
    condition = make("offer", "Condition", range=found.range, type="Count", value=1)
    benefit = make("offer", "Benefit", range=found.range, type="Percentage", value=10)
    values = {"condition": condition, "benefit": benefit}
    found.offer = make("offer", "ConditionalOffer", name="Mười phần trăm", slug="muoi", **values)
    days = {"start_datetime": clock.now(), "end_datetime": clock.now() + timedelta(days=9)}
    found.voucher = make("voucher", "Voucher", name="Tết", code="TET", **days)
    found.voucher.offers.add(
        make("offer", "ConditionalOffer", name="Phiếu", slug="phieu", offer_type="Voucher", **values)
    )
    found.voucher_set = make("voucher", "VoucherSet", name="Bộ", count=2, code_length=8, **days)


def addresses(rows: SimpleNamespace) -> Iterator[tuple[str, str]]:
    """Name and path of every address, made to name rows that are there."""
    by_prefix = {
        "catalogue-attribute-option-group": rows.group,
        "catalogue-category": rows.category,
        "catalogue-class": rows.product_class,
        "catalogue-option": rows.option,
        "catalogue-product": rows.product,
        "offer": rows.offer,
        "page": rows.page,
        "partner": rows.partner,
        "range": rows.range,
        "reviews": rows.review,
        "shipping-method-band": rows.band,
        "shipping-method": rows.method,
        "user-alert": rows.alert,
        "user": rows.user,
        "voucher-set": rows.voucher_set,
        "voucher": rows.voucher,
    }
    for pattern in patterns(apps.get_app_config("dashboard").urls[0]):
        name = str(pattern.name)
        named = next((row for prefix, row in by_prefix.items() if name.startswith(prefix)), None)
        words = {
            "pk": named.pk if named else 1,
            "parent": rows.category.pk,
            "parent_pk": rows.product.pk,
            "product_class_slug": rows.product_class.slug,
            "number": rows.order.number,
            "line_id": rows.line.pk,
            "note_id": rows.note.pk,
            "partner_pk": rows.partner.pk,
            "user_pk": rows.user.pk,
            "method_pk": rows.method.pk,
            "slug": rows.event.code,
        }
        needed = pattern.pattern.regex.groupindex
        yield name, reverse(f"dashboard:{name}", kwargs={word: words[word] for word in needed})
