"""The Markdown editor: django-markdownx's widget with our own script, which has no upload."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownEditor(AdminMarkdownxWidget):  # type: ignore[misc]
    """A text area with a preview beside it; without JavaScript, a text area."""

    class Media:
        extend = False
        css = {"all": ["admin-hub/editor.css"]}
        js = ["admin-hub/editor.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        shown.pop("data-markdownx-upload-urls-path", None)
        shown["data-styles"] = f"{static('css/hub.css')} {static('admin-hub/preview.css')}"
        return context
