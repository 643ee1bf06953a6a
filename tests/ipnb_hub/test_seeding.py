"""Seeding writes what is absent, keeps what editors did, and loads all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from glossary.models import Name, Relation, Term
from ipnb_hub.seeding import BrokenFixture, seed
from publishing.models import Seeded, SiteVersion, State
from resources.models import Resource
from tests.making import make_term

pytestmark = pytest.mark.django_db

WORKS = """
model: resources.Resource
records:
  - {key: later1999, slug: later1999, title: Later, kind: book, instead: sooner1998}
  - key: sooner1998
    slug: sooner1998
    title: Sooner
    kind: book
    contributors:
      - {name: "Siegel, D. J."}
      - {name: "Schore, A. N.", role: editor}
"""
TERM = """
model: glossary.Term
records:
  - slug: affect
    definition: A general word for feeling states.
    names:
      - {text: Affect, kind: title}
      - {text: feeling, autolink: false}
    citations:
      - {resource: sooner1998, stance: supports}
    recommended: [sooner1998]
  - slug: empathy
    definition: Understanding how another person feels.
    names:
      - {text: Empathy, kind: title}
"""
RELATION = """
model: glossary.Relation
records:
  - {source: affect, target: empathy}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fixtures"
    (folder / "glossary").mkdir(parents=True)
    (folder / "works.yaml").write_text(WORKS)
    (folder / "glossary" / "terms.yaml").write_text(TERM)
    (folder / "glossary" / "relations.yaml").write_text(RELATION)
    return folder


def test_everything_is_written_published_with_its_parts_in_order(folder: Path) -> None:
    assert seed(folder) == {"written": 5, "kept": 0}
    term = Term.objects.get(slug="affect")
    assert term.state == State.PUBLISHED
    assert [(name.text, name.kind, name.autolink) for name in term.names.all()] == [
        ("Affect", "title", True),
        ("feeling", "alias", False),
    ]
    assert [(row.resource.key, row.stance) for row in term.citations.all()] == [("sooner1998", "supports")]
    assert [work.key for work in term.recommended.all()] == ["sooner1998"]
    assert Relation.objects.get().target.slug == "empathy"
    assert Resource.objects.get(key="later1999").instead == Resource.objects.get(key="sooner1998")
    assert [name.name for name in Resource.objects.get(key="sooner1998").contributors.all()] == [
        "Siegel, D. J.",
        "Schore, A. N.",
    ]


def test_a_second_run_changes_nothing(folder: Path) -> None:
    seed(folder)
    before = (SiteVersion.objects.get().token, list(Term.objects.values_list("updated", "version")))
    assert seed(folder) == {"written": 0, "kept": 5}
    assert (SiteVersion.objects.get().token, list(Term.objects.values_list("updated", "version"))) == before


def test_a_new_text_reaches_an_object_that_no_editor_touched(folder: Path) -> None:
    seed(folder)
    (folder / "glossary" / "terms.yaml").write_text(TERM.replace("A general word", "The general word"))
    assert seed(folder) == {"written": 1, "kept": 4}
    assert Term.objects.get(slug="affect").definition == "The general word for feeling states."
    assert Term.objects.get(slug="affect").names.count() == 2


@pytest.mark.parametrize("part", ["field", "name", "many"])
def test_an_editor_s_change_outlives_a_new_text(folder: Path, part: str) -> None:
    seed(folder)
    term = Term.objects.get(slug="affect")
    if part == "field":
        Term.objects.filter(pk=term.pk).update(body="An editor's words.")
    elif part == "name":
        Name.objects.create(term=term, text="mood", order=9)
    else:
        term.recommended.clear()
    (folder / "glossary" / "terms.yaml").write_text(TERM.replace("A general word", "The general word"))
    assert seed(folder) == {"written": 0, "kept": 5}
    assert Term.objects.get(slug="affect").definition == "A general word for feeling states."


