"""Pictures of a listing while it is written. What was sent once is kept, though the rest of the form be wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from marketplace.core.errors import DomainError
from marketplace.core.text import normalise
from marketplace.files.models import Picture
from marketplace.files.services import MAX_BYTES, take_upload
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.services.catalogue import attach_picture, describe_picture, detach_picture

MOST = 8


@dataclass
class Leaf:
    """One picture; `attached` when it already hangs on the listing. `mark` is signed: only its sender may name it."""

    picture: Picture
    mark: str
    alt_vi: str = ""
    alt_en: str = ""
    attached: ListingPicture | None = None
    is_dropped: bool = False


class Album:
    """Pictures of the listing, those sent before, and those of this request."""

    def __init__(self, request: HttpRequest, listing: Listing | None = None) -> None:
        self.errors: list[str] = []
        self._signer = signing.Signer(salt=f"portal.album.{request.user.pk}")
        attached = listing.pictures.select_related("picture") if listing else []
        self.leaves = [self._attached(one) for one in attached]
        if request.method == "POST":
            self._read(request)

    def _attached(self, one: ListingPicture) -> Leaf:
        return Leaf(one.picture, self._signer.sign(str(one.picture_id)), one.alt_vi, one.alt_en, one)

    def _read(self, request: HttpRequest) -> None:
        self.leaves += self._kept(request.POST.getlist("kept"))
        for leaf in self.leaves:
            leaf.alt_vi = normalise(request.POST.get(f"alt_vi-{leaf.picture.pk}", leaf.alt_vi))[:200]
            leaf.alt_en = normalise(request.POST.get(f"alt_en-{leaf.picture.pk}", leaf.alt_en))[:200]
            leaf.is_dropped = f"drop-{leaf.picture.pk}" in request.POST
        self.leaves += self._sent(request.FILES.getlist("pictures"))

    def _kept(self, marks: list[str]) -> Iterator[Leaf]:
        there = {leaf.picture.pk for leaf in self.leaves}
        for mark in dict.fromkeys(marks):
            try:
                key = int(self._signer.unsign(mark))
            except (signing.BadSignature, ValueError):
                continue
            picture = Picture.objects.filter(pk=key).first()
            if picture and picture.pk not in there:
                yield Leaf(picture, mark)

    def _sent(self, uploads: list[Any]) -> Iterator[Leaf]:
        room = MOST - len(self.standing)
        if len(uploads) > room:
            self.errors.append(
                _("At most %(most)d pictures. Leave some out and send the others again.") % {"most": MOST}
            )
        for upload in uploads[: max(room, 0)]:
            try:
                # One byte too many is enough to be refused; the rest of a huge file is not read into memory.
                picture = take_upload(content=_beginning(upload))
            except DomainError as error:
                self.errors.append(f"{upload.name}: {error.message}")
            else:
                yield Leaf(picture, self._signer.sign(str(picture.pk)))

    @property
    def standing(self) -> list[Leaf]:
        return [leaf for leaf in self.leaves if not leaf.is_dropped]

    @property
    def new_leaves(self) -> list[Leaf]:
        return [leaf for leaf in self.leaves if leaf.attached is None and not leaf.is_dropped]

    def demand_one(self) -> None:
        if not self.standing and not self.errors:
            self.errors.append(_("Add at least one picture: nobody buys unseen."))

    def propose(self, title_vi: str, title_en: str) -> None:
        """Where nobody wrote what a picture shows, it is called after the goods."""
        for place, leaf in enumerate(self.standing, start=1):
            ending = f" ({place})" if place > 1 else ""
            leaf.alt_vi = leaf.alt_vi or (title_vi and f"{title_vi}{ending}")
            leaf.alt_en = leaf.alt_en or (title_en and f"{title_en}{ending}")

    def hang(self, listing: Listing) -> None:
        """In the caller's transaction: take off, rename, and append."""
        self.propose(listing.title_vi, listing.title_en)
        for leaf in self.leaves:
            if leaf.attached and leaf.is_dropped:
                detach_picture(attached=leaf.attached)
            elif leaf.attached:
                describe_picture(attached=leaf.attached, alt_vi=leaf.alt_vi, alt_en=leaf.alt_en)
            elif not leaf.is_dropped:
                attach_picture(listing=listing, picture=leaf.picture, alt_vi=leaf.alt_vi, alt_en=leaf.alt_en)


def _beginning(upload: UploadedFile) -> bytes:
    return bytes(upload.read(MAX_BYTES + 1))
