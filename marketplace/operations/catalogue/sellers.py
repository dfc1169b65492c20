"""Writing the sellers of a catalogue and their listings, through the services of the rooms."""

from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Q

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.services import drop_certificate, keep_certificate
from marketplace.classifications.models import ADULT, People, ProductSet, SetRule
from marketplace.cooperatives.enums import SellerStatus
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.services import correct_seller
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.core.text import normalise, normalise_lines, slug
from marketplace.listings.enums import ListingState, Supply
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.models import Listing, Shelf
from marketplace.listings.services import catalogue
from marketplace.operations.catalogue.drawings import draw_listing
from marketplace.operations.catalogue.memory import Memory
from marketplace.operations.catalogue.reading import Block
from marketplace.places.enums import Version
from marketplace.places.models import Commune

Partner = oscar_model("partner", "Partner")
Product = oscar_model("catalogue", "Product")
MONTHS_VALID = 36
FIVE_STAR_ISSUER = "Bộ Nông nghiệp và Môi trường"


class Writer:
    """Writes blocks that were checked before; looks foreign keys up once."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.today = clock.today()
        self.communes = {
            row.code: row for row in Commune.objects.filter(version=Version.CURRENT).select_related("province")
        }
        self.peoples = {row.slug: row for row in People.objects.all()}
        self.sets = {row.number: row for row in ProductSet.objects.all()}
        self.shelves = {row.path: row.category for row in Shelf.objects.select_related("category")}
        self.restricted = restricted_sets(self.today)
        self.written = 0

    def write_seller(self, block: Block) -> None:
        words = {name: value for name, value in block.items() if name != "listings"}
        seller = Cooperative.objects.filter(slug=block["slug"]).first()
        if self.memory.is_new(f"seller:{block['slug']}", words) or seller is None:
            seller = self._save_seller(block, seller)
            self.written += 1
        for listing in block.get("listings") or []:
            if self.memory.is_new(f"listing:{listing['slug']}", listing):
                self._write_listing(seller, listing)
                self.written += 1

    def _save_seller(self, block: Block, seller: Cooperative | None) -> Cooperative:
        values = {
            "kind": block["kind"],
            "name_vi": normalise(block["name_vi"]),
            "name_en": normalise(block["name_en"]),
            "registered_name": normalise(block["registered_name"]),
            "registration_number": block["registration_number"],
            "head_office": normalise(block["head_office"]),
            "commune": self.communes[block["commune"]],
            "members": block["members"],
            "women": block.get("women", 0),
            "workers": block["workers"],
            "founded": block.get("founded"),
            "story_vi": normalise_lines(block["story_vi"]),
            "story_en": normalise_lines(block["story_en"]),
            "is_demonstration": block["registration_number"].startswith("DEMO"),
        }
        if seller is None:
            partner = Partner.objects.create(name=values["name_vi"], code=block["slug"])
            seller = Cooperative.objects.create(
                slug=block["slug"], partner=partner, created_at=clock.now(), status=SellerStatus.APPROVED, **values
            )
        else:
            correct_seller(cooperative=seller, values=values)
        Partner.objects.filter(pk=seller.partner_id).update(name=values["name_vi"])
        seller.peoples.set([self.peoples[name] for name in block.get("peoples") or []])
        return seller

    def _write_listing(self, seller: Cooperative, block: Block) -> None:
        facts = self._facts(seller, block)
        listing = Listing.objects.filter(product__upc=block["slug"]).select_related("product").first()
        if listing is None:
            listing = catalogue.create_listing(cooperative=seller, facts=facts)
            Product.objects.filter(pk=listing.product_id).update(upc=block["slug"])
            self._put_on_show(listing, block)
        else:
            catalogue.update_listing(listing=listing, facts=facts)
        draw_listing(listing, block)
        self._certify(seller, listing, block)

    def _facts(self, seller: Cooperative, block: Block) -> ListingFacts:
        length, width, height = block["parcel_cm"]
        values = {
            "title_vi": normalise(block["title_vi"]),
            "title_en": normalise(block["title_en"]),
            "summary_vi": normalise(block["summary_vi"]),
            "summary_en": normalise(block["summary_en"]),
            "description_vi": normalise_lines(block["description_vi"]),
            "description_en": normalise_lines(block["description_en"]),
            "product_set": self.sets[block["set"]],
            "shelf": self.shelves[block["shelf"]],
            "origin_commune": self.communes[block.get("commune") or seller.commune.code],
            "people": self.peoples.get(block.get("people") or ""),
            "making": block.get("making") or "",
            "techniques": block.get("techniques") or [],
            "materials": block.get("materials") or [],
            "dyes": block.get("dyes") or [],
            "unit": block["unit"],
            "net_weight_g": block["net_weight_g"],
            "parcel_length_cm": length,
            "parcel_width_cm": width,
            "parcel_height_cm": height,
            "storage_vi": normalise(block.get("storage_vi") or ""),
            "storage_en": normalise(block.get("storage_en") or ""),
            "shelf_life_days": block.get("shelf_life_days"),
            "ingredients_vi": normalise(block.get("ingredients_vi") or ""),
            "ingredients_en": normalise(block.get("ingredients_en") or ""),
            "variant_axis": block["variants"]["axis"] if block.get("variants") else "",
            **self._passport(block),
        }
        return ListingFacts(values, block.get("price"), block.get("stock"), _variants(block))

    def _passport(self, block: Block) -> dict[str, Any]:
        length, width = block.get("piece_cm") or (None, None)
        maker = block.get("maker") or {}
        texts = ("village", "motif_vi", "motif_en", "motif_meaning_vi", "motif_meaning_en", "motif_source")
        return {
            "allergens": block.get("allergens") or [],
            "season_months": block.get("season") or [],
            "is_gift": bool(block.get("gift")),
            "supply": block.get("supply") or Supply.READY,
            "lead_days": block.get("lead_days"),
            "piece_length_cm": length,
            "piece_width_cm": width,
            "hours_of_work": block.get("hours_of_work"),
            "hand_share": block.get("hand_share"),
            "care": block.get("care") or [],
            "maker_name": normalise(maker.get("name") or ""),
            "maker_consent_on": months_before(self.today, maker["consent_months_ago"]) if maker else None,
            **{name: normalise(block.get(name) or "") for name in texts},
        }

    def _put_on_show(self, listing: Listing, block: Block) -> None:
        """Loaded goods were looked at before; sets whose rule cannot be kept wait, hidden."""
        hidden = block["set"] in self.restricted
        listing.state = ListingState.HIDDEN if hidden else ListingState.LIVE
        listing.live_since = None if hidden else clock.now()
        listing.save(update_fields=["state", "live_since"])

    def _certify(self, seller: Cooperative, listing: Listing, block: Block) -> None:
        said = block.get("certificate")
        code = _certificate_code(block["slug"])
        if said is None:
            drop_certificate(code=code)
            return
        decided = months_before(self.today, said["months_ago"])
        five = said["stars"] == 5 and said["status"] != CertificateStatus.POTENTIAL_5
        province = seller.commune.province
        keep_certificate(
            code=code,
            values={
                "cooperative": seller,
                "decision_number": f"DEMO-{listing.pk}/QĐ-{'BNNMT' if five else 'UBND'}",
                "decision_date": decided,
                "issuer_level": IssuerLevel.CENTRE if five else IssuerLevel.PROVINCE,
                "issuer": FIVE_STAR_ISSUER if five else f"UBND {province.full_name}",
                "stars": said["stars"],
                "status": said["status"],
                "expires_on": months_before(decided, -MONTHS_VALID) - timedelta(days=1),
            },
            products=[listing.product_id],
        )


def _variants(block: Block) -> tuple[VariantFacts, ...]:
    items = (block.get("variants") or {}).get("items") or []
    return tuple(
        VariantFacts(
            normalise(item["value_vi"]),
            normalise(item["value_en"]),
            item["price"],
            item["stock"],
            item.get("net_weight_g") or block["net_weight_g"],
        )
        for item in items
    )


def _certificate_code(listing_slug: str) -> str:
    return blake2b(slug(listing_slug).encode(), digest_size=6).hexdigest().upper()


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier (later when negative), or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def restricted_sets(on: date) -> set[int]:
    """Numbers of the sets whose rule of that day asks for more than a visitor can be asked."""
    in_force = SetRule.objects.filter(valid_from__lte=on).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    found = in_force.filter(min_age__gt=ADULT)
    return set(found.values_list("product_set__number", flat=True))
