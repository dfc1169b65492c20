"""Shelves: Oscar's category screens with an English name, two levels, and goods that are never left without a shelf."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.edit import ModelFormMixin
from django_tables2 import TemplateColumn  # type: ignore[import-untyped]
from oscar.apps.dashboard.catalogue import views as stock
from oscar.apps.dashboard.catalogue.bulk_actions import MakeNonPublicAction, MakePublicAction
from oscar.apps.dashboard.catalogue.forms import CategoryForm as OscarCategoryForm
from oscar.apps.dashboard.catalogue.tables import CategoryTable as OscarCategoryTable

from marketplace.core import audit
from marketplace.core.oscar import oscar_model
from marketplace.core.text import normalise, slug
from marketplace.listings.models import Shelf
from marketplace.oscar_forks.receivers import address_of

Category = oscar_model("catalogue", "Category")
LEVELS = 2
MOST = 40
CHILD = "first-child"


class CategoryForm(OscarCategoryForm):
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80)
    field_order = ("name", "name_en")
    seo_fields = ["slug"]

    class Meta(OscarCategoryForm.Meta):
        fields = ["name", "slug", "is_public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = 80
        shelf = Shelf.objects.filter(category=self.instance.pk).first()
        self.initial.setdefault("name_en", shelf.name_en if shelf else "")

    @cached_property
    def changed_data(self) -> list[str]:
        """A new node is always placed: treebeard would save it without a path where nobody moved it."""
        found: list[str] = list(super().changed_data)
        return [*found, "treebeard_position"] if self.instance._state.adding else found

    def clean_name(self) -> str:
        name = normalise(self.cleaned_data["name"])
        if len(name) > 80:
            raise forms.ValidationError(_("A category's name has at most 80 letters."))
        return name

    def clean_name_en(self) -> str:
        return normalise(self.cleaned_data["name_en"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance._state.adding and Category.objects.count() >= MOST:
            self.add_error(None, _("There are 40 categories already. Change or delete one first."))
        if {"name", "treebeard_position"} <= data.keys() and "treebeard_ref_node" in data:
            self._check_place(data)
        return data

    def _check_place(self, data: dict[str, Any]) -> None:
        reference, is_child = data["treebeard_ref_node"], data["treebeard_position"] == CHILD
        parent = reference if reference is None or is_child else reference.get_parent()
        depth = parent.depth + 1 if parent else 1
        below = 1 if self.instance.pk and self.instance.numchild else 0
        if depth + below > LEVELS:
            self.add_error(None, _("Categories have two levels. Choose a category of the first level, or none."))
            return
        words = data.get("slug") or slug(data["name"])
        siblings = parent.get_children() if parent else Category.get_root_nodes()
        if siblings.filter(slug=words).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("A category beside it has the same address. Choose another name."))

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:  # noqa: FBT002 - Django's
        category = super().save(commit)
        names = {"name_vi": category.name, "name_en": self.cleaned_data["name_en"]}
        Shelf.objects.update_or_create(category=category, defaults={"path": address_of(category), **names})
        return category


class _Recorded(ModelFormMixin):
    """Saves that go into the audit trail."""

    request: HttpRequest
    object: Any

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        before = {"name": form.initial.get("name"), "name_en": form.initial.get("name_en")}
        response = super().form_valid(form)
        after = {"name": self.object.name, "name_en": form.cleaned_data["name_en"], "public": self.object.is_public}
        audit.record(self.request.user, "category.saved", self.object, before, after)
        return response


class CategoryCreateView(_Recorded, stock.CategoryCreateView):
    form_class = CategoryForm

    def get_initial(self) -> dict[str, Any]:
        """Oscar names treebeard's fields as they were called before."""
        initial: dict[str, Any] = super().get_initial()
        return initial | {"treebeard_ref_node": self.kwargs.get("parent"), "treebeard_position": CHILD}


class CategoryUpdateView(_Recorded, stock.CategoryUpdateView):
    form_class = CategoryForm


class CategoryDeleteView(stock.CategoryDeleteView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        category = self.object
        try:
            with transaction.atomic():
                audit.record(self.request.user, "category.deleted", category, {"name": category.name}, {})
                return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request, _("Goods stand in this category. Its cooperatives have to move them before it can go.")
            )
            return redirect("dashboard:catalogue-category-update", pk=category.pk)


class _OneByOne:
    """Saved one by one, so that search hears of each."""

    is_public: bool

    @transaction.atomic
    def execute(self, request: HttpRequest, objects: QuerySet) -> None:
        changed = [category for category in objects if category.is_public != self.is_public]
        for category in changed:
            category.is_public = self.is_public
            category.save()
            audit.record(request.user, "category.public", category, {}, {"public": self.is_public})
        text = _("%(count)d categories are shown now.") if self.is_public else _("%(count)d categories are hidden now.")
        messages.success(request, text % {"count": len(changed)})


class Show(_OneByOne, MakePublicAction):
    pass


class Hide(_OneByOne, MakeNonPublicAction):
    pass


class CategoryTable(OscarCategoryTable):
    """Without the description, which stands nowhere in the shop."""

    description = None
    actions = TemplateColumn(
        template_name="oscar/dashboard/catalogue/category_row_actions.html",
        orderable=False,
        verbose_name=gettext_lazy("Actions"),
    )

    class Meta(OscarCategoryTable.Meta):
        fields = ("name", "is_public")
        sequence = ("checkbox", "name", "...", "is_public", "actions")


class CategoryListView(stock.CategoryListView):
    table_class = CategoryTable
    actions = {"make_public": Show(), "make_non_public": Hide()}


class CategoryDetailListView(stock.CategoryDetailListView):
    table_class = CategoryTable
    actions = CategoryListView.actions
