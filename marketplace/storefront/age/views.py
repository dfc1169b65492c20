from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.web.age import forget_answer, has_answered, remember_answer
from marketplace.web.back import wanted_page
from marketplace.web.same_origin import same_origin


@never_cache
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Nothing but the answer is asked for and kept: no day of birth, no account."""
    if request.method != "POST":
        context = {"next": wanted_page(request), "has_answered": has_answered(request)}
        return render(request, "storefront/age.html", context)
    if request.POST.get("answer") != "adult":
        response = HttpResponseRedirect(reverse("shop:home"), status=303)
        forget_answer(response)
        return response
    response = HttpResponseRedirect(wanted_page(request) or reverse("shop:products"), status=303)
    remember_answer(response)
    return response
