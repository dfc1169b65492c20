from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.cooperatives.queries import memberships_of
from marketplace.portal.frame import MemberRequest, page
from marketplace.web.access import CHOSEN, member_required


@member_required()
def detail(request: MemberRequest) -> HttpResponse:
    cooperative = request.membership.cooperative
    context = {
        "cooperative": cooperative,
        "peoples": list(cooperative.peoples.all()),
        "members": list(cooperative.memberships.select_related("user").order_by("pk")),
        "mine": list(memberships_of(request.user)),
    }
    return page(request, "portal/shop.html", context)


@member_required()
def switch(request: MemberRequest) -> HttpResponse:
    """Work for another of one's own cooperatives from now on."""
    if request.method != "POST":
        return redirect("portal:shop")
    asked = request.POST.get("cooperative", "")
    chosen = memberships_of(request.user).filter(cooperative_id=int(asked)).first() if asked.isdecimal() else None
    if chosen is None:
        raise Http404
    request.session[CHOSEN] = chosen.cooperative_id
    messages.success(request, _("You now work for %(name)s.") % {"name": chosen.cooperative.name_vi})
    return redirect("portal:board")
