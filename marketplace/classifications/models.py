from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from marketplace.classifications.enums import Ministry

ADULT = 18  # what a visitor may say of himself: goods for older people are shown to nobody


def _in_language(vi: str, en: str) -> str:
    return en if (get_language() or "vi").startswith("en") else vi


class People(models.Model):
    """One of the 54. `slug` is the key everywhere: official numberings differ from list to list."""

    slug = models.SlugField(max_length=20, unique=True)
    code_1979 = models.CharField(max_length=2, unique=True, help_text="Number in the list of 1979")
    name_vi = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar[list[str]] = ["code_1979"]
        verbose_name_plural = "peoples"

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        return _in_language(self.name_vi, self.name_en)


class PeopleAlias(models.Model):
    """Another name. Printable ones may be shown; the rest only lead a search to the people, and are never shown."""

    people = models.ForeignKey(People, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=40, db_index=True)
    printable = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["people", "name"], name="people_alias_once"),
        ]

    def __str__(self) -> str:
        return self.name if self.printable else "-"


class Sector(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        return _in_language(self.name_vi, self.name_en)


class Group(models.Model):
    """Numbered 1 to 17 through all sectors; where the decision names no sets below a group, it is its own only set."""

    number = models.PositiveSmallIntegerField(unique=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="groups")
    name_vi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        return _in_language(self.name_vi, self.name_en)


class ProductSet(models.Model):
    """A legal class of OCOP goods, not a shelf: each listing is of exactly one."""

    number = models.PositiveSmallIntegerField()
    legal_version = models.CharField(max_length=10, help_text="Decision that names the set, such as 26/2026")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sets")
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    ministries = models.JSONField(default=list, help_text=", ".join(Ministry.values))
    perishable = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["legal_version", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["legal_version", "number"], name="product_set_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name_vi}"

    @property
    def name(self) -> str:
        return _in_language(self.name_vi, self.name_en)


class SetRule(models.Model):
    """What the law asks of a set's sellers and buyers from one day to another, both days included."""

    product_set = models.ForeignKey(ProductSet, on_delete=models.CASCADE, related_name="rules")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    kinds_allowed = models.JSONField(default=list, help_text="Kinds of seller")
    papers = models.JSONField(default=list, help_text="Papers a seller must show")
    min_age = models.PositiveSmallIntegerField(default=0, help_text="Age of the buyer in years; 0: any")
    cashless_only = models.BooleanField(default=False)
    advertised = models.BooleanField(default=True, help_text="May stand on the home page and in offers")
    max_transit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    vat_basis_points = models.PositiveSmallIntegerField(help_text="800 is 8 %")
    legal_basis = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["product_set", "valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["product_set", "valid_from"], name="set_rule_once"),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="set_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_set_id} {self.valid_from}"

    @property
    def is_restricted(self) -> bool:
        """Goods of the set stand nowhere until the visitor was asked for the age."""
        return self.min_age > 0 or not self.advertised

    def allows(self, kind: str) -> bool:
        return kind in self.kinds_allowed
