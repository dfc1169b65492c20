"""The table of what runs by the clock names tasks that exist, and a failing one stops no other."""

import logging
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail

from marketplace.notices import services as notices
from marketplace.notices.services import To, tell
from marketplace.operations import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tasks() -> None:
    current_app.loader.import_default_modules()


def test_every_entry_is_a_task() -> None:
    assert set(settings.SCHEDULE) - set(current_app.tasks) == set()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == set(settings.SCHEDULE)


def test_what_waits_is_sent_by_the_schedule() -> None:
    tell(to=To(email="lan@example.com"), kind="test", subject="Đơn mới", body="Có đơn.")
    schedule.run("notices.send_due")
    assert [letter.subject for letter in mail.outbox] == ["Đơn mới"]


def test_a_task_that_fails_is_logged_and_stops_nothing(monkeypatch: Any, caplog: Any) -> None:
    monkeypatch.setattr(notices, "send_due", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        schedule.run("notices.send_due")
    assert "notices.send_due failed" in caplog.text


def test_with_redis_beat_does_it(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert schedule.start_embedded() is None
