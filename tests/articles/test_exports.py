"""Articles, outlines and steps as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from django.test import Client
from django.utils import timezone

from articles.models import Article, PracticeOutline
from publishing.changes import gathered
from publishing.models import State
from tests import citation_files
from tests.making import make_article, make_outline, make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "http://127.0.0.1:8000"
MARKDOWN = "text/markdown; charset=utf-8"
UNSEEN: list[dict[str, Any]] = [
    {"state": State.DRAFT},
    {"state": State.RETIRED},
    {"publish_at": timezone.now() + timedelta(days=1)},
    {"expires_at": timezone.now() - timedelta(days=1)},
]
SUMMARY = {
    "rights_basis": Article.Rights.OWN_WORDS,
    "rights_holder": "Christopher Diggins",
    "rights_statement": "All rights in the original are his.",
    "byline": "Christopher Diggins, MA",
    "original_title": "The basics of old",
    "original_outlet": "GoodTherapy",
    "original_date": date(2010, 4, 7),
    "original_url": "https://www.example.org/basics_of/",
    "standfirst": "In short.",
    "body": "## Memory {#memory}\n\nIt stays.[@schacter1987] With safety.\n\n## End\n\nDone.",
}


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test reads the same summary and the same outline; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_term("Safety")
            make_summary()
            make_full_outline()
            for number, fields in enumerate(UNSEEN):
                make_article(f"Unseen {number}", **fields)
                make_outline(f"Unseen {number}", **fields)
            make_article("Privacy", kind="page")
            make_article("Our own")
        yield


def summary(**fields: Any) -> Article:
    """A guided summary with a claim and an author, changed as a test wants it."""
    if fields:
        Article.objects.filter(slug="the-basics").update(**fields)
    return Article.objects.get(slug="the-basics")


def make_summary() -> None:
    work = make_work("schacter1987", title="Implicit memory", year=1987)
    article = make_article("The basics", **SUMMARY)
    article.authors.create(name="Christopher Diggins", role="Contributor")
    claim = article.claims.create(
        section="memory", says="All is kept.", finds="Not all.[@schacter1987]", status="debated"
    )
    claim.citations.create(resource=work, stance="disputes")


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, MARKDOWN)
    assert "Content-Disposition" not in response.headers
    return str(response.content.decode())


def today(article: Any) -> str:
    day = timezone.localdate(article.updated)
    return f"{day:%Y, %B} {day.day}"


def test_an_article_as_markdown_carries_its_text_claims_notes_and_rights(client: Client) -> None:
    article = summary()
    _, front, body = text(client, "/articles/the-basics.md").split("---\n", 2)
    head = yaml.safe_load(front)
    assert list(head) == ["title", "kind", "address", "original", "revised", "reviewed", "rights"]
    assert (head["title"], head["kind"]) == ("The basics", "Guided summary")
    assert head["original"] == "https://www.example.org/basics_of/"
    assert head["rights"].startswith("All rights in the original are his. The hub’s own words: CC BY 4.0")
    assert body == (
        "\n# The basics\n\nIn short.\n\nSummary written for this site, after “The basics of old” by Christopher "
        "Diggins, MA, first published by GoodTherapy on April 7, 2010. <https://www.example.org/basics_of/> All "
        "rights in the original: Christopher Diggins.\n\n## Memory\n\n"
        f"It stays.[^1] With [safety]({HUB}/glossary/safety/).\n\n"
        "> **A claim that needs qualifying**\n>\n> **The author says:** All is kept.\n>\n"
        "> **Research finds:** Not all.[^1]\n>\n> **Evidence:** Debated\n>\n> Disputes the claim: Siegel 1987[^1]\n\n"
        "## End\n\nDone.\n\n## About this page\n\nAuthor: Christopher Diggins, Contributor\n\n"
        "Rights: All rights in the original are his.\n\n## Cite this page\n\n"
        f"IPNB Hub. ({today(article)}). The basics \\[Guided summary\\]. <{HUB}/articles/the-basics/>\n\n"
        "The original: Diggins, C. (2010, April 7). The basics of old. GoodTherapy. "
        "<https://www.example.org/basics_of/>\n\n___\n\n"
        f"[More ways to get help]({HUB}/about/help-now/)\n\n"
        "[^1]: Siegel, D. J. (1987). Implicit memory. Disputes a claim on this page.\n"
    )


def test_numbers_in_the_file_are_those_of_the_page(client: Client) -> None:
    with gathered():
        make_work("other2000", title="Other")
        make_work("last2001", title="Last")
        summary(added_information="Added.[@other2000]", editors_note="Note.[@last2001]")
    found = text(client, "/articles/the-basics.md")
    assert "Added.[^2]" in found
    assert "## Editor’s note\n\nNote.[^3]" in found
    assert found.index("[^2]: Siegel, D. J. Other.") < found.index("[^3]: Siegel, D. J. Last.")


def test_an_article_whose_text_rights_have_ended_exports_no_text(client: Client) -> None:
    summary(rights_end=timezone.now() - timedelta(days=1), learning_points="A point", added_information="Added.")
    found = text(client, "/articles/the-basics.md")
    for trace in ("It stays", "All is kept", "Not all", "Memory", "Added.", "A point", "[^1]"):
        assert trace not in found
    assert "In short." in found
    assert "The text is not shown here, because the permission to show it has ended." in found
    assert client.get("/articles/the-basics.bib").status_code == 200


@pytest.mark.parametrize("number", range(len(UNSEEN)))
def test_an_article_that_the_public_may_not_see_has_no_file(client: Client, number: int) -> None:
    assert Article.objects.filter(slug=f"unseen-{number}").exists()
    for ending in ("md", "bib", "ris", "json"):
        assert client.get(f"/articles/unseen-{number}.{ending}").status_code == 404


@pytest.mark.parametrize("number", range(len(UNSEEN)))
def test_an_outline_that_the_public_may_not_see_has_no_file_nor_have_its_steps(client: Client, number: int) -> None:
    assert PracticeOutline.objects.filter(slug=f"unseen-{number}").exists()
    assert client.get(f"/practice/unseen-{number}.md").status_code == 404
    assert client.get(f"/practice/unseen-{number}/step-1.md").status_code == 404


def test_a_page_about_the_site_has_no_file(client: Client) -> None:
    for ending in ("md", "bib", "ris", "json"):
        assert client.get(f"/articles/privacy.{ending}").status_code == 404


def test_works_that_the_public_may_not_see_are_in_no_file(client: Client) -> None:
    article = summary()
    with gathered():
        hidden = make_work("hidden1", title="Hidden", state=State.DRAFT)
        article.citations.create(resource=hidden, as_printed="As printed")
        article.listings.create(resource=hidden)
        article.term_usages.create(term=make_term("Hidden thing", state=State.DRAFT), text="Hidden")
    assert "Hidden" not in text(client, "/articles/the-basics.md")


def test_a_summary_is_by_the_hub_and_its_original_is_a_record_of_its_own(client: Client) -> None:
    article = summary()
    day = timezone.localdate(article.updated)
    response = client.get("/articles/the-basics.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="the-basics.bib"'
    page, original = citation_files.bibtex(response.content.decode())
    assert (page["key"], original["key"]) == ("the-basics", "the-basics-original")
    assert citation_files.names(page["author"]) == [("IPNB Hub", "")]
    assert (page["title"], page["year"]) == ("{The basics}", str(day.year))
    assert (page["howpublished"], page["url"]) == ("Guided summary", f"{HUB}/articles/the-basics/")
    assert citation_files.names(original["author"]) == [("Diggins", "Christopher")]
    assert (original["title"], original["year"], original["publisher"]) == (
        "{The basics of old}",
        "2010",
        "GoodTherapy",
    )
    items = citation_files.ris(client.get("/articles/the-basics.ris").content.decode())
    assert [item["authors"] for item in items] == [["IPNB Hub"], ["Diggins, Christopher"]]
    assert items[1]["date"] == "2010/04/07"
    data = client.get("/articles/the-basics.json").json()
    assert [item["author"] for item in data] == [
        [{"literal": "IPNB Hub"}],
        [{"family": "Diggins", "given": "Christopher"}],
    ]


def test_a_text_shown_by_permission_is_by_its_authors(client: Client) -> None:
    summary(rights_basis=Article.Rights.PERMISSION)
    [page, _] = client.get("/articles/the-basics.json").json()
    assert page["author"] == [{"family": "Diggins", "given": "Christopher"}]
    assert "genre" not in page
    front = text(client, "/articles/the-basics.md").split("---\n")[1]
    assert yaml.safe_load(front)["rights"] == "All rights in the original are his. Christopher Diggins"


def test_an_article_without_an_original_is_one_record_by_the_hub(client: Client) -> None:
    [page] = client.get("/articles/our-own.json").json()
    assert page["author"] == [{"literal": "IPNB Hub"}]


def make_full_outline() -> None:
    outline = make_outline(
        "Three steps",
        steps=2,
        introduction="Why it helps.",
        audience_note="For learners.",
        how_the_steps_connect="One leads to two.",
        safety_box="Take care.",
        content_note="Hard themes.",
        source=make_work("source1", title="The source"),
    )
    outline.ethics_notes.create(topic="Consent", text="Ask *first*.")
    step = outline.steps.get(number=1)
    step.cautions, step.questions, step.in_the_article = "Slowly.", "And you?", "It comes first."
    step.purpose = "To build safety.[@source1]"
    step.save()
    step.examples.create(situation="A pause.", words="Take your time.", why="It calms.")
    finding = step.findings.create(claim="It helps.", strength="Fair.")
    finding.citations.create(resource=make_work("found1", title="Found"))
    step.step_terms.create(term=make_term("Attunement"))


STEP = (
    "To build [safety]({hub}/glossary/safety/).[^1]\n\nIn the article: It comes first.\n\n"
    "{h} What the therapist does\n\n- Listens.\n- Asks.\n\n{h} For example\n\n- **Situation:** A pause.\n"
    "- **Therapist:** Take your time.\n- **Why:** It calms.\n\n{h} Take care\n\n- Slowly.\n\n"
    "{h} Questions to think about\n\n- And you?\n\n{h} What research finds\n\n"
    "- It helps. Fair. Siegel, D. J. Found.\n\n{h} Words used here\n\n- [Attunement]({hub}/glossary/attunement/)\n\n"
)


def test_a_step_as_markdown(client: Client) -> None:
    outline = PracticeOutline.objects.get(slug="three-steps")
    _, front, body = text(client, "/practice/three-steps/step-1.md").split("---\n", 2)
    head = yaml.safe_load(front)
    assert list(head) == ["title", "kind", "address", "revised", "rights"]
    assert (head["title"], head["kind"]) == ("The step 1", "Practice, step 1")
    assert head["address"] == f"{HUB}/practice/three-steps/step-1/"
    assert body == (
        f"\n# The step 1\n\nStep 1 of [Three steps]({HUB}/practice/three-steps/)\n\n**Content note:** Hard themes.\n\n"
        + STEP.format(hub=HUB, h="##")
        + f"For learners. [Help now]({HUB}/about/help-now/)\n\n## Cite this page\n\n"
        f"IPNB Hub. ({today(outline)}). The step 1. In Three steps. <{HUB}/practice/three-steps/step-1/>\n\n___\n\n"
        f"[More ways to get help]({HUB}/about/help-now/)\n\n[^1]: Siegel, D. J. The source.\n"
    )


def test_an_outline_as_markdown_holds_all_its_steps(client: Client) -> None:
    body = text(client, "/practice/three-steps.md").split("---\n", 2)[2]
    begun = (
        f"\n# Three steps\n\nWhy it helps.\n\nFor learners. [Help now]({HUB}/about/help-now/)\n\n"
        "**Content note:** Hard themes.\n\n- One leads to two.\n\n## 1. The step 1\n\n" + STEP.format(hub=HUB, h="###")
    )
    assert body.startswith(begun)
    assert body.removeprefix(begun).startswith(
        "## 2. The step 2\n\nTo help.\n\n### What the therapist does\n\n- Listens.\n- Asks.\n\n"
        "## Ethics of the work\n\n- **Consent:** Ask *first*.\n\n## For your own safety\n\nTake care.\n\n"
        "## Where the steps come from\n\n- Siegel, D. J. The source.\n\n## Cite this page\n\nIPNB Hub. ("
    )
    assert body.endswith("\n\n[^1]: Siegel, D. J. The source.\n")


def test_the_same_content_gives_the_same_bytes(client: Client) -> None:
    for address in ("/articles/the-basics.md", "/articles/the-basics.bib", "/glossary.ttl"):
        assert client.get(address).content == client.get(address).content


def test_the_number_of_claims_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    article = summary()
    for more in (0, 2):
        with gathered():
            for number in range(more):
                claim = article.claims.create(section="memory", says="More.", finds="Less.", order=number + 1)
                claim.citations.create(resource=make_work(f"w{number}"), stance="supports")
        client.get("/articles/the-basics.md")  # what is asked once a content version
        with django_assert_num_queries(18):
            client.get("/articles/the-basics.md")
