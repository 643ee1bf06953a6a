"""The preview of the Markdown editor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from publishing.desk.preview import REFUSED, TOO_LONG
from publishing.markdown import Text, render
from tests.making import make_article, make_term, make_work

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

    found = answer.json()
    assert found.pop("beside").strip() == ""
    assert found == {
        "html": "<p>Some <em>prose</em>.</p>\n",
        "within": "div.prose",
        "problems": [],
        "facts": ["2 words."],
    }
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
    term, content = make_term("Attunement"), "About attunement."

    own = editor.post(ADDRESS, {"content": content, "field": "glossary.term.body", "key": term.pk}).json()["html"]
    other = editor.post(ADDRESS, {"content": content}).json()["html"]

    assert "/glossary/attunement/" not in own
    assert "/glossary/attunement/" in other


def test_the_definitions_that_the_text_opens_come_along(editor):
    make_term("Attunement", definition="Being in tune with somebody.")

    beside = editor.post(ADDRESS, {"content": "About attunement."}).json()["beside"]

    assert beside.count('<div class="definition" id="define-attunement" popover') == 1
    assert "Being in tune with somebody." in beside
    assert '<symbol id="mark-not-yet-assessed"' in beside


def test_a_text_is_numbered_as_on_its_page(editor):
    """The note of the claim stands behind that of the section that it concerns."""
    make_work("siegel1999"), make_work("schore2003")
    article = make_article(body="## A\n\nSo [@siegel1999].")
    claim = article.claims.create(section="a", says="It is said.", finds="Nothing.")

    html = editor.post(
        ADDRESS, {"content": "Found [@schore2003].", "field": "articles.claim.finds", "key": claim.pk}
    ).json()["html"]

    assert 'aria-label="Source 2">2</button>' in html
    assert article.claims.get().finds == "Nothing."


def test_an_article_is_previewed_even_if_the_right_to_show_it_has_ended(editor):
    article = make_article(body="Old.", rights_end=timezone.now() - timedelta(days=1))

    shown = editor.post(ADDRESS, {"content": "Written.", "field": "articles.article.body", "key": article.pk}).json()

    assert "<p>Written.</p>" in shown["html"]


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 30, "123456789012345678"])
def test_what_is_not_stored_is_shown_for_itself(editor, key):
    answer = editor.post(ADDRESS, {"content": "- a\n\nb", "field": "glossary.term.body", "key": key}).json()

    assert answer["html"] == "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n"


@pytest.mark.parametrize(
    ("field", "content", "html", "within"),
    [
        ("articles.step.purpose", "## *a*\nb", "## <em>a</em>\nb", "p.lede"),
        ("articles.step.cautions", "- a\n\n*b*", "<li>- a</li><li><em>b</em></li>", "ul.dashes"),
        ("articles.example.words", "Attunement [[attunement]]", None, "p.said"),
        ("nonsense", "a", "<p>a</p>\n", "div.prose"),
    ],
)
def test_a_new_row_is_shown_in_the_shape_of_its_field(editor, field, content, html, within):
    make_term("Attunement")
    linked = 'Attunement <a class="term" href="/glossary/attunement/">attunement</a>'

    answer = editor.post(ADDRESS, {"content": content, "field": field}).json()

    assert (answer["html"], answer["within"]) == (html or linked, within)


def test_script_in_the_text_is_shown_as_text(editor):
    html = editor.post(ADDRESS, {"content": "<script>alert(1)</script> <b onclick=x>"}).json()["html"]

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_text_beyond_the_limit_is_refused_in_words(editor):
    answer = editor.post(ADDRESS, {"content": "a" * 100_001})

    assert (answer.status_code, answer.content.decode()) == (413, TOO_LONG)


@pytest.mark.parametrize(
    "content",
    [
        "\0",
        "[@a\0b] [[\0]]",
        "",
        "[@" * 2000,
        "[a](/glossary/%00/) [b](/glossary/%ED%A0%80/) [c](/%) [d](/a\0b/)",
        "![a](/uploads/%00) ![b](/uploads/\0)",
    ],
)
def test_odd_input_is_no_error(editor, content):
    assert editor.post(ADDRESS, {"content": content}).status_code == 200


def test_nothing_sent_is_an_empty_text(editor):
    answer = editor.post(ADDRESS).json()

    assert (answer["html"], answer["problems"], answer["facts"]) == ("", [], [])


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


def test_somebody_who_may_see_terms_alone_sees_no_articles(client):
    user = User.objects.create_user("other", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_term"))
    client.force_login(user)
    article = make_article(body="Secret.", state="draft")
    claim = article.claims.create(section="a", says="It is said.", finds="Secret.")

    asked = [
        ("glossary.term.body", ""),
        ("articles.article.editors_note", article.pk),
        ("articles.claim.says", claim.pk),
    ]
    answers = [client.post(ADDRESS, {"content": "x", "field": field, "key": key}) for field, key in asked]

    assert [answer.status_code for answer in answers] == [200, 403, 403]


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
