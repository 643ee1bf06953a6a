"""Pictures in the admin: what is said of each, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from .. import changes
from ..models import Picture
from .files import InUse, remove
from .forms import HERE, KnownPictureForm, NewPictureForm, markdown
from .places import Place, places
from .taking_down import TakingDown

DOWN = "Taken down"
SAID = ("description", "decorative", "credit")
CHANGES_EVERYWHERE = (
    "A description is what a text without one of its own says; the credit shows wherever the picture does."
)


@admin.register(Picture)
class PictureAdmin(TakingDown):
    list_display = ("thumbnail", "named", "credit", "stands", "created")
    list_display_links = ("thumbnail", "named")
    list_filter = ("decorative",)
    list_per_page = 50
    search_fields = ("description", "credit", "original_name", "name")
    readonly_fields = ("picture", "down", "markdown", "measures", "where", "original_name", "added_by", "created")
    actions = None  # each is deleted by itself, where its page says whether it may go
    empty_value_display = ""

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **options: Any) -> Any:
        return super().get_form(request, obj, change, **options, form=KnownPictureForm if obj else NewPictureForm)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("file", *SAID)})]
        shown, written = ("down", ()) if obj.taken_down else ("picture", ("markdown",))
        return [
            (None, {"fields": (shown, *SAID, "seen"), "description": CHANGES_EVERYWHERE}),
            ("Where it stands", {"fields": ("where", *written)}),
            ("Record", {"fields": ("measures", "original_name", "added_by", "created")}),
        ]

    def changeform_view(self, request: Any, *args: Any, **options: Any) -> Any:
        """Writers come one after the other, so that each is told of what another has stored."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **options)
        with changes.gathered():
            return super().changeform_view(request, *args, **options)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The places of all pictures on the page are asked for at once."""
        listed = super().get_changelist_instance(request)
        found = places(listed.result_list, kept=False)
        for picture in listed.result_list:
            picture.standing = found.get(picture.pk, [])
        return listed

    @admin.display(description="Picture")
    def thumbnail(self, picture: Picture) -> SafeString | str:
        return DOWN if picture.taken_down else _drawn(picture, "picture-thumbnail", str(picture))

    @admin.display(description="Description", ordering="description")
    def named(self, picture: Picture) -> str:
        return str(picture)

    @admin.display(description="Picture")
    def picture(self, picture: Picture) -> SafeString:
        return _drawn(picture, "picture-whole", picture.description)

    @admin.display(description=DOWN)
    def down(self, picture: Picture) -> str:
        return f"On {date_format(localtime(picture.taken_down), 'F j, Y')}. Why: {picture.taken_down_why}"

    @admin.display(description="Size")
    def measures(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    @admin.display(description="Stands in")
    def stands(self, picture: Picture) -> SafeString | str:
        found: list[Place] = picture.standing  # type: ignore[attr-defined]
        return _linked(found) if found else "no text of today"

    @admin.display(description="Where")
    def where(self, picture: Picture) -> SafeString | str:
        found = places([picture]).get(picture.pk, [])
        return format_html("<ul>{}</ul>", _listed(found)) if found else "Nowhere: it may be deleted."

    @admin.display(description="In a text")
    def markdown(self, picture: Picture) -> str:
        return markdown(picture, picture.description)

    def view_on_site(self, picture: Picture) -> str | None:
        return None if picture.taken_down else picture.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        kept, new = form.keep()
        obj.__dict__.update(kept.__dict__)
        if not new:
            self.message_user(request, HERE, messages.WARNING)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What shows a picture holds it back."""
        deleted, count, refused, _ = super().get_deleted_objects(objs, request)
        found = places(objs)
        held = [_link(place) for picture in objs for place in found.get(picture.pk, ())]
        return deleted, count, refused, held

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        try:
            remove(obj)
        except InUse as use:  # since its page was asked for
            raise PermissionDenied(str(use)) from None


def _drawn(picture: Picture, name: str, words: str) -> SafeString:
    image = '<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
    return format_html(image, name, picture.small_url, picture.width, picture.height, words)


def _link(place: Place) -> SafeString:
    return format_html('<a href="{}">{}</a>' if place.address else "{1}", place.address, place.words)


def _linked(found: Iterable[Place]) -> SafeString:
    return format_html_join(", ", "{}", ((_link(place),) for place in found))


def _listed(found: Iterable[Place]) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((_link(place),) for place in found))
