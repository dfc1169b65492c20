from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.storefront.seo import sitemaps
from marketplace.storefront.seo.addresses import ENGLISH, absolute

AN_HOUR = "public, max-age=3600"
# Pages of one visitor, of those who work here, and answers that are no pages.
CLOSED = (
    "/basket/", "/checkout/", "/account/", "/favourites/", "/compare/", "/alerts/", "/age/", "/seen/", "/go/",
    "/portal/", "/office/", "/dashboard/",
)  # fmt: skip
CLOSED_TO_ALL = ("/api/v1/", "/metrics", "/healthz", "/readyz")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What is closed here is not even asked for; what may be asked for but not found says so itself."""
    paths = [*CLOSED, *(f"{ENGLISH}{path}" for path in CLOSED), *CLOSED_TO_ALL]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in paths),
        "",
        f"Sitemap: {absolute(reverse('seo:index'))}",
    ]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": AN_HOUR}
    )


@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(sitemaps.index()), content_type="application/xml", headers={"Cache-Control": AN_HOUR})


@require_safe
def section(_request: HttpRequest, name: str) -> StreamingHttpResponse:
    found = sitemaps.part_of(name)
    if found is None:
        raise Http404
    return StreamingHttpResponse(_in_lumps(found), content_type="application/xml", headers={"Cache-Control": AN_HOUR})


def _in_lumps(pieces: Iterator[str], size: int = 200) -> Iterator[str]:
    """A write for each page would cost more than the page."""
    lump: list[str] = []
    for piece in pieces:
        lump.append(piece)
        if len(lump) == size:
            yield "".join(lump)
            lump = []
    yield "".join(lump)
