"""Staff look at users and block them; roles are given elsewhere."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.core.models import AuditRecord

pytestmark = pytest.mark.django_db
PATH = "/dashboard/users/"


def test_a_blocked_user_is_audited_and_staff_are_left_alone(
    rows: SimpleNamespace, staff: User, signed_in: Client
) -> None:
    signed_in.post(PATH, {"action": "make_inactive", "selected_user": [rows.user.pk, staff.pk]})

    assert dict(User.objects.values_list("email", "is_active")) == {"mai@example.com": False, "staff@example.com": True}
    record = AuditRecord.objects.get(action="user.active")
    assert (record.actor, record.target_id, record.after) == (staff, str(rows.user.pk), {"is_active": False})

    signed_in.post(PATH, {"action": "make_active", "selected_user": [rows.user.pk]})

    assert User.objects.get(pk=rows.user.pk).is_active is True


def test_a_user_without_mail_is_found_by_phone_and_shown(signed_in: Client) -> None:
    lan = User.objects.create(phone="+84912345678", first_name="Lan")

    found = signed_in.get(PATH, {"search": "", "phone": "0912 345 678"})
    shown = signed_in.get(reverse("dashboard:user-detail", args=[lan.pk]))

    assert [row.record for row in found.context["users"].rows] == [lan]
    assert reverse("dashboard:user-detail", args=[lan.pk]) in found.content.decode()
    assert "+84912345678" in shown.content.decode()


def test_a_wrong_phone_is_said_to_be_one(signed_in: Client) -> None:
    found = signed_in.get(PATH, {"search": "", "phone": "abc"})

    assert "phone" in found.context["form"].errors
