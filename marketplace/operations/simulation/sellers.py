"""Invented sellers and goods, each after the model of one that was loaded: its place, people, kind and price range."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models, transaction
from django.db.models import Prefetch
from django.db.models.functions import Coalesce

from marketplace.certification.enums import CertificateStatus
from marketplace.certification.models import Certificate
from marketplace.cooperatives.enums import SellerStatus
from marketplace.cooperatives.models import Cooperative
from marketplace.core.oscar import oscar_model
from marketplace.core.text import slug
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.queries import live_listings
from marketplace.operations.simulation.goods import Example, ListingRows, Naming, rows_of

Partner = oscar_model("partner", "Partner")
StockRecord = oscar_model("partner", "StockRecord")
CHUNK = 500
BATCH = 2_000
PREFIX = "mo-phong-"
FIRST = ("Suối", "Núi", "Đồi", "Thung", "Khe", "Rừng", "Nương", "Mây", "Gió", "Bản", "Đèo", "Sông", "Hồ", "Đá", "Vườn")
SECOND = ("Mây", "Xanh", "Bạc", "Sương", "Nắng", "Hoa", "Trăng", "Biếc", "Ấm", "Vàng", "Thơm", "Lành", "Mới", "Sớm")
WORDS = {"cooperative": ("HTX", "Cooperative"), "union": ("Liên hiệp HTX", "Union"), "group": ("Tổ hợp tác", "Group")}
OTHER_WORDS = ("Cơ sở", "Workshop")


@dataclass
class Stand:
    """An invented seller and the listings that its goods are modelled on."""

    cooperative: Cooperative
    brand: str
    examples: list[Example]
    made: int = 0


class Sellers:
    def __init__(self, rng: Random, *, now: datetime, since: datetime) -> None:
        self.rng = rng
        self.now = now
        self.since = since
        self.rows: Counter[str] = Counter()
        self.examples: dict[int, list[Example]] = defaultdict(list)

    def add(self, *, cooperatives: int, products: int, say: Callable[[str], object]) -> list[int]:
        """Keys of the listings that were made. Without new sellers those that an earlier run invented get the goods."""
        if not cooperatives and not products:
            return []
        self._read_examples()
        if not self.examples:
            return []
        made = list(self._invent(cooperatives)) or self._invented_before()
        listing_ids: list[int] = []
        if products and not made:
            made = list(self._invent(1))
        while len(listing_ids) < products:
            stands = self.rng.choices(made, k=min(CHUNK, products - len(listing_ids)))
            listing_ids += self._fill(stands)
            say(f"  {len(listing_ids)} of {products} listings")
        return listing_ids

    def _read_examples(self) -> None:
        loaded = live_listings().exclude(cooperative__slug__startswith=PREFIX).order_by("pk")
        prices = _prices()
        certificates = {
            product: certificate
            for certificate in Certificate.objects.filter(status=CertificateStatus.RECOGNISED).order_by("pk")
            for product in certificate.products.values_list("pk", flat=True)
        }
        # Joined: a prefetch of more than 1,000 foreign keys is one OR too many for SQLite.
        pictures = Prefetch("pictures", ListingPicture.objects.select_related("picture"))
        found = loaded.select_related("cooperative__commune", "product").prefetch_related(pictures, "variants")
        for listing in found:
            if listing.pk in prices:
                example = Example(listing, prices[listing.pk], certificates.get(listing.product_id))
                self.examples[listing.cooperative_id].append(example)

    def _invent(self, count: int) -> Iterator[Stand]:
        start = Cooperative.objects.filter(slug__startswith=PREFIX).count()
        wanted = iter(range(start, start + count))
        while numbers := list(islice(wanted, CHUNK)):
            drafts = [self._seller(number) for number in numbers]
            with transaction.atomic():
                self._save([draft.cooperative.partner for draft in drafts])
                self._save([draft.cooperative for draft in drafts])
                self._save(self._peoples(drafts))
            yield from drafts

    def _seller(self, number: int) -> Stand:
        examples = self.examples[self.rng.choice(sorted(self.examples))]
        model = examples[0].listing.cooperative
        brand = f"{self.rng.choice(FIRST)} {self.rng.choice(SECOND)}"
        word, word_en = WORDS.get(model.kind, OTHER_WORDS)
        name = f"{word} {brand} {model.commune.name}"
        key = f"{PREFIX}{number + 1}"
        members = self.rng.randint(7, 160)
        cooperative = Cooperative(
            partner=Partner(name=name, code=key),
            slug=f"{key}-{slug(name)}"[:120],
            kind=model.kind,
            status=SellerStatus.APPROVED,
            name_vi=name,
            name_en=f"{brand} {model.commune.name} {word_en}",
            registered_name=f"{name} (mô phỏng)",
            registration_number=f"DEMO-S{number + 1}",
            head_office=model.head_office,
            commune=model.commune,
            members=members,
            women=self.rng.randint(0, members),
            workers=members + self.rng.randint(0, 60),
            founded=self.rng.randint(2008, 2024),
            is_demonstration=True,
            created_at=self.since,
        )
        return Stand(cooperative, brand, examples)

    def _peoples(self, drafts: Iterable[Stand]) -> list[models.Model]:
        of_model: dict[int, list[int]] = {}
        rows: list[models.Model] = []
        through = Cooperative.peoples.through
        for draft in drafts:
            model = draft.examples[0].listing.cooperative
            if model.pk not in of_model:
                of_model[model.pk] = list(model.peoples.order_by("pk").values_list("pk", flat=True))
            rows += [through(cooperative=draft.cooperative, people_id=people) for people in of_model[model.pk]]
        return rows

    def _invented_before(self) -> list[Stand]:
        """Modelled on the seller of the same commune that was loaded first."""
        by_commune = {examples[0].listing.cooperative.commune_id: examples for examples in self.examples.values()}
        counts = dict(
            Listing.objects.filter(cooperative__slug__startswith=PREFIX)
            .values_list("cooperative")
            .annotate(count=models.Count("pk"))
        )
        found = Cooperative.objects.filter(slug__startswith=PREFIX).select_related("commune").order_by("pk")
        return [
            Stand(seller, " ".join(_brand(seller)), by_commune[seller.commune_id], counts.get(seller.pk, 0))
            for seller in found
            if seller.commune_id in by_commune
        ]

    @transaction.atomic
    def _fill(self, stands: Iterable[Stand]) -> list[int]:
        drafts = [self._listing(stand) for stand in stands]
        for kind in ListingRows.KINDS:
            self._save([row for draft in drafts for row in draft.rows(kind)])
        for draft in drafts:
            draft.name_records()
        self._save([row for draft in drafts for row in draft.stock_records])
        self._save([row for draft in drafts for row in draft.movements(self.since)])
        self._save([row for draft in drafts for row in draft.covered()])
        return [draft.listing.pk for draft in drafts]

    def _listing(self, stand: Stand) -> ListingRows:
        example = stand.examples[stand.made % len(stand.examples)]
        batch = stand.made // len(stand.examples) + 1
        stand.made += 1
        live_since = self.since - timedelta(days=self.rng.uniform(0, 365))
        return rows_of(example, Naming(stand.cooperative, stand.brand, batch), self.rng, live_since)

    def _save(self, rows: Iterable[Any]) -> None:
        found = list(rows)
        if found:
            model = type(found[0])
            model._default_manager.bulk_create(found, batch_size=BATCH)
            self.rows[model._meta.label] += len(found)


def _prices() -> dict[int, list[int]]:
    """Whole đồng by listing, in the order of its variants."""
    listing = Coalesce("product__variant__listing", "product__listing__pk")
    found: dict[int, list[int]] = defaultdict(list)
    records = StockRecord.objects.filter(price__gt=0).order_by("product__variant__position", "pk")
    for key, price in records.values_list(listing, "price"):
        found[key].append(int(price))
    return found


def _brand(seller: Cooperative) -> list[str]:
    words = seller.name_vi.removesuffix(seller.commune.name).split()
    return words[-2:]
