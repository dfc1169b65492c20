from typing import ClassVar

from django.db import models
from oscar.apps.address.abstract_models import AbstractUserAddress


class UserAddress(AbstractUserAddress):
    """Same two fields as on the order's shipping address, so that Oscar copies one to the other."""

    POSTCODES_REGEX: ClassVar[dict[str, str]] = {}
    commune = models.ForeignKey("places.Commune", null=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(max_length=200, blank=True)


from oscar.apps.address.models import *
