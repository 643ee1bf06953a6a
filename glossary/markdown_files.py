"""Pages as Markdown files: front matter, links with whole addresses, sources as footnotes with their references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from markdown_it.token import Token

from publishing import markdown
from publishing.addresses import full
from publishing.markdown import Portable, Text
from publishing.markdown.commonmark import Marks, bare, escaped, headed, link, paragraph
from publishing.models import Content, Notice, Tracked
from resources import bibliography, references
from resources.bibliography import Record, one_line, warnings
from resources.models import Resource
from resources.sources import Source

RIGHTS = (
    "The hub’s own words: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), credit to “IPNB Hub”. "
    "Titles, names and quoted phrases stay their owners’."
)


def _term_close(token: Token) -> str:
    return f"]({full(reverse('glossary:term', args=[token.meta['slug']]))})"


def _notes(token: Token) -> str:
    return "".join(f"[^{number}]" for number in token.meta["numbers"])


MARKS: Marks = {"term_open": lambda _: "[", "term_close": _term_close, "notes": _notes}


def written(*texts: Text, about: str, path: str) -> Portable:
    """The texts of the page at `path`, which is about `about` ("glossary.term:<slug>")."""
    return markdown.portable(*texts, marks=MARKS, address=full(path), about=about)


def file(head: Mapping[str, Any], blocks: Iterable[str]) -> HttpResponse:
    """A Markdown file: the front matter without its empty fields, then the blocks that say something."""
    known = {name: value for name, value in head.items() if value}
    front = yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=float("inf"))
    body = "\n\n".join(block for block in blocks if block)
    return HttpResponse(f"---\n{front}---\n\n{body}\n", content_type="text/markdown; charset=utf-8")


def head(page: Tracked, title: str, kind: str, rights: str = RIGHTS, **others: Any) -> dict[str, Any]:
    """The front matter; for a step, whether it was reviewed is its outline's matter."""
    reviewed = page.last_reviewed if isinstance(page, Content) else None
    return {
        "title": one_line(title),
        "kind": kind,
        "address": full(page.get_absolute_url()),
        **others,
        "revised": timezone.localdate(page.revised_at()),
        "reviewed": reviewed or ("Not yet reviewed by an editor." if isinstance(page, Content) else ""),
        "rights": one_line(rights),
    }


def heading(words: str, level: int = 2) -> str:
    """A heading of plain words."""
    return headed(level, escaped(one_line(words)))


def section(title: str, *blocks: str, level: int = 2) -> str:
    """A section; nothing where nothing stands in it."""
    said = [block for block in blocks if block]
    return "\n\n".join([heading(title, level), *said]) if said else ""


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def plain(text: str) -> str:
    """A paragraph of plain words."""
    return paragraph(one_line(text))


def words(text: str) -> str:
    """Plain words within a line."""
    return escaped(one_line(text))


def body(texts: Portable) -> Iterable[str]:
    """The first text of a page with its headings."""
    for part in texts.parts:
        yield headed(2, part.title) if part.title else ""
        yield part.text


def note(text: str) -> str:
    """A content note."""
    return f"**Content note:** {words(text)}" if text else ""


def own_link(content: Tracked) -> str:
    return link(one_line(str(content)), full(content.get_absolute_url()))


def reference(work: Resource) -> str:
    """A work as the lists of the pages show it."""
    cited = words("".join(piece.text for piece in references.apa(work)))
    address = references.address(work)
    said = [cited, bare(address) if address else "", *warnings(work), note(work.content_note)]
    return " ".join(each for each in said if each)


def works(title: str, listed: Iterable[Resource]) -> str:
    return section(title, bullets(reference(work) for work in listed))


def footnotes(sources: Iterable[Source]) -> str:
    """What the numbers in the text mean, as the foot of the file."""
    return "\n".join(f"[^{each.number}]: {' '.join([reference(each.resource), *_said(each)])}" for each in sources)


def _said(source: Source) -> Iterable[str]:
    yield from map(escaped, source.stances)
    if source.locator:
        yield f"Here: {words(source.locator)}."


def cite(record: Record, before: str = "") -> str:
    """How a page is cited, its address as a link."""
    said = words(f"{before}{bibliography.plain(replace(record, url=''))}")
    return f"{said} {bare(record.url)}" if record.url else said


def closing() -> list[str]:
    """What stands at the foot of every page: that it is for learning, and where help is."""
    known = {notice.key: notice for notice in Notice.objects.all()}
    notices = [known[key] for key in ("disclaimer", "crisis-note") if key in known]
    found = written(Text(""), *(Text(each.text, quiet=True) for each in notices), about="", path="/").others
    titled = zip(notices, found, strict=True)
    more = link("More ways to get help", full(reverse("articles:page", args=["help-now"])))
    return ["___", *(f"**{escaped(each.title)}**\n\n{text}" for each, text in titled), more]
