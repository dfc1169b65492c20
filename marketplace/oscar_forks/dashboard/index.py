from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The open screens, drawn from the same navigation as the menu."""
    return TemplateResponse(request, "oscar/dashboard/index.html", {})
