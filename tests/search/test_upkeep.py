"""search/upkeep.py, with its two commands, and search/health.py"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search import health, indexing, upkeep
from search.engine import find
from search.fulltext import full_text
from search.models import Entry, Key, Word

from .conftest import document


@pytest.fixture
def geese(findable):
    group = findable.objects.create(name="Wild geese")
    indexing.index(findable, [group.pk])
    return group


def check():
    """What the command says on its two channels."""
    out, err = StringIO(), StringIO()
    try:
        call_command("search_check", stdout=out, stderr=err)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue().strip(), err.getvalue().splitlines()


AGREE = ("The search index and the content agree.", [])
MENDS = "1 differences. “manage.py search_rebuild” mends them."


def rebuild(**options):
    out = StringIO()
    call_command("search_rebuild", stdout=out, **options)
    return out.getvalue()


def test_an_index_in_step_is_said_to_agree(geese):
    assert check() == AGREE


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda geese: Entry.objects.all().delete(), "auth.group {} (Wild geese) is not in the index."),
        (lambda geese: Key.objects.first().delete(), "auth.group {} (Wild geese) is out of date in the index."),
        (lambda geese: Word.objects.first().delete(), "auth.group {} (Wild geese) is out of date in the index."),
        (
            lambda geese: Entry.objects.update(url="/elsewhere/"),
            "auth.group {} (Wild geese) is out of date in the index.",
        ),
        (
            lambda geese: type(geese).objects.update(name="Grey geese"),
            "auth.group {} (Grey geese) is out of date in the index.",
        ),
        (
            lambda geese: indexing.put("auth.group", 0, document("Ghost")),
            "auth.group 0 (Ghost) is gone, but in the index.",
        ),
        (
            lambda geese: indexing.put("attic.box", 1, document("Box")),
            "attic.box 1 (Box) is gone, but in the index.",
        ),
    ],
)
def test_each_difference_is_named_and_mended(geese, harm, sentence):
    harm(geese)
    assert check() == (MENDS, [sentence.format(geese.pk)])
    assert rebuild() == "The search index has 1 entries.\n"
    assert check() == AGREE


def test_a_full_text_that_differs_from_its_entries_is_named_and_mended(geese):
    if connection.vendor == "sqlite":
        full_text().execute("INSERT INTO search_text(search_text) VALUES ('delete-all')")
    else:
        full_text().execute("UPDATE search_entry SET vector = ''")
    assert check() == (MENDS, ["The full text differs from its entries (1)."])
    rebuild()
    assert check() == AGREE


def test_a_missing_part_of_the_index_is_named_and_mended(geese):
    if connection.vendor == "sqlite":
        name, statement = "search_entry_updated", "DROP TRIGGER search_entry_updated"
    else:
        name, statement = "search_entry_vector", "DROP INDEX search_entry_vector"
    full_text().execute(statement)
    assert check()[1][0].startswith(f"“{name}” is missing")
    rebuild()
    assert check() == AGREE


def test_a_rebuilt_index_finds_what_it_found_before(geese):
    rebuild()
    assert [hit.title for hit in find("wild geese").hits] == ["Wild geese"]


@pytest.mark.once
def test_a_rebuild_leaves_the_full_text_of_sqlite_in_one_part(findable):
    for number in range(3):
        indexing.index(findable, [findable.objects.create(name=f"Goose {number}").pk])
    parts = "SELECT count(DISTINCT segid) FROM search_text_idx"
    assert full_text().execute(parts)[0][0] >= 3  # and what tests before this one have left
    rebuild()
    assert full_text().execute(parts) == [(1,)]


def test_an_index_made_by_other_rules_is_out_of_step_until_it_is_made_anew(geese):
    assert health.in_step()
    assert rebuild(if_needed=True) == ""
    Entry.objects.update(recipe="0 old")
    assert not health.in_step()
    assert rebuild(if_needed=True) == "The search index has 1 entries.\n"
    assert health.in_step()


def test_an_empty_index_is_in_step(db):
    assert health.in_step()
    assert list(upkeep.differences()) == []
