"""What every page shows: the notices."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from ipnb_hub.context import notices, site
from publishing.models import Notice
from tests.making import make_term
from tests.shown import links, see, words

pytestmark = pytest.mark.django_db


def test_notices_are_found_by_their_keys_with_underscores() -> None:
    Notice.objects.create(key="crisis-note", title="Help now", text="Call **988**.")
    Notice.objects.create(key="disclaimer", title="For learning", text="No *treatment*.")
    assert {key: (each.title, each.html.strip()) for key, each in notices().items()} == {
        "crisis_note": ("Help now", "<p>Call <strong>988</strong>.</p>"),
        "disclaimer": ("For learning", "<p>No <em>treatment</em>.</p>"),
    }


def test_a_notice_links_only_terms_that_its_editor_links_and_opens_no_definition(client: Client) -> None:
    make_term("Empathy")
    make_term("Attunement")
    Notice.objects.create(key="disclaimer", title="To learn", text="With empathy. About [[attunement|tuning in]].")
    foot = see(client, "/search/").one("footer")
    assert "With empathy. About tuning in." in words(foot)
    assert [each for each in links(foot) if "/glossary/a" in each[1] or "/glossary/e" in each[1]] == [
        ("tuning in", "/glossary/attunement/")
    ]
    assert not [each for each in foot.iter("button") if "popovertarget" in each.attrib]


def test_a_hub_without_notices_still_says_what_it_is_not(client: Client) -> None:
    assert notices() == {}
    foot = words(see(client, "/glossary/").one("footer"))
    assert (
        "For learning, not for treatment These pages are for learning. They are not therapy or medical advice." in foot
    )
    assert "Help now This site cannot answer emergencies." in foot


def test_every_page_ends_with_the_notices_that_editors_wrote(client: Client) -> None:
    Notice.objects.create(key="crisis-note", title="If today is hard", text="Call **988**.")
    Notice.objects.create(key="disclaimer", title="Only to learn", text="No *treatment*. <script>x</script>")
    for address in ("/", "/glossary/", "/search/", "/references/"):
        foot = see(client, address).one("footer")
        assert "Only to learn No treatment. <script>x</script>" in words(foot)
        assert "If today is hard Call 988." in words(foot)
        assert not [*foot.iter("script")]


def test_notices_are_asked_for_once_and_only_where_they_are_shown(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        context = site(RequestFactory().get("/"))
    notices()
    with django_assert_num_queries(2):  # the notices, and whether rendered texts still hold
        assert not context["notices"]
        assert not context["notices"]
