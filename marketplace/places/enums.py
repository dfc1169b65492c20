from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.TextChoices):
    """Which map. Codes are unique within one map only: seven province codes changed meaning in 2025."""

    OLD = "2024", _("63 provinces, until 30 June 2025")
    CURRENT = "2025", _("34 provinces, since 1 July 2025")


class ProvinceKind(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("city")


class Region(models.TextChoices):
    NORTH = "north", _("North")
    CENTRE = "centre", _("Centre")
    SOUTH = "south", _("South")


class CommuneKind(models.TextChoices):
    """TOWNSHIP is of the old map only; so is DISTRICT: five island districts that had no communes."""

    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SPECIAL_ZONE = "special_zone", _("special zone")
    TOWNSHIP = "township", _("township")
    DISTRICT = "district", _("island district")


class DistrictKind(models.TextChoices):
    DISTRICT = "district", _("rural district")
    URBAN_DISTRICT = "urban_district", _("urban district")
    TOWN = "town", _("town")
    CITY = "city", _("provincial city")


class Level(models.IntegerChoices):
    """From small to large, the order in which an address is written."""

    COMMUNE = 1, _("commune")
    DISTRICT = 2, _("district")
    PROVINCE = 3, _("province")


# Part of a Vietnamese address in every language, hence not translated.
PROVINCE_WORDS = {ProvinceKind.PROVINCE: "tỉnh", ProvinceKind.CITY: "thành phố"}
COMMUNE_WORDS = {
    CommuneKind.COMMUNE: "xã",
    CommuneKind.WARD: "phường",
    CommuneKind.SPECIAL_ZONE: "đặc khu",
    CommuneKind.TOWNSHIP: "thị trấn",
    CommuneKind.DISTRICT: "huyện",
}
DISTRICT_WORDS = {
    DistrictKind.DISTRICT: "huyện",
    DistrictKind.URBAN_DISTRICT: "quận",
    DistrictKind.TOWN: "thị xã",
    DistrictKind.CITY: "thành phố",
}
