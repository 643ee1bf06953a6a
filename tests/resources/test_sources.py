"""The numbered sources of a page, and those that follow."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
import pytest

from articles.models import ArticleCitation
from glossary.models import TermCitation
from publishing import markdown
from publishing.changes import gathered
from publishing.models import State
from resources import sources
from resources.models import Person
from tests.making import make_person, make_work
from tests.shown import links, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page_of(text: str) -> markdown.Page:
    return markdown.render(markdown.Text(text))


def test_sources_come_in_the_order_of_their_numbers() -> None:
    with gathered():
        make_work("a")
        make_work("b")
    found = sources.numbered(page_of("Second.[@b] First.[@a, p. 2] Again.[@b]"))
    assert [(each.number, each.resource.key, each.locator) for each in found] == [(1, "b", ""), (2, "a", "p. 2")]


def test_a_page_without_notes_asks_for_no_works(django_assert_num_queries) -> None:
    page = page_of("Nothing.")
    with django_assert_num_queries(0):
        assert sources.numbered(page) == []


def test_a_work_withdrawn_after_rendering_is_left_out_and_the_numbers_stay() -> None:
    with gathered():
        withdrawn, _ = make_work("a"), make_work("b")
    page = page_of("One.[@a] Two.[@b]")
    withdrawn.state = State.RETIRED
    withdrawn.save()
    assert [(each.number, each.resource.key) for each in sources.numbered(page)] == [(2, "b")]


def test_further_sources_are_public_each_once_and_not_among_the_notes() -> None:
    with gathered():
        noted, twice, draft = make_work("a"), make_work("b"), make_work("c", state=State.DRAFT)
    citations = [TermCitation(resource=work) for work in (noted, twice, twice, draft)]
    unknown = ArticleCitation(as_printed="A book")
    assert sources.further([*citations, unknown], page_of("One.[@a]")) == [twice]


def test_the_sources_of_a_page_take_three_queries(django_assert_num_queries) -> None:
    with gathered():
        for n in range(3):
            make_work(f"w{n}").contributors.update(person=make_person(f"Person {n}"))
    people = [*Person.objects.by_name()]
    for number in (1, 3):
        page = page_of(" ".join(f"So.[@w{n}]" for n in range(number)))
        with django_assert_num_queries(3):
            found = sources.numbered(page)
            assert [each.resource.people()[0].person for each in found] == people[:number]


def slip_of(text: str, stances: dict[int, list[str]] | None = None) -> Element:
    """The first slip of a text, as a browser reads it."""
    page = page_of(text)
    filled = sources.filled(page, sources.numbered(page, stances))
    root = html5lib.parseFragment(filled.html[0], namespaceHTMLElements=False)
    found = root.find(".//span[@id='note-1']")
    assert found is not None
    return found


def test_a_slip_holds_number_reference_address_place_stance_and_close() -> None:
    make_work("a", year=1999, doi="10.1000/182")
    slip = slip_of("So.[@a, p. 2]", {1: ["Disputes the claim."]})
    assert words(slip) == (
        "1 Siegel, D. J. (1999). The book a. https://doi.org/10.1000/182 Here: p. 2. Disputes the claim. Close"
    )
    assert [*links(slip)] == [("https://doi.org/10.1000/182", "https://doi.org/10.1000/182")]
    assert [words(each) for each in slip.iter("i")] == ["Disputes the claim."]
    close = slip.find("button")
    assert close is not None
    assert close.get("popovertarget") == "note-1"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"standing": "retracted"}, "Retracted"),
        ({"standing": "superseded"}, "Superseded"),
        ({"standing": "corrected"}, "Corrected"),
        ({"availability": "gone"}, "No longer available"),
        ({"standing": "current", "availability": "available"}, None),
    ],
)
def test_a_slip_says_how_its_work_stands(fields: dict[str, str], said: str | None) -> None:
    make_work("a", **fields)
    found = [words(each) for each in slip_of("So.[@a]").iter("span") if each.get("class") == "gone"]
    assert found == ([said] if said else [])


def test_a_slip_holds_nothing_but_what_may_stand_in_a_sentence() -> None:
    make_work("a", content_note="Mentions harm.", standing="retracted", doi="10.1000/182")
    slip = slip_of("So.[@a, p. 2]", {1: ["Disputes the claim."]})
    allowed = {"a", "b", "button", "cite", "i", "span", "svg", "use"}
    assert {each.tag.rpartition("}")[2] for each in slip.iter()} <= allowed
    assert "Content note: Mentions harm." in words(slip)


def test_a_hostile_record_stays_text() -> None:
    make_work(
        "a",
        title="</span></p><script>hit=1</script>",
        container='"><img src=x onerror=hit=1>',
        url="javascript:hit=1",
        standing="retracted",
        content_note="<b onclick=hit=1>",
    )
    slip = slip_of("So.[@a]")
    assert {"script", "img"} & {each.tag for each in slip.iter()} == set()
    assert [*links(slip)] == []
    assert "</span></p><script>hit=1</script>" in words(slip)
    assert all(
        set(each.attrib) <= {"class", "width", "height", "aria-hidden", "href"}
        for each in slip.iter("span")
        if each is not slip
    )


def test_only_support_and_dispute_are_said_and_each_by_its_number() -> None:
    for key in ("a", "b", "c"):
        make_work(key)
    page = page_of("One.[@a] Two.[@a, p. 2] Three.[@b] Four.[@c]")
    rows = [
        TermCitation(resource=sources.Resource.objects.get(key=key), stance=stance)
        for key, stance in (("a", "supports"), ("b", "disputes"), ("c", "context"))
    ]
    unknown = ArticleCitation(as_printed="A book", stance="supports")
    assert sources.stances(page, [*rows, unknown], "the idea") == {
        1: ["Supports the idea."],
        2: ["Supports the idea."],
        3: ["Disputes the idea."],
    }


def test_the_rendered_page_is_kept_as_it_was_and_a_change_of_the_work_shows_at_once() -> None:
    work = make_work("a")
    page = page_of("So.[@a]")
    assert "The book a" in sources.filled(page, sources.numbered(page)).html[0]
    work.title = "Another title"
    work.save()
    assert page_of("So.[@a]") == page
    assert "Another title" in sources.filled(page, sources.numbered(page)).html[0]


def test_a_slip_without_a_work_goes_away() -> None:
    make_work("a")
    assert "slip" not in sources.filled(page_of("So.[@a]"), []).html[0]


def test_a_page_of_which_nothing_more_is_known_is_filled_too() -> None:
    make_work("a")
    assert "The book a" in markdown.filled(page_of("So.[@a]")).html[0]
