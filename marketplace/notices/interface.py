"""What a channel must do: send one notice or raise."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """`address` is an e-mail address or an E.164 number, by channel; `link` is absolute or empty."""

    address: str
    subject: str
    body: str
    link: str


class NotSent(Exception):
    """Temporary: the notice stays and is tried again."""


class NoticeChannel(Protocol):
    def send(self, message: Message) -> None: ...
