"""Every way of writing content leaves the index in step, and one that is rolled back leaves it as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from articles.models import Article, Claim, EthicsNote, Example, PracticeOutline, Step
from glossary.models import Name, Relation, Term, TermCitation
from ipnb_hub.seeding import seed
from publishing.changes import gathered
from publishing.models import State, latest_number
from resources.models import Contributor, Person, Resource
from search import indexing
from search.engine import find
from search.models import Entry, Key, Word
from search.upkeep import differences
from tests.filling import row, send
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

SEEDED = """
model: glossary.Term
records:
  - slug: quokka
    definition: It smiles.
    names:
      - {text: Quokka, kind: title}
      - {text: short tailed scrub wallaby}
"""


class BrokenOffError(Exception):
    """What undoes a transaction."""


class Hub:
    """A small hub; each object comes from the database anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    affect = property(lambda hub: Term.objects.get(slug="affect"))
    mood = property(lambda hub: Term.objects.get(slug="mood"))
    temper = property(lambda hub: Name.objects.get(text="temper"))
    outline = property(lambda hub: PracticeOutline.objects.get())
    article = property(lambda hub: Article.objects.get())
    work = property(lambda hub: Resource.objects.get(key="siegel1999"))
    spare = property(lambda hub: Resource.objects.get(key="spare2000"))

    @property
    def admin(self) -> Client:
        client = Client()
        client.force_login(User.objects.get(username="root"))
        return client

    def send(self, obj: Any, **changes: Any) -> None:
        """Save the form of an object in the admin."""
        answer = send(self.admin, f"/admin/{obj._meta.label_lower.replace('.', '/')}/{obj.pk}/change/", **changes)
        assert answer.status_code == 302

    def load(self, obj: Any, **changes: Any) -> None:
        """Load an object from a file, with changes."""
        for name, value in changes.items():
            setattr(obj, name, value)
        file = self.folder / "one.json"
        file.write_text(serializers.serialize("json", [obj]))
        call_command("loaddata", file, verbosity=0)

    def seed(self, **options: Any) -> None:
        (self.folder / "terms.yaml").write_text(SEEDED)
        seed(self.folder, **options)


@pytest.fixture(scope="module")
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            _make_content()
        yield


def _make_content() -> None:
    User.objects.create_superuser("root")
    work, spare = make_work("siegel1999", title="The Developing Mind"), make_work("spare2000", title="Spare volume")
    affect = make_term("Affect", "felt quality", definition="One.", body="Zephyr, says one.[@siegel1999]")
    mood = make_term("Mood", "temper", definition="Two.")
    affect.recommended.add(spare)
    Relation.objects.create(source=affect, target=mood)
    article = make_article(standfirst="Three.", body="Ebbing and flowing.")
    article.claims.create(section="opening", says="It is gibbous.", finds="It is not.")
    outline = make_outline("Ladders", steps=2)
    outline.steps.filter(number=1).update(title="Sitting")
    outline.steps.get(number=1).examples.create(situation="A kettle.", words="Hm.", why="So.")
    outline.ethics_notes.create(topic="Privacy", text="Yes.")
    person = make_person("Diana Fosha", biography="Known for tulips.")
    work.contributors.update(person=person)


