"""What comes out of the text pipeline, and what its rules write down while a page is read."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.utils.safestring import SafeString

from ..stamp import Stamp
from . import slots

MOST_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Text:
    """One Markdown text of a page.

    `inline`: one paragraph's content, without block elements. `after`: the anchor of the section of the page's first
    text after which it stands; empty stands after all of them. Numbers follow this order. `begins`: with it a new part
    of the page begins, in which terms are linked again. `quiet`: no term is linked by itself, and none opens its
    definition there: for quotations, and for what stands on every page.
    """

    source: str
    inline: bool = False
    after: str = ""
    begins: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the first text; `html` comes without its own <h2>. The part before the first heading has no title."""

    anchor: str
    title: SafeString
    html: SafeString


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a text names, and the sentence in which it does.

    `target`: "glossary.term:<slug>", "resources.resource:<key>", "/address/" of this site or "https://…".
    """

    kind: Literal["term", "citation", "link"]
    target: str
    anchor: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered source note; the same work with the same locator has one number."""

    number: int
    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an editor should mend; the page is whole without it. `text` is what the editor typed."""

    kind: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """The texts of one page: HTML and plain text in the order in which they were given."""

    sections: tuple[Section, ...]
    html: tuple[SafeString, ...]
    notes: tuple[Note, ...]
    terms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    plain: tuple[str, ...]

    def filled(self, contents: Mapping[int, SafeString]) -> Page:
        """The page with what its notes hold, by their numbers; the page itself stays as it was rendered."""
        if not self.notes:
            return self
        return replace(
            self,
            sections=tuple(replace(each, html=slots.filled(each.html, contents)) for each in self.sections),
            html=tuple(slots.filled(html, contents) for html in self.html),
        )


@dataclass(slots=True)
class Reading:
    """What is known and gathered while the texts of one page are read; the rules write into it.

    Without a stamp nothing is looked up: only the words are wanted, as if every link and citation were known.
    """

    about: str = ""
    stamp: Stamp | None = None
    notes: list[Note] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)

    @property
    def wants_suggestions(self) -> bool:
        """Whether it is worth looking for what was meant: nobody mends more than so many mistakes at a time."""
        return len(self.problems) < MOST_SUGGESTIONS

    def report(self, kind: str, text: str, message: str) -> None:
        self.problems.setdefault(Problem(kind, text, message))


def reading(env: MutableMapping[str, Any]) -> Reading:
    """The reading that a rule works for."""
    found = env["reading"]
    assert isinstance(found, Reading)  # noqa: S101 - tells the type checker what `render` put there
    return found
