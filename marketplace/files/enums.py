from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Swatch(TextChoices):
    """Colours that a picture can be found by, in the order they are shown; `colours` says which pixels they are."""

    INDIGO = "cham", pgettext_lazy("colour", "indigo")
    BLUE = "lam", pgettext_lazy("colour", "blue")
    TEAL = "ngoc", pgettext_lazy("colour", "teal")
    GREEN = "la", pgettext_lazy("colour", "green")
    YELLOW = "vang", pgettext_lazy("colour", "yellow")
    ORANGE = "cam", pgettext_lazy("colour", "orange")
    RED = "do", pgettext_lazy("colour", "red")
    PINK = "hong", pgettext_lazy("colour", "pink")
    PURPLE = "tim", pgettext_lazy("colour", "purple")
    BROWN = "nau", pgettext_lazy("colour", "earth brown")
    IVORY = "nga", pgettext_lazy("colour", "ivory")
    WHITE = "trang", pgettext_lazy("colour", "white")
    GREY = "xam", pgettext_lazy("colour", "grey")
    BLACK = "den", pgettext_lazy("colour", "black")

    @property
    def paint(self) -> str:
        """The sRGB colour that stands for it."""
        return _PAINTS[self]


_PAINTS = {
    Swatch.INDIGO: "#1F3550",
    Swatch.BLUE: "#4A7BA0",
    Swatch.TEAL: "#1F6F6A",
    Swatch.GREEN: "#3C5730",
    Swatch.YELLOW: "#E8AE2E",
    Swatch.ORANGE: "#E8862E",
    Swatch.RED: "#B3261E",
    Swatch.PINK: "#D0607A",
    Swatch.PURPLE: "#5B2A4A",
    Swatch.BROWN: "#8A5A34",
    Swatch.IVORY: "#E9E0CB",
    Swatch.WHITE: "#F8F8F6",
    Swatch.GREY: "#8F8F8D",
    Swatch.BLACK: "#25241F",
}
