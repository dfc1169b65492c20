"""Policies have versions: what applied stays readable, and is not rewritten on a living floor."""

from datetime import date

import pytest

from marketplace.content.enums import DocumentKind
from marketplace.content.models import Document
from marketplace.content.queries import documents, reading
from marketplace.content.services import AlreadyInForce, publish_version
from tests.factories.content import make_policy

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 3, 1), date(2099, 1, 1)
POLICY = DocumentKind.POLICY


def words(text: str) -> dict[str, str]:
    return {"title_vi": "returns", "title_en": "returns (en)", "body_vi": text, "body_en": f"{text} (en)"}


@pytest.mark.parametrize(
    ("day", "text", "until"),
    [
        (date(2025, 12, 31), None, None),
        (FIRST, "một", date(2026, 2, 28)),
        (date(2026, 2, 28), "một", date(2026, 2, 28)),
        (SECOND, "hai", date(2098, 12, 31)),
        (THIRD, "ba", None),
    ],
)
def test_the_version_of_a_day(day: date, text: str | None, until: date | None) -> None:
    make_policy("returns", (FIRST, "một"), (SECOND, "hai"), (THIRD, "ba"))
    found = reading(POLICY, "returns", on=day)
    assert (found and found.version.body_vi) == text
    assert (found and found.until) == until
    assert [version.body_vi for version in documents(POLICY, on=day)] == ([text] if text else [])


def test_each_version_can_be_read_by_its_day() -> None:
    make_policy("returns", (FIRST, "một"), (SECOND, "hai"))
    found = reading(POLICY, "returns", on=SECOND, valid_from=FIRST)
    assert found is not None
    assert found.version.body_vi == "một"
    assert [other.body_vi for other in found.others] == ["hai"]
    assert reading(POLICY, "returns", on=SECOND, valid_from=date(2026, 2, 1)) is None
    assert reading(DocumentKind.HELP, "returns", on=SECOND) is None


def test_what_has_applied_is_not_rewritten() -> None:
    make_policy("returns", (FIRST, "một"), (THIRD, "ba"))
    document = Document.objects.get()
    with pytest.raises(AlreadyInForce) as refused:
        publish_version(document=document, valid_from=FIRST, texts=words("khác"), today=SECOND)
    assert refused.value.valid_from == FIRST
    assert document.versions.get(valid_from=FIRST).body_vi == "một"
    publish_version(document=document, valid_from=FIRST, texts=words("một"), today=SECOND)  # says the same
    publish_version(document=document, valid_from=THIRD, texts=words("bốn"), today=SECOND)  # has not begun
    assert document.versions.get(valid_from=THIRD).body_vi == "bốn"


def test_a_demonstration_may_be_put_right() -> None:
    make_policy("returns", (FIRST, "một"))
    document = Document.objects.get()
    publish_version(document=document, valid_from=FIRST, texts=words("khác"), today=SECOND, may_rewrite=True)
    assert document.versions.get().body_vi == "khác"


def test_help_may_change_at_any_time() -> None:
    make_policy("buying", (FIRST, "một"), kind="help")
    publish_version(document=Document.objects.get(), valid_from=FIRST, texts=words("khác"), today=SECOND)
    assert Document.objects.get().versions.get().body_vi == "khác"
