"""The glossary and its terms."""

from __future__ import annotations

from django.urls import reverse

from glossary.models import Term
from publishing.addresses import full

from .nodes import LANGUAGE, Context, Node, hub, node


def glossary(page: Context) -> Node:
    return node("DefinedTermSet", name="Glossary", url=_address(), inLanguage=LANGUAGE, publisher=hub())


def term(found: Term) -> Node:
    return node(
        "DefinedTerm",
        name=found.title,
        alternateName=[name.text for name in found.other_names()],
        description=found.definition,
        url=full(found.get_absolute_url()),
        inDefinedTermSet=_address(),
    )


def _address() -> str:
    return full(reverse("glossary:glossary"))
