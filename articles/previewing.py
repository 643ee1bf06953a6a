"""What the pages of articles and practice outlines show of each field with Markdown, as previews ask for it."""

from __future__ import annotations

from itertools import chain

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from publishing.written import Seen, Shape, Written, items, paragraphs, register

from .models import Article, Claim, EthicsNote, Example, PracticeOutline, Step
from .practising import OutlineReading, StepReading, read_outline, read_step
from .reading import Reading, read

LISTS = {"therapist_does": "things_done", "cautions": "cautions", "questions": "questions"}
LINE, LINES = Shape.LINE, Shape.LINES


def install() -> None:
    register(
        Article,
        article,
        body=(Shape.PAGE, "div.text"),
        added_information=(Shape.BLOCKS, "div.text"),
        editors_note=(Shape.BLOCKS, "div.remark"),
    )
    register(Claim, claim, says=(LINE, "p"), finds=(LINE, "p"), wording=(LINE, "p.wording"))
    register(
        PracticeOutline,
        outline,
        introduction=(LINE, "p.lede"),
        audience_note=(LINE, "p.soft"),
        how_the_steps_connect=(LINES, "div"),
        safety_box=(LINE, "p"),
    )
    register(EthicsNote, ethics_note, text=(LINE, "p"))
    register(
        Step,
        step,
        purpose=(LINE, "p.lede"),
        in_the_article=(LINE, "p.soft"),
        therapist_does=(LINES, "ul.dashes"),
        cautions=(LINES, "ul.dashes"),
        questions=(LINES, "ul.dashes"),
    )
    register(Example, example, situation=(LINE, "p"), words=(Shape.SAID, "p.said"), why=(LINE, "p"))


def article(written: Written) -> Seen:
    found = Article.objects.whole().get(pk=written.key)
    written.into(found)
    reading = _read(found)
    return Seen(reading.page, _part_of_article(written.field, found, reading))


def _part_of_article(field: str, article: Article, reading: Reading) -> SafeString:
    if field == "editors_note":
        return reading.editors_note
    if field == "added_information":
        return render_to_string("parts/added.html", {"added": reading.added}) if reading.added else SafeString()
    is_page = article.kind == Article.Kind.PAGE
    return render_to_string("parts/passages.html", {"parts": reading.passages, "plain": is_page})


def claim(written: Written) -> Seen:
    found = Article.objects.whole().get(claims=written.key)
    row = next(each for each in found.claims.all() if each.pk == written.key)
    written.into(row)
    reading = _read(found)
    passages = [*reading.passages, *([reading.added] if reading.added else [])]
    shown = next(each for each in chain(*(passage.claims for passage in passages)) if each.claim is row)
    return Seen(reading.page, getattr(shown, written.field))


def _read(article: Article) -> Reading:
    """With its text even if readers may no longer have it: whoever writes sees what is written."""
    article.rights_end = None
    return read(article)


def outline(written: Written) -> Seen:
    found = PracticeOutline.objects.whole().get(pk=written.key)
    written.into(found)
    reading = _read_outline(found)
    if written.field == "how_the_steps_connect":
        return Seen(reading.page, paragraphs(reading.connections, '<p class="soft">'))
    return Seen(reading.page, getattr(reading, written.field))


def ethics_note(written: Written) -> Seen:
    found = PracticeOutline.objects.whole().get(ethics_notes=written.key)
    place, row = next(each for each in enumerate(found.ethics_notes.all()) if each[1].pk == written.key)
    written.into(row)
    reading = _read_outline(found)
    return Seen(reading.page, reading.ethics_notes[place].text)


def _read_outline(outline: PracticeOutline) -> OutlineReading:
    return read_outline(outline, Step.objects.of_outline(outline.slug).in_order().whole())


def step(written: Written) -> Seen:
    found = Step.objects.whole().get(pk=written.key)
    written.into(found)
    reading = read_step(found)
    return Seen(reading.page, _part_of_step(written.field, reading))


def _part_of_step(field: str, reading: StepReading) -> SafeString:
    if field in LISTS:
        return items(getattr(reading.shown, LISTS[field]))
    html: SafeString = getattr(reading.shown, field)
    return html


def example(written: Written) -> Seen:
    found = Step.objects.whole().get(examples=written.key)
    place, row = next(each for each in enumerate(found.examples.all()) if each[1].pk == written.key)
    written.into(row)
    reading = read_step(found)
    return Seen(reading.page, getattr(reading.shown.examples[place], written.field))