def test_what_an_editor_deleted_stays_deleted(folder: Path) -> None:
    seed(folder)
    Term.objects.get(slug="empathy").delete()
    (folder / "glossary" / "terms.yaml").write_text(TERM.replace("Understanding how", "Feeling how"))
    seed(folder)
    assert not Term.objects.filter(slug="empathy").exists()


def test_an_editor_s_own_object_at_the_same_address_is_left_alone(folder: Path) -> None:
    make_term("Empathy", definition="Written here.")
    seed(folder)
    assert Term.objects.get(slug="empathy").definition == "Written here."


def test_reset_restores_the_delivered_content_and_keeps_what_was_added(folder: Path) -> None:
    seed(folder)
    make_term("Mood")
    affect = Term.objects.get(slug="affect")
    affect.body, affect.definition = "Changed.", "Changed."
    affect.save()
    affect.names.all().delete()
    Term.objects.get(slug="empathy").delete()
    seed(folder, reset=True)
    restored = Term.objects.get(slug="affect")
    assert (restored.pk, restored.body, restored.definition) == (
        affect.pk,
        "",
        "A general word for feeling states.",
    )
    assert restored.names.count() == 2
    assert Term.objects.filter(slug="empathy").exists()
    assert Relation.objects.count() == 1
    assert Term.objects.filter(slug="mood").exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("model: glossary.Term\nrecords: [{definition: x}]", "broken.yaml: record 1, field “slug”: it is missing"),
        (
            "model: glossary.Term\nrecords: [{slug: a, colour: red}]",
            "broken.yaml: record “a”, field “colour”: term has no such field",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, citations: [{resource: nobody}]}]",
            "broken.yaml: record “a”, field “resource”: there is no resource “nobody”",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, evidence_status: sure}]",
            "broken.yaml: record “a”, field “evidence_status”: Value 'sure' is not a valid choice.",
        ),
        (
            (
                "model: glossary.Term\n"
                "records: [{slug: a, definition: x, names: [{text: A, kind: title}, {text: Affect}]}]"
            ),
            "field “text”: “Affect” is already a name of the term “",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, names: 3}]",
            "field “names”: this is a list",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: affect, definition: x}]",
            "the same record stands in fixtures/broken.yaml",
        ),
        (
            "model: glossary.Word\nrecords: []",
            "broken.yaml: field “model”: there is no content of the kind “glossary.Word”",
        ),
        ("model: glossary.Term\nrecords: 5", "broken.yaml: field “records”: this is a list of mappings"),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, recommended: 5}]",
            "record “a”, field “recommended”: this is a list",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, names: [5]}]",
            "record “a”, field “names”: this is a list of mappings",
        ),
        ("model: glossary.Term\nrecords: [{slug: a, 3: x}]", "broken.yaml: record 1: a record is a mapping of fields"),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: [1, 2]}]",
            "record “a”, field “definition”: this is plain text",
        ),
        (
            'model: glossary.Term\nrecords: [{slug: a, definition: "x\\0"}]',
            "record “a”, field “definition”: this is plain text",
        ),
        (
            "model: glossary.Term\nrecords: [{slug: a, definition: x, names: []}]",
            "record “a”, field “names”: a term has one title",
        ),
        ("model: glossary.Term\nrecords: [3]", "broken.yaml: record 1: a record is a mapping of fields"),
        ("[1, 2]", "broken.yaml: a fixture has the two keys “model” and “records”"),
        ("a: [", "broken.yaml: this is not YAML"),
    ],
)
def test_a_broken_fixture_is_named_and_nothing_is_half_loaded(folder: Path, wrong: str, message: str) -> None:
    (folder / "broken.yaml").write_text(wrong)
    with pytest.raises(BrokenFixture) as caught:
        seed(folder)
    assert message in str(caught.value)
    assert not Term.objects.exists()
    assert not Resource.objects.exists()
    assert not Seeded.objects.exists()


def test_the_command_says_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed", folder=folder)
    assert capsys.readouterr().out == "Content: 5 records written, 0 kept as they are.\n"
    (folder / "broken.yaml").write_text("[]")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("seed", folder=folder)
