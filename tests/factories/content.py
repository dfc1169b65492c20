"""Certificates, stories and documents in a few words."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.content.enums import DocumentKind, Subject
from marketplace.content.models import Story
from marketplace.content.services import publish_document, publish_story, publish_version
from marketplace.core import clock
from marketplace.listings.models import Listing

_number = count(1)


def make_certificate(listing: Listing, **values: Any) -> Certificate:
    """Recognised and valid today."""
    today = clock.today()
    certificate = Certificate.objects.create(
        **{
            "code": f"C{next(_number):05}",
            "cooperative": listing.cooperative,
            "decision_number": "1/QĐ-UBND",
            "decision_date": today - timedelta(days=100),
            "issuer_level": IssuerLevel.PROVINCE,
            "issuer": "UBND tỉnh Tuyên Quang",
            "stars": 3,
            "status": CertificateStatus.RECOGNISED,
            "expires_on": today + timedelta(days=500),
            **values,
        }
    )
    certificate.products.add(listing.product_id)
    return certificate


def make_story(
    slug: str, *goods: Listing, topics: tuple[tuple[Subject, str], ...] = (), day: date = date(2026, 1, 1), **texts: str
) -> Story:
    words = {"title": f"Chuyện {slug}", "lead": "Một câu.", "body": "Đoạn một.\n\nĐoạn hai."}
    both = {f"{name}_{language}": text for name, text in words.items() for language in ("vi", "en")}
    return publish_story(slug=slug, texts=both | texts, published_on=day, topics=topics, goods=list(goods))


def make_policy(slug: str, *versions: tuple[date, str], article: int = 14, kind: str = "policy") -> None:
    """Each version is its first day and its Vietnamese text; its title is the slug."""
    document = publish_document(
        kind=DocumentKind(kind), slug=slug, position=1, article=article if kind == "policy" else None
    )
    for day, text in versions:
        texts = {"title_vi": slug, "title_en": f"{slug} (en)", "body_vi": text, "body_en": f"{text} (en)"}
        publish_version(document=document, valid_from=day, texts=texts, today=clock.today())
