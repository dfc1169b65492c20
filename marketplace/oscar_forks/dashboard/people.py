"""Users: looked at and blocked, nothing more. Their roles are given elsewhere (design decision 7)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import A, Column, LinkColumn  # type: ignore[import-untyped]
from oscar.apps.dashboard.users.forms import UserSearchForm
from oscar.apps.dashboard.users.tables import UserTable
from oscar.apps.dashboard.users.views import IndexView

from marketplace.accounts.phones import parse_phone
from marketplace.core import audit
from marketplace.core.errors import DomainError


class SearchForm(UserSearchForm):
    phone = forms.CharField(required=False, label=gettext_lazy("Phone"))

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        try:
            return parse_phone(typed) if typed else ""
        except DomainError as error:
            raise forms.ValidationError(str(error.message)) from error


class PeopleTable(UserTable):
    """With the phone, for many have no e-mail; Oscar's count of orders knows nothing of ours."""

    phone = LinkColumn(
        "dashboard:user-detail", args=[A("id")], accessor="phone", verbose_name=gettext_lazy("Phone"), empty_values=()
    )
    name = Column(accessor="get_full_name", order_by=("last_name", "first_name"), verbose_name=gettext_lazy("Name"))
    active = Column(accessor="is_active", verbose_name=gettext_lazy("Active"))
    staff = Column(accessor="is_staff", verbose_name=gettext_lazy("Staff"))
    num_orders = None

    class Meta(UserTable.Meta):
        sequence = ("check", "email", "phone", "name", "...")

    def render_active(self, value: bool) -> str:
        return _("Yes") if value else _("No")

    render_staff = render_active

    def render_phone(self, value: str | None) -> str:
        return value or "–"


class UserListView(IndexView):
    form_class = SearchForm
    table_class = PeopleTable

    def apply_search_filters(self, queryset: QuerySet, data: dict[str, Any]) -> QuerySet:
        found = super().apply_search_filters(queryset, data)
        return found.filter(phone=data["phone"]) if data["phone"] else found

    @transaction.atomic
    def _change_users_active_status(self, users: QuerySet, value: bool) -> HttpResponse:
        """Staff do not block each other."""
        request: HttpRequest = self.request
        others = users.filter(is_staff=False, is_superuser=False).exclude(is_active=value)
        for user in others:
            user.is_active = value
            user.save(update_fields=["is_active"])
            audit.record(request.user, "user.active", user, {"is_active": not value}, {"is_active": value})
        messages.info(request, _("Users' status successfully changed"))
        return redirect("dashboard:users-index")
