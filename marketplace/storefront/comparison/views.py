import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.storefront.comparison.table import MOST, comparison
from marketplace.web.age import has_answered
from marketplace.web.shared_pages import shared_page

_NUMBER = re.compile(r"[0-9]{1,18}")


@shared_page("ids")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`ids=1,2,3`, or `ids` several times as a form of tick boxes sends it: that leads to the address to pass on."""
    asked = request.GET.getlist("ids")
    ids = _numbers(",".join(asked))
    address = f"{reverse('comparison:compare')}?ids={','.join(map(str, ids))}" if ids else reverse("comparison:compare")
    if asked and (len(asked) > 1 or asked[0] != ",".join(map(str, ids))):
        return HttpResponseRedirect(address)
    context = comparison(ids, is_adult=has_answered(request))
    return render(request, "storefront/compare.html", context)


def _numbers(text: str) -> list[int]:
    """Each once, in the order asked; what is no number is left out, and so are numbers beyond a handful."""
    found = [int(part) for part in text.split(",") if _NUMBER.fullmatch(part)]
    return list(dict.fromkeys(found))[: MOST + 1]
