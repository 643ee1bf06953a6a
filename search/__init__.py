"""A small search engine over the project's own database; it knows no content model.

An app that wants to be found calls `register(model)` from its `ready()`. Each object of the model says what
is to be found by `search_document()`, and whoever watches changes calls `search.indexing.index(model, keys)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

_registered: dict[str, Any] = {}


def register(model: type[Model]) -> None:
    """Make the objects of this model findable; the model has `search_document() -> Document`."""
    _registered[model._meta.label_lower] = model


def registered() -> dict[str, type[Model]]:
    """The findable models by their label ("glossary.term"), in the order of their registration."""
    return dict(_registered)
