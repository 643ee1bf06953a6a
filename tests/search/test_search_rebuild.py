"""The command `search_rebuild`: what it tells on a terminal and elsewhere; what it does is in test_upkeep.py"""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from search import indexing, upkeep
from search.models import Entry


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def flocks(findable, monkeypatch):
    """Three findable objects, taken in two at a time."""
    monkeypatch.setattr(upkeep, "chunks", lambda keys: indexing.chunks(keys, 2))
    return [findable.objects.create(name=f"Flock {letter}") for letter in "abc"]


def rebuild(err, **options):
    out = StringIO()
    call_command("search_rebuild", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def bar(full, percent, done):
    return f"\r[{'#' * full}{'.' * (30 - full)}] {percent} %  {done} of 3"


TOLD = "The search index has 3 entries.\n"
DRAWN = bar(0, "  0", 0) + bar(20, " 66", 2) + bar(30, "100", 3) + "\n"


def test_on_a_terminal_one_line_is_drawn_again_and_again(flocks):
    assert rebuild(Terminal()) == (TOLD, DRAWN)
    assert rebuild(Terminal(), force_color=True) == (TOLD, DRAWN)


def test_nothing_is_drawn_elsewhere(flocks):
    assert rebuild(StringIO()) == (TOLD, "")


def test_each_model_has_a_line_where_more_is_asked_for(flocks):
    assert rebuild(StringIO(), verbosity=2) == (f"auth.group: 3\n{TOLD}", "")
    assert rebuild(Terminal(), verbosity=2) == (f"auth.group: 3\n{TOLD}", DRAWN)


def test_a_quiet_rebuild_says_nothing_on_a_terminal_either(flocks):
    assert rebuild(Terminal(), verbosity=0) == ("", "")
    assert Entry.objects.count() == 3


def test_a_rebuild_that_is_not_needed_draws_nothing(flocks):
    indexing.index(type(flocks[0]), [each.pk for each in flocks])
    assert rebuild(Terminal(), if_needed=True) == ("", "")


def test_the_bar_of_an_empty_hub_is_full(findable):
    told = "The search index has 0 entries.\n"
    assert rebuild(Terminal()) == (told, f"\r[{'#' * 30}] 100 %  0 of 0\n")


def test_the_line_is_left_when_a_rebuild_breaks_off_and_the_old_index_stays(flocks, monkeypatch):
    rebuild(StringIO())
    terminal = Terminal()

    def refuse(group):
        raise ZeroDivisionError

    monkeypatch.setattr(type(flocks[0]), "search_document", refuse)
    with pytest.raises(ZeroDivisionError):
        rebuild(terminal)
    assert terminal.getvalue() == bar(0, "  0", 0) + "\n"
    assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_no_other_writer_comes_in_while_the_index_is_made_anew_but_readers_do(shelve):
    shelve("Attunement")
    told = []

    def meanwhile(done, total):
        with ThreadPoolExecutor(1) as others:
            told.append(others.submit(read_and_write).result())

    upkeep.rebuild(meanwhile)
    assert told == [(1, "refused")]
    assert read_and_write() == (0, "written")


def read_and_write():
    """What another connection, which does not wait, reads and whether it may write."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0" if connection.vendor == "sqlite" else "SET lock_timeout = '10ms'")
    try:
        number = Entry.objects.count()
        Entry.objects.update(label="other")
    except OperationalError:
        return number, "refused"
    else:
        return number, "written"
    finally:
        connection.close()
