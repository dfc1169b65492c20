"""Text messages: one file per message in DATA_DIR/text until a gateway is configured."""

import uuid
from pathlib import Path

from django.conf import settings

from marketplace.core import clock
from marketplace.notices.interface import Message, NotSent


class Channel:
    def send(self, message: Message) -> None:
        folder = Path(settings.DATA_DIR) / "text"
        name = f"{clock.now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lines = [message.address, message.subject, message.link]
            (folder / name).write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
        except OSError as error:
            raise NotSent(str(error)) from error
