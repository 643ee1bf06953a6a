"""The Markdown editor: django-markdownx's widget with our own scripts; without JavaScript, a text area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from markdownx.widgets import AdminMarkdownxWidget

from .. import written
from ..written import Field, Shape


class MarkdownEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """A text area with buttons and a preview; `field` tells the preview on which page its text stands, and where."""

    class Media:
        extend = False
        css = {"all": ["admin-hub/editor.css", "admin-hub/pictures.css"]}
        js = ["admin-hub/preview.js", "admin-hub/pictures.js", "admin-hub/editor.js"]

    def __init__(self, field: Field | None = None, attrs: dict[str, Any] | None = None) -> None:
        shape = field.shape if field else Shape.BLOCKS
        named = {"data-field": field.label} if field else {}
        super().__init__(
            {"data-shape": shape.value, "data-sheet": reverse_lazy("markdown_sheet"), **named, **(attrs or {})}
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        shown.pop("data-markdownx-upload-urls-path", None)
        shown["data-pictures"] = reverse("desk:add-picture")
        shown["data-styles"] = f"{static('css/hub.css')} {static('admin-hub/preview.css')}"
        return context


def editor_for(field: models.Field[Any, Any]) -> dict[str, Any]:
    """The options of the form field for a field of the database: the editor, where it holds Markdown."""
    found = written.of(field)
    return {"widget": MarkdownEditor(found)} if found else {}


class KnownChoice(AutocompleteSelect):
    """A choice with a search; what a row names is at hand with the row, so that a long list needs no query a row."""

    known: models.Model | None = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        none = [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        label = self.choices.field.label_from_instance(self.known)
        chosen = self.create_option(name, self.known.pk, label, selected=True, index=len(none))
        return [(None, [*none, chosen], 0)]


class EditorForm(forms.ModelForm[Any]):
    """A form whose editors know whose texts they hold."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field.widget, MarkdownEditor):
                field.widget.attrs["data-key"] = self.instance.pk or ""
