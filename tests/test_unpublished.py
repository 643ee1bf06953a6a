"""What readers may not see is nowhere: not on a page, not in a file, a list, a map or a search, nor at its own address.

One of every kind in every state that hides it bears a word that stands nowhere else. Whatever address names that
word must answer as if it named a word that means nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, PracticeOutline
from glossary.models import Relation, Term
from ipnb_hub.ideas.graph import KINDS
from publishing.changes import gathered
from publishing.models import State
from resources.models import Person, Resource
from tests.making import make_article, make_outline, make_person, make_step, make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db

MARK, NOTHING = "xqlo", "zqlo"  # the word of what is hidden, and one that stands nowhere
NOW = timezone.now()
DAY = timedelta(days=1)
STATES: dict[str, dict[str, Any]] = {
    "draft": {"state": State.DRAFT},
    "in-review": {"state": State.IN_REVIEW},
    "scheduled": {"publish_at": NOW + DAY},
    "expired": {"expires_at": NOW - DAY},
    "retired": {"state": State.RETIRED},
}
# A frozen version stays as readers saw it: this one was made while everything was public, the next one was not.
KEPT = "/articles/seen/versions/1/"
# The words in addresses, and what they are tried with: what is hidden, and what is public and names it.
HIDDEN = [f"{MARK}-{state}" for state in STATES]
PAGES = [f"{MARK}-page-{state}" for state in STATES]
CITED = [f"{MARK}-cited-{state}" for state in STATES]
WORDS: dict[str, list[Any]] = {
    "slug": [*HIDDEN, *CITED, *PAGES, "seen", f"{MARK}-step", "seen-step"],
    "outline": [*HIDDEN, "seen"],
    "page": [*PAGES, *HIDDEN, "seen-page"],
    "number": [1, 2],
    "token": [MARK],
    "name": [f"{MARK}.webp"],
}
STEPS = [f"{MARK}-step", "seen-step", HIDDEN[0]]  # the words for a step within each outline
PLACES = [f"{kind}:{slug}" for kind in sorted(KINDS) for slug in HIDDEN]
PLACES += [f"resource:{slug}" for slug in CITED] + [f"step:{slug}/{MARK}-step" for slug in HIDDEN]
# Addresses that name nothing of an editor's, or only the thing whose address it is.
QUIET = {
    *("healthz", "readyz", "robots", "security_txt", "opensearch", "upload", "preview"),
    *("markdown_sheet", "markdownx_markdownify", "articles:about", "articles:editions"),
    *(f"{kind}-{ending}" for kind in ("articles:article", "resources:resource") for ending in ("bib", "json", "ris")),
}
ASKED_IN_WORDS = {"search", "suggest"}  # where the word of the state is looked for as well
GAP = r"(?:[-+ ]|%20)"
ENDING = re.compile(rf"({NOTHING}(?:{GAP}(?:page|cited))?{GAP})(?:{'|'.join(STATES).replace('-', GAP)})")
ASKED = [MARK, f"{MARK} draft", f"{MARK}al", *HIDDEN, *CITED, "quibble", "quibbling retired", "seen"]
# What pages take besides, with what they are asked by. A parameter that stands nowhere here fails a test below.
QUERIES: dict[str, dict[str, list[str]]] = {
    "map": {
        "around": [*PLACES, *HIDDEN, MARK, "term:seen", "article:seen", "person:seen", "resource:seen", "step:seen"],
        "from": ["term:seen"],
        "to": [*PLACES, MARK],
        "cluster": [MARK, "1", "other"],
        "page": ["1", "2"],
    },
    "search": {
        "q": ASKED,
        "kind": ["term", "resource"],
        "evidence": ["supported"],
        "page": ["2"],
    },
    "suggest": {"q": ASKED},
    "sitemap": {"page": ["1", "2"]},
    "glossary:glossary": {"letter": ["X", "S", "Q"], "evidence": ["not-assessed", "supported"], "page": ["1", "2"]},
    "resources:resources": {"kind": ["book", MARK], "audience": ["students"], "page": ["1", "2"]},
}
TOGETHER = {"map": [("from", "to")], "search": [("q", "kind")]}


class Address(NamedTuple):
    name: str
    path: str


@pytest.fixture(scope="module", autouse=True)
def hub(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        write()
        yield


def write() -> None:
    with gathered():
        seen, hidden = write_seen(), {state: write_hidden(state) for state in STATES}
    with gathered():
        for state, made in hidden.items():
            hide(made, STATES[state])
            tie(seen, made)


Written = dict[str, Any]


def write_seen() -> Written:
    """One public object of every kind."""
    text = " ".join(f"Of quibbling {state}, [[quibbling {state}]] and [@quibble-{state}]." for state in STATES)
    return {
        "term": make_term("Seen", body=text),
        "article": make_article("Seen", body=text, standfirst="What everybody reads."),
        "page": make_article("Seen page", kind="page", body=text),
        "outline": (outline := make_outline("Seen", steps=0)),
        "step": make_step(outline, 1, slug="seen-step", purpose="Of quibbling draft."),
        "work": make_work("seen2020", slug="seen", title="Seen", recommended=True),
        "person": make_person("Seen", biography=text),
    }


def write_hidden(state: str) -> Written:
    """One of every kind that is public and will be hidden; its texts name what is public."""
    title, slug = f"{MARK} {state}", f"{MARK}-{state}"
    text = f"The {MARK} of the seen. See [it](/glossary/seen/) [@seen2020]."
    return {
        "term": make_term(title, f"{MARK}alias {state}", f"quibbling {state}", slug=slug, body=text, region=MARK),
        "article": make_article(title, slug=slug, body=text, standfirst=text, byline=MARK, original_title=title),
        "page": make_article(f"{MARK} page {state}", slug=f"{MARK}-page-{state}", kind="page", body=text),
        "outline": (outline := make_outline(title, steps=0, slug=slug, introduction=text, safety_box=text)),
        "step": make_step(outline, 1, slug=f"{MARK}-step", title=title, purpose=text),
        "work": make_work(f"{MARK}key{state}", slug=slug, title=title, recommended=True, description=text),
        "cited": make_work(f"quibble-{state}", slug=f"{MARK}-cited-{state}", title=title, container=MARK),
        "person": make_person(title, slug=slug, biography=text, credentials=MARK),
    }


def hide(made: Written, fields: dict[str, Any]) -> None:
    for kind, content in made.items():
        if kind != "step":
            for name, value in fields.items():
                setattr(content, name, value)
            content.save()


def tie(seen: Written, hidden: Written) -> None:
    """Every way in which something public can name something hidden, and the other way round."""
    Relation.objects.create(source=seen["term"], target=hidden["term"], kind=Relation.Kind.PART)
    seen["term"].recommended.add(hidden["work"])
    for one, other in ((seen, hidden), (hidden, seen)):
        one["term"].citations.get_or_create(resource=other["work"])
        one["article"].listings.create(resource=other["work"], note="Listed.")
        one["article"].citations.create(resource=other["work"], as_printed="A work")
        one["article"].term_usages.create(term=other["term"], text="Used.")
        one["article"].authors.create(name="Somebody", person=other["person"])
        claim = one["article"].claims.create(section="x", says="It is said.", finds="It is found.")
        claim.citations.create(resource=other["work"], stance="supports")
        one["step"].step_terms.create(term=other["term"])
        finding = one["step"].findings.create(claim="It helps.", strength="Some.")
        finding.citations.create(resource=other["work"])
        one["work"].contributors.create(name="Somebody", person=other["person"])
    for kind in ("term", "article", "outline", "work", "person"):
        seen[kind].successor = hidden[kind]
        seen[kind].save()
    seen["work"].instead = hidden["work"]
    seen["work"].save()
    seen["outline"].source = hidden["work"]
    seen["outline"].save()


def addresses() -> Iterator[Address]:
    """Every address that somebody can ask for, made from the names in the URLs."""
    for name, words, given in patterns(get_resolver().url_patterns, ""):
        tried = WORDS | ({"slug": STEPS} if "outline" in words else {})
        for values in itertools.product(*(tried[word] for word in words)):
            path = reverse(name, kwargs=dict(zip(words, values, strict=True)) | given)
            yield Address(name, path)
            yield from (Address(name, f"{path}?{query}") for query in queries(name))


def queries(name: str) -> Iterator[str]:
    """Each parameter by itself, and those that only work together."""
    asked = QUERIES.get(name, {})
    yield from (f"{word}={value}" for word, values in asked.items() for value in values)
    for one, other in TOGETHER.get(name, ()):
        yield from (f"{one}={first}&{other}={second}" for first in asked[one] for second in asked[other])


def patterns(found: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Name, words and fixed words of every named address; the admin's own pages are for those who signed in."""
    for each in found:
        if isinstance(each, URLResolver):
            if each.app_name not in ("admin", "desk"):
                yield from patterns(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield f"{space}{each.name}", list(each.pattern.converters), dict(each.default_args)


def answer(path: str) -> tuple[int, str, str]:
    """What comes back: its status, its text with the names of its headers' files, and where it leads."""
    response = Client().get(path)
    headers = " ".join(response.headers.get(name, "") for name in ("Content-Disposition", "Link"))
    text = b"".join(response) if response.streaming else response.content
    return response.status_code, f"{headers} {text.decode()}", response.headers.get("Location", "")


def renamed(text: str) -> str:
    return text.replace(MARK, NOTHING)


def unnamed(text: str) -> str:
    """The same name for every state, so that what is not there has to be asked for once alone."""
    return ENDING.sub(r"\1draft", renamed(text))


def test_every_word_and_every_parameter_of_an_address_is_tried() -> None:
    """A new address, or a new word in one, fails here or in `addresses` until it is tried."""
    taken = {name: set(parameters) for name, parameters in settings.PUBLIC_PAGES.items() if parameters}
    assert {
        name: words - set(QUERIES.get(name, {})) for name, words in taken.items() if words - set(QUERIES[name])
    } == {}
    names = {name for name, _, _ in patterns(get_resolver().url_patterns, "")}
    assert set(QUERIES) <= names
    assert {address.name for address in addresses()} == names
    assert names >= set(settings.PUBLIC_PAGES)


@pytest.mark.once
def test_whatever_names_something_hidden_answers_as_if_it_named_nothing() -> None:
    tried, kept = 0, dict[str, tuple[int, str, str]]()
    for address in addresses():
        if MARK in address.path:
            status, text, leads = answer(address.path)
            like = renamed if address.name in ASKED_IN_WORDS else unnamed
            other = like(address.path)
            expected = kept[other] = kept.get(other) or answer(other)
            assert (status, like(text), leads) == expected, address
            assert status != 200 or address.name in ("search", "suggest", "map", "resources:resources"), address
            tried += 1
    assert tried > 450


def test_no_page_and_no_file_names_anything_hidden() -> None:
    public = 0
    for address in addresses():
        if MARK not in address.path and address.path != KEPT:
            status, text, leads = answer(address.path)
            assert MARK not in text.lower(), address
            assert MARK not in leads, address
            public += status == 200
    assert public > 70
    assert answer("/articles/seen/versions/2/")[0] == 200


def test_the_editors_pages_tell_a_stranger_nothing() -> None:
    for path in ("/admin/", "/admin/glossary/term/", "/admin/glossary/term/1/change/", "/admin/markdown/preview/"):
        status, text, _ = answer(path)
        assert status in (302, 403, 405), path
        assert MARK not in text


@pytest.mark.once
def test_the_same_things_are_everywhere_once_they_are_public() -> None:
    """So that the word would be found if it stood somewhere."""
    with taken_back():
        with gathered():
            for model in (Article, PracticeOutline, Term, Person, Resource):
                for content in model.objects.all():
                    content.state, content.publish_at, content.expires_at = State.PUBLISHED, None, None
                    content.save()
        shown: set[str] = set()
        for address in addresses():
            if address.name not in shown and MARK not in address.path and MARK in answer(address.path)[1]:
                shown.add(address.name)
    assert {name for name, _, _ in patterns(get_resolver().url_patterns, "")} - shown == QUIET
