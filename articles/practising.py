"""Practice outlines as readers meet them: all texts of a page rendered together, with one numbering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.safestring import SafeString

from publishing import markdown, uses
from publishing.markdown import Page, Text
from resources import sources
from resources.sources import Source, Works

from .models import PracticeOutline, Step


@dataclass(frozen=True, slots=True)
class ShownExample:
    situation: SafeString
    words: SafeString
    why: SafeString


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with its texts as HTML."""

    step: Step
    purpose: SafeString
    in_the_article: SafeString
    things_done: list[SafeString]
    examples: list[ShownExample]
    cautions: list[SafeString]
    questions: list[SafeString]


@dataclass(frozen=True, slots=True)
class ShownNote:
    topic: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class OutlineReading:
    """Everything of an outline's page that comes from its texts and those of its steps."""

    page: Page
    sources: list[Source]
    introduction: SafeString
    audience_note: SafeString
    connections: list[SafeString]
    steps: list[ShownStep]
    ethics_notes: list[ShownNote]
    safety_box: SafeString

    @property
    def description(self) -> str:
        return self.page.plain[0]


@dataclass(frozen=True, slots=True)
class StepReading:
    """Everything of a step's page that comes from its texts, and whom its outline is for."""

    page: Page
    sources: list[Source]
    shown: ShownStep
    audience_note: SafeString

    @property
    def description(self) -> str:
        return self.page.plain[0]


@dataclass(frozen=True, slots=True)
class ListedOutline:
    outline: PracticeOutline
    introduction: str


def outline_texts(outline: PracticeOutline, steps: Iterable[Step]) -> list[Text]:
    """The texts of an outline's page, in their order."""
    return [*outline.opening_texts(), *(text for step in steps for text in step.texts()), *outline.closing_texts()]


def step_texts(step: Step) -> list[Text]:
    """The texts of a step's page, in their order: its own, and whom its outline is for."""
    return [*step.texts(), Text(step.outline.audience_note, inline=True, begins=True)]


def read_outline(outline: PracticeOutline, steps: Iterable[Step]) -> OutlineReading:
    steps = list(steps)
    page = rendered_outline(outline, steps)
    return assembled_outline(outline, steps, page, sources.works_of([page]))


def rendered_outline(outline: PracticeOutline, steps: Iterable[Step]) -> Page:
    """The texts of an outline's page, with empty notes."""
    return markdown.render(*outline_texts(outline, steps), about=uses.subject(outline))


def assembled_outline(outline: PracticeOutline, steps: Iterable[Step], rendered: Page, works: Works) -> OutlineReading:
    """The page that an outline and its steps were rendered to as a whole."""
    page, found = _filled(rendered, works)
    html = iter(page.html)
    return OutlineReading(
        page=page,
        sources=found,
        introduction=next(html),
        audience_note=next(html),
        connections=_next(html, outline.connections()),
        steps=[_shown(step, html) for step in steps],
        ethics_notes=[ShownNote(note.topic, next(html)) for note in outline.ethics_notes.all()],
        safety_box=next(html),
    )


def read_step(step: Step) -> StepReading:
    page = rendered_step(step)
    return assembled_step(step, page, sources.works_of([page]))


def rendered_step(step: Step) -> Page:
    """The texts of a step's page, with empty notes."""
    return markdown.render(*step_texts(step), about=uses.subject(step))


def assembled_step(step: Step, rendered: Page, works: Works) -> StepReading:
    """The page that a step was rendered to as a whole."""
    page, found = _filled(rendered, works)
    html = iter(page.html)
    return StepReading(page, found, _shown(step, html), next(html))


def _filled(rendered: Page, works: Works) -> tuple[Page, list[Source]]:
    """The page with its notes filled, and the works in them."""
    found = sources.numbered(rendered, works=works)
    return sources.filled(rendered, found), found


def listed(outlines: Iterable[PracticeOutline]) -> list[ListedOutline]:
    """The outlines of a list, each with its introduction in plain words."""
    outlines = list(outlines)
    page = markdown.render(*(Text(each.introduction, inline=True) for each in outlines))
    return [ListedOutline(*each) for each in zip(outlines, page.plain, strict=True)]


def _shown(step: Step, html: Iterator[SafeString]) -> ShownStep:
    """`html` gives the texts of the step in the order of `Step.texts`."""
    return ShownStep(
        step=step,
        purpose=next(html),
        in_the_article=next(html),
        things_done=_next(html, step.things_done()),
        examples=[ShownExample(next(html), next(html), next(html)) for _ in step.examples.all()],
        cautions=_next(html, step.cautions_listed()),
        questions=_next(html, step.questions_listed()),
    )


def _next(html: Iterator[SafeString], written: Sequence[str]) -> list[SafeString]:
    return list(islice(html, len(written)))
