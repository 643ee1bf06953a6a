"""What stands around the form of a piece of content in the admin: boxes below it, links above it, pages of its own.

Each subject (history, uses, previews …) is a mixin in a module of its own; `editing` puts them together.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, QueryDict
from django.urls import reverse

NO_ACTION = [("", "Choose an action")]


class DeskPart(NamedTuple):
    """A box beside the form: its template under templates/admin/desk/, and what that is given as `part`."""

    template: str
    context: dict[str, Any]


class DeskLink(NamedTuple):
    """A link above the form."""

    words: str
    url: str


class WordedActions(admin.ModelAdmin[Any]):
    """Begins the choice of what to do with the entries of a list with words, where Django has a row of dashes."""

    def get_action_choices(self, request: HttpRequest, default_choices: Any = NO_ACTION) -> list[tuple[str, str]]:
        return super().get_action_choices(request, default_choices)


class Desk(WordedActions):
    def changeform_view(self, request: Any, *args: Any, **options: Any) -> Any:
        """Browsers end lines with two characters, the database with one: untouched texts would seem changed."""
        if request.method == "POST":
            request.POST = with_line_feeds(request.POST)
        return super().changeform_view(request, *args, **options)

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        """What stands beside the form of an object that is stored, in order; each mixin adds its own."""
        return []

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        """What stands above the form of an object that is stored; each mixin adds its own."""
        return []

    def address(self, page: str, *keys: Any) -> str:
        """The address of a page of this model's admin."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=keys)


def with_line_feeds(sent: QueryDict) -> QueryDict:
    found = sent.copy()
    for name, values in sent.lists():
        found.setlist(name, [str(value).replace("\r\n", "\n") for value in values])
    return found
