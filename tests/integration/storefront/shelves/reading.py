"""Pages as a reader sees them: text without tags, and what one statement counter says."""

import html
import re
from typing import Any

from django.test import Client

_TAG = re.compile(r"<(script|style|svg).*?</\1>|<[^>]+>", re.DOTALL)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def text(source: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", source)).split())


def statements(client: Client, address: str) -> int:
    response: Any = client.get(address)
    assert response.status_code == 200, address
    return int(response["X-Query-Count"])


def addresses(source: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'<a\b[^>]*?href="([^"]*)"', source)]
