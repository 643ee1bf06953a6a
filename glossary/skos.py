"""The glossary as SKOS in Turtle.

SKOS knows no parts, so "is part of" is Dublin Core's; "contrasts with" is a `skos:related` like any other. How firm a
concept is stands in words in its scope note, and as a collection of all concepts of that status, whose notation it is:
a notation of SKOS names one thing of a scheme, so concepts cannot share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publishing.addresses import full
from resources import references
from resources.models import Resource

from .entries import cited_as, names_beside_title, revised, sources
from .evidence import Evidence
from .models import Name, Relation, Term

PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
RELATIONS: dict[str, str] = {
    Relation.Kind.RELATED.label: "skos:related",
    Relation.Kind.CONTRASTS.label: "skos:related",
    Relation.Kind.BROADER.label: "skos:narrower",
    Relation.INVERSES[Relation.Kind.BROADER]: "skos:broader",
    Relation.Kind.PART.label: "dcterms:isPartOf",
    Relation.INVERSES[Relation.Kind.PART]: "dcterms:hasPart",
}
SHOWN = (Name.Kind.ALIAS, Name.Kind.ACRONYM)
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')

Pairs = Iterable[tuple[str, str]]


def write(terms: list[Term]) -> str:
    statuses = [status for status in Evidence if any(term.evidence_status == status for term in terms)]
    blocks = [
        PREFIXES,
        _scheme(terms),
        *(_statement(iri(term.get_absolute_url()), "skos:Concept", _concept(term)) for term in terms),
        *(_collection(status, terms) for status in statuses),
        *(_work(work) for work in _cited(terms)),
    ]
    return "\n".join(blocks)


def iri(path: str) -> str:
    """The name of something that the hub has an address for."""
    return resource(full(path))


def resource(address: str) -> str:
    """An address in angle brackets, without what an IRI cannot hold."""
    return f"<{_UNSAFE.sub(lambda found: f'%{ord(found[0]):02X}', address)}>"


def literal(text: str, suffix: str = "@en") -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"{suffix}'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _statement(subject: str, kind: str, pairs: Pairs) -> str:
    lines = "".join(f" ;\n    {name} {value}" for name, value in pairs)
    return f"{subject} a {kind}{lines} .\n"


def _scheme(terms: list[Term]) -> str:
    pairs = [("dcterms:title", literal("IPNB Hub: Glossary")), ("dcterms:license", resource(LICENSE))]
    return _statement(iri("/glossary/"), "skos:ConceptScheme", pairs)


def _concept(term: Term) -> Iterator[tuple[str, str]]:
    yield "skos:inScheme", iri("/glossary/")
    yield "skos:prefLabel", literal(term.title)
    for name in names_beside_title(term):
        yield "skos:altLabel" if name.kind in SHOWN else "skos:hiddenLabel", literal(name.text)
    yield "skos:definition", literal(term.definition)
    yield "skos:scopeNote", literal(scope_note(term))
    for label, other in term.related_terms():
        yield RELATIONS[label], iri(other.get_absolute_url())
    for work in sources(term):
        yield "dcterms:source", iri(work_path(work))
    yield "dcterms:modified", literal(revised(term), "^^xsd:date")


def scope_note(term: Term) -> str:
    return f"Evidence: {term.get_evidence_status_display()}. {term.evidence_note}".strip()


def _collection(status: Evidence, terms: list[Term]) -> str:
    members = [("skos:member", iri(term.get_absolute_url())) for term in terms if term.evidence_status == status]
    said = [
        ("skos:prefLabel", literal(f"Evidence: {status.label}")),
        ("skos:notation", literal(status.value, "")),
        ("skos:definition", literal(status.meaning)),
    ]
    return _statement(iri(f"/glossary/?evidence={status.value}"), "skos:Collection", [*said, *members])


def work_path(work: Resource) -> str:
    """Every public work has a place among the references, whether it has a page or not."""
    return f"/references/#{work.key}"


def _cited(terms: Iterable[Term]) -> list[Resource]:
    works = {work.key: work for term in terms for work in sources(term)}
    return [works[key] for key in sorted(works)]


def _work(work: Resource) -> str:
    pairs = [("dcterms:bibliographicCitation", literal(cited_as(work)))]
    if address := references.address(work):
        pairs.append(("rdfs:seeAlso", resource(address)))
    return _statement(iri(work_path(work)), "dcterms:BibliographicResource", pairs)
