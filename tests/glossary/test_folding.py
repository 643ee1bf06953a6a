"""The folded form of a name follows its text, however that is written: glossary/folding.py"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Upper

from glossary.models import Name
from search.engine import find
from tests.making import make_term
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db
NEW = "Tuning-In"


@pytest.fixture(scope="module")
def _term(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        make_term("Attunement", "sensing")
        yield


@pytest.fixture
def name(_term: None, db: None) -> Name:
    return Name.objects.get(text="sensing")


def _bulk_update(*fields: str) -> Callable[[Name], object]:
    return lambda name: Name.objects.bulk_update([name], (each for each in fields))


WAYS: dict[str, Callable[[Name], object]] = {
    "save": lambda name: name.save(),
    "save: the text alone": lambda name: name.save(update_fields=["text"]),
    "update": lambda name: Name.objects.filter(pk=name.pk).update(text=NEW, order=9),
    "update_or_create": lambda name: Name.objects.update_or_create(text="sensing", defaults={"text": NEW}),
    "bulk_update": _bulk_update("text"),
    "bulk_update: both": _bulk_update("folded", "order", "text"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_folded_anew_on_every_way_of_writing_its_text(name: Name, way: str) -> None:
    name.text = NEW
    WAYS[way](name)
    assert Name.objects.filter(text=NEW).values_list("folded").get() == ("tuning in",)
    assert [hit.title for hit in find("tuning in").hits] == ["Attunement"]


def test_a_name_that_was_loaded_without_its_folded_form_is_folded_anew(name: Name) -> None:
    loaded = Name.objects.only("text").get(pk=name.pk)
    loaded.text = NEW
    loaded.save()
    assert Name.objects.values_list("folded").get(text=NEW) == ("tuning in",)


def test_names_made_at_once_are_folded(name: Name) -> None:
    Name.objects.bulk_create([Name(term=name.term, text=NEW)])
    assert Name.objects.values_list("folded").get(text=NEW) == ("tuning in",)


@pytest.mark.parametrize("without", [False, True])
def test_a_loaded_file_may_hold_a_stale_folded_form_or_none(name: Name, tmp_path: Path, without: bool) -> None:
    file = tmp_path / "names.json"
    stored = serializers.serialize("json", [name]).replace('"text": "sensing"', f'"text": "{NEW}"')
    file.write_text(stored.replace('"folded": "sensing", ', "") if without else stored)
    assert ("folded" in file.read_text()) is not without
    call_command("loaddata", file, verbosity=0)
    assert Name.objects.values_list("text", "folded").get(pk=name.pk) == (NEW, "tuning in")


@pytest.mark.parametrize("text", [Upper("text"), F("kind"), Value("x"), None])
def test_a_text_that_python_cannot_fold_is_refused(name: Name, text: object) -> None:
    sentence = "A text is folded before it is written, so it must be a plain string, not "
    with pytest.raises(TypeError, match=sentence):
        Name.objects.update(text=text)
    name.text = text  # type: ignore[assignment]
    with pytest.raises(TypeError, match=sentence):
        name.save()
    with pytest.raises(TypeError, match=sentence):
        Name.objects.bulk_update([name], ["text"])
    assert set(Name.objects.values_list("text", "folded")) == {("Attunement", "attunement"), ("sensing", "sensing")}


def test_what_is_not_the_text_leaves_the_folded_form_alone(name: Name) -> None:
    Name.objects.filter(pk=name.pk).update(kind="variant")
    name.order = 7
    name.save(update_fields=["order"])
    Name.objects.bulk_update([name], ["order"])
    assert Name.objects.values_list("folded", "order").get(pk=name.pk) == ("sensing", 7)
