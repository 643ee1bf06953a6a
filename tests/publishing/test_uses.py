"""Which uses are made again when the rules read texts otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import dictionary as words
from glossary.models import Name, Term
from publishing import uses
from publishing.models import State, Tracked, Use
from tests.making import make_article, make_term, make_work

pytestmark = pytest.mark.django_db

TEXTS = (
    "The window of tolerance is wide.",
    "Mir*ror* neurons, and co-regulation.",
    "A caf&eacute; beside [the page](/glossary/window-of-tolerance/), and [[attuning]].",
    "It says so [@siegel1999, p. 3].",
    "Nothing is named here.",
)


@pytest.fixture(autouse=True)
def _no_names_of_before() -> None:
    """The process knows no names of another test's, as one that has just begun."""
    words._recent.clear()
    words.dictionary.cache_clear()


def rows() -> list[tuple[Any, ...]]:
    fields = ("source_type", "source_id", "order", "kind", "target_type", "target_id", "address", "sentence", "anchor")
    return sorted(Use.objects.values_list(*fields), key=repr)


def remade() -> list[tuple[Any, ...]]:
    """The uses as they are when those of every object are made again."""
    for model in apps.get_models():
        if issubclass(model, Tracked):
            uses.refresh_objects(model, model._base_manager.values_list("pk", flat=True))
    return rows()


def made_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the objects whose uses are made from now on, as they come."""
    seen: list[str] = []
    make = uses.uses_of

    def watched(source: Any, *others: Any) -> Any:
        seen.append(source.slug)
        return make(source, *others)

    monkeypatch.setattr(uses, "uses_of", watched)
    return seen


def test_a_new_name_reads_only_the_texts_that_hold_its_words_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make_article(slug="names-it", body="The window of tolerance is wide.")
    make_article(slug="has-one-word", body="A window.")
    make_article(slug="names-nothing", body="Nothing.")
    seen = made_again(monkeypatch)
    term = make_term("Window of tolerance")
    assert sorted(seen) == ["names-it", "window-of-tolerance"]
    assert [use.source.slug for use in Use.objects.to(term)] == ["names-it"]


def test_a_name_that_goes_takes_its_links_along() -> None:
    article = make_article(body="Attuning and attunement.")
    term = make_term("Attunement", "attuning")
    assert Use.objects.to(term).count() == 1
    term.names.exclude(kind=Name.Kind.TITLE).delete()
    Term.objects.filter(pk=term.pk).update(state=State.DRAFT)
    assert Use.objects.to(term).count() == 0
    assert rows() == remade()
    assert article.body


def test_a_process_that_does_not_know_the_names_of_before_reads_every_text_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_article(slug="names-nothing", body="Nothing.")
    words._recent.clear()
    words.dictionary.cache_clear()
    seen = made_again(monkeypatch)
    make_term("Window of tolerance")
    assert "names-nothing" in seen


def test_a_work_that_comes_turns_its_key_into_a_note() -> None:
    article = make_article(body="It says so [@siegel1999].")
    work = make_work("siegel1999")
    assert [use.source for use in Use.objects.to(work)] == [article]


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(["Window", "Window of tolerance", "Mirror neuron", "Attuning", "Café", "Coregulation", "Here"]),
        unique=True,
        max_size=4,
    ),
    st.booleans(),
)
def test_the_uses_are_those_that_making_all_of_them_again_gives(titles: list[str], is_cited: bool) -> None:
    Use.objects.all().delete()
    for model in reversed(list(apps.get_models())):  # what refers to others goes first
        if issubclass(model, Tracked):
            model._default_manager.all().delete()
    for place, text in enumerate(TEXTS):
        make_article(slug=f"text-{place}", body=text)
    for title in titles:
        make_term(title, slug=title.lower().replace(" ", "-").replace("é", "e"))
    if is_cited:
        make_work("siegel1999")
    for title in titles[:1]:
        Term.objects.filter(names__text=title).update(state=State.DRAFT)
    assert rows() == remade()
