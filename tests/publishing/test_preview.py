"""The preview of the Markdown editor."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse

from publishing.markdown import Text, render
from publishing.preview import REFUSED, TOO_LONG
from tests.making import make_term, make_work

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/markdown/preview/"


@pytest.fixture
def editor(client):
    user = User.objects.create_user("ed", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


def test_the_editors_text_comes_back_as_the_reader_sees_it(editor):
    answer = editor.post(ADDRESS, {"content": "Some *prose*."})

    assert answer.json() == {"html": "<p>Some <em>prose</em>.</p>\n", "problems": []}
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_widget_asks_at_this_address():
    assert reverse("markdownx_markdownify") == ADDRESS


def test_what_is_being_written_is_not_kept(editor, monkeypatch):
    kept = []
    monkeypatch.setattr(caches["default"], "set", lambda key, *_: kept.append(key))

    shown = editor.post(ADDRESS, {"content": "Written *once*."}).json()["html"]
    assert [key for key in kept if key.startswith("publishing.markdown.")] == []

    assert render(Text("Written *once*.")).html == (shown,)
    assert len([key for key in kept if key.startswith("publishing.markdown.")]) == 1


def test_an_unknown_key_is_named(editor):
    make_work("siegel1999")

    problems = editor.post(ADDRESS, {"content": "So it is [@siegel1999] [@nobody2001]."}).json()["problems"]

    assert len(problems) == 1
    assert "nobody2001" in problems[0]


def test_a_term_is_not_linked_in_its_own_text(editor):
    make_term("Attunement")
    content = "About attunement."

    own = editor.post(ADDRESS, {"content": content, "about": "glossary.term:attunement"}).json()["html"]
    other = editor.post(ADDRESS, {"content": content}).json()["html"]

    assert "/glossary/attunement/" not in own
    assert "/glossary/attunement/" in other


@pytest.mark.parametrize("about", ["nonsense", "auth.user:ed", "glossary.term:", f"glossary.term:{'a' * 300}"])
def test_an_impossible_subject_is_left_aside(editor, about):
    answer = editor.post(ADDRESS, {"content": "x", "about": about})

    assert answer.json()["html"] == "<p>x</p>\n"


def test_script_in_the_text_is_shown_as_text(editor):
    html = editor.post(ADDRESS, {"content": "<script>alert(1)</script> <b onclick=x>"}).json()["html"]

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_text_beyond_the_limit_is_refused_in_words(editor):
    answer = editor.post(ADDRESS, {"content": "a" * 100_001})

    assert (answer.status_code, answer.content.decode()) == (413, TOO_LONG)


@pytest.mark.parametrize("content", ["\0", "[@a\0b] [[\0]]", "", "[@" * 2000])
def test_odd_input_is_no_error(editor, content):
    assert editor.post(ADDRESS, {"content": content}).status_code == 200


def test_nothing_sent_is_an_empty_text(editor):
    assert editor.post(ADDRESS).json() == {"html": "", "problems": []}


def test_looking_at_the_address_is_refused(editor):
    assert editor.get(ADDRESS).status_code == 405


def test_a_visitor_is_refused_in_words(client):
    answer = client.post(ADDRESS, {"content": "x"})

    assert (answer.status_code, answer.content.decode()) == (403, REFUSED)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_staff": False}])
def test_somebody_without_a_right_to_content_is_refused(client, fields):
    client.force_login(User.objects.create_user("other", **fields))

    assert client.post(ADDRESS, {"content": "x"}).status_code == 403


def test_an_editor_who_is_no_longer_staff_is_refused(client):
    user = User.objects.create_user("ed", is_staff=False)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)

    assert client.post(ADDRESS, {"content": "x"}).status_code == 403


def test_another_site_cannot_ask_in_the_editors_name():
    strict = Client(enforce_csrf_checks=True)
    user = User.objects.create_user("ed", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    strict.force_login(user)

    assert strict.post(ADDRESS, {"content": "x"}).status_code == 403


@pytest.mark.parametrize("address", ["/admin/markdown/no-upload/", "/markdownx/upload/", "/admin/markdownx/upload/"])
def test_there_is_no_address_for_uploads(editor, address):
    with pytest.raises(NoReverseMatch):
        reverse("markdownx_upload")
    assert editor.post(address, {"image": "x"}).status_code == 404
