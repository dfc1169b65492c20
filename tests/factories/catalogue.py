"""Places, sets, sellers and listings in a few rows; everything goes through the rooms' services where there is one."""

from datetime import date
from itertools import count
from typing import Any

from oscar.core.loading import get_model

from marketplace.classifications.models import Group, People, ProductSet, Sector, SetRule
from marketplace.cooperatives.enums import SellerKind, SellerStatus
from marketplace.cooperatives.models import Cooperative
from marketplace.core import clock
from marketplace.core.text import fold, slug
from marketplace.files.services import describe_drawing
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.models import Listing, Shelf
from marketplace.listings.services import catalogue
from marketplace.places.enums import CommuneKind, ProvinceKind, Region, Version
from marketplace.places.models import Commune, Province

Category: Any = get_model("catalogue", "Category")
Partner: Any = get_model("partner", "Partner")
StockRecord: Any = get_model("partner", "StockRecord")
_number = count(1)


def make_province(name: str = "Tuyên Quang", code: str = "08", **values: Any) -> Province:
    return Province.objects.get_or_create(
        version=Version.CURRENT,
        code=code,
        defaults={
            "name": name,
            "name_en": name,
            "kind": ProvinceKind.PROVINCE,
            "region": Region.NORTH,
            "position": int(code),
            "folded": fold(name),
            **values,
        },
    )[0]


def make_commune(name: str = "Lùng Tám", code: str = "00901", province: Province | None = None) -> Commune:
    return Commune.objects.get_or_create(
        version=Version.CURRENT,
        code=code,
        defaults={
            "name": name,
            "province": province or make_province(),
            "kind": CommuneKind.COMMUNE,
            "folded": fold(name),
        },
    )[0]


def make_people(name: str = "Mông", name_en: str = "Hmong", code: str = "08") -> People:
    return People.objects.get_or_create(
        slug=slug(name), defaults={"code_1979": code, "name_vi": name, "name_en": name_en}
    )[0]


def make_set(number: int = 22, name: str = "Vải, may mặc", name_en: str = "Fabric and garments") -> ProductSet:
    sector, _new = Sector.objects.get_or_create(number=1, defaults={"name_vi": "Ngành", "name_en": "Sector"})
    group, _new = Group.objects.get_or_create(
        number=1, defaults={"sector": sector, "name_vi": "Nhóm", "name_en": "Group"}
    )
    return ProductSet.objects.get_or_create(
        number=number,
        legal_version="26/2026",
        defaults={"group": group, "name_vi": name, "name_en": name_en, "ministries": []},
    )[0]


def make_rule(product_set: ProductSet | None = None, **values: Any) -> SetRule:
    """Every seller may sell goods of the set; without a rule they stand nowhere."""
    return SetRule.objects.create(
        **{
            "product_set": product_set or make_set(),
            "valid_from": date(2020, 1, 1),
            "kinds_allowed": [kind.value for kind in SellerKind],
            "vat_basis_points": 800,
            "legal_basis": "a test",
            **values,
        }
    )


def make_shelf(path: str = "tho-cam/khan", name: str = "Khăn", name_en: str = "Scarves") -> Any:
    """The category at `path`; its parents are made as needed."""
    found = Shelf.objects.filter(path=path).select_related("category").first()
    if found:
        return found.category
    head, _slash, tail = path.rpartition("/")
    if head:
        parent = make_shelf(head, head.replace("-", " ").capitalize(), head)
        category = parent.add_child(name=name, slug=tail)
    else:
        category = Category.add_root(name=name, slug=tail)
    Shelf.objects.create(category=category, path=path, name_vi=name, name_en=name_en)
    return category


def make_cooperative(name: str = "", **values: Any) -> Cooperative:
    number = next(_number)
    name = name or f"HTX Suối Mây {number}"
    values.setdefault("commune", None)
    commune = values.pop("commune") or make_commune()
    peoples = values.pop("peoples", ())
    partner = Partner.objects.create(name=name, code=f"partner-{number}")
    cooperative = Cooperative.objects.create(
        **{
            "partner": partner,
            "slug": f"{slug(name)}-{number}",
            "kind": SellerKind.COOPERATIVE,
            "status": SellerStatus.APPROVED,
            "name_vi": name,
            "name_en": f"{name} Cooperative",
            "registered_name": f"Hợp tác xã {name}",
            "registration_number": f"DEMO-{number}",
            "head_office": f"Thôn 1, {commune.name}",
            "commune": commune,
            "created_at": clock.now(),
            **values,
        }
    )
    cooperative.peoples.set(peoples)
    return cooperative


def make_listing(
    cooperative: Cooperative | None = None,
    *,
    title: str = "",
    price: int = 100_000,
    stock: int = 10,
    variants: tuple[VariantFacts, ...] = (),
    state: ListingState = ListingState.LIVE,
    pictures: int = 1,
    **values: Any,
) -> Listing:
    """A listing with product, stock and drawn pictures; `values` are columns of Listing."""
    cooperative = cooperative or make_cooperative()
    title = title or f"Khăn lanh {next(_number)}"
    facts = {
        "title_vi": title,
        "title_en": f"{title} (en)",
        "summary_vi": "Dệt tay.",
        "summary_en": "Woven by hand.",
        "description_vi": "Sợi lanh nhuộm chàm.",
        "description_en": "Hemp dyed with indigo.",
        "product_set": make_set(),
        "shelf": make_shelf(),
        "origin_commune": cooperative.commune,
        "unit": "cái",
        "net_weight_g": 320,
        "parcel_length_cm": 30,
        "parcel_width_cm": 24,
        "parcel_height_cm": 4,
        "variant_axis": "size" if variants else "",
        **values,
    }
    offer = {} if variants else {"price": price, "stock": stock}
    listing = catalogue.create_listing(
        cooperative=cooperative, facts=ListingFacts(values=facts, variants=variants, **offer)
    )
    for view in range(pictures):
        recipe = {
            "picture": {"cloth": "scarf", "motif": "lozenge", "palette": "indigo"},
            "seed": str(listing.pk),
            "view": view,
        }
        picture = describe_drawing(recipe=recipe)
        picture.save()
        catalogue.attach_picture(
            listing=listing, picture=picture, alt_vi=title, alt_en=f"{title} (en)", is_illustration=True
        )
    listing.state = state
    listing.live_since = clock.now() if state == ListingState.LIVE else None
    listing.save(update_fields=["state", "live_since"])
    return listing


def stock_record(listing: Listing) -> Any:
    """Of a listing without variants."""
    return StockRecord.objects.get(product=listing.product_id)
