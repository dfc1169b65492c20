from datetime import timedelta

from django.http import HttpResponse

from marketplace.core import clock
from marketplace.portal.frame import MemberRequest, page
from marketplace.search.queries import LEAST_DAYS, LEAST_TIMES, missed_texts
from marketplace.web.access import member_required

MOST = 20
DAYS = 90


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    """What buyers looked for in vain, for those who decide what to grow, sew and name; all sellers see the same."""
    today = clock.today()
    found = missed_texts(first=today - timedelta(days=DAYS - 1), last=today)[:MOST]
    context = {"texts": list(found), "days": DAYS, "least_times": LEAST_TIMES, "least_days": LEAST_DAYS}
    return page(request, "portal/searches.html", context)
