"""Rows of an exported hub that do not fit: all comes back, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from glossary.models import Term
from ipnb_hub.whole import importing, rows
from ipnb_hub.whole.archive import RefusedError
from ipnb_hub.whole.importing import import_hub
from publishing.models import LinkCheck
from tests.making import make_person
from tests.seeded import taken_back

from .changing import changed
from .full_hub import everything

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


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


def test_a_value_without_a_form_in_the_file_stops_the_export():
    with pytest.raises(TypeError, match="holds bytes, which has no form"):
        rows._out(LinkCheck._meta.get_field("detail"), b"")
