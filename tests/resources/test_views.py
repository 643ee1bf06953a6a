"""The list of resources, a work's page, the references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from publishing.changes import gathered
from publishing.models import Notice, State
from resources.models import Resource
from tests.making import make_article, make_person, make_term, make_work
from tests.seeded import taken_back
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


STANDINGS = {"retracted": True, "superseded": True, "corrected": True, "current": False, "not-checked": False}
LISTED = [
    *("Affect", "B", *(f"Book {standing}" for standing in sorted(STANDINGS)), "Clip", "Lost one", "Mindsight"),
    *("The checked title", "The new one", "The old one", "W"),
]


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test reads the same works; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        Notice.objects.create(key="endorsement-note", title="Listed", text="Not *endorsed*.")
        with gathered():
            make_listed()
            make_unchecked()
            make_gone()
            make_named()
        yield


def make_listed() -> None:
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
    recommend("a", title="Affect", kind="article", container="The journal", for_therapists=True)
    recommend("b", title="B", year=2001)
    recommend("clip", title="Clip", kind="video", for_therapists=True)
    for standing in STANDINGS:
        recommend(standing, title=f"Book {standing}", standing=standing)
    make_work("cited", title="Only cited", year=1999)
    make_work("hidden2026", recommended=True, state=State.DRAFT)


def make_unchecked() -> None:
    notes = {"editors_note": "A secret", "how_verified": "By a guess"}
    work = recommend("unchecked", unverified_fields=[*UNCHECKED, "authors"], **notes, **UNCHECKED)
    work.contributors.update(name="Unsaid, U.")


def make_gone() -> None:
    new, draft = recommend("new", title="The new one"), recommend("draft", title="Unseen", state=State.DRAFT)
    gone = {"availability": "gone", "availability_note": "Closed in 2015."}
    recommend("old", title="The old one", instead=new, **gone)
    recommend("lost", title="Lost one", availability="gone", instead=draft)


def make_named() -> None:
    work = recommend("w", title="W", for_students=True, for_therapists=True)
    work.contributors.create(name="Fosha, D.", person=make_person(), order=2)
    work.contributors.create(name="Hidden, H.", person=make_person("Hidden", state=State.DRAFT), order=3)
    make_term("Empathy").recommended.add(work)
    make_term("Affect", body="It matters.[@w]")
    make_article(body="Said so.[@w]")
    make_term("Unseen", state=State.DRAFT).recommended.add(work)


def recommend(key: str, **fields: Any) -> Resource:
    return make_work(key, recommended=True, **fields)


def entries(page: Shown) -> list[str]:
    return page.all("h2")[2:]  # after the two of the filters


def test_an_empty_list_says_so(client: Client) -> None:
    Resource.objects.update(recommended=False)
    page = see(client, "/resources/")
    assert "Nothing in the list is of this kind and for these readers." in page.text


def test_recommended_works_stand_by_title_with_what_is_known_of_them(client: Client) -> None:
    page = see(client, "/resources/")
    assert f"{len(LISTED)} books, articles, organizations and trainings." in page.text
    assert entries(page) == LISTED
    assert (
        "Mindsight A book. Content note: Speaks of loss. Book, 2010 Siegel, D. J., A. Editor (editor) Bantam "
        "For students, general readers"
    ) in page.text
    assert "Affect Article Siegel, D. J. The journal For therapists" in page.text


def test_the_filters_count_and_keep_one_another(client: Client) -> None:
    page = see(client, "/resources/", kind="book", audience="therapists", page="1")
    assert entries(page) == ["W"]
    assert page.chosen("Filters") == [
        ("All 14", "/resources/?audience=therapists", False),
        ("Book 12", "/resources/?kind=book&audience=therapists", True),
        ("Article 1", "/resources/?kind=article&audience=therapists", False),
        ("Video 1", "/resources/?kind=video&audience=therapists", False),
        ("Everyone 14", "/resources/?kind=book", False),
        ("Therapists 3", "/resources/?kind=book&audience=therapists", True),
        ("Students 2", "/resources/?kind=book&audience=students", False),
        ("General readers 1", "/resources/?kind=book&audience=general-readers", False),
    ]


def test_without_a_filter_everything_is_the_current_choice(client: Client) -> None:
    chosen = see(client, "/resources/").chosen("Filters")
    assert [name for name, _, current in chosen if current] == ["All 14", "Everyone 14"]


def test_a_filter_without_a_work_says_so_and_leads_back(client: Client) -> None:
    page = see(client, "/resources/", kind="training")
    assert entries(page) == []
    assert ("See all 14", "/resources/") in page.links()


@pytest.mark.parametrize("parameters", [{"kind": "song"}, {"audience": "cats"}, {"kind": "", "page": "-4"}])
def test_an_unknown_choice_shows_everything(client: Client, parameters: dict[str, str]) -> None:
    assert entries(see(client, "/resources/", **parameters)) == LISTED


def test_fifty_works_make_a_page(client: Client) -> None:
    fields = {"kind": "book", "state": "published", "recommended": True}
    Resource.objects.bulk_create(
        Resource(slug=f"w{n:02}", key=f"w{n:02}", title=f"Work {n:02}", **fields) for n in range(51 - 12)
    )
    assert len(entries(see(client, "/resources/"))) == 50
    last = see(client, "/resources/", kind="book", page="2", size="9")
    assert entries(last) == ["Work 38"]
    assert last.chosen("Pages") == [("Previous", "/resources/?kind=book", False)]


@pytest.mark.once
def test_the_endorsement_note_stands_over_list_and_work(client: Client) -> None:
    for address in ("/resources/", "/resources/a/"):
        assert "Not endorsed." in see(client, address).text


@pytest.mark.once
def test_a_work_shows_what_is_known_of_it(client: Client) -> None:
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
@pytest.mark.parametrize("address", ["/resources/", "/resources/unchecked/", "/references/"])
def test_what_nobody_has_checked_is_left_out(client: Client, address: str) -> None:
    page = see(client, address)
    for hidden in (*map(str, list(UNCHECKED.values())[1:]), "Unsaid, U.", "A secret", "By a guess"):
        assert hidden not in page.html
    assert "The checked title" in page.text
    if address != "/resources/":
        assert "(Title not confirmed.)" in page.text


@pytest.mark.once
def test_a_work_that_is_gone_says_so_and_leads_onward(client: Client) -> None:
    page = see(client, "/resources/old/")
    availability = page.pairs("The work")["Availability"]
    assert availability == "No longer available. Closed in 2015. Read this instead: The new one"
    assert ("Read this instead: The new one", "/resources/new/") in page.links()
    entry = see(client, "/resources/")
    assert "No longer available Closed in 2015. Read this instead: The new one" in entry.text


def test_a_draft_is_nobody_s_way_onward(client: Client) -> None:
    for address in ("/resources/lost/", "/resources/"):
        page = see(client, address)
        assert "No longer available" in page.text
        assert "Unseen" not in page.html


@pytest.mark.once
@pytest.mark.parametrize(("standing", "said"), STANDINGS.items())
def test_a_standing_that_readers_must_know_stands_with_the_reference(client: Client, standing: str, said: bool) -> None:
    reference = see(client, f"/resources/{standing}/").pairs("The work")["Reference"]
    assert (reference != f"Siegel, D. J. Book {standing}.") is said
    assert (standing.title() in reference) is said


def test_a_work_names_the_terms_that_it_helps_with_and_where_it_is_cited(client: Client) -> None:
    page = see(client, "/resources/w/")
    assert sorted(page.lines("Words it helps with")) == ["Affect", "Empathy"]
    assert sorted(page.lines("Where this site uses it")) == ["Affect It matters.", "The basics Said so."]
    assert "Unseen" not in page.html


@pytest.mark.parametrize("key", ["cited", "hidden2026"])
def test_a_work_that_is_only_cited_or_a_draft_has_no_page(client: Client, key: str) -> None:
    assert Resource.objects.filter(slug=key).exists()
    assert client.get(f"/resources/{key}/").status_code == 404


def test_the_references_list_every_public_work_under_its_key(client: Client) -> None:
    page = see(client, "/references/")
    public = Resource.objects.filter(state=State.PUBLISHED).values_list("key", flat=True)
    assert len(public) == len(LISTED) + 1
    assert {*public, "hidden2026", "draft"} & page.ids().keys() == {*public}
    assert [words(page.ids()[key]) for key in ("cited", "b")] == [
        "Siegel, D. J. (1999). Only cited.",
        "Siegel, D. J. (2001). B. About this work",
    ]
    assert "hidden2026" not in page.html


def test_only_people_with_a_public_page_are_linked(client: Client) -> None:
    for address in ("/resources/w/", "/resources/"):
        links = [href for _, href in see(client, address).links() if href.startswith("/people/")]
        assert links == ["/people/diana-fosha/"], address


@pytest.mark.heavy
def test_lists_take_the_same_queries_for_one_work_and_for_two(client: Client, django_assert_num_queries) -> None:
    for numbers in ([0], [1]):
        with gathered():
            for n in numbers:
                full_work(n)
        for address, queries in (("/resources/?kind=book&audience=students", 13), ("/references/", 6)):
            client.get(address)
            with django_assert_num_queries(queries):
                page = see(client, address)
            assert page.text.count(" number ") == numbers[-1] + 1


@gathered()
def full_work(n: int) -> Resource:
    """A recommended work that shows everything: people, what replaces it, a standing."""
    instead = make_work(f"instead{n}")
    work = recommend(
        f"w{n}", title=f"The number {n}", availability="gone", standing="superseded", for_students=True, instead=instead
    )
    work.contributors.create(name="Fosha, D.", person=make_person(f"Person {n}"), order=2)
    return work


@pytest.mark.heavy
def test_a_work_takes_the_same_queries_however_much_names_it(client: Client, django_assert_num_queries) -> None:
    with gathered():
        work = full_work(0)
    for numbers in ([0], [1]):
        with gathered():
            for n in numbers:
                make_term(f"Term {n}", body=f"So it is.[@{work.key}]").recommended.add(work)
                make_article(f"Article {n}", body=f"So he says.[@{work.key}]")
                work.contributors.create(name=f"N{n}", person=make_person(f"Name {n}"), order=n + 5)
        client.get("/resources/w0/")
        with django_assert_num_queries(10):
            page = see(client, "/resources/w0/")
        assert len(page.lines("Where this site uses it")) == 2 * (numbers[-1] + 1)
