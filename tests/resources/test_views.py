"""The list of resources, a work's page, the references."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from publishing.changes import gathered
from publishing.models import Notice, State
from resources.models import Resource
from tests.making import make_article, make_person, make_term, make_work
from tests.shown import Shown, see, words

pytestmark = pytest.mark.django_db

UNCHECKED = {
    "title": "The checked title",
    "year": 1987,
    "container": "A hidden journal",
    "publisher": "A hidden press",
    "volume": "4321",
    "issue": "8765",
    "pages": "901-923",
    "edition": "seventh",
    "doi": "10.1234/hidden",
    "isbn": "978-0-306-40615-7",
    "url": "https://hidden.example.org/work",
}


def recommend(key: str, **fields: Any) -> Resource:
    return make_work(key, recommended=True, **fields)


def entries(page: Shown) -> list[str]:
    return page.all("h2")[2:]  # after the two of the filters


def test_an_empty_list_says_so(client: Client) -> None:
    page = see(client, "/resources/")
    assert "Nothing in the list is of this kind and for these readers." in page.text


def test_recommended_works_stand_by_title_with_what_is_known_of_them(client: Client) -> None:
    recommend("b", title="Mindsight", year=2010, publisher="Bantam", description="For all.", for_students=True)
    recommend("a", title="Affect", kind="article", container="The journal", for_therapists=True)
    make_work("c", title="Only cited")
    page = see(client, "/resources/")
    assert "2 books, articles, organizations and trainings." in page.text
    assert entries(page) == ["Affect", "Mindsight"]
    assert "Mindsight For all. Book, 2010 Siegel, D. J. Bantam For students" in page.text
    assert "Affect Article Siegel, D. J. The journal For therapists" in page.text


def test_the_filters_count_and_keep_one_another(client: Client) -> None:
    recommend("a", for_students=True)
    recommend("b", for_students=True, for_therapists=True)
    recommend("c", kind="video", for_therapists=True)
    page = see(client, "/resources/", kind="book", audience="therapists", page="1")
    assert entries(page) == ["The book b"]
    assert page.chosen("Filters") == [
        ("All 3", "/resources/?audience=therapists", False),
        ("Book 2", "/resources/?kind=book&audience=therapists", True),
        ("Video 1", "/resources/?kind=video&audience=therapists", False),
        ("Everyone 3", "/resources/?kind=book", False),
        ("Therapists 2", "/resources/?kind=book&audience=therapists", True),
        ("Students 2", "/resources/?kind=book&audience=students", False),
    ]


def test_without_a_filter_everything_is_the_current_choice(client: Client) -> None:
    recommend("a", for_students=True)
    chosen = see(client, "/resources/").chosen("Filters")
    assert [name for name, _, current in chosen if current] == ["All 1", "Everyone 1"]


def test_a_filter_without_a_work_says_so_and_leads_back(client: Client) -> None:
    recommend("a")
    page = see(client, "/resources/", kind="video")
    assert entries(page) == []
    assert ("See all 1", "/resources/") in page.links()


@pytest.mark.parametrize("parameters", [{"kind": "song"}, {"audience": "cats"}, {"kind": "", "page": "-4"}])
def test_an_unknown_choice_shows_everything(client: Client, parameters: dict[str, str]) -> None:
    recommend("a")
    assert entries(see(client, "/resources/", **parameters)) == ["The book a"]


def test_fifty_works_make_a_page(client: Client) -> None:
    Resource.objects.bulk_create(
        Resource(
            slug=f"w{n:02}", key=f"w{n:02}", title=f"Work {n:02}", kind="book", state="published", recommended=True
        )
        for n in range(51)
    )
    assert len(entries(see(client, "/resources/"))) == 50
    last = see(client, "/resources/", kind="book", page="2", size="9")
    assert entries(last) == ["Work 50"]
    assert last.chosen("Pages") == [("Previous", "/resources/?kind=book", False)]


@pytest.mark.once
def test_the_endorsement_note_stands_over_list_and_work(client: Client) -> None:
    Notice.objects.create(key="endorsement-note", title="Listed", text="Not *endorsed*.")
    recommend("a")
    for address in ("/resources/", "/resources/a/"):
        assert "Not endorsed." in see(client, address).text


@pytest.mark.once
def test_a_work_shows_what_is_known_of_it(client: Client) -> None:
    work = recommend(
        "siegel2010",
        title="Mindsight",
        year=2010,
        publisher="Bantam",
        isbn="9780306406157",
        description="A book.",
        content_note="Speaks of loss.",
        for_students=True,
        for_general_readers=True,
        availability="available",
    )
    work.contributors.create(name="A. Editor", role="editor", order=2)
    page = see(client, "/resources/siegel2010/")
    assert page.heading == "Mindsight"
    assert "Content note: Speaks of loss." in page.text
    facts = page.pairs("The work")
    assert facts.pop("Revised")
    assert facts == {
        "Reference": "Siegel, D. J., & Editor, A. (2010). Mindsight. Bantam.",
        "People": "Siegel, D. J., A. Editor (editor)",
        "For": "Students, General readers",
        "ISBN": "9780306406157",
        "Availability": "Available",
        "Download": "BibTeX · RIS · CSL-JSON",
        "Reviewed": "Not yet reviewed by an editor.",
    }


@pytest.mark.once
@pytest.mark.parametrize("address", ["/resources/", "/resources/w/", "/references/"])
def test_what_nobody_has_checked_is_left_out(client: Client, address: str) -> None:
    recommend(
        "w", unverified_fields=[*UNCHECKED, "authors"], editors_note="A secret", how_verified="By a guess", **UNCHECKED
    )
    page = see(client, address)
    for hidden in (*map(str, list(UNCHECKED.values())[1:]), "Siegel, D. J.", "A secret", "By a guess"):
        assert hidden not in page.html
    assert "The checked title" in page.text
    if address != "/resources/":
        assert "(Title not confirmed.)" in page.text


@pytest.mark.once
def test_a_work_that_is_gone_says_so_and_leads_onward(client: Client) -> None:
    recommend("new", title="The new one")
    gone = recommend("old", availability="gone", availability_note="Closed in 2015.")
    gone.instead = Resource.objects.get(key="new")
    gone.save()
    page = see(client, "/resources/old/")
    availability = page.pairs("The work")["Availability"]
    assert availability == "No longer available. Closed in 2015. Read this instead: The new one"
    assert ("Read this instead: The new one", "/resources/new/") in page.links()
    entry = see(client, "/resources/")
    assert "No longer available Closed in 2015. Read this instead: The new one" in entry.text


def test_a_draft_is_nobody_s_way_onward(client: Client) -> None:
    draft = recommend("new", title="Unseen", state=State.DRAFT)
    recommend("old", availability="gone", instead=draft)
    for address in ("/resources/old/", "/resources/"):
        page = see(client, address)
        assert "No longer available" in page.text
        assert "Unseen" not in page.html


@pytest.mark.once
@pytest.mark.parametrize(
    ("standing", "said"),
    [("retracted", True), ("superseded", True), ("corrected", True), ("current", False), ("not-checked", False)],
)
def test_a_standing_that_readers_must_know_stands_with_the_reference(client: Client, standing: str, said: bool) -> None:
    recommend("w", standing=standing)
    reference = see(client, "/resources/w/").pairs("The work")["Reference"]
    assert (reference != "Siegel, D. J. The book w.") is said
    assert (standing.title() in reference) is said


def test_a_work_names_the_terms_that_it_helps_with_and_where_it_is_cited(client: Client) -> None:
    work = recommend("w")
    make_term("Empathy").recommended.add(work)
    make_term("Affect", body="It matters.[@w]")
    make_article(body="Said so.[@w]")
    make_term("Unseen", state=State.DRAFT).recommended.add(work)
    page = see(client, "/resources/w/")
    assert sorted(page.lines("Words it helps with")) == ["Affect", "Empathy"]
    assert sorted(page.lines("Where this site uses it")) == ["Affect It matters.", "The basics Said so."]
    assert "Unseen" not in page.html


@pytest.mark.parametrize("fields", [{"recommended": False}, {"recommended": True, "state": State.DRAFT}])
def test_a_work_that_is_only_cited_or_a_draft_has_no_page(client: Client, fields: dict[str, Any]) -> None:
    make_work("w", **fields)
    assert client.get("/resources/w/").status_code == 404


def test_the_references_list_every_public_work_under_its_key(client: Client) -> None:
    recommend("b", title="B", year=2001)
    make_work("a", title="A", year=1999)
    make_work("hidden2026", state=State.DRAFT)
    page = see(client, "/references/")
    assert [words(page.ids()[key]) for key in ("a", "b")] == [
        "Siegel, D. J. (1999). A.",
        "Siegel, D. J. (2001). B. About this work",
    ]
    assert "hidden2026" not in page.html


def test_only_people_with_a_public_page_are_linked(client: Client) -> None:
    work = recommend("w")
    work.contributors.create(name="Fosha, D.", person=make_person(), order=2)
    work.contributors.create(name="Hidden, H.", person=make_person("Hidden", state=State.DRAFT), order=3)
    for address in ("/resources/w/", "/resources/"):
        links = [href for _, href in see(client, address).links() if href.startswith("/people/")]
        assert links == ["/people/diana-fosha/"], address


@pytest.mark.parametrize("address", ["/resources/?kind=book&audience=students", "/references/"])
@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries_for_one_work_and_for_three(
    client: Client, address: str, number: int, django_assert_num_queries
) -> None:
    with gathered():
        for n in range(number):
            full_work(n)
    client.get(address)
    with django_assert_num_queries({"/references/": 6}.get(address, 13)):
        page = see(client, address)
    assert page.text.count(" number ") == number


@gathered()
def full_work(n: int) -> Resource:
    """A recommended work that shows everything: people, what replaces it, a standing."""
    instead = make_work(f"instead{n}")
    work = recommend(
        f"w{n}", title=f"The number {n}", availability="gone", standing="superseded", for_students=True, instead=instead
    )
    work.contributors.create(name="Fosha, D.", person=make_person(f"Person {n}"), order=2)
    return work


@pytest.mark.parametrize("number", [1, 3])
def test_a_work_takes_the_same_queries_however_much_names_it(
    client: Client, number: int, django_assert_num_queries
) -> None:
    with gathered():
        work = full_work(0)
        for n in range(number):
            make_term(f"Term {n}", body=f"So it is.[@{work.key}]").recommended.add(work)
            make_article(f"Article {n}", body=f"So he says.[@{work.key}]")
            work.contributors.create(name=f"N{n}", person=make_person(f"Name {n}"), order=n + 5)
    client.get("/resources/w0/")
    with django_assert_num_queries(10):
        page = see(client, "/resources/w0/")
    assert len(page.lines("Where this site uses it")) == 2 * number
