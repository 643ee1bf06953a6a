"""What the content tests compare: the facts, and the fixtures as they are delivered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from ipnb_hub import fixtures
from search.text import fold

FACTS = Path(__file__).parent.parent / "facts"
RECORDS = fixtures.read(settings.BASE_DIR / "fixtures")


def _facts(name: str) -> dict[str, Any]:
    text = (FACTS / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def delivered(label: str, identity: str = "slug") -> dict[str, dict[str, Any]]:
    """The records of a model by what they are told apart by."""
    return {record.data[identity]: record.data for record in RECORDS if record.label == label}


ARTICLE_FACTS = _facts("article")
PRACTICE_FACTS = _facts("practice")
TERM_FACTS = {each["slug"]: each for each in _facts("terms")["terms"]}
RESOURCE_FACTS = {each["slug"]: each for each in _facts("resources")["resources"]}
REFERENCE_FACTS = {each["key"]: each for each in _facts("references")["references"]}
NAMED_FACTS = _facts("references")["source_post_citations"]
SAFETY_FACTS = (FACTS / "README.md").read_text(encoding="utf-8")
ALL_FACTS = [
    *(ARTICLE_FACTS, PRACTICE_FACTS, TERM_FACTS, RESOURCE_FACTS, REFERENCE_FACTS, NAMED_FACTS, SAFETY_FACTS),
    *(_facts("terms")[name] for name in ("regions", "evidence_statuses")),
]

# What the facts file calls by another word than the site does.
APPENDED, ADDED = "appended-information", "added-information"

TERMS = delivered("glossary.term")
WORKS = delivered("resources.resource", "key")
PEOPLE = delivered("resources.person")
ARTICLES = delivered("articles.article")
OUTLINES = delivered("articles.practiceoutline")
STEPS = delivered("articles.step")
NOTICES = delivered("publishing.notice", "key")
RELATIONS = [record.data for record in RECORDS if record.label == "glossary.relation"]
DIGGINS = ARTICLES["interpersonal-neurobiology-the-basics"]
OVERVIEW = ARTICLES["what-is-interpersonal-neurobiology"]

# The public works of the facts; a doubtful one has no entry.
PUBLIC = {key: work for key, work in REFERENCE_FACTS.items() if work["verified"] in ("yes", "known")}


def key_of(slug: str) -> str:
    """The citation key of a recommended resource of the facts: that of its reference, or its address."""
    return str(RESOURCE_FACTS[slug].get("reference", slug))


def strings(value: Any, *leaving_out: str) -> Iterator[str]:
    """Every string inside, at any depth, without those below the named keys."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in leaving_out:
                yield from strings(inner, *leaving_out)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner, *leaving_out)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def straight(text: str) -> str:
    """Without typographic quotation marks: the facts mix both kinds, the site has the typographic ones."""
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def names_of(term: dict[str, Any]) -> dict[str, str]:
    """The names that the facts give a term, by their folded form, with the kind each has on the site."""
    kinds = {"name": "title", "plural": "plural", "singular": "singular"}
    lists = {"acronyms": "acronym", "aliases": "alias", "variants": "variant"}
    named = [(term[field], kind) for field, kind in kinds.items() if term.get(field)]
    named += [(text, kind) for field, kind in lists.items() for text in term[field]]
    folded: dict[str, str] = {}
    for text, kind in named:
        folded.setdefault(fold(text), kind)
    return folded
