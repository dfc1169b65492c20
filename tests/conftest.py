"""What all tests share: the database file, triggers, the treatment of skips."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None)
hypothesis_settings.load_profile("ci")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With REQUIRE_SERVICES=1 a service that is not there is a failure, not a skip."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("REQUIRE_SERVICES") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_SERVICES=1, but this was skipped: {report.longrepr}"


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    translation.activate(settings.LANGUAGE_CODE)  # a page under /en/ leaves its thread in English
    yield
    cache.clear()


@pytest.fixture
def flushing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests that commit: the flush that follows them deletes facts, so the triggers are off while it runs.

    Named before `transactional_db` in a test's arguments, it is torn down after it.
    """
    from marketplace.reporting import triggers  # noqa: PLC0415 - needs django.setup()

    with django_db_blocker.unblock():
        triggers.drop()
    yield
    with django_db_blocker.unblock():
        triggers.install()
