from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ListingState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for approval")
    CHANGES_ASKED = "changes_asked", _("changes asked")
    LIVE = "live", _("on sale")
    HIDDEN = "hidden", _("hidden")


class Making(TextChoices):
    HAND_WOVEN = "hand_woven", _("hand-woven")
    HAND_EMBROIDERED = "hand_embroidered", _("hand-embroidered")
    MACHINE_MADE = "machine_made", _("machine-made")


class Axis(TextChoices):
    SIZE = "size", _("Size")
    COLOUR = "colour", _("Colour")
    WEIGHT = "weight", _("Weight")


class Technique(TextChoices):
    FRAME_LOOM = "det_khung_cui", _("woven on a frame loom")
    BACKSTRAP_LOOM = "det_khung_dai", _("woven on a back-strap loom")
    IKAT = "ikat", _("ikat")
    WAX_RESIST = "batik_sap_ong", _("beeswax resist")
    EMBROIDERY = "theu", _("embroidered")
    PATCHWORK = "chap_vai", _("patchwork")
    WOVEN_BEADS = "det_cuom", _("beads woven in")
    SEWN_BEADS = "dinh_cuom", _("beads sewn on")
    SUPPLEMENTARY_WEFT = "khit", _("supplementary weft")
    MACHINE = "in_may", _("made by machine")
    PLAITING = "dan_lat", _("plaited")
    HAND_BUILT = "nan_tay", _("built by hand")
    FORGING = "ren", _("forged")
    CARVING = "cham_khac", _("carved")
    SEWING = "may_tay", _("sewn by hand")


class Material(TextChoices):
    HEMP = "lanh", _("hemp")
    RAMIE = "gai", _("ramie")
    COTTON = "bong", _("cotton")
    SILK = "to_tam", _("silk")
    LOTUS_SILK = "to_sen", _("lotus silk")
    WOOL = "len", _("wool or acrylic")
    POLYESTER = "polyester", _("polyester")
    BEADS = "cuom", _("beads")
    RATTAN = "may", _("rattan")
    BAMBOO = "tre", _("bamboo")
    LEAVES = "la", _("leaves")
    WOOD = "go", _("wood")
    CLAY = "dat_set", _("clay")
    STEEL = "thep", _("steel")
    SILVER = "bac", _("silver")
    SEDGE = "coi", _("sedge")
    COCONUT_SHELL = "vo_dua", _("coconut shell")


class Dye(TextChoices):
    INDIGO = "cham", _("indigo")
    YAM = "cu_nau", _("dye yam")
    TURMERIC = "nghe", _("turmeric")
    LAC = "canh_kien", _("lac")
    PURPLE_LEAF = "la_cam", _("purple rice leaf")
    TERMINALIA = "la_bang", _("almond leaf")
    MUD = "bun", _("mud")
    BARK = "vo_cay", _("bark")
    SYNTHETIC = "hoa_hoc", _("synthetic dye")
    UNDYED = "khong", _("undyed")


class MovementKind(TextChoices):
    SET = "set", _("counted by the seller")
    ALLOCATED = "allocated", _("ordered")
    CONSUMED = "consumed", _("shipped")
    RELEASED = "released", _("given back")


class Supply(TextChoices):
    """Whether the goods lie there, or are made once somebody has ordered."""

    READY = "ready", _("ready to ship")
    TO_ORDER = "to_order", _("made to order")


class Allergen(TextChoices):
    """What a label must name (Codex CXS 1-1985, 4.2.1.4, as revised in 2024), as far as goods here hold it."""

    GLUTEN = "gluten", _("cereals with gluten")
    CRUSTACEANS = "crustaceans", _("crustaceans")
    EGGS = "eggs", _("eggs")
    FISH = "fish", _("fish")
    PEANUTS = "peanuts", _("peanuts")
    SOYA = "soya", _("soya")
    MILK = "milk", _("milk")
    NUTS = "nuts", _("tree nuts")
    SESAME = "sesame", _("sesame")
    SULPHITES = "sulphites", _("sulphites")


class Care(TextChoices):
    """How cloth is washed."""

    HAND_WASH = "hand_wash", _("wash by hand")
    COLD = "cold", _("cold water")
    ALONE = "alone", _("alone the first times")
    MACHINE = "machine", _("machine wash at 30 °C")
    NO_BLEACH = "no_bleach", _("no bleach")
    SHADE = "shade", _("dry in the shade")
    IRON_LOW = "iron_low", _("cool iron, on the back")
    WIPE = "wipe", _("wipe with a damp cloth")
    AIR = "air", _("air it, do not wash")


class Shows(TextChoices):
    """What a photograph of something made by hand promises."""

    THIS_PIECE = "this_piece", _("this very piece")
    LIKE_THIS = "like_this", _("made like this")
