"""An entry of the glossary as a Markdown file."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from publishing import markdown, uses
from publishing.markdown.commonmark import escaped
from publishing.models import Use
from resources import sources

from . import markdown_files as page
from . import records
from .markdown_files import bullets, own_link, section, words
from .models import Term


def file(term: Term) -> HttpResponse:
    head = page.head(term, term.title, "Glossary entry", evidence=term.get_evidence_status_display())
    return page.file(head, _blocks(term))


def _blocks(term: Term) -> Iterable[str]:
    about = uses.subject(term)
    rendered = markdown.render(*term.texts(), about=about)
    numbered = sources.numbered(rendered, sources.stances(rendered, term.citations.all(), "the idea"))
    body = page.written(*term.texts(), about=about, path=term.get_absolute_url())
    usages = Use.objects.to(term).of_kinds(Use.Kind.USAGE).seen_by_public()
    yield page.heading(term.title, 1)
    yield page.plain(term.definition)
    yield _names(term)
    yield f"**Evidence: {term.get_evidence_status_display()}.** {words(term.evidence_note)}".strip()
    yield page.note(term.content_note)
    yield section("What is known", *page.body(body))
    yield section("In the article", *(_usage(each) for each in usages))
    yield section("Connected with", bullets(f"{label}: {own_link(other)}" for label, other in term.related_terms()))
    yield page.works("Where to read on", term.recommended.all())
    yield page.works("Further sources", sources.further(term.citations.all(), rendered))
    yield section("Cite this page", page.cite(records.term(term)))
    yield from page.closing()
    yield page.footnotes(numbered)


def _usage(usage: Use) -> str:
    return f"{own_link(usage.source)}: {words(usage.sentence)}" if usage.source else ""


def _names(term: Term) -> str:
    names = ", ".join(name.text for name in term.other_names())
    return f"Also found under {escaped(names)}." if names else ""
