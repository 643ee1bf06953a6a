"""Articles and the pages about the site, as readers see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, PracticeOutline
from publishing.changes import gathered
from publishing.models import State
from tests.articles.views_content import PRINTED, make_articles
from tests.making import make_article, make_outline
from tests.seeded import taken_back
from tests.shown import in_order, see, words

pytestmark = pytest.mark.django_db

NOT_LIVE = (State.DRAFT, State.IN_REVIEW, State.RETIRED)
LISTED = [
    *("Basics", "Claims", "Dated", "Ended", "Inside", "Listing", "Long", "Named", "Noted", "Parts", "Short", "Sparse"),
    *("Until", "What it is"),
]


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test reads the same articles; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_articles()
            for state in NOT_LIVE:
                make_article(f"Not {state}", state=state)
                make_article(f"Privacy {state}", kind="page", state=state)
                make_outline(f"Not {state}", state=state)
        Article.objects.filter(slug="dated").update(updated=datetime(2026, 5, 1, tzinfo=UTC))
        Article.objects.filter(slug="ended").update(rights_end=timezone.now() - timedelta(minutes=1))
        yield


def claims_of(section: Any) -> list[str]:
    return [words(each) for each in section.iter("div") if each.attrib.get("class") == "claim"]


def test_without_articles_the_list_says_so(client: Client) -> None:
    Article.objects.update(state=State.DRAFT)
    assert "Nothing is published here yet." in see(client, "/articles/").text


def test_articles_stand_by_title_with_origin_and_without_the_pages_about_the_site(client: Client) -> None:
    page = see(client, "/articles/")
    assert page.all("h2") == LISTED
    assert in_order(page.text, ["Basics", "Article", "Chris Writer, MA, LMHC", "The Blog, December 1, 2009"])
    assert in_order(page.text, ["What it is", "So it is.", "Overview"])


@pytest.mark.once
def test_an_article_says_who_wrote_it_where_it_comes_from_and_on_what_right(client: Client) -> None:
    page = see(client, "/articles/basics/")
    assert page.heading == "Basics"
    assert "Guided summary" in page.text
    assert (
        "In short. Summary written for this site, after the article by Chris Writer, MA, LMHC, first published by "
        "The Blog on December 1, 2009. Read the original. All rights in the original: Chris Writer."
    ) in page.text
    facts = page.pairs("About this page")
    assert facts.pop("Revised")
    assert facts == {
        "Original": (
            "Chris Writer, MA, LMHC: “The Basics of It”, The Blog, December 1, 2009. https://blog.example.org/basics"
        ),
        "Author": "Chris Writer, Contributor",
        "Also appeared": "Another blog, April 10, 2010. Found it useful. https://b.example.org/",
        "Gaps in the copy": "Breaks off once.",
        "Rights": "A summary in our words. Where to write",
        "Reviewed": "Not yet reviewed by an editor.",
        "Change log": "No change has been entered so far.",
    }
    assert ("Chris Writer", "/people/chris-writer/") in page.links()


@pytest.mark.once
def test_what_is_not_known_of_an_original_leaves_no_gap(client: Client) -> None:
    page = see(client, "/articles/sparse/")
    assert "“The Basics of It”, first published by The Paper." in page.text
    assert page.pairs("About this page")["Original"] == "“The Basics of It”, The Paper."
    assert see(client, "/articles/").text.count("The Paper,") == 0


@pytest.mark.once
def test_the_evidence_of_rights_and_the_note_for_a_draft_author_stay_inside(client: Client) -> None:
    page = see(client, "/articles/inside/")
    assert "drawer" not in page.html
    assert page.pairs("About this page")["Author"] == "H. Hidden, Author"
    assert "/people/" not in page.html


@pytest.mark.once
def test_claims_follow_their_section_and_say_who_said_it(client: Client) -> None:
    page = see(client, "/articles/claims/")
    first, second = (each for each in page.main.iter("section") if each.get("class") == "part" and not each.keys()[1:])
    assert (words(first), claims_of(first)) == ("1 One First.", [])
    assert claims_of(second) == [
        (
            "A claim that needs qualifying The author says that Research finds Not that Debated "
            "In today’s words In part. Disputes the claim: Siegel 20031 · Supports the claim: Siegel 19992"
        )
    ]
    assert claims_of(page.section("Information added by the blog")) == [
        "A claim that needs qualifying The added information says the other Research finds Not the other"
    ]
    assert in_order(page.text, ["First.", "Second.", "A claim that", "Some more.", "A claim that"])


@pytest.mark.once
def test_the_parts_of_an_article_are_listed_at_its_side(client: Client) -> None:
    page = see(client, "/articles/parts/")
    contents = page.section("On this page")
    assert page.links(contents) == [
        ("One & all", "#one-all"),
        ("Two", "#two"),
        ("Information added by the blog", "#added-information"),
        ("Terms on this page", "#terms"),
        ("Works the article names", "#named"),
        ("Sources", "#sources"),
        ("Further sources", "#further"),
        ("About this page", "#about-this"),
    ]
    assert {href[1:] for _, href in page.links(contents)} <= set(page.ids())


@pytest.mark.once
def test_the_editor_s_note_is_set_apart(client: Client) -> None:
    page = see(client, "/articles/noted/")
    assert words(page.section("Editor’s note")) == "Editor’s note We think so."
    assert page.lines("What you will learn") == ["One thing.", "Another."]
    assert "Content note: Speaks of loss." in page.text


@pytest.mark.once
def test_works_that_the_article_names_stand_with_how_sure_that_is(client: Client) -> None:
    page = see(client, "/articles/named/")
    assert page.pairs("Works the article names") == {
        "Schore’s book Probable": "Siegel, D. J. (1994). The book w. One of two.",
        "A study Doubtful": "Nobody knows which.",
        "Another Certain": "",
    }
    assert "Unseen" not in page.html


def test_resources_and_terms_of_the_article_are_listed_without_drafts(client: Client) -> None:
    page = see(client, "/articles/listing/")
    assert page.lines("Listed with the article") == ["The book b Book Note b.", "The book a Book Note a."]
    assert page.pairs("How the article uses its words") == {"Word b": "Used as b.", "Word a": "Used as a."}
    assert "Word c" not in page.html


@pytest.mark.once
def test_the_reading_time_counts_all_words(client: Client) -> None:
    assert "1 minute " in see(client, "/articles/short/").text
    assert "3 minutes " in see(client, "/articles/long/").text


def test_when_the_rights_have_ended_only_standfirst_attribution_and_link_remain(client: Client) -> None:
    page = see(client, "/articles/ended/")
    assert "secret" not in page.html
    assert page.section("Sources") is None
    assert page.section("Terms on this page") is None
    assert "In short." in page.text
    assert "The text is not shown here, because the permission to show it has ended." in page.text
    assert "By Chris Writer, MA, LMHC, first published by The Blog on December 1, 2009." in page.text
    assert ("Read the original", "https://blog.example.org/basics") in page.links()


def test_until_the_rights_end_the_text_is_shown(client: Client) -> None:
    assert "The text." in see(client, "/articles/until/").text


@pytest.mark.parametrize(
    ("title", "address", "elsewhere"),
    [
        ("Basics", "/articles/basics/", "/about/basics/"),
        ("What it is", "/articles/what-it-is/", "/about/what-it-is/"),
        ("Privacy", "/about/privacy/", "/articles/privacy/"),
    ],
)
def test_each_kind_has_one_address(client: Client, title: str, address: str, elsewhere: str) -> None:
    assert see(client, address).heading == title
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize("state", NOT_LIVE)
def test_what_is_not_published_is_not_found(client: Client, state: str) -> None:
    assert Article.objects.filter(state=state).count() == 2
    assert PracticeOutline.objects.get(state=state).steps.count() == 1
    addresses = ("/articles/not-{}/", "/about/privacy-{}/", "/practice/not-{}/", "/practice/not-{}/step-1/")
    assert [client.get(address.format(state)).status_code for address in addresses] == [404] * 4
    assert "Not " not in see(client, "/practice/").text


@pytest.mark.once
def test_the_page_about_the_site_has_the_short_address(client: Client) -> None:
    assert "Who we are." in see(client, "/about/").text
    assert Article.objects.get(slug="about").get_absolute_url() == "/about/"


@pytest.mark.once
@pytest.mark.parametrize(
    ("contact", "said", "address"),
    [
        ("", "Whoever runs this copy of the hub has not set a contact address yet.", ""),
        ("hub@example.org", "Write to hub@example.org.", "mailto:hub@example.org"),
        ("https://example.org/write", "Write to https://example.org/write.", "https://example.org/write"),
    ],
)
def test_the_contact_page_shows_the_address_of_this_hub(
    client: Client, settings: Any, contact: str, said: str, address: str
) -> None:
    settings.HUB_CONTACT = contact
    page = see(client, "/about/contact/")
    assert said in page.text
    assert (address in [href for _, href in page.links()]) is bool(address)
    assert "contact address" not in see(client, "/about/privacy/").text


@pytest.mark.once
def test_dates_are_shown_in_the_reader_s_language(client: Client) -> None:
    facts = see(client, "/articles/dated/").pairs("About this page")
    assert facts["Reviewed"] == "Last reviewed by an editor on March 5, 2026."
    assert facts["Revised"] == "May 1, 2026"


def test_the_list_of_articles_takes_three_queries(client: Client, django_assert_num_queries) -> None:
    for more in (0, 3):
        with gathered():
            for n in range(more):
                make_article(f"Article {n}", **PRINTED)
        client.get("/articles/")
        with django_assert_num_queries(3):
            assert len(see(client, "/articles/").all("h2")) == len(LISTED) + more
