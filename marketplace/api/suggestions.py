"""What somebody may mean who is still typing; the shop's own search field asks here too."""

from django.http import HttpRequest

from marketplace.api.shapes import Entry, Section, Suggestions
from marketplace.core.text import normalise
from marketplace.web.shelves.choice import LONGEST_TEXT
from marketplace.web.shelves.suggesting import suggestions
from marketplace.web.templatetags.market import language


def suggested(request: HttpRequest) -> Suggestions:
    """Addresses in it begin with a slash: they lead to this shop."""
    text = normalise(request.GET.get("q", "").replace("\x00", " "))[:LONGEST_TEXT]
    sections = tuple(
        Section(
            kind=section.kind,
            title=section.title,
            entries=tuple(Entry(label=one.label, note=one.note, url=one.url) for one in section.entries),
        )
        for section in suggestions(text)
    )
    return Suggestions(q=text, language=language(), sections=sections)
