"""The Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from glossary.models import Term
from ipnb_hub import feeds
from publishing.changes import gathered
from publishing.models import State
from resources.models import Resource
from tests.making import make_article, make_outline, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "https://hub.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"
# The stamp, four kinds of texts with what each shows, and the works that they cite.
QUERIES = 33


@pytest.fixture(autouse=True)
def _public(settings) -> None:
    settings.HUB_URL = HUB


def read(client: Client) -> Any:
    """The feed as an independent reader sees it, exactly as it was written."""
    response = client.get("/feed/")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def entry(client: Client) -> Any:
    (only,) = read(client).entries
    return only


def html(client: Client) -> str:
    (content,) = entry(client).content
    assert content.type == "text/html"
    return str(content.value)


def titles(client: Client) -> list[str]:
    return [each.title for each in read(client).entries]


def dated(thing: Any, **moments: datetime) -> Any:
    """The thing as if it had been made long ago, and last saved then."""
    moments = {"created": datetime(2020, 1, 1, tzinfo=UTC), **moments}
    type(thing)._base_manager.filter(pk=thing.pk).update(**moments)
    return thing


def test_the_feed_says_whose_it_is_and_where_it_stands(client: Client) -> None:
    make_term("Attunement")
    feed = read(client).feed
    assert (feed.title, feed.author, feed.id, feed.language) == ("IPNB Hub", "IPNB Hub", f"{HUB}/feed/", "en-US")
    assert {(each.rel, each.href) for each in feed.links} == {("alternate", f"{HUB}/"), ("self", f"{HUB}/feed/")}


def test_every_entry_has_what_the_standard_asks_for_once(client: Client) -> None:
    make_article("The basics", body="One.")
    make_outline(steps=2)
    make_term("Attunement")
    root = ET.fromstring(client.get("/feed/").content)  # noqa: S314 our own answer
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 5
    for each in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1
    for each in entries:
        names = sorted(child.tag.removeprefix(ATOM) for child in each)
        assert names == ["category", "content", "id", "link", "published", "summary", "title", "updated"]
    identities = [each.findtext(f"{ATOM}id") for each in entries]
    assert len({*identities}) == 5
    assert root.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")


def test_what_the_public_may_not_see_is_in_no_feed(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    make_term("Draft", state=State.DRAFT)
    make_term("Retired", state=State.RETIRED)
    make_article("Scheduled", publish_at=tomorrow)
    make_article("Expired", expires_at=tomorrow - timedelta(days=2))
    make_outline("In review", steps=1, state=State.IN_REVIEW)
    make_article("Privacy", kind="page")
    assert titles(client) == []


def test_the_newest_comes_first_and_what_begins_later_counts_from_its_beginning(client: Client) -> None:
    now = timezone.now()
    dated(make_term("Old"), updated=now - timedelta(days=9))
    dated(make_term("New"), updated=now - timedelta(days=1))
    begin = now - timedelta(hours=1)
    dated(make_article("Scheduled long ago", publish_at=begin), updated=now - timedelta(days=30))
    outline = make_outline("Outline", steps=1, publish_at=now - timedelta(days=5))
    dated(outline, updated=now - timedelta(days=30))
    dated(outline.steps.get(), updated=now - timedelta(days=30))
    assert titles(client) == ["Scheduled long ago", "New", "Outline", "The step 1", "Old"]
    first = read(client).entries[0]
    assert datetime.fromisoformat(first.updated) == begin
    assert datetime.fromisoformat(read(client).feed.updated) == begin


def test_the_feed_holds_the_newest_thirty(client: Client) -> None:
    with gathered():
        for number in range(31):
            dated(make_term(f"Term {number}"), updated=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number))
    assert titles(client) == [f"Term {number}" for number in range(30, 0, -1)]


def test_an_entry_keeps_its_name_when_its_address_changes(client: Client) -> None:
    term = dated(make_term("Attunement"), created=datetime(2026, 2, 3, tzinfo=UTC))
    before = entry(client)
    term = Term.objects.get()
    term.slug = "attuning"
    term.save()
    after = entry(client)
    assert (before.link, after.link) == (f"{HUB}/glossary/attunement/", f"{HUB}/glossary/attuning/")
    assert before.id == after.id == f"tag:hub.example.org,2026-02-03:term/{term.pk}"
    assert before.published == after.published == "2026-02-03T00:00:00+00:00"
    assert before.updated < after.updated


def test_a_term_comes_in_full(client: Client) -> None:
    make_work("siegel1999", title="The Developing Mind")
    term = make_term("Attunement", "affect attunement", body="**Met**.[@siegel1999] See [below](#known).")
    Term.objects.filter(pk=term.pk).update(evidence_note="Firm & fair.", evidence_status="supported")
    text = html(client)
    assert entry(client).summary == "What Attunement means."
    assert "<p>Also found under: affect attunement.</p>" in text
    assert "<b>Supported.</b> Firm &amp; fair." in text
    source = f'<sup><a href="{HUB}/glossary/attunement/#source-1">[1]</a></sup>'
    assert f'<strong>Met</strong>.{source} See <a href="{HUB}/glossary/attunement/#known">below</a>.' in text
    assert "<cite> The Developing Mind</cite>" in text


def test_an_article_comes_with_its_claims_and_whose_ideas_they_are(client: Client) -> None:
    article = make_article(
        "The basics",
        body="Before.\n\n## Genes\n\nWhat genes do.",
        editors_note="Ours.",
        added_information="Added.",
        rights_basis="own-words",
        rights_statement="His & ours.",
        original_title="The Original",
        original_url="https://example.org/original",
        byline="Christopher Diggins, MA",
        rights_holder="Christopher Diggins",
    )
    article.authors.create(name="Christopher Diggins")
    article.claims.create(section="genes", says="They change.", finds="They do not.", wording="Marks change.")
    text = html(client)
    places = [text.index(words) for words in ("Ours.", "Before.", "<h2>Genes</h2>", "They change.", "Added.")]
    assert places == sorted(places)
    assert "after the article by Christopher Diggins, MA" in text
    assert '<a href="https://example.org/original">Read the original</a>.' in text
    assert "All rights in the original: Christopher Diggins." in text
    assert f'For learning, not for treatment. <a href="{HUB}/about/help-now/">Help now</a>' in text
    assert entry(client).rights == "His & ours."
    assert "author" not in entry(client)


def test_a_text_that_is_reprinted_bears_the_names_of_its_authors(client: Client) -> None:
    article = make_article("Reprinted", rights_basis="permission")
    article.authors.create(name="Ann Author")
    article.authors.create(name="Bo Writer", order=1)
    assert entry(client).author == "Ann Author, Bo Writer"


def test_a_text_whose_rights_have_ended_is_in_no_feed(client: Client) -> None:
    make_article("Lent", standfirst="Of old.", body="Secret.", rights_end=timezone.now() - timedelta(days=1))
    assert "Secret" not in client.get("/feed/").content.decode()
    assert "<p>Of old.</p>" in html(client)
    assert "the permission to show it has ended" in html(client)


def test_an_outline_leads_to_its_steps_and_each_step_comes_in_full(client: Client) -> None:
    outline = make_outline(steps=1, safety_box="Stop if it hurts.")
    step = outline.steps.get()
    step.examples.create(situation="Silence.", words="Take your time.", why="To wait.")
    one, whole = read(client).entries
    assert (whole.title, one.title) == ("Three steps", "The step 1")
    assert f'<a href="{HUB}/practice/three-steps/step-1/">The step 1</a>' in whole.content[0].value
    assert "Stop if it hurts." in whole.content[0].value
    for words in ("<b>To help.</b>", "<li>Listens.</li><li>Asks.</li>", "<dd>Take your time.</dd>"):
        assert words in one.content[0].value


def test_an_entry_tells_first_what_was_revised_last(client: Client) -> None:
    term = make_term("Attunement")
    term.revisions.create(date=date(2026, 3, 1), what="An older change.")
    term.revisions.create(date=date(2026, 4, 1), what="The evidence.", why="A new study.")
    assert html(client).startswith("<p><em>Revised on April 1, 2026: The evidence. Why: A new study.</em></p>")
    assert "An older change." not in html(client)


def test_what_no_xml_may_hold_is_left_out(client: Client) -> None:
    make_article("A \x0b\x1f\ufffeB", slug="a", standfirst="C \x08D & <b>", body="E \x0cF")
    found = entry(client)
    assert (found.title, found.summary) == ("A B", "C D & <b>")
    assert "<p>E" in html(client)


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_as_many_queries_for_three_of_each_kind_as_for_one(
    client: Client, number: int, django_assert_num_queries
) -> None:
    make_work("shared1999")
    with gathered():
        for each in range(number):
            cited = f"[@{make_work(f'work{each}').key}] and [@shared1999, p. {each + 1}]"
            make_term(f"Term {each}", body=f"Text.{cited}").revisions.create(date=date(2026, 3, 1), what="All.")
            article = make_article(f"Article {each}", body=f"Text.{cited}")
            article.authors.create(name="Ann Author")
            claim = article.claims.create(says="So.", finds=f"Not so.{cited}")
            claim.citations.create(resource=Resource.objects.get(key=f"work{each}"), stance="disputes")
            step = make_outline(f"Outline {each}", safety_box=f"Stop.{cited}").steps.get()
            step.findings.create(claim="It helps.").citations.create(resource=Resource.objects.get(key=f"work{each}"))
    client.get("/feed/")
    with django_assert_num_queries(QUERIES):
        client.get("/feed/")


def test_a_hub_without_texts_has_a_feed_without_entries(client: Client) -> None:
    assert read(client).entries == []
    assert feeds.NEWEST == 30
    assert not Article.objects.exists()
