"""The whole hub to one file and back: what goes along, that it comes back to the byte, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from glossary.models import Term
from ipnb_hub.ideas import sheets
from ipnb_hub.models import MapPlace
from ipnb_hub.whole import archive, exporting, importing, rows, tables
from ipnb_hub.whole.archive import Archive, RefusedError
from ipnb_hub.whole.importing import import_hub
from publishing import stamp
from publishing.models import (
    Draft,
    FormerAddress,
    LinkCheck,
    Notice,
    OutsideLink,
    Picture,
    Proposal,
    Seeded,
    SiteVersion,
    Use,
    Version,
)
from resources.models import Person
from search import upkeep
from tests.ipnb_hub.moving import emptied, exported, own_uploads
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> Path:
    """A folder of uploads for this test alone."""
    return own_uploads(tmp_path, settings)


@pytest.fixture
def full(uploads: Path) -> dict[str, Any]:
    """Something in many tables, with odd letters, dates long ago and a history."""
    ed = User.objects.create_user("ed", password="secret of the account")
    work = make_work(unverified_fields=["year", "isbn"], doi="10.1000/abc", url="https://work.example/")
    term = make_term(
        "Größe ‘x’",
        "other\u00a0name",
        slug="groesse",
        body="See [@siegel1999] and [out](https://out.example/).\r\n\n🧠",
    )
    term.recommended.add(work)
    other = make_term("Attunement")
    term.relations.create(target=other)
    article = make_article(original_date="2011-01-02", publish_at=NOW)
    article.editions.create(
        number=99, title="The basics", made=NOW, data={"b": [1, 2.5, None], "a": "é"}, digest="d" * 64
    )
    _with_parts(article, term, work)
    Notice.objects.create(key="disclaimer", title="Disclaimer", text="No advice.")
    Person.objects.filter(pk=make_person().pk).update(created=datetime(1999, 1, 1, tzinfo=UTC), updated=NOW)
    term.slug = "size"
    term.save()
    Proposal.objects.create(content=term, title="t", record={"x": 1}, based_on=1, editor=ed, editor_name="Ed Itor")
    Version.objects.update(editor=ed, editor_name="Ed Itor")
    Draft.objects.create(editor=ed, form=f"glossary.term:{term.pk}", data=[["body", "typed"]])
    link = OutsideLink.objects.get(address="https://out.example/")
    link.checks.create(at=NOW, state=OutsideLink.State.FINE, status=200)
    OutsideLink.objects.filter(pk=link.pk).update(archived="https://archive.example/out", checked=NOW, failures=2)
    said = {"width": 40, "height": 30, "description": "Halves", "credit": "Ana"}
    Picture.objects.create(name="a1.webp", **said)
    Picture.objects.create(name="c3.webp", taken_down=NOW, taken_down_why="Asked for.", **said)
    Seeded.objects.create(model="glossary.term", key="size", record="r" * 64, digest="d" * 64)
    (uploads / "a1.webp").write_bytes(b"picture one")
    (uploads / "b2.webp").write_bytes(bytes(range(256)) * 900)
    return {"term": term, "work": work, "article": article, "ed": ed}


def _with_parts(article: Any, term: Any, work: Any) -> None:
    """A row in each table of parts."""
    today = NOW.date()
    step = make_outline(steps=2).steps.first()
    step.outline.ethics_notes.create(topic="Consent", text="Ask.")
    step.examples.create(situation="Silence.", words="Take your time.", why="To wait.")
    step.step_terms.create(term=term)
    step.findings.create(claim="It helps.").citations.create(resource=work)
    article.authors.create(name="Ann Author")
    article.citations.create(resource=work, as_printed="The book")
    article.claims.create(says="So.", finds="Not so.").citations.create(resource=work)
    article.listings.create(resource=work)
    article.term_usages.create(term=term, text="So.")
    article.other_publications.create(outlet="Elsewhere", url="https://else.example/")
    for content in (article, term):
        content.revisions.create(date=today, what="All.")


def everything() -> dict[str, list[bytes]]:
    return {label: list(rows.written(model)) for label, model in tables.moved().items()}


# What goes along


def test_every_table_of_the_hub_goes_along_or_stays_for_a_reason():
    assert list(tables.moved()) == [
        "articles.article",
        "articles.articlecitation",
        "articles.articlerevision",
        "articles.author",
        "articles.claim",
        "articles.claimcitation",
        "articles.edition",
        "articles.ethicsnote",
        "articles.evidencecitation",
        "articles.example",
        "articles.finding",
        "articles.listing",
        "articles.otherpublication",
        "articles.practiceoutline",
        "articles.step",
        "articles.stepterm",
        "articles.termusage",
        "glossary.name",
        "glossary.relation",
        "glossary.term",
        "glossary.term_recommended",
        "glossary.termcitation",
        "glossary.termrevision",
        "publishing.formeraddress",
        "publishing.linkcheck",
        "publishing.notice",
        "publishing.outsidelink",
        "publishing.picture",
        "publishing.proposal",
        "publishing.seeded",
        "publishing.version",
        "resources.contributor",
        "resources.person",
        "resources.resource",
    ]


def test_what_stays_is_there_at_all():
    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    known = labels | {f"{label.partition('.')[0]}." for label in labels}

    assert tables.STAY.keys() <= known


def test_no_row_that_goes_along_leads_to_one_that_stays():
    for model in tables.moved().values():
        for field in tables.fields(model):
            if field.remote_field and not tables.names_model(field):
                assert field.related_model._meta.label_lower in tables.moved(), field


def test_a_column_that_names_an_account_can_be_empty():
    named = [f for model in tables.moved().values() for f in model._meta.concrete_fields if tables.names_account(f)]

    assert sorted(map(str, named)) == ["publishing.Proposal.editor", "publishing.Version.editor"]
    assert all(field.null for field in named)


def test_no_account_goes_along_but_the_name_of_who_changed_something(full, tmp_path):
    data = exported(tmp_path / "hub.zip")

    assert b"Ed Itor" in data
    assert b"secret of the account" not in data
    assert b"pbkdf2" not in data
    assert full["ed"].password.encode() not in data
    assert b'"editor_id"' not in data
    assert b"typed" not in data


# There and back


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


# All or nothing


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """The archive with other members; the manifest is made to fit what `change` leaves."""
    with ZipFile(source) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    with ZipFile(target, "w") as zipped:
        for name, data in {**members, "manifest.json": json.dumps(manifest).encode()}.items():
            zipped.writestr(ZipInfo(name), data)
    return target


def with_table(label: str, edit: Callable[[list[dict[str, Any]]], Any]) -> Any:
    """A change of the rows of one table, with sums and counts that fit."""

    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        name = f"data/{label}.jsonl"
        told = [json.loads(line) for line in members[name].splitlines()]
        edit(told)
        members[name] = b"".join(rows.canonical(row) + b"\n" for row in told)
        promise = next(each for each in manifest["members"] if each["name"] == name)
        promise.update(size=len(members[name]), sha256=hashlib.sha256(members[name]).hexdigest(), rows=len(told))

    return change


@pytest.fixture
def hub(full: Any, tmp_path: Path, uploads: Path) -> Path:
    """An exported hub; the hub itself is empty again."""
    exporting.export(tmp_path / "hub.zip")
    emptied(uploads)
    return tmp_path / "hub.zip"


@pytest.mark.parametrize(
    ("label", "edit", "message"),
    [
        ("glossary.name", lambda told: told[0].update(term_id=99999), "does not hold together"),
        ("glossary.term", lambda told: told[0].update(slug=told[1]["slug"]), "does not hold together"),
        ("glossary.term", lambda told: told[0].update(state="odd"), "does not hold together"),
        ("glossary.term", lambda told: told[0].pop("slug"), "another version of the hub.*slug"),
        ("glossary.term", lambda told: told[0].update(colour="blue"), "another version of the hub.*colour"),
        ("glossary.term", lambda told: told[0].update(created="soon"), "glossary.term, line 1"),
        ("publishing.version", lambda told: told[0].update(content_type_id="glossary.nothing"), "publishing.version"),
        ("publishing.version", lambda told: told[0].update(content_type_id="nothing"), "publishing.version, line 1"),
        ("glossary.term", lambda told: told[0].update(definition="Half \ud83e a sign"), "glossary.term, line 1"),
        ("glossary.term", lambda told: told[0].update(definition="No \0 letter"), "glossary.term, line 1"),
        ("glossary.term", lambda told: told[1].update(version=10**30), "glossary.term, line 2"),
        ("glossary.term", lambda told: told[1].update(id=None), "glossary.term, line 2"),
        ("publishing.version", lambda told: told[1].update(record={"body": ["\ud83e"]}), "publishing.version, line 2"),
        ("publishing.version", lambda told: told[1].update(record={"bo\0dy": 1}), "publishing.version, line 2"),
        ("publishing.version", lambda told: told[1].update(record={"x": [10**40]}), "publishing.version, line 2"),
    ],
)
def test_rows_that_do_not_fit_leave_nothing_behind(hub, tmp_path, uploads, label, edit, message):
    broken = changed(hub, tmp_path / "broken.zip", with_table(label, edit))
    with taken_back():
        make_person("Resident")
        before = everything()

        with pytest.raises(RefusedError, match=message):
            import_hub(broken, replace=True)

        assert everything() == before
        assert list(uploads.iterdir()) == []
        assert sorted(path.name for path in uploads.parent.iterdir()) == ["uploads"]


def test_when_the_end_fails_the_uploads_are_as_they_were(hub, uploads, monkeypatch):
    (uploads / "a1.webp").write_bytes(b"another one")
    (uploads / "old.webp").write_bytes(b"old")

    def broken(placing):
        real(placing)
        raise OSError("the disk is full")

    real = importing.Placing.place
    monkeypatch.setattr(importing.Placing, "place", broken)
    with pytest.raises(OSError, match="the disk is full"):
        import_hub(hub)

    assert {path.name: path.read_bytes() for path in uploads.iterdir()} == {
        "a1.webp": b"another one",
        "old.webp": b"old",
    }
    assert Term.objects.count() == 0


# What is refused before anything is written


@pytest.fixture
def small(tmp_path: Path, uploads: Path) -> Path:
    """An exported hub with little in it; the hub itself is empty again."""
    with taken_back():
        Notice.objects.bulk_create([Notice(key="disclaimer", title="Disclaimer", text="No advice.")])
        (uploads / "a1.webp").write_bytes(b"picture one")
        (uploads / "b2.webp").write_bytes(bytes(range(256)) * 900)
        exporting.export(tmp_path / "hub.zip")
    for each in uploads.iterdir():
        each.unlink()
    return tmp_path / "hub.zip"


def promise(name: str, data: bytes, **told: Any) -> dict[str, Any]:
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **told}


def adding(name: str, data: bytes = b"x", *, promised: bool = True) -> Any:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] = data
        if promised:
            manifest["members"].append(promise(name, data))

    return change


def setting(**values: Any) -> Any:
    return lambda members, manifest: manifest.update(values)


def on_notices(**values: Any) -> Any:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        next(each for each in manifest["members"] if "notice" in each["name"]).update(values)

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (setting(version=2), "has version 2; this hub reads version 1"),
        (setting(version="1"), "has version '1'"),
        (setting(format="other"), "no exported hub"),
        (setting(members=None), "manifest cannot be read"),
        (setting(members=[1]), "manifest cannot be read"),
        (on_notices(size=-1), "manifest cannot be read"),
        (on_notices(size=True), "manifest cannot be read"),
        (on_notices(sha256="x"), "manifest cannot be read"),
        (on_notices(sha256="0" * 64), "publishing.notice.jsonl is damaged"),
        (on_notices(size=10**9), "not as large as its manifest says"),
        (on_notices(rows=7), "has 1 rows; its manifest says 7"),
        (lambda members, manifest: manifest["members"].append(manifest["members"][0]), "names a member twice"),
        (lambda members, manifest: members.pop("uploads/a1.webp"), "do not agree about uploads/a1.webp"),
        (lambda members, manifest: manifest["members"].pop(), "do not agree about uploads/b2.webp"),
        (adding("uploads/c3.webp", promised=False), "do not agree about uploads/c3.webp"),
        (adding("data/auth.user.jsonl"), "no member of an exported hub"),
        (adding("data/glossary.nothing.jsonl"), "no member of an exported hub"),
        (adding("glossary.term"), "no member of an exported hub"),
        (adding("uploads/../../evil.webp"), "no member of an exported hub"),
        (adding("uploads/../evil.webp"), "no member of an exported hub"),
        (adding("../evil"), "no member of an exported hub"),
        (adding("/etc/passwd"), "no member of an exported hub"),
        (adding("uploads//etc/passwd"), "no member of an exported hub"),
        (adding("uploads/.hidden"), "no member of an exported hub"),
        (adding("uploads/a\\..\\evil.webp"), "no member of an exported hub"),
        (adding("uploads/"), "no member of an exported hub"),
        (adding("uploads/a\nb.webp"), "no member of an exported hub"),
        (adding("C:evil"), "no member of an exported hub"),
        (adding("uploads/a1.webp/evil.webp"), "'uploads/a1.webp' cannot be a file and a folder"),
    ],
)
def test_a_file_that_is_not_exactly_an_exported_hub_is_refused(small, tmp_path, uploads, change, message):
    broken = changed(small, tmp_path / "broken.zip", change)

    with pytest.raises(RefusedError, match=message):
        import_hub(broken)

    assert (Notice.objects.count(), list(uploads.iterdir())) == (0, [])
    assert sorted(path.name for path in uploads.parent.iterdir()) == ["uploads"]


def rewritten(hub: Path, target: Path, **options: Any) -> ZipFile:
    """A zip with everything of the hub, open for more."""
    zipped = ZipFile(target, "w", **options)
    with ZipFile(hub) as source:
        for name in source.namelist():
            zipped.writestr(name, source.read(name))
    return zipped


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(small, tmp_path):
    with rewritten(small, tmp_path / "twice.zip") as zipped:
        zipped.writestr("uploads/a1.webp", b"picture two")

    with pytest.raises(RefusedError, match="'uploads/a1.webp' is in the file 2 times"):
        import_hub(tmp_path / "twice.zip")


def test_a_file_packed_anew_by_hand_is_read_as_well(small, tmp_path):
    rewritten(small, tmp_path / "packed.zip", compression=ZIP_DEFLATED).close()

    assert import_hub(tmp_path / "packed.zip").rows["publishing.notice"] == 1


def test_another_way_of_packing_is_refused(small, tmp_path):
    rewritten(small, tmp_path / "packed.zip", compression=ZIP_BZIP2).close()

    with pytest.raises(RefusedError, match="packed in a way"):
        import_hub(tmp_path / "packed.zip")


def test_a_locked_member_is_refused(small, tmp_path):
    data = bytearray(small.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)

    with pytest.raises(RefusedError, match="locked with a password"):
        import_hub(tmp_path / "locked.zip")


@pytest.mark.parametrize("length", [0, 10, 500])
def test_what_is_no_zip_or_was_cut_is_refused(small, tmp_path, length):
    (tmp_path / "cut.zip").write_bytes(small.read_bytes()[:length])

    with pytest.raises(RefusedError, match="no zip file"):
        import_hub(tmp_path / "cut.zip")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RefusedError, match=r"nothing.zip cannot be read \(No such file or directory\)"):
        import_hub(tmp_path / "nothing.zip")


@pytest.mark.parametrize(("place", "message"), [(6, "no zip file"), (45, "cannot be read"), (27, "larger than")])
def test_a_damaged_list_of_members_is_refused(small, tmp_path, place, message):
    data = bytearray(small.read_bytes())
    data[data.rindex(b"PK\x01\x02") + place] = 0xFF
    (tmp_path / "damaged.zip").write_bytes(data)

    with pytest.raises(RefusedError, match=message):
        import_hub(tmp_path / "damaged.zip")


def test_a_byte_that_changed_on_the_way_is_noticed(small, tmp_path):
    data = bytearray(small.read_bytes())
    data[data.index(b"picture one")] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)

    with pytest.raises(RefusedError, match="uploads/a1.webp is damaged"):
        import_hub(tmp_path / "damaged.zip")


def bomb(hub: Path, target: Path, declared: int) -> Path:
    """A member that says it is small and unpacks to ten megabytes."""
    name = "uploads/bomb.webp"

    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        manifest["members"].append({"name": name, "size": declared, "sha256": "0" * 64})

    changed(hub, target, change)
    with ZipFile(target, "a") as zipped:
        zipped.writestr(name, b"\0" * (10 << 20), compress_type=ZIP_DEFLATED)
    written = bytearray(target.read_bytes())
    # The size is told twice: before the member, and in the list at the end.
    for signature, header, size in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = next(found for found in places(name.encode(), written) if written[found - header :][:4] == signature)
        struct.pack_into("<I", written, place - header + size, declared)
    target.write_bytes(written)
    return target


def places(words: bytes, data: bytearray) -> Iterator[int]:
    place = data.find(words)
    while place >= 0:
        yield place
        place = data.find(words, place + 1)


def test_a_member_that_unpacks_to_more_than_it_says_is_refused(small, tmp_path):
    with pytest.raises(RefusedError, match="bomb.webp is damaged"):
        import_hub(bomb(small, tmp_path / "bomb.zip", 100))


def test_a_member_that_says_it_is_too_large_is_refused(small, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_UPLOAD", 1000)
    with pytest.raises(RefusedError, match="uploads/b2.webp is larger than 1,000 bytes"):
        import_hub(small)

    monkeypatch.setattr(archive, "LARGEST_UPLOAD", 1 << 20)
    monkeypatch.setattr(archive, "LARGEST_HUB", 1000)
    with pytest.raises(RefusedError, match="larger than a hub may be"):
        import_hub(small)


def test_too_many_members_and_too_long_a_line_are_refused(small, monkeypatch):
    monkeypatch.setattr(archive, "LONGEST_LINE", 50)
    with pytest.raises(RefusedError, match="not whole"):
        import_hub(small)

    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    with pytest.raises(RefusedError, match="more than 5 members"):
        import_hub(small)


def test_a_file_from_a_hub_without_one_of_the_tables_is_refused(small, tmp_path):
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        del members["data/glossary.term.jsonl"]
        manifest["members"] = [each for each in manifest["members"] if "glossary.term.jsonl" not in each["name"]]

    with pytest.raises(RefusedError, match="no table glossary.term: another version"):
        import_hub(changed(small, tmp_path / "less.zip", change))


# The file itself


def test_nothing_in_the_file_tells_when_or_where_it_was_made(hub):
    with ZipFile(hub) as zipped:
        told = {(e.date_time, e.create_system, e.external_attr, e.compress_type, e.extra) for e in zipped.infolist()}
        manifest = json.loads(zipped.read("manifest.json"))

    assert {each[:4] for each in told} == {((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16, ZIP_STORED)}
    assert manifest.keys() == {"format", "version", "members"}


def test_moments_are_written_in_utc_with_microseconds(hub):
    with ZipFile(hub) as zipped:
        row = json.loads(zipped.read("data/articles.article.jsonl"))

    assert (row["publish_at"], row["original_date"]) == ("2026-03-01T12:30:15.123456Z", "2011-01-02")


def test_a_value_without_a_form_in_the_file_stops_the_export():
    with pytest.raises(TypeError, match="holds bytes, which has no form"):
        rows._out(LinkCheck._meta.get_field("detail"), b"")


@pytest.mark.django_db(transaction=True)
def test_all_tables_are_those_of_one_moment(tmp_path):
    def write() -> None:
        Notice.objects.create(key="late", title="Late", text="After it began.")
        connection.close()

    writer = threading.Thread(target=write)
    with exporting._one_moment():
        assert list(rows.written(Notice)) == []
        writer.start()
        writer.join(0.5)
        assert list(rows.written(Notice)) == []
    writer.join()

    assert len(list(rows.written(Notice))) == 1
    with ZipFile(io.BytesIO(exported(tmp_path / "hub.zip"))) as zipped:
        assert b"After it began." in zipped.read("data/publishing.notice.jsonl")


def test_an_export_that_fails_leaves_no_half_file(full, tmp_path, monkeypatch):
    def broken(model: Any) -> Iterator[bytes]:
        raise OSError("the disk is full")

    (tmp_path / "hub.zip").write_bytes(b"the one of yesterday")
    monkeypatch.setattr(rows, "written", broken)
    with pytest.raises(OSError, match="the disk is full"):
        exporting.export(tmp_path / "hub.zip")

    assert (tmp_path / "hub.zip").read_bytes() == b"the one of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "hub.zip"]


def test_an_unfinished_upload_and_a_link_are_left_out(full, uploads, tmp_path):
    (uploads / ".new-x").write_bytes(b"half")
    (uploads / "link.webp").symlink_to("/etc/hostname")

    with ZipFile(io.BytesIO(exported(tmp_path / "hub.zip"))) as zipped:
        names = [name for name in zipped.namelist() if name.startswith("uploads/")]
    assert names == ["uploads/a1.webp", "uploads/b2.webp"]


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


def test_a_broken_file_is_said_in_words(tmp_path):
    (tmp_path / "hub.zip").write_bytes(b"x")

    with pytest.raises(CommandError, match="is no zip file that can be read"):
        run("import_hub", str(tmp_path / "hub.zip"))


def test_an_archive_is_closed_when_it_is_refused(tmp_path):
    with ZipFile(tmp_path / "hub.zip", "w") as zipped:
        zipped.writestr("readme.txt", "x")

    with pytest.raises(RefusedError, match="no member of an exported hub"):
        Archive(tmp_path / "hub.zip")