@pytest.fixture
def hub(_content: None, db: None, tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def index_rows() -> list[list[tuple[Any, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Entry, Key, Word)]


def titles(query: str) -> list[str]:
    return [hit.title for hit in find(query).hits]


def _bulk_create(hub: Hub) -> None:
    made = Term.objects.bulk_create([Term(slug="quokka", definition="It smiles.", state="published")])
    Name.objects.bulk_create([Name(term=made[0], text="Quokka", kind="title"), Name(term=made[0], text="wallaby")])


def _bulk_update(objects: list[Any], **changes: Any) -> None:
    for each in objects:
        for name, value in changes.items():
            setattr(each, name, value)
    type(objects[0]).objects.bulk_update(objects, list(changes))


def _save(obj: Any, *, only: bool = False, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(obj, name, value)
    obj.save(**({"update_fields": list(changes)} if only else {}))


def _choose_and_delete(hub: Hub) -> None:
    Relation.objects.all().delete()  # what is in use is not deleted
    chosen = {"action": "delete_selected", "_selected_action": [hub.mood.pk], "post": "yes"}
    chosen[f"seen_version_{hub.mood.pk}"] = latest_number(hub.mood)
    assert hub.admin.post("/admin/glossary/term/", chosen).status_code == 302


def _move_in_forms(hub: Hub) -> None:
    hub.send(hub.mood, **{"names-0-DELETE": "on"})
    hub.send(hub.affect, **row("names", 1, text="temper", kind="alias"))


def _delete_cited(hub: Hub) -> None:
    with suppress(ProtectedError), transaction.atomic():
        hub.work.delete()
    Term.objects.filter(slug="affect").update(body="")
    TermCitation.objects.all().delete()
    hub.work.delete()


def _seed_anew(hub: Hub) -> None:
    hub.seed()
    Name.objects.filter(text="Quokka").update(text="Numbat")
    hub.seed(reset=True)


Way = Callable[[Hub], object]
NEW = {"quokka": ["Quokka"], "wallaby": ["Quokka"]}
NO_MOOD: dict[str, list[str]] = {"mood": [], "temper": []}
HIDDEN: dict[str, list[str]] = {"affect": [], "felt quality": [], "zephyr": []}
MOVED = {"temper": ["Affect"], "mood": ["Mood"]}
NO_LADDERS: dict[str, list[str]] = {"ladders": [], "sitting": [], "kettle": [], "privacy": []}
SAME = {"affect": ["Affect"], "zephyr": ["Affect"], "spare volume": ["Spare volume"]}
# How something is written, and what the public finds afterwards.
WAYS: dict[str, tuple[Way, dict[str, list[str]]]] = {
    "form: title and text": (
        lambda hub: hub.send(hub.mood, title="Quokka", definition="It is a wallaby."),
        NEW | {"mood": [], "temper": ["Quokka"]},
    ),
    "form: a name becomes the title": (
        lambda hub: hub.send(hub.mood, title="Temper", **{"names-0-text": "mood"}),
        {"temper": ["Temper"], "mood": ["Temper"]},
    ),
    "form: a name goes to another term": (_move_in_forms, MOVED),
    "form: a claim": (
        lambda hub: hub.send(Claim.objects.get(), says="It is quokka."),
        {"quokka": ["The basics"], "gibbous": []},
    ),
    "form: an outline": (lambda hub: hub.send(hub.outline, state="draft"), NO_LADDERS),
    "list: delete what is chosen": (_choose_and_delete, NO_MOOD),
    "seed": (Hub.seed, NEW),
    "seed anew": (_seed_anew, NEW | {"numbat": []}),
    "bulk_create": (_bulk_create, NEW),
    "bulk_update: texts": (lambda hub: _bulk_update([hub.mood], definition="Quokka."), {"quokka": ["Mood"]}),
    "bulk_update: states": (lambda hub: _bulk_update([hub.affect], state="in-review"), HIDDEN),
    "bulk_update: names": (
        lambda hub: _bulk_update([hub.temper], text="quokka"),
        {"quokka": ["Mood"], "temper": []},
    ),
    "bulk_update: owners": (lambda hub: _bulk_update([hub.temper], term=hub.affect), MOVED),
    "update: state": (lambda hub: Term.objects.filter(slug="affect").update(state="retired"), HIDDEN),
    "update: text": (lambda hub: Term.objects.filter(slug="mood").update(definition="Quokka."), {"quokka": ["Mood"]}),
    "update: address": (lambda hub: Term.objects.filter(slug="mood").update(slug="tempers"), {"mood": ["Mood"]}),
    "update: names": (
        lambda hub: Name.objects.filter(text="temper").update(text="quokka"),
        {"quokka": ["Mood"], "temper": []},
    ),
    "update: owners": (lambda hub: Name.objects.filter(text="temper").update(term=hub.affect), MOVED),
    "update: an outline's state": (lambda hub: PracticeOutline.objects.update(state="retired"), NO_LADDERS),
    "update: an outline's address": (
        lambda hub: PracticeOutline.objects.update(slug="rungs"),
        {"kettle": ["Sitting"]},
    ),
    "update: an outline's step": (
        lambda hub: Step.objects.filter(number=2).update(title="Quokka"),
        {"quokka": ["Quokka"]},
    ),
    "update: part of a step": (lambda hub: Example.objects.update(situation="A quokka."), {"quokka": ["Sitting"]}),
    "update: an article's state": (lambda hub: Article.objects.update(state="draft"), {"ebbing": [], "basics": []}),
    "update: an article's rights": (
        lambda hub: Article.objects.update(rights_end="2040-01-01T00:00:00Z"),
        {"ebbing": [], "gibbous": [], "basics": ["The basics"]},
    ),
    "update: a person": (lambda hub: Person.objects.update(state="retired"), {"diana fosha": [], "tulips": []}),
    "update: a work's address": (
        lambda hub: Resource.objects.filter(key="spare2000").update(recommended=True),
        {"spare volume": ["Spare volume"]},
    ),
    "update: a work's key": (lambda hub: Resource.objects.filter(key="siegel1999").update(key="other1999"), SAME),
    "update: a cited work's state": (
        lambda hub: Resource.objects.filter(key="siegel1999").update(state="draft"),
        {"developing": [], "zephyr": ["Affect"]},
    ),
    "update: a work's contributors": (
        lambda hub: Contributor.objects.update(name="Quokka, Q."),
        {"quokka": ["Spare volume", "The Developing Mind"]},
    ),
    "save": (lambda hub: _save(hub.mood, definition="Quokka."), {"quokka": ["Mood"]}),
    "save: some fields": (lambda hub: _save(hub.affect, only=True, state="draft"), HIDDEN),
    "save: a name's owner": (lambda hub: _save(hub.temper, term=hub.affect), MOVED),
    "create through an owner": (lambda hub: hub.mood.names.create(text="quokka"), {"quokka": ["Mood"]}),
    "get_or_create": (lambda hub: Name.objects.get_or_create(text="quokka", term=hub.mood), {"quokka": ["Mood"]}),
    "update_or_create": (
        lambda hub: Name.objects.update_or_create(text="temper", defaults={"text": "quokka"}),
        {"quokka": ["Mood"], "temper": []},
    ),
    "delete": (lambda hub: hub.mood.delete(), NO_MOOD),
    "delete: many": (lambda hub: Term.objects.filter(slug="mood").delete(), NO_MOOD),
    "delete: a name": (lambda hub: hub.temper.delete(), {"temper": [], "mood": ["Mood"]}),
    "delete: names": (lambda hub: hub.mood.names.exclude(kind="title").delete(), {"temper": [], "mood": ["Mood"]}),
    "delete: an outline with its steps": (lambda hub: hub.outline.delete(), NO_LADDERS),
    "delete: part of an outline": (
        lambda hub: EthicsNote.objects.all().delete(),
        {"privacy": [], "ladders": ["Ladders"]},
    ),
    "delete: part of an article": (lambda hub: Claim.objects.get().delete(), {"gibbous": [], "ebbing": ["The basics"]}),
    "delete: a person named on a work": (
        lambda hub: Person.objects.get().delete(),
        {"tulips": [], "developing": ["The Developing Mind"]},
    ),
    "delete: a recommended work": (lambda hub: hub.spare.delete(), {"spare volume": [], "zephyr": ["Affect"]}),
    "delete: a cited work": (_delete_cited, {"developing": [], "zephyr": [], "affect": ["Affect"]}),
    "many-to-many: add": (lambda hub: hub.affect.recommended.add(hub.work), SAME),
    "many-to-many: remove": (lambda hub: hub.affect.recommended.remove(hub.spare), SAME),
    "many-to-many: set": (lambda hub: hub.affect.recommended.set([hub.work]), SAME),
    "many-to-many: clear": (lambda hub: hub.affect.recommended.clear(), SAME),
    "loaddata": (lambda hub: hub.load(hub.mood, definition="Quokka."), {"quokka": ["Mood"]}),
    "loaddata: state": (lambda hub: hub.load(hub.affect, state=State.DRAFT), HIDDEN),
    "loaddata: a name": (lambda hub: hub.load(hub.temper, text="quokka"), {"quokka": ["Mood"], "temper": []}),
    "loaddata: a name's owner": (lambda hub: hub.load(hub.temper, term=hub.affect), MOVED),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_index_follows_every_way_of_writing_and_of_taking_back(hub: Hub, way: str) -> None:
    write, found = WAYS[way]
    before = index_rows()
    with suppress(BrokenOffError), transaction.atomic():
        write(hub)
        assert list(differences()) == []
        assert {query: titles(query) for query in found} == found
        raise BrokenOffError
    assert index_rows() == before


def test_the_index_was_in_step_before(hub: Hub) -> None:
    assert list(differences()) == []
    assert titles("temper") == ["Mood"]
    assert [titles(query) for query in NO_LADDERS] == [["Ladders"], ["Sitting"], ["Sitting"], ["Ladders"]]


def test_a_failing_index_takes_the_content_back_with_it(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise BrokenOffError

    before = index_rows()
    monkeypatch.setattr(indexing, "words_of", refuse)
    with pytest.raises(BrokenOffError):
        Term.objects.filter(slug="mood").update(definition="Quokka.")
    assert hub.mood.definition == "Two."
    assert index_rows() == before
