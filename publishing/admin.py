"""The admin of what the site keeps beside its content, and the admin's own words."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.http import HttpRequest

from .desk.drafts import DraftMixin
from .desk.guarding import GuardedForm, GuardedMixin
from .desk.versions import HistoryMixin
from .desk.widgets import editor_for
from .link_checking import admin as _links  # noqa: F401  (it registers itself)
from .models import FormerAddress, Notice, Tracked
from .pictures import admin as _pictures  # noqa: F401  (it registers itself)
from .signing_in import SignInForm

admin.site.site_header = "IPNB Hub"
admin.site.site_title = "IPNB Hub, editors"
admin.site.index_title = "What would you like to edit?"
admin.site.login_form = SignInForm
admin.site.enable_nav_sidebar = False  # the preview beside the text needs the room


@admin.register(Notice)
class NoticeAdmin(GuardedMixin, DraftMixin, HistoryMixin, admin.ModelAdmin[Notice]):
    """The texts that stand on many pages; which there are is the templates' matter."""

    form = GuardedForm
    save_on_top = True
    change_form_template = "admin/content_change_form.html"
    list_display = ("title", "key", "updated")
    search_fields = ("title", "text")
    readonly_fields = ("key", "updated")
    fieldsets = (
        ("The notice", {"fields": ("title", "text"), "description": "A change shows on every page that bears it."}),
        ("Record", {"fields": ("key", "updated")}),
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **(options | editor_for(db_field)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin[FormerAddress]):
    """Addresses that pages had before; made when an address changes, and only looked at here."""

    list_display = ("path", "leads_to")
    search_fields = ("path",)
    fields = ("path", "leads_to")
    ordering = ("path",)

    @admin.display(description="Leads to")
    def leads_to(self, former: FormerAddress) -> str:
        return former.content.get_absolute_url() if former.content else "nothing any more"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[FormerAddress]:
        named = [model.references() for model in apps.get_models() if issubclass(model, Tracked)]
        return super().get_queryset(request).prefetch_related(GenericPrefetch("content", named))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
