"""Practice outlines and steps as Markdown files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.http import HttpResponse
from django.urls import reverse

from glossary import markdown_files as page
from glossary.markdown_files import bullets, section, words
from publishing import uses
from publishing.addresses import full
from publishing.markdown import Text
from publishing.markdown.commonmark import link
from resources.models import Resource

from . import records
from .models import PracticeOutline, Step
from .practising import outline_texts, read_outline, read_step, step_texts


def outline_file(outline: PracticeOutline, steps: Sequence[Step]) -> HttpResponse:
    head = page.head(outline, outline.title, "Practice outline")
    return page.file(head, _outline(outline, steps))


def step_file(step: Step) -> HttpResponse:
    head = page.head(step, step.title, f"Practice, step {step.number}")
    return page.file(head, _step(step))


def _outline(outline: PracticeOutline, steps: Sequence[Step]) -> Iterator[str]:
    written = _written(outline_texts(outline, steps), outline)
    yield page.heading(outline.title, 1)
    yield next(written)
    yield _for_whom(next(written))
    yield page.note(outline.content_note)
    yield bullets(islice(written, len(outline.connections())))
    for step in steps:
        yield page.heading(str(step))
        yield from _shown(step, written, level=3)
    notes = [f"**{words(note.topic)}:** {next(written)}" for note in outline.ethics_notes.all()]
    yield section("Ethics of the work", bullets(notes))
    yield section("For your own safety", next(written))
    yield page.works("Where the steps come from", _source(outline))
    yield section("Cite this page", page.cite(records.outline(outline)))
    yield from page.closing()
    yield page.footnotes(read_outline(outline, steps).sources)


def _step(step: Step) -> Iterator[str]:
    written = _written(step_texts(step), step)
    yield page.heading(step.title, 1)
    yield f"Step {step.number} of {page.own_link(step.outline)}"
    yield page.note(step.outline.content_note)
    yield from _shown(step, written, level=2)
    yield _for_whom(next(written))
    yield section("Cite this page", page.cite(records.step(step)))
    yield from page.closing()
    yield page.footnotes(read_step(step).sources)


def _written(texts: Sequence[Text], about: PracticeOutline | Step) -> Iterator[str]:
    """The texts of the page one after the other; the first is a single paragraph."""
    found = page.written(*texts, about=uses.subject(about), path=about.get_absolute_url())
    yield "\n\n".join(part.text for part in found.parts)
    yield from found.others


def _for_whom(audience_note: str) -> str:
    help_now = link("Help now", full(reverse("articles:page", args=["help-now"])))
    return f"{audience_note} {help_now}".strip()


def _shown(step: Step, written: Iterator[str], level: int) -> Iterator[str]:
    """`written` gives the texts of the step in the order of `Step.texts`."""
    yield next(written)
    in_the_article = next(written)
    yield f"In the article: {in_the_article}" if in_the_article else ""
    yield _list("What the therapist does", written, step.things_done(), level)
    examples = [_example(written) for _ in step.examples.all()]
    yield section("For example", *examples, level=level)
    yield _list("Take care", written, step.cautions_listed(), level)
    yield _list("Questions to think about", written, step.questions_listed(), level)
    yield section("What research finds", bullets(_findings(step)), level=level)
    terms = (page.own_link(each.term) for each in step.step_terms.all())
    yield section("Words used here", bullets(terms), level=level)


def _list(title: str, written: Iterator[str], listed: Sequence[str], level: int) -> str:
    return section(title, bullets(islice(written, len(listed))), level=level)


def _example(written: Iterator[str]) -> str:
    situation, said, why = islice(written, 3)
    return bullets([f"**Situation:** {situation}", f"**Therapist:** {said}", f"**Why:** {why}"])


def _findings(step: Step) -> Iterable[str]:
    for finding in step.findings.all():
        works = [page.reference(each.resource) for each in finding.citations.all()]
        yield " ".join([words(finding.claim), words(finding.strength), *works])


def _source(outline: PracticeOutline) -> list[Resource]:
    return [outline.source] if outline.source and outline.source.is_live() else []
