"""Who is told, by which channel, and what happens when a channel fails."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from marketplace.accounts.models import User
from marketplace.core import clock
from marketplace.notices.channels import mail as mail_channel
from marketplace.notices.interface import NotSent
from marketplace.notices.models import Notice
from marketplace.notices.services import CLAIM, MAX_FAILURES, To, send_due, tell

pytestmark = pytest.mark.django_db


def told(to: To) -> list[str]:
    tell(to=to, kind="test", subject="Đơn mới", body="Có đơn.", link="/portal/")
    return list(Notice.objects.order_by("pk").values_list("channel", flat=True))


def test_a_guest_with_mail_gets_mail_and_one_without_a_text_message() -> None:
    assert told(To(phone="+84912345678", email="lan@example.com")) == ["mail"]
    Notice.objects.all().delete()
    assert told(To(phone="+84912345678")) == ["text"]


def test_an_account_also_has_an_inbox() -> None:
    user = User.objects.create_user("owner@example.com", "x")
    assert told(To(user=user)) == ["portal", "mail"]


def test_mail_carries_the_link_of_this_site(settings: Any) -> None:
    settings.SITE_URL = "https://chophien.example"
    told(To(email="lan@example.com"))

    assert send_due() == 1
    assert send_due() == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["lan@example.com"], "Đơn mới")
    assert letter.body == "Có đơn.\n\nhttps://chophien.example/portal/"


def test_text_messages_become_files(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = str(tmp_path)
    told(To(phone="+84912345678"))

    assert send_due() == 1
    (file,) = (tmp_path / "text").iterdir()
    assert file.read_text(encoding="utf-8").splitlines()[:2] == ["+84912345678", "Đơn mới"]


def test_a_channel_that_fails_is_tried_again_later_and_not_for_ever(monkeypatch: Any) -> None:
    def refuse(self: object, message: object) -> None:
        raise NotSent("no line")

    monkeypatch.setattr(mail_channel.Channel, "send", refuse)
    told(To(email="lan@example.com"))

    for round_ in range(1, MAX_FAILURES + 3):
        assert send_due() == 0
        notice = Notice.objects.get()
        assert (notice.failures, notice.error) == (min(round_, MAX_FAILURES), "no line")
        Notice.objects.update(claimed_at=clock.now() - CLAIM - timedelta(seconds=1))


def test_what_another_process_is_sending_is_left_to_it() -> None:
    told(To(email="lan@example.com"))
    Notice.objects.update(claimed_at=clock.now())
    assert send_due() == 0
    assert mail.outbox == []
