from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("awaiting payment")
    NEW = "new", _("new")
    CONFIRMED = "confirmed", _("accepted by the cooperative")
    PACKED = "packed", _("packed")
    SHIPPED = "shipped", _("on its way")
    DELIVERED = "delivered", _("delivered")
    DECLINED = "declined", _("declined by the cooperative")
    CANCELLED = "cancelled", _("cancelled")
    RETURNED = "returned", _("returned")


REVERSED = (State.DECLINED, State.CANCELLED, State.RETURNED)
NEXT: dict[State, tuple[State, ...]] = {
    State.AWAITING_PAYMENT: (State.NEW, State.CANCELLED),
    State.NEW: (State.CONFIRMED, State.DECLINED, State.CANCELLED),
    State.CONFIRMED: (State.PACKED, State.DECLINED, State.CANCELLED),
    State.PACKED: (State.SHIPPED, State.CANCELLED),
    State.SHIPPED: (State.DELIVERED, State.RETURNED),
    State.DELIVERED: (State.RETURNED,),
    State.DECLINED: (),
    State.CANCELLED: (),
    State.RETURNED: (),
}


class Zone(TextChoices):
    """How far a buyer's province lies from the seller's; parts of the country are those of `places.enums.Region`."""

    PROVINCE = "province", _("the same province")
    REGION = "region", _("the same part of the country")
    NEIGHBOUR = "neighbour", _("the part of the country beside it")
    FAR = "far", _("the other end of the country")


class Carrier(TextChoices):
    VNPOST = "vnpost", "VNPost"
    VIETTEL_POST = "viettel_post", "Viettel Post"
    GHN = "ghn", "GHN"
    GHTK = "ghtk", "GHTK"
    JT = "jt", "J&T Express"
    OTHER = "other", _("another carrier")
