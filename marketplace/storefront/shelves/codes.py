"""QR codes as pictures of their own: no style and no script in them, so they stand under any content policy."""

import io

import segno
from django.conf import settings
from django.http import HttpResponse

SECONDS = 24 * 60 * 60


def qr_code(path: str) -> HttpResponse:
    """The full address of `path`, dark on light with its quiet zone: it is read from paper and in the dark theme."""
    buffer = io.BytesIO()
    segno.make(f"{settings.SITE_URL}{path}", micro=False, error="m").save(
        buffer, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return HttpResponse(
        buffer.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": f"public, max-age={SECONDS}"}
    )
