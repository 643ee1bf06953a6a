"""Articles and the pages about the site, as readers see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Claim
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import in_order, see, words

pytestmark = pytest.mark.django_db

PRINTED: dict[str, Any] = {
    "byline": "Chris Writer, MA, LMHC",
    "original_title": "The Basics of It",
    "original_outlet": "The Blog",
    "original_date": date(2009, 12, 1),
    "original_url": "https://blog.example.org/basics",
    "rights_basis": Article.Rights.OWN_WORDS,
    "rights_holder": "Chris Writer",
    "rights_statement": "A summary in our words.",
}


def claim(article: Article, says: str, **fields: Any) -> Claim:
    fields = {"section": "one", "finds": f"Not {says}", **fields}
    return Claim.objects.create(article=article, says=says, **fields)


def claims_of(section: Any) -> list[str]:
    return [words(each) for each in section.iter("div") if each.attrib.get("class") == "claim"]


def test_without_articles_the_list_says_so(client: Client) -> None:
    assert "Nothing is published here yet." in see(client, "/articles/").text


def test_articles_stand_by_title_with_origin_and_without_the_pages_about_the_site(client: Client) -> None:
    make_article("What it is", kind="overview", standfirst="In short.")
    make_article("Basics", **PRINTED)
    make_article("Privacy", kind="page")
    make_article("Unseen", state=State.DRAFT)
    page = see(client, "/articles/")
    assert page.all("h2") == ["Basics", "What it is"]
    assert in_order(page.text, ["Basics", "Article", "Chris Writer, MA, LMHC", "The Blog, December 1, 2009"])
    assert in_order(page.text, ["What it is", "In short.", "Overview"])


@pytest.mark.once
def test_an_article_says_who_wrote_it_where_it_comes_from_and_on_what_right(client: Client) -> None:
    someone = make_person("Chris Writer")
    article = make_article("Basics", standfirst="In short.", gaps="Breaks off once.", **PRINTED)
    article.authors.create(name="Chris Writer", role="Contributor", person=someone)
    article.other_publications.create(
        outlet="Another blog", date=date(2010, 4, 10), url="https://b.example.org/", remark="Found it useful."
    )
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
    make_article("Basics", original_title="The Basics of It", original_outlet="The Blog")
    page = see(client, "/articles/basics/")
    assert "“The Basics of It”, first published by The Blog." in page.text
    assert page.pairs("About this page")["Original"] == "“The Basics of It”, The Blog."
    assert see(client, "/articles/").text.count("The Blog,") == 0


@pytest.mark.once
def test_the_evidence_of_rights_and_the_note_for_a_draft_author_stay_inside(client: Client) -> None:
    article = make_article(rights_evidence="A letter in the drawer")
    article.authors.create(name="H. Hidden", role="Author", person=make_person("Hidden", state=State.DRAFT))
    page = see(client, "/articles/the-basics/")
    assert "drawer" not in page.html
    assert page.pairs("About this page")["Author"] == "H. Hidden, Author"
    assert "/people/" not in page.html


@pytest.mark.once
def test_claims_follow_their_section_and_say_who_said_it(client: Client) -> None:
    article = make_article(body="## One\n\nFirst.\n\n## Two\n\nSecond.", added_information="Some *more*.")
    dispute = claim(article, "that", section="two", status="debated", wording="In part.", order=1)
    dispute.citations.create(resource=make_work("schore2003", year=2003), stance="disputes")
    dispute.citations.create(resource=make_work("siegel1999", year=1999), stance="supports")
    dispute.citations.create(resource=make_work("fosha2000", year=2000), stance="context")
    claim(article, "the other", section="added-information", said_by="added", order=2)
    page = see(client, "/articles/the-basics/")
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
    make_term()
    article = make_article(body="## One & all\n\nOn attunement.[@w]\n\n## Two\n\nEnd.", added_information="More.")
    work = make_work("w")
    article.citations.create(resource=make_work("v"), order=5)
    article.citations.create(resource=work, as_printed="A book", order=6)
    article.save()
    page = see(client, "/articles/the-basics/")
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
    make_article(editors_note="We *think* so.", learning_points="One thing.\nAnother.", content_note="Speaks of loss.")
    page = see(client, "/articles/the-basics/")
    assert words(page.section("Editor’s note")) == "Editor’s note We think so."
    assert page.lines("What you will learn") == ["One thing.", "Another."]
    assert "Content note: Speaks of loss." in page.text


@pytest.mark.once
def test_works_that_the_article_names_stand_with_how_sure_that_is(client: Client) -> None:
    article = make_article()
    work, draft = make_work("w", year=1994), make_work("unseen", title="Unseen", state=State.DRAFT)
    article.citations.create(
        resource=work, as_printed="Schore’s book", certainty="probable", note="One of two.", order=1
    )
    article.citations.create(as_printed="A study", certainty="doubtful", note="Nobody knows which.", order=2)
    article.citations.create(resource=draft, as_printed="Another", order=3)
    page = see(client, "/articles/the-basics/")
    assert page.pairs("Works the article names") == {
        "Schore’s book Probable": "Siegel, D. J. (1994). The book w. One of two.",
        "A study Doubtful": "Nobody knows which.",
        "Another Certain": "",
    }
    assert "Unseen" not in page.html


def test_resources_and_terms_of_the_article_are_listed_without_drafts(client: Client) -> None:
    article = make_article()
    with gathered():
        for order, (key, state) in enumerate([("b", "published"), ("a", "published"), ("c", "draft")]):
            work = make_work(key, recommended=True, state=state)
            article.listings.create(resource=work, note=f"Note {key}.", order=order)
            article.term_usages.create(term=make_term(f"Word {key}", state=state), text=f"Used as {key}.", order=order)
    page = see(client, "/articles/the-basics/")
    assert page.lines("Listed with the article") == ["The book b Book Note b.", "The book a Book Note a."]
    assert page.pairs("How the article uses its words") == {"Word b": "Used as b.", "Word a": "Used as a."}
    assert "Word c" not in page.html


@pytest.mark.once
def test_the_reading_time_counts_all_words(client: Client) -> None:
    make_article("Short", body="Few words.")
    make_article("Long", body="word " * 660)
    assert "1 minute " in see(client, "/articles/short/").text
    assert "3 minutes " in see(client, "/articles/long/").text


def test_when_the_rights_have_ended_only_standfirst_attribution_and_link_remain(client: Client) -> None:
    make_term()
    article = make_article(
        "Basics",
        standfirst="In short.",
        body="## One\n\nThe secret text on attunement.[@w]",
        added_information="A secret more.",
        editors_note="A secret note.",
        **{**PRINTED, "rights_basis": "permission"},
    )
    make_work("w")
    claim(article, "a secret claim")
    Article.objects.filter(pk=article.pk).update(rights_end=timezone.now() - timedelta(minutes=1))
    page = see(client, "/articles/basics/")
    assert "secret" not in page.html
    assert page.section("Sources") is None
    assert page.section("Terms on this page") is None
    assert "In short." in page.text
    assert "The text is not shown here, because the permission to show it has ended." in page.text
    assert "By Chris Writer, MA, LMHC, first published by The Blog on December 1, 2009." in page.text
    assert ("Read the original", "https://blog.example.org/basics") in page.links()


def test_until_the_rights_end_the_text_is_shown(client: Client) -> None:
    make_article(body="The text.", rights_end=timezone.now() + timedelta(minutes=1))
    assert "The text." in see(client, "/articles/the-basics/").text


@pytest.mark.parametrize(
    ("kind", "address", "elsewhere"),
    [
        ("article", "/articles/the-basics/", "/about/the-basics/"),
        ("overview", "/articles/the-basics/", "/about/the-basics/"),
        ("page", "/about/the-basics/", "/articles/the-basics/"),
    ],
)
def test_each_kind_has_one_address(client: Client, kind: str, address: str, elsewhere: str) -> None:
    make_article(kind=kind)
    assert see(client, address).heading == "The basics"
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.RETIRED])
def test_what_is_not_published_is_not_found(client: Client, state: str) -> None:
    make_article(state=state)
    make_article("Privacy", kind="page", state=state)
    make_outline(state=state)
    addresses = ("/articles/the-basics/", "/about/privacy/", "/practice/three-steps/", "/practice/three-steps/step-1/")
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert "Three steps" not in see(client, "/practice/").main.itertext()


@pytest.mark.once
def test_the_page_about_the_site_has_the_short_address(client: Client) -> None:
    make_article("About", kind="page", body="Who we are.")
    assert "Who we are." in see(client, "/about/").text
    assert Article.objects.get().get_absolute_url() == "/about/"


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
    make_article("Contact", kind="page")
    make_article("Privacy", kind="page")
    page = see(client, "/about/contact/")
    assert said in page.text
    assert (address in [href for _, href in page.links()]) is bool(address)
    assert "contact address" not in see(client, "/about/privacy/").text


@pytest.mark.once
def test_dates_are_shown_in_the_reader_s_language(client: Client) -> None:
    article = make_article(last_reviewed=date(2026, 3, 5))
    Article.objects.filter(pk=article.pk).update(updated=datetime(2026, 5, 1, tzinfo=UTC))
    facts = see(client, "/articles/the-basics/").pairs("About this page")
    assert facts["Reviewed"] == "Last reviewed by an editor on March 5, 2026."
    assert facts["Revised"] == "May 1, 2026"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_articles_takes_three_queries(client: Client, number: int, django_assert_num_queries) -> None:
    for n in range(number):
        make_article(f"Article {n}", **PRINTED)
    client.get("/articles/")
    with django_assert_num_queries(3):
        assert len(see(client, "/articles/").all("h2")) == number
