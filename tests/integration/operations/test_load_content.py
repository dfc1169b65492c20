"""Texts of a catalogue folder: loaded whole or not at all; a problem names file, line and field."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.content.models import Document, DocumentVersion, Landing, Story
from tests.factories.catalogue import make_listing, make_people, make_set

pytestmark = pytest.mark.django_db
STORY = """slug: lanh
published_on: 2026-07-01
title_vi: Chuyện lanh
title_en: Hemp
lead_vi: Một câu.
lead_en: One sentence.
peoples: [mong]
sets: ["22"]
goods: [khan-lanh]
body_vi: |-
  Người [Mông](people:mong) dệt.
body_en: |-
  The [Hmong](people:mong) weave.
"""
POLICY = """slug: returns
position: 11
article: 14
versions:
  - valid_from: 2026-07-01
    title_vi: Đổi trả
    title_en: Returns
    body_vi: Bảy ngày. Xem [chuyện lanh](story:lanh).
    body_en: Seven days.
"""
LANDINGS = """- key: mong
  vi: Người Mông trồng lanh.
  en: The Hmong grow hemp.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_people()
    make_set()
    listing = make_listing(title="Khăn lanh")
    type(listing.product).objects.filter(pk=listing.product_id).update(upc="khan-lanh")
    for name, text in (("stories/lanh", STORY), ("policies/returns", POLICY), ("peoples", LANDINGS)):
        path = tmp_path / "content" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def load(folder: Path) -> None:
    call_command("load_catalog", str(folder), without_pictures=True, stdout=io.StringIO(), stderr=io.StringIO())


def problems(folder: Path) -> list[str]:
    errors = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_catalog", str(folder), without_pictures=True, stdout=io.StringIO(), stderr=errors)
    return errors.getvalue().splitlines()


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "content" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_texts_are_loaded_and_loading_again_writes_nothing(folder: Path) -> None:
    load(folder)
    story = Story.objects.get()
    assert story.body_vi == "Người [Mông](people:mong) dệt."
    assert sorted(story.topics.values_list("subject", "key")) == [("people", "mong"), ("set", "22")]
    assert [good.listing.title_vi for good in story.goods.all()] == ["Khăn lanh"]
    assert Landing.objects.get().text_en == "The Hmong grow hemp."
    assert Document.objects.get().article == 14
    with CaptureQueriesContext(
        connection,
    ) as ran:
        load(folder)
    writes = [query["sql"] for query in ran if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("stories/lanh", "peoples: [mong]", "peoples: [nobody]", "lanh.yaml:7: peoples: “nobody” is not known"),
        ("stories/lanh", 'sets: ["22"]', "sets: [22]", "lanh.yaml:8: sets: must be texts"),
        ("stories/lanh", "[khan-lanh]", "[khan]", "lanh.yaml:9: goods: “khan” is not known"),
        ("stories/lanh", "goods: [khan-lanh]", "goods: []", "lanh.yaml:9: goods: must name at least one listing"),
        ("stories/lanh", "slug: lanh", "slug: khac", "lanh.yaml:1: slug: must be the file's name, “lanh”"),
        ("stories/lanh", "2026-07-01", "tomorrow", "lanh.yaml:2: published_on: must be a day"),
        ("stories/lanh", "lead_en: One sentence.\n", "", "lanh.yaml:1: lead_en: is missing"),
        ("stories/lanh", "(people:mong) weave", "(people:x) weave", "body_en: the link to “people:x” leads nowhere"),
        ("stories/lanh", "[Hmong](", "Hmong (", "body_en: the link to “people:mong” has no words before it"),
        ("policies/returns", "(story:lanh)", "(story:x)", "returns.yaml:8: body_vi: the link to “story:x” leads"),
        ("policies/returns", "article: 14", "article: 3", "returns.yaml:3: article: must be a whole number from 4 to"),
        ("policies/returns", "article: 14\n", "", "returns.yaml:1: article: is missing"),
        ("peoples", "key: mong", "key: x", "peoples.yaml:1: key: “x” is not known"),
        ("peoples", "  en:", "  fr:", "peoples.yaml:3: fr: is not a field of this format"),
    ],
)
def test_a_problem_names_file_line_and_field(folder: Path, name: str, old: str, new: str, said: str) -> None:
    change(folder, name, old, new)
    found = problems(folder)
    assert any(said in line for line in found), found
    assert not Story.objects.exists()
    assert not Landing.objects.exists()


def test_a_file_of_another_kind_is_refused(folder: Path) -> None:
    (folder / "content" / "news.yaml").write_text("[]\n", encoding="utf-8")
    assert problems(folder) == ["content/news.yaml:1: file: is none of this format"]


def test_a_policy_that_applies_is_not_rewritten(folder: Path, settings: Any) -> None:
    load(folder)
    change(folder, "policies/returns", "Seven days.", "Three days.")
    settings.DEBUG, settings.DEMO = False, False
    assert problems(folder) == [
        "content/policies/returns.yaml:5: valid_from: the version of 2026-07-01 has applied; add one with a later day"
    ]
    assert DocumentVersion.objects.get().body_en == "Seven days."
    settings.DEMO = True
    load(folder)
    assert DocumentVersion.objects.get().body_en == "Three days."
