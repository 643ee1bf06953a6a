"""Content for tests: each function makes one published object, with what the test needs said in words.

An object with parts is announced once, as one form of the admin would be.
"""

from __future__ import annotations

from typing import Any

from articles.models import Article, PracticeOutline, Step
from glossary.models import Name, Term
from publishing.changes import gathered
from publishing.models import State
from resources.models import Person, Resource


@gathered()
def make_term(title: str = "Attunement", *aliases: str, **fields: Any) -> Term:
    fields = {"slug": title.lower().replace(" ", "-"), "definition": f"What {title} means.", **fields}
    term = Term.objects.create(state=fields.pop("state", State.PUBLISHED), **fields)
    Name.objects.create(term=term, text=title, kind=Name.Kind.TITLE)
    for order, alias in enumerate(aliases, start=1):
        Name.objects.create(term=term, text=alias, order=order)
    return term


@gathered()
def make_work(key: str = "siegel1999", **fields: Any) -> Resource:
    fields = {
        "slug": key,
        "title": f"The book {key}",
        "kind": Resource.Kind.BOOK,
        "state": State.PUBLISHED,
        **fields,
    }
    work = Resource.objects.create(key=key, **fields)
    work.contributors.create(name="Siegel, D. J.")
    return work


def make_article(title: str = "The basics", **fields: Any) -> Article:
    fields = {
        "slug": title.lower().replace(" ", "-"),
        "state": State.PUBLISHED,
        "rights_basis": Article.Rights.OWN_WORK,
        **fields,
    }
    return Article.objects.create(title=title, **fields)


@gathered()
def make_outline(title: str = "Three steps", steps: int = 1, **fields: Any) -> PracticeOutline:
    fields = {
        "slug": title.lower().replace(" ", "-"),
        "introduction": "Why.",
        "state": State.PUBLISHED,
        **fields,
    }
    outline = PracticeOutline.objects.create(title=title, **fields)
    for number in range(1, steps + 1):
        make_step(outline, number)
    return outline


def make_step(outline: PracticeOutline, number: int = 1, **fields: Any) -> Step:
    fields = {
        "slug": f"step-{number}",
        "title": f"The step {number}",
        "purpose": "To help.",
        "therapist_does": "Listens.\nAsks.",
        **fields,
    }
    return Step.objects.create(outline=outline, number=number, **fields)


def make_person(name: str = "Diana Fosha", **fields: Any) -> Person:
    fields = {"slug": name.lower().replace(" ", "-"), "state": State.PUBLISHED, **fields}
    return Person.objects.create(name=name, **fields)
