from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.listings.enums import Axis, ListingState, Making, MovementKind, Shows, Supply


class Shelf(models.Model):
    """What a category is called in both languages; `Category.name` is the Vietnamese one. `path` is its address."""

    category = models.OneToOneField("catalogue.Category", on_delete=models.CASCADE, related_name="shelf")
    path = models.CharField(max_length=120, unique=True)
    name_vi = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name_vi


class Listing(models.Model):
    """One seller's offer of one product, standalone or with variants; never on a variant itself.

    `title_vi` is also Oscar's `Product.title`. Techniques, materials, dyes, allergens and care are values of their
    enums. Weights are grams, lengths centimetres, months 1 to 12 (none: all year); working days of making are counted
    for what is made to order. A motif's meaning is only said with its source, a maker's name only with the maker's
    consent.
    """

    product = models.OneToOneField("catalogue.Product", on_delete=models.PROTECT, related_name="listing")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="listings")
    state = models.CharField(max_length=14, choices=ListingState.choices, default=ListingState.DRAFT)
    title_vi = models.CharField(_("name"), max_length=150)
    title_en = models.CharField(_("name in English"), max_length=150, blank=True)
    summary_vi = models.CharField(_("in one sentence"), max_length=200, blank=True)
    summary_en = models.CharField(_("in one sentence, in English"), max_length=200, blank=True)
    description_vi = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    product_set = models.ForeignKey("classifications.ProductSet", on_delete=models.PROTECT, related_name="+")
    shelf = models.ForeignKey("catalogue.Category", on_delete=models.PROTECT, related_name="+")
    origin_commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    people = models.ForeignKey(
        "classifications.People", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    making = models.CharField(_("how it is made"), max_length=16, choices=Making.choices, blank=True)
    techniques = models.JSONField(_("techniques"), default=list, blank=True)
    materials = models.JSONField(_("materials"), default=list, blank=True)
    dyes = models.JSONField(_("dyes"), default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=20)
    net_weight_g = models.PositiveIntegerField(_("net weight in grams"))
    parcel_length_cm = models.PositiveSmallIntegerField(_("length of the parcel"))
    parcel_width_cm = models.PositiveSmallIntegerField(_("width of the parcel"))
    parcel_height_cm = models.PositiveSmallIntegerField(_("height of the parcel"))
    storage_vi = models.CharField(_("storage"), max_length=200, blank=True)
    storage_en = models.CharField(_("storage in English"), max_length=200, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("shelf life in days"), null=True, blank=True)
    ingredients_vi = models.CharField(_("ingredients"), max_length=300, blank=True)
    ingredients_en = models.CharField(_("ingredients in English"), max_length=300, blank=True)
    allergens = models.JSONField(_("allergens"), default=list, blank=True)
    season_months = models.JSONField(_("months of the season"), default=list, blank=True)
    is_gift = models.BooleanField(_("good as a gift"), default=False)
    supply = models.CharField(_("supply"), max_length=8, choices=Supply.choices, default=Supply.READY)
    lead_days = models.PositiveSmallIntegerField(_("days of making"), null=True, blank=True)
    piece_length_cm = models.PositiveSmallIntegerField(_("length of the piece"), null=True, blank=True)
    piece_width_cm = models.PositiveSmallIntegerField(_("width of the piece"), null=True, blank=True)
    hours_of_work = models.PositiveSmallIntegerField(_("hours of work"), null=True, blank=True)
    hand_share = models.PositiveSmallIntegerField(_("share made by hand, per cent"), null=True, blank=True)
    village = models.CharField(_("village"), max_length=80, blank=True)
    motif_vi = models.CharField(_("motif"), max_length=120, blank=True)
    motif_en = models.CharField(_("motif in English"), max_length=120, blank=True)
    motif_meaning_vi = models.CharField(_("what the motif means"), max_length=300, blank=True)
    motif_meaning_en = models.CharField(_("what the motif means, in English"), max_length=300, blank=True)
    motif_source = models.CharField(_("who says so"), max_length=200, blank=True)
    care = models.JSONField(_("care"), default=list, blank=True)
    maker_name = models.CharField(_("maker"), max_length=80, blank=True)
    maker_consent_on = models.DateField(_("day of the maker's consent"), null=True, blank=True)
    variant_axis = models.CharField(max_length=8, choices=Axis.choices, blank=True)
    officer_note = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    live_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listing")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperative", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="listing_days_when_to_order",
                condition=Q(supply=Supply.READY, lead_days=None) | Q(supply=Supply.TO_ORDER, lead_days__gte=1),
            ),
            models.CheckConstraint(
                name="listing_meaning_has_a_source",
                condition=Q(motif_meaning_vi="", motif_meaning_en="") | ~Q(motif_source=""),
            ),
            models.CheckConstraint(
                name="listing_maker_has_consented",
                condition=Q(maker_name="") | Q(maker_consent_on__isnull=False),
            ),
            models.CheckConstraint(name="listing_hand_share", condition=Q(hand_share=None) | Q(hand_share__lte=100)),
        ]

    def __str__(self) -> str:
        return self.title_vi


