"""The whole hub to one file and back: it comes back to the byte, and what follows from it is made anew."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from glossary.models import Term
from ipnb_hub.ideas import sheets
from ipnb_hub.models import MapPlace
from ipnb_hub.whole import exporting
from ipnb_hub.whole.archive import RefusedError
from ipnb_hub.whole.importing import import_hub
from publishing import stamp
from publishing.models import Draft, FormerAddress, SiteVersion, Use, Version
from resources.models import Person
from search import upkeep
from tests.ipnb_hub.moving import emptied, exported
from tests.making import make_person, make_term, make_work

from .full_hub import NOW, everything

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def test_the_same_hub_gives_the_same_bytes_and_they_come_back_to_the_byte(full, tmp_path, uploads):
    first = exported(tmp_path / "one.zip")
    assert exported(tmp_path / "two.zip") == first
    before = everything()
    assert [label for label, lines in before.items() if not lines] == []

    emptied(uploads)
    outcome = import_hub(tmp_path / "one.zip")

    assert exported(tmp_path / "three.zip") == first
    assert everything() == before
    assert outcome.rows == {label: len(lines) for label, lines in before.items()}
    assert (uploads / "a1.webp").read_bytes() == b"picture one"
    assert sorted(path.name for path in uploads.parent.iterdir()) == ["uploads"]


def test_nothing_of_a_row_changes_on_the_way(full, tmp_path, uploads):
    person = Person.objects.get()
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    import_hub(tmp_path / "hub.zip")

    again = Person.objects.get()
    assert (again.pk, again.created, again.updated, again.version) == (
        person.pk,
        datetime(1999, 1, 1, tzinfo=UTC),
        NOW,
        person.version,
    )
    version = Version.objects.filter(key="size").first()
    assert (version.editor, version.editor_name, version.content) == (None, "Ed Itor", Term.objects.get(slug="size"))
    assert FormerAddress.objects.get(path="/glossary/groesse/").content == Term.objects.get(slug="size")


def test_uses_search_map_and_pages_follow(full, tmp_path, uploads, client):
    uses = sorted(Use.objects.values_list("source_id", "kind", "target_id", "address", "sentence", "order"))
    places = sorted(MapPlace.objects.values_list("term", "x", "y"))
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    token = stamp.current().token
    import_hub(tmp_path / "hub.zip")

    assert sorted(Use.objects.values_list("source_id", "kind", "target_id", "address", "sentence", "order")) == uses
    assert list(upkeep.differences()) == []
    assert not sheets.is_stale()
    assert sorted(MapPlace.objects.values_list("term", "x", "y")) == places
    assert stamp.current().token != token
    assert client.get("/glossary/size/").status_code == 200
    assert client.get("/glossary/groesse/").status_code == 301


def test_an_import_makes_no_history_of_its_own(full, tmp_path, uploads):
    number = Version.objects.count()
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    import_hub(tmp_path / "hub.zip")

    assert Version.objects.count() == number


def test_keys_go_on_above_those_of_what_was_deleted(full, tmp_path, uploads):
    last = make_term("Last of all")
    key, deleted = last.pk, make_person("Gone")
    person_key = deleted.pk
    last.delete()
    deleted.delete()
    assert Version.objects.filter(object_id__in=(key, person_key)).exists()
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    import_hub(tmp_path / "hub.zip")

    assert make_term("Next").pk > key
    assert make_person("Next").pk > person_key
    assert make_work("next2000").pk > full["work"].pk


# Into a hub that is not empty


def test_a_hub_that_is_not_empty_is_refused_unless_it_is_to_be_replaced(full, tmp_path, uploads):
    first = exported(tmp_path / "hub.zip")
    emptied(uploads)
    make_term("Resident")
    (uploads / "old.webp").write_bytes(b"old")
    (uploads / "a1.webp").write_bytes(b"another one")
    before = everything()

    with pytest.raises(RefusedError, match="not empty"):
        import_hub(tmp_path / "hub.zip")
    assert everything() == before
    assert sorted(path.name for path in uploads.iterdir()) == ["a1.webp", "old.webp"]

    outcome = import_hub(tmp_path / "hub.zip", replace=True)

    assert outcome.before["glossary.term"] == 1
    assert exported(tmp_path / "again.zip") == first
    assert sorted(path.name for path in uploads.iterdir()) == ["a1.webp", "b2.webp"]
    assert (uploads / "a1.webp").read_bytes() == b"picture one"
    assert not Term.objects.filter(slug="resident").exists()
    assert Draft.objects.count() == 0


def test_a_dry_run_does_everything_and_takes_it_back(full, tmp_path, uploads):
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    version = SiteVersion.objects.get().number

    outcome = import_hub(tmp_path / "hub.zip", dry_run=True)

    assert outcome.rows["glossary.term"] == 2
    assert (Term.objects.count(), list(uploads.iterdir()), SiteVersion.objects.get().number) == (0, [], version)


# The commands


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_commands_say_what_they_did(full, tmp_path, uploads):
    file = str(tmp_path / "hub.zip")
    assert run("export_hub", file).endswith(" rows and 2 uploads.\n")
    with pytest.raises(CommandError, match="is there already"):
        run("export_hub", file)
    run("export_hub", file, "--replace", "--verbosity=0")
    emptied(uploads)

    dry = run("import_hub", file, "--dry-run").splitlines()
    assert (dry[0], dry[-2], dry[-1]) == (
        "articles.article: 1", "uploads: 2", "Nothing was changed: this was a dry run."
    )  # fmt: skip
    assert "glossary.term: 2" in dry
    assert run("import_hub", file).splitlines()[-1] == "The hub is imported."
    with pytest.raises(CommandError, match="not empty"):
        run("import_hub", file)
    assert "glossary.term: 2 (instead of 2)" in run("import_hub", file, "--replace")


def test_a_file_that_cannot_be_written_is_said_in_words(full, tmp_path):
    with pytest.raises(CommandError, match=r"cannot be written \(No such file or directory\)"):
        run("export_hub", str(tmp_path / "nowhere" / "hub.zip"))
