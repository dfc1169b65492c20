"""Members at their work: accounts, rules of a set, and a shop with an order on the way."""

import io
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from marketplace.accounts.models import User
from marketplace.classifications.models import ProductSet, SetRule
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core import clock
from marketplace.fulfilment.models import Consignment

_number = count(1)
KINDS = ["cooperative", "union", "group", "enterprise", "household"]


def make_member(cooperative: Cooperative, role: Role = Role.OWNER, **values: Any) -> User:
    user = User.objects.create_user(f"member{next(_number)}@example.com", "market-day", **values)
    Membership.objects.create(cooperative=cooperative, user=user, role=role, created_at=clock.now())
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_rule(product_set: ProductSet, **values: Any) -> SetRule:
    """Everybody may sell it, today and before, unless `values` say otherwise."""
    return SetRule.objects.create(
        **{
            "product_set": product_set,
            "valid_from": date(2023, 7, 1),
            "kinds_allowed": KINDS,
            "vat_basis_points": 800,
            "legal_basis": "Test",
            **values,
        }
    )


def consignment_of(order: Any, cooperative: Cooperative) -> Consignment:
    return Consignment.objects.get(order=order, cooperative=cooperative)


def picture_file(name: str = "khan.jpg", side: int = 400, colour: str = "navy") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")
