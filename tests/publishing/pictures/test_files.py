"""The files of pictures: publishing.picture_files"""

import os
import time

import pytest
from django.contrib.auth.models import Group, User

from publishing import acting
from publishing.models import Picture, SiteVersion
from publishing.pictures import files as picture_files
from publishing.pictures import making as pictures
from publishing.pictures.files import InUse, discard, folder, keep, missing, path_of, remove, strays
from tests.making import make_term
from tests.publishing.pictures.picture_making import drawn, picture, saved

SAID = {"description": "Two halves", "decorative": False, "credit": "A. Painter", "original_name": "x.png"}


@pytest.fixture(autouse=True)
def _own_folder(own_uploads):
    """Each test has an empty folder."""


def files() -> set[str]:
    return {path.name for path in folder().iterdir()}


@pytest.mark.django_db
def test_a_picture_is_kept_with_both_files_and_who_brought_it():
    with acting.by(name="Ed Itor"):
        kept, new = keep(pictures.made(saved(drawn(1000, 500))), **SAID)

    assert new
    assert (kept.width, kept.height, kept.small_width) == (1000, 500, 800)
    assert (kept.description, kept.credit, kept.original_name, kept.added_by) == (
        "Two halves", "A. Painter", "x.png", "Ed Itor",
    )  # fmt: skip
    assert files() == {kept.name, kept.small_name}
    assert pictures.name_of(path_of(kept.name).read_bytes()) == kept.name
    assert pictures.name_of(path_of(kept.small_name).read_bytes()) == kept.small_name


@pytest.mark.django_db
def test_the_same_picture_again_keeps_what_was_said_and_gets_a_credit_it_lacked():
    first = picture(description="One")
    again, new = keep(pictures.made(saved(drawn())), **SAID)

    assert (again.pk, new) == (first.pk, False)
    assert (again.description, again.credit) == ("One", "A. Painter")
    assert keep(pictures.made(saved(drawn())), **{**SAID, "credit": "B."})[0].credit == "A. Painter"
    assert files() == {first.name}


@pytest.mark.django_db
def test_a_file_that_went_missing_comes_back_with_the_next_upload():
    kept = picture()
    path_of(kept.name).unlink()
    assert missing() == [kept.name]
    picture()
    assert missing() == []


@pytest.mark.django_db
def test_a_write_that_fails_leaves_neither_file_nor_row(monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        picture()
    assert files() == set()
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_a_picture_in_use_stays_and_says_where(django_capture_on_commit_callbacks):
    kept = picture()
    term = make_term("Mood", body=f"![Two]({kept.get_absolute_url()})")

    with pytest.raises(InUse) as use:
        remove(kept)

    assert use.value.places[0].words == f"term “{term}”"
    assert path_of(kept.name)


@pytest.mark.django_db
def test_an_unused_picture_goes_with_its_files_once_that_is_certain(django_capture_on_commit_callbacks):
    kept = picture(900)
    with django_capture_on_commit_callbacks(execute=True):
        remove(kept)
        assert files() == {kept.name, kept.small_name}
    assert files() == set()
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_files_of_a_picture_are_never_discarded():
    kept = picture()
    (folder() / "stray.webp").write_bytes(b"x")
    discard([kept.name, "stray.webp", "gone.webp", ""])
    assert files() == {kept.name}


@pytest.mark.django_db
def test_strays_are_files_that_no_picture_names_and_that_have_been_there_for_a_while():
    kept = picture()
    for name, age in (("old.webp", 100), (".new-crashed", 100), ("young.webp", 0)):
        (folder() / name).write_bytes(b"x")
        os.utime(folder() / name, (time.time() - age,) * 2)
    assert list(strays(50)) == [".new-crashed", "old.webp"]
    assert kept.name not in list(strays(0))


@pytest.mark.django_db
def test_every_change_of_a_picture_changes_the_version_of_the_content():
    kept = picture()
    before = SiteVersion.objects.get().token
    kept.credit = "Somebody"
    kept.save()
    assert SiteVersion.objects.get().token != before


@pytest.mark.once
@pytest.mark.parametrize("name", ["../secret_key", "..", "", ".", "a/b.webp", "x.webp", "0" * 32, f"{'0' * 32}.webp\n"])
def test_no_other_name_leads_to_a_file(name):
    (folder().parent / "secret").write_text("x")
    assert picture_files.path_of(name) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "credit"), [("Editors", "A. Painter"), ("Writers", "")])
def test_a_credit_on_live_pages_comes_from_whoever_may_change_it(group, credit):
    keep(pictures.made(saved(drawn())), **{**SAID, "credit": ""})
    account = User.objects.create_user("somebody", is_staff=True)
    account.groups.add(Group.objects.get(name=group))

    with acting.by(account):
        kept, _ = keep(pictures.made(saved(drawn())), **SAID)

    assert (kept.credit, Picture.objects.get().credit) == (credit, credit)
