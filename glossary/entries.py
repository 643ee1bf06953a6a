"""The glossary as plain data: every published term with what its page says of it, for the files that are taken away."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from publishing.addresses import full
from resources import references
from resources.bibliography import warnings
from resources.models import Resource

from .markdown_files import RIGHTS
from .models import Name, RelatedTerm, Term


def terms() -> list[Term]:
    """The published terms by title, with all that the files need."""
    return list(Term.objects.published().whole().with_relations().by_title())


def glossary(found: list[Term]) -> dict[str, Any]:
    """The whole glossary as JSON holds it."""
    return {
        "title": "IPNB Hub: Glossary",
        "address": full(reverse("glossary:glossary")),
        "rights": RIGHTS,
        "terms": [entry(term) for term in found],
    }


def entry(term: Term) -> dict[str, Any]:
    return {
        "slug": term.slug,
        "title": term.title,
        "names": [{"text": name.text, "kind": name.kind} for name in names_beside_title(term)],
        "definition": term.definition,
        "region": term.region,
        "evidence": {
            "status": term.evidence_status,
            "label": term.get_evidence_status_display(),
            "note": term.evidence_note,
        },
        "relations": [_relation(each) for each in term.related_terms()],
        "sources": [
            {"key": work.key, "reference": cited_as(work), "address": references.address(work)}
            for work in sources(term)
        ],
        "address": full(term.get_absolute_url()),
        "revised": revised(term),
    }


def names_beside_title(term: Term) -> list[Name]:
    """Every other name, plurals and spelling variants too."""
    return [name for name in term.names.all() if name.kind != Name.Kind.TITLE]


def sources(term: Term) -> list[Resource]:
    """The public works that the entry cites."""
    return [each.resource for each in term.citations.all() if each.resource.is_live()]


def cited_as(work: Resource) -> str:
    """The reference of a work, and what its reader should know first."""
    return " ".join([references.plain(work), *warnings(work)])


def revised(term: Term) -> str:
    return timezone.localdate(term.revised_at()).isoformat()


def _relation(related: RelatedTerm) -> dict[str, str]:
    return {
        "label": related.label,
        "slug": related.term.slug,
        "title": related.term.title,
        "address": full(related.term.get_absolute_url()),
    }
