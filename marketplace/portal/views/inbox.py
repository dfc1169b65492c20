from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.notices.services import mark_read
from marketplace.portal.frame import MemberRequest, page
from marketplace.portal.inbox import inbox
from marketplace.web.access import member_required
from marketplace.web.paging import page_of


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    return page(request, "portal/notices.html", {"page": page_of(inbox(request.user), request.GET.get("page"))})


@member_required()
def open_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """Marks it read and goes where it leads."""
    notice = inbox(request.user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    if request.method != "POST":
        return redirect("portal:notices")
    mark_read(recipient=request.user, notices=[notice.pk])
    if notice.link and url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None):
        return redirect(notice.link)
    return redirect("portal:notices")


@member_required()
def read_all(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        mark_read(recipient=request.user)
    return redirect("portal:notices")