class Variant(models.Model):
    """What sets one sellable child product apart; `value_*` is what the buyer chooses."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="variants")
    product = models.OneToOneField("catalogue.Product", on_delete=models.PROTECT, related_name="variant")
    position = models.PositiveSmallIntegerField()
    value_vi = models.CharField(max_length=60)
    value_en = models.CharField(max_length=60, blank=True)
    net_weight_g = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="variant_position", fields=["listing", "position"]),
            models.UniqueConstraint(name="variant_value", fields=["listing", "value_vi"]),
        ]

    def __str__(self) -> str:
        return self.value_vi


class ListingPicture(models.Model):
    """`is_illustration` marks what was drawn; it is labelled so wherever it stands. Photographs have `shows`.

    `variant` is the one of the same listing that this picture shows; none: it stands for all.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("files.Picture", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, null=True, blank=True, on_delete=models.SET_NULL, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    alt_vi = models.CharField(max_length=200)
    alt_en = models.CharField(max_length=200, blank=True)
    is_illustration = models.BooleanField(default=False)
    shows = models.CharField(_("what it shows"), max_length=12, choices=Shows.choices, blank=True)

    class Meta:
        ordering = ("position",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="listing_picture_position", fields=["listing", "position"])
        ]

    def __str__(self) -> str:
        return self.alt_vi


class Popularity(models.Model):
    """How many different buyers bought a listing lately and kept it; fed from facts. Without a row: none."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, primary_key=True, related_name="popularity")
    buyers = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "popularity"

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.buyers}"


class StockMovement(models.Model):
    """Append-only: each change of a stock record. The sums of both columns are the record's own figures."""

    stock_record = models.ForeignKey("partner.StockRecord", on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=MovementKind.choices)
    in_stock_change = models.IntegerField()
    allocated_change = models.IntegerField()
    order_line = models.ForeignKey("order.Line", null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="stock_movement_moves", condition=~Q(in_stock_change=0, allocated_change=0))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.in_stock_change:+} {self.allocated_change:+}"


class FavouriteList(models.Model):
    """What somebody keeps an eye on: an account, or a browser, of which only the hash of its key is known.

    `share_token` opens the list to whoever has the link; NULL while it is not shared. `used_at` is the last change.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="favourite_list"
    )
    guest_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL where an account owns it
    share_token = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 - NULL: not shared
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="favourite_list_has_one_owner",
                condition=Q(user__isnull=False, guest_hash__isnull=True)
                | Q(user__isnull=True, guest_hash__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"list {self.pk}"


class Favourite(models.Model):
    favourite_list = models.ForeignKey(FavouriteList, on_delete=models.CASCADE, related_name="favourites")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="favourite_once", fields=["favourite_list", "listing"])
        ]

    def __str__(self) -> str:
        return f"listing {self.listing_id}"


class StockAlert(models.Model):
    """Somebody wants to be told, once, when a sold-out product is back; deleted with the telling or after half a year.

    `contact` is an e-mail address or an E.164 number, `contact_key` what links carry in its place. `consent` names the
    text that was agreed to.
    """

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="stock_alerts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.CharField(max_length=254)
    contact_key = models.CharField(max_length=32, db_index=True)
    language = models.CharField(max_length=2)
    consent = models.CharField(max_length=20)
    consented_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="stock_alert_once", fields=["product", "contact"])
        ]

    def __str__(self) -> str:
        return f"product {self.product_id}"
