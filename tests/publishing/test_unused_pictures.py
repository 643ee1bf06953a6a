"""The command that lists and removes unused pictures: manage.py unused_pictures"""

import os
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publishing.models import Draft, Picture
from publishing.pictures.files import folder
from tests.filling import editor
from tests.making import make_term
from tests.publishing.pictures.picture_making import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_uploads")]


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("unused_pictures", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def three():
    """An unused picture, one in a text, one in what somebody has not saved yet; and two files of nobody."""
    unused, used, drafted = picture(40), picture(1000), picture(60)
    Picture.objects.update(created=timezone.now() - timedelta(days=8))
    make_term("Mood", body=f"![x]({used.small_url})")
    Draft.objects.create(editor=editor(), form="x", data=[["body", f"![x]({drafted.get_absolute_url()})"]])
    for name, age in (("old.webp", 8), ("young.webp", 6)):
        (folder() / name).write_bytes(b"x")
        os.utime(folder() / name, (time.time() - age * 24 * 3600,) * 2)
    return unused, used, drafted


def test_it_lists_what_is_unused_and_removes_nothing(three):
    unused, _, _ = three
    assert run() == [
        "Pictures that nothing shows: 1",
        f"  {unused.name}  Two halves",
        "Files that belong to no picture: 1",
        "  old.webp",
        "Pictures that were taken down: 0",
        "Pictures whose file is missing: 0",
        "Pictures that are named and not there: 0",
        "Nothing was removed. With --remove, these pictures and files are.",
    ]
    assert Picture.objects.count() == 3
    assert len(list(folder().iterdir())) == 6


def test_it_removes_exactly_what_it_lists(three, django_capture_on_commit_callbacks):
    _, used, drafted = three
    with django_capture_on_commit_callbacks(execute=True):
        assert run("--remove")[-1] == "Pictures removed: 1. Files removed: 1."
    assert set(Picture.objects.all()) == {used, drafted}
    assert {path.name for path in folder().iterdir()} == {used.name, used.small_name, drafted.name, "young.webp"}
    assert run()[0] == "Pictures that nothing shows: 0"


def test_what_was_added_a_moment_ago_is_spared_unless_asked_otherwise():
    kept = picture()
    assert run()[0] == "Pictures that nothing shows: 0"
    assert run("--days", "0")[1] == f"  {kept.name}  Two halves"


@pytest.mark.parametrize("days", ["-1", "soon", "99999999"])
def test_an_odd_number_of_days_is_refused(days):
    with pytest.raises(CommandError, match="a whole number from 0 to 36,500, please"):
        run(f"--days={days}")


def test_it_tells_of_files_and_pictures_that_texts_miss():
    kept, absent = picture(), f"{'0' * 32}.webp"
    (folder() / kept.name).unlink()
    make_term("Mood", body=f"![x]({kept.get_absolute_url()}) ![y](/uploads/{absent})")
    found = run()
    assert found[3:5] == ["Pictures whose file is missing: 1", f"  {kept.name}"]
    assert found[5] == "Pictures that are named and not there: 1"
    assert found[6].startswith(f"  {absent}  in term “Mood”")
