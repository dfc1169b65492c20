from django.http import HttpResponse

from marketplace.core import clock
from marketplace.portal.board import counts, lanes
from marketplace.portal.frame import MemberRequest, page
from marketplace.web.access import member_required


@member_required()
def board(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    counted = counts(scope=request.scope, today=today)
    found = lanes(scope=request.scope, today=today, role=request.membership.role, counted=counted)
    context = {"lanes": found, "counts": counted, "is_quiet": not any(lane.count for lane in found)}
    return page(request, "portal/board.html", context)
