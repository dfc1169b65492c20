"""What the shipped texts must hold: the law's pages, both languages, and no name that we do not print."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from marketplace.content.markup import links, plain

FIXTURES = Path(__file__).resolve().parents[3] / "catalog_fixtures"
CONTENT = FIXTURES / "content"
FACTS = {"name", "address", "registration", "representative", "licence", "phone", "email"}


def data(folder: str) -> list[Any]:
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / folder).glob("*.yaml"))]


STORIES, POLICIES, HELP = data("stories"), data("policies"), data("help")
TEXTS = [text for path in sorted(CONTENT.rglob("*.yaml")) for text in [path.read_text(encoding="utf-8")]]


def test_there_is_a_policy_for_each_article_that_the_decree_names() -> None:
    assert sorted(policy["article"] for policy in POLICIES) == list(range(4, 17))
    assert sorted(policy["position"] for policy in POLICIES) == list(range(1, 14))
    assert all(str(min(version["valid_from"] for version in one["versions"])) == "2026-07-01" for one in POLICIES)


def test_there_are_stories_enough_and_none_is_too_short_or_too_long() -> None:
    assert len(STORIES) >= 10
    lengths = {
        (story["slug"], language): len(plain(story[f"body_{language}"]).split())
        for story in STORIES
        for language in ("vi", "en")
    }
    assert {key: length for key, length in lengths.items() if not 150 <= length <= 350} == {}
    assert all(links(story["body_vi"]) for story in STORIES)


@pytest.mark.parametrize("kind", [STORIES, [version for one in (*POLICIES, *HELP) for version in one["versions"]]])
def test_both_languages_link_to_the_same_pages(kind: list[Any]) -> None:
    differing = [
        text["title_en"]
        for text in kind
        if {(link.kind, link.key) for link in links(text["body_vi"])}
        != {(link.kind, link.key) for link in links(text["body_en"])}
    ]
    assert differing == []


def unprintable() -> set[str]:
    peoples = yaml.safe_load((FIXTURES / "peoples.yaml").read_text(encoding="utf-8"))
    return {name for people in peoples for name in people.get("search_only", [])}


def test_no_text_calls_a_people_what_others_called_it() -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, unprintable()))})\b")
    places = re.compile("Mèo Vạc")
    found = [match for text in TEXTS for match in pattern.findall(places.sub("", text))]
    assert len(unprintable()) > 5
    assert pattern.findall("người Mèo ở đây") == ["Mèo"]
    assert found == []


def test_facts_of_the_operator_are_those_of_the_settings() -> None:
    named = {name for text in TEXTS for name in re.findall(r"\{operator_(\w+)\}", text)}
    assert named == FACTS
    assert not any(re.search(r"\{(?!operator_)", text) for text in TEXTS)
