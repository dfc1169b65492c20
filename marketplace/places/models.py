"""Two maps in one pair of tables; rows of the old one never change."""

from typing import ClassVar, Self

from django.db import models

from marketplace.places.enums import (
    COMMUNE_WORDS,
    DISTRICT_WORDS,
    PROVINCE_WORDS,
    CommuneKind,
    DistrictKind,
    ProvinceKind,
    Region,
    Version,
)


def _with_word(word: str, name: str) -> str:
    """`xã Lùng Tám`; a numbered name (`Phường 4`) already begins with its word."""
    if name.lower().startswith(f"{word} "):
        return name[0].lower() + name[1:]
    return f"{word} {name}"


class ProvinceQuerySet(models.QuerySet["Province"]):
    def current(self) -> Self:
        return self.filter(version=Version.CURRENT)

    def old(self) -> Self:
        return self.filter(version=Version.OLD)


class Province(models.Model):
    """`successor` is set on old rows: every old province went whole into one of today's."""

    version = models.CharField(max_length=4, choices=Version)
    code = models.CharField(max_length=2)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=ProvinceKind)
    region = models.CharField(max_length=10, choices=Region)
    position = models.PositiveSmallIntegerField(help_text="In the Vietnamese alphabet")
    other_names = models.CharField(max_length=200, blank=True, help_text="Separated by |")
    folded = models.CharField(max_length=60, db_index=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["version", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "code"], name="province_version_code"),
            models.CheckConstraint(
                condition=models.Q(version=Version.OLD, successor__isnull=False)
                | models.Q(version=Version.CURRENT, successor__isnull=True),
                name="province_successor_of_old_only",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return _with_word(PROVINCE_WORDS[ProvinceKind(self.kind)], self.name)


class CommuneQuerySet(models.QuerySet["Commune"]):
    def current(self) -> Self:
        return self.filter(version=Version.CURRENT)

    def old(self) -> Self:
        return self.filter(version=Version.OLD)


class Commune(models.Model):
    """`district*` are of the old map only; `old_province`, `lat` and `lon` of today's only."""

    version = models.CharField(max_length=4, choices=Version)
    code = models.CharField(max_length=5)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    kind = models.CharField(max_length=12, choices=CommuneKind)
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, db_index=True)
    district = models.CharField(max_length=60, blank=True)
    district_kind = models.CharField(max_length=14, choices=DistrictKind, blank=True)
    district_code = models.CharField(max_length=3, blank=True)
    district_folded = models.CharField(max_length=60, blank=True, db_index=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    old_province = models.ForeignKey(
        Province,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="communes_today",
        help_text="Set only when all of the commune lay in this one old province",
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "code"], name="commune_version_code"),
            models.CheckConstraint(
                condition=models.Q(version=Version.CURRENT, district="")
                | models.Q(version=Version.OLD, old_province__isnull=True) & ~models.Q(district=""),
                name="commune_district_of_old_only",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return _with_word(COMMUNE_WORDS[CommuneKind(self.kind)], self.name)

    @property
    def full_district(self) -> str:
        """Empty on today's map."""
        if not self.district_kind:
            return ""
        return _with_word(DISTRICT_WORDS[DistrictKind(self.district_kind)], self.district)

    @property
    def label(self) -> str:
        """`Lùng Tám, Tuyên Quang`; reads the province."""
        return f"{self.name}, {self.province.name}"

    @property
    def full_label(self) -> str:
        """`xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang` of the old map, without a district of today's."""
        district = "" if self.kind == CommuneKind.DISTRICT else self.full_district
        return ", ".join(part for part in (self.full_name, district, self.province.full_name) if part)


class Succession(models.Model):
    """An old commune, or the part of it that went to this new one; `split` when there are several."""

    old = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="predecessions")
    split = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} > {self.new_id}"
