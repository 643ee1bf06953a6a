"""The fields that hold Markdown: what each of them holds, and how the page that it belongs to shows it.

The apps above register theirs (`register`), so that the editor of a field previews the very HTML of its page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import stamp
from .markdown import Page, Text, filled, render
from .models import Part


class Shape(StrEnum):
    """What a field holds."""

    PAGE = "page"  # blocks right under the title of a page
    BLOCKS = "blocks"  # blocks under a heading of the page
    LINE = "line"  # one paragraph
    SAID = "said"  # one paragraph of somebody's words, in which no term is linked by itself
    LINES = "lines"  # paragraphs, one a line


class Written(NamedTuple):
    """What somebody has written into a field of the object with that key; None: as it is stored."""

    key: int
    field: str
    content: str | None

    def into(self, stored: models.Model) -> None:
        if self.content is not None:
            setattr(stored, self.field, self.content)


class Seen(NamedTuple):
    """What the page that was rendered for a text shows of it."""

    page: Page
    html: SafeString


Show = Callable[[Written], Seen]


@dataclass(frozen=True, slots=True)
class Field:
    """A field with Markdown. `within`: the element of the page around its HTML ("div.prose")."""

    model: type[models.Model]
    name: str
    shape: Shape
    within: str
    show: Show

    @property
    def label(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    @property
    def content(self) -> type[models.Model]:
        """The model whose rights hold for it: its own, or that of the content that its part belongs to."""
        model = self.model
        while issubclass(model, Part):
            model = model._meta.get_field(model.OWNERS[0]).related_model  # type: ignore[assignment]
        return model

    def page_as_stored(self, key: int | None) -> Page | None:
        """The page as it is now, without its HTML; nothing while the object is not stored.

        It is kept as long as no content changes: whoever writes asks for it again and again.
        """
        now = stamp.current()
        name = f"publishing.written.{self.label}.{key}.{now.token}.{now.boundary.timestamp()}"
        page: Page | None = cache.get(name)
        if page is None and (seen := self._shown(key, None)):
            page = replace(seen.page, html=(), sections=(), plain=())
            cache.set(name, page)
        return page

    def as_written(self, key: int | None, content: str) -> Seen:
        """What the page would show of it; of an object that is not stored, the text alone."""
        return self._shown(key, content) or alone(content, self.shape)

    def _shown(self, key: int | None, content: str | None) -> Seen | None:
        if key is None or not self.model._base_manager.filter(pk=key).exists():
            return None
        return self.show(Written(key, self.name, content))


_fields: dict[str, Field] = {}


def register(model: type[models.Model], show: Show, **fields: tuple[Shape, str]) -> None:
    """The fields of a model that hold Markdown, each with its shape and the element around it; `show` knows all."""
    for name, (shape, within) in fields.items():
        field = Field(model, name, shape, within, show)
        _fields[field.label] = field


def fields() -> list[Field]:
    return list(_fields.values())


def named(label: str) -> Field | None:
    """The field with that label ("articles.claim.finds")."""
    return _fields.get(label)


def of(field: models.Field[Any, Any]) -> Field | None:
    """The field of the database, if it holds Markdown."""
    return named(f"{field.model._meta.label_lower}.{field.name}")


def alone(content: str, shape: Shape = Shape.BLOCKS) -> Seen:
    """A text without the page around it."""
    page = filled(render(*texts(content, shape)))
    if shape is Shape.LINES:
        return Seen(page, items(page.html))
    return Seen(page, page.html[0])


def texts(content: str, shape: Shape) -> list[Text]:
    """What a field holds, as texts of a page."""
    if shape is Shape.LINES:
        lines = (line.strip() for line in content.splitlines())
        return [Text(line, inline=True) for line in lines if line]
    return [Text(content, inline=shape in (Shape.LINE, Shape.SAID), quiet=shape is Shape.SAID)]


def items(html: tuple[SafeString, ...] | list[SafeString]) -> SafeString:
    """The entries of a list."""
    return format_html_join("", "<li>{}</li>", ((each,) for each in html))


def paragraphs(html: list[SafeString], opening: str) -> SafeString:
    """Entries that stand as paragraphs; `opening` is the tag as the template writes it."""
    return mark_safe("".join(f"{opening}{each}</p>" for each in html))  # noqa: S308 - each has passed the allow-list
