"""What a machine reads in the head of a page."""

import html
import json
import re
from typing import Any

from django.test import Client

_TAG = re.compile(r"<(?:meta|link)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def source(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def _tags(text: str) -> list[dict[str, str]]:
    head = text.partition("</head>")[0]
    return [{name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)} for tag in _TAG.findall(head)]


def canonical(text: str) -> list[str]:
    return [tag["href"] for tag in _tags(text) if tag.get("rel") == "canonical"]


def alternates(text: str) -> dict[str, str]:
    return {tag["hreflang"]: tag["href"] for tag in _tags(text) if tag.get("rel") == "alternate"}


def robots(text: str) -> list[str]:
    return [tag["content"] for tag in _tags(text) if tag.get("name") == "robots"]


def descriptions(text: str) -> list[str]:
    return [tag["content"] for tag in _tags(text) if tag.get("name") == "description"]


def social(text: str) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in _tags(text) if tag.get("property", "").startswith("og:")}


def data(text: str) -> dict[str, Any]:
    """By type; each at most once."""
    found = [json.loads(block) for block in _DATA.findall(text)]
    by_type = {thing["@type"]: thing for thing in found}
    assert len(by_type) == len(found)
    return by_type
