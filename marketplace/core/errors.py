"""Errors that a person may read."""

from collections.abc import Mapping

from django.utils.functional import Promise

Text = str | Promise


class DomainError(Exception):
    """A refusal with a message in the reader's language that says what to do; nothing was changed.

    `fields` maps the name of an input to its own message.
    """

    def __init__(self, message: Text, *, fields: Mapping[str, Text] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})


class NotInScope(DomainError):
    """The thing belongs to somebody else; HTTP answers 404."""
