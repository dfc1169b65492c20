"""The one place that listens to Oscar's own saves: its staff screens change categories without our services."""

from typing import Any

from django.db import transaction

from marketplace.listings.models import Shelf
from marketplace.search import jobs
from marketplace.search import services as search


def address_of(category: Any) -> str:
    """The slugs from the top down: the shelf's address."""
    return "/".join(node.slug for node in category.get_ancestors_and_self())


@transaction.atomic
def follow_category(sender: Any, instance: Any, *, raw: bool = False, **signal: Any) -> None:
    """Named, hidden, shown or moved: shelves below it keep name and address in step, and search hears of the goods."""
    if raw:
        return
    shelves = {shelf.category_id: shelf for shelf in Shelf.objects.filter(category__path__startswith=instance.path)}
    changed = []
    for category in instance.get_descendants_and_self():
        shelf = shelves.get(category.pk)
        if shelf and (shelf.path, shelf.name_vi) != (path := address_of(category), category.name):
            shelf.path, shelf.name_vi = path, category.name
            changed.append(shelf)
    Shelf.objects.bulk_update(changed, ["path", "name_vi"])
    if search.mark_shelf_changed(instance.path):
        jobs.enqueue_drain()
