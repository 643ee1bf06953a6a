"""Citations in texts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from publishing import changes
from publishing.markdown import Mention, Note, Problem, Text, markdownify, render, version
from publishing.models import State
from resources.citations import Cited, cite, parsed
from tests.making import make_term, make_work
from tests.seeded import taken_back


def button(number: int) -> str:
    return f'<button class="note" popovertarget="note-{number}" aria-label="Source {number}">{number}</button>'


def slot(number: int) -> str:
    return f'<span class="slip" popover="" id="note-{number}"></span>'


def noted(word: str, *numbers: int, first: tuple[int, ...] = ()) -> str:
    """A word with the numbers behind it, and the slots of those that the page has not had before."""
    return f'<span class="held">{word}{"".join(map(button, numbers))}{"".join(map(slot, first))}</span>'


@pytest.fixture(scope="module")
def _works(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with changes.gathered():
            for key in ("schore2003", "siegel1999", "siegel2020"):
                make_work(key)
        yield


@pytest.fixture
def works(_works: None, db: None) -> None:
    """Three published works."""


def test_a_citation_becomes_a_numbered_note(works):
    page = render(Text("It is so [@siegel2020]."))

    assert page.html == (f"<p>It is {noted('so.', 1, first=(1,))}</p>\n",)
    assert page.notes == (Note(1, "siegel2020", ""),)


def test_the_same_work_keeps_its_number_and_opens_the_same_slip(works):
    page = render(Text("A [@siegel2020]. B [@schore2003]. C [@siegel2020]."))

    assert page.html[0] == (f"<p>{noted('A.', 1, first=(1,))} {noted('B.', 2, first=(2,))} {noted('C.', 1)}</p>\n")


def test_another_locator_is_another_note(works):
    page = render(Text("A [@siegel2020, p. 13]. B [@siegel2020]. C [@siegel2020,  p.\n13]."))

    assert page.html[0] == (f"<p>{noted('A.', 1, first=(1,))} {noted('B.', 2, first=(2,))} {noted('C.', 1)}</p>\n")
    assert page.notes == (Note(1, "siegel2020", "p. 13"), Note(2, "siegel2020", ""))


@pytest.mark.parametrize(
    "source",
    [
        "A [@siegel2020][@schore2003].",
        "A [@siegel2020] [@schore2003].",
        "A\n[@siegel2020]\n[@schore2003].",
        "A [@siegel2020; @schore2003].",
    ],
)
def test_neighbouring_notes_share_one_group(works, source):
    assert markdownify(source) == f"<p>{noted('A.', 1, 2, first=(1, 2))}</p>\n"


def test_a_word_between_notes_parts_the_groups_and_a_stop_does_not(works):
    expected = f"<p>{noted('A,', 1, 2, first=(1, 2))} {noted('and', 1)}</p>\n"

    assert markdownify("A [@siegel2020], [@schore2003] and [@siegel2020]") == expected


def test_numbers_follow_the_order_of_reading_over_all_texts(works):
    page = render(
        Text("## One\n\na [@siegel2020]\n\n## Two\n\nb [@siegel1999]"),
        Text("c [@siegel1999]"),
        Text("d [@schore2003]", inline=True, after="one"),
    )

    assert [each.key for each in page.notes] == ["siegel2020", "schore2003", "siegel1999"]
    assert page.html[1:] == (f"<p>{noted('c', 3)}</p>\n", noted("d", 2, first=(2,)))


def test_notes_stand_in_quotations_lists_tables_and_footnotes_and_the_first_has_the_slot(works):
    source = "> a [@siegel2020]\n\n- b [@siegel2020]\n\n| c [@siegel2020] |\n|---|\n\nd[^1]\n\n[^1]: e [@siegel2020]"
    html = markdownify(source)

    assert noted("a", 1, first=(1,)) in html
    assert [noted(word, 1) in html for word in "bce"] == [True] * 3


@pytest.mark.parametrize(
    ("source", "before", "held"),
    [
        ("“A [@siegel2020],” b", "", "“A,”"),
        ("*A* [@siegel2020]. b", "<em>A</em>", "."),
        ("A (B [@siegel2020]) b", "A ", "(B"),
        ("A [@siegel2020] b", "", "A"),
        ("A. [@siegel2020] b", "", "A."),
    ],
)
def test_a_note_stands_behind_the_stop_that_follows_it(works, source, before, held):
    assert markdownify(source).startswith(f"<p>{before}{noted(held, 1, first=(1,))}")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one two[@siegel2020]", f"one {noted('two', 1, first=(1,))}"),
        ("one *two three*[@siegel2020]", f"one {noted('<em>two three</em>', 1, first=(1,))}"),
        ("one *two **three***[@siegel2020]", f"one {noted('<em>two <strong>three</strong></em>', 1, first=(1,))}"),
        ("one `two`[@siegel2020]", f"one {noted('<code>two</code>', 1, first=(1,))}"),
        (
            "*so many words that they may part*[@siegel2020]",
            f"<em>so many words that they may part</em>{noted('', 1, first=(1,))}",
        ),
        ("donaudampfschifffahrtskunde[@siegel2020]", f"donaudampfschifffahrtskunde{noted('', 1, first=(1,))}"),
        ("*one two[@siegel2020]*", f"<em>one {noted('two', 1, first=(1,))}</em>"),
        ("[@siegel2020] one", f"{noted('', 1, first=(1,))} one"),
    ],
)
def test_the_last_word_and_its_numbers_keep_to_one_line(works, source, html):
    assert markdownify(source) == f"<p>{html}</p>\n"


def test_a_term_and_the_number_behind_it_keep_to_one_line(works):
    make_term("Empathy")

    assert markdownify("On empathy.[@siegel2020] And [[empathy]][@siegel2020]").count("held") == 2
    assert (
        '<span class="held"><a class="term" href="/glossary/empathy/">empathy</a><button class="define"'
        in markdownify("On empathy[@siegel2020]")
    )


def test_an_unknown_key_stays_as_typed_and_is_told_with_the_nearest_key(works):
    page = render(Text("a [@siegel2021] [@nobody; @siegel2020, p. 2]"))

    assert page.html == ("<p>a [@siegel2021] [@nobody; @siegel2020, p. 2]</p>\n",)
    assert page.notes == ()
    assert page.problems == (
        Problem("unknown citation", "siegel2021", "No work has the key “siegel2021”. Did you mean “siegel2020”?"),
        Problem("unknown citation", "nobody", "No work has the key “nobody”."),
    )


def test_what_is_not_written_as_a_citation_is_told(works):
    page = render(Text("[@siegel2020 p. 13]"))

    assert page.html == ("<p>[@siegel2020 p. 13]</p>\n",)
    assert page.problems == (
        Problem(
            "unknown citation", "[@siegel2020 p. 13]", "“[@siegel2020 p. 13]” is not a citation: write [@key, p. 13]."
        ),
    )


@pytest.mark.parametrize("source", ["`[@siegel2020]`", "\\[@siegel2020]", "    [@siegel2020]"])
def test_code_and_what_is_escaped_is_no_citation(works, source):
    page = render(Text(source))

    assert (page.notes, page.problems) == ((), ())
    assert "[@siegel2020]" in page.html[0]


def test_a_heading_takes_no_note(works):
    page = render(Text("## One [@siegel2020]"))

    assert (page.sections[0].title, page.notes) == ("One [@siegel2020]", ())
    assert page.problems == (
        Problem("misplaced citation", "[@siegel2020]", "A source note cannot stand in a heading: “[@siegel2020]”."),
    )


def test_the_description_of_a_picture_keeps_what_was_typed(works):
    assert (
        markdownify("![a [@siegel2020]](/uploads/b.png)") == '<p><img src="/uploads/b.png" alt="a [@siegel2020]"></p>\n'
    )


def test_a_citation_is_mentioned_with_the_sentence_before_it(works):
    page = render(Text("## A\n\nFirst one. Second *one*. [@siegel2020] Third one [@schore2003]."))

    assert page.mentions == (
        Mention("citation", "resources.resource:siegel2020", "a", "Second one."),
        Mention("citation", "resources.resource:schore2003", "a", "Third one."),
    )


def test_the_plain_text_has_no_numbers(works):
    assert render(Text("It is so [@siegel2020].")).plain == ("It is so.",)


def test_a_work_that_is_not_public_is_unknown(db):
    make_work("fosha2000", state=State.DRAFT)

    assert [each.text for each in render(Text("[@fosha2000]")).problems] == ["fosha2000"]


def test_a_work_is_cited_from_its_minute_on_and_that_changes_the_version(db):
    work = make_work("fosha2000", publish_at=timezone.now() + timedelta(hours=1))
    before, old = render(Text("a [@fosha2000]")).notes, version()
    work.publish_at = timezone.now() - timedelta(hours=1)
    work.save()

    assert (before, render(Text("a [@fosha2000]")).notes) == ((), (Note(1, "fosha2000", ""),))
    assert version() != old


def test_a_page_of_citations_costs_one_query_once_the_works_are_known(works, django_assert_num_queries):
    markdownify("[@siegel2020]")

    with django_assert_num_queries(1):
        markdownify("[@siegel2020] [@schore2003] [@siegel1999]")


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "cited"),
    [
        ("@a", [Cited("a", "")]),
        ("@a, p. 13", [Cited("a", "p. 13")]),
        ("@a,chap. 2, p. 3", [Cited("a", "chap. 2, p. 3")]),
        ("@a; @b, p. 2", [Cited("a", ""), Cited("b", "p. 2")]),
        ("@a_b-c9", [Cited("a_b-c9", "")]),
        ("@a;", []),
        ("@a,", []),
        ("@a b", []),
        ("@-a", []),
        ("@", []),
    ],
)
def test_the_parts_of_a_citation(content, cited):
    assert parsed(content) == cited


@pytest.mark.parametrize(
    ("words", "locator", "html", "place"),
    [
        ("Siegel 2020", "", "Siegel ", ""),
        ("Siegel 2020", "p. 13", "Siegel ", "p. 13"),
        ("<b>*Siegel*</b> [[empathy]] 2020", "p. 13", "&lt;b&gt;*Siegel*&lt;/b&gt; [[empathy]] ", "p. 13"),
        ("Siegel 2020", "p. 1; @schore2003", "Siegel ", ""),
        ("Siegel 2020", "p. [13]", "Siegel ", ""),
    ],
)
def test_a_work_is_cited_behind_plain_words(works, words, locator, html, place):
    make_term("Empathy")
    page = render(Text(cite(words, "siegel2020", locator), inline=True, quiet=True))

    assert page.html == (f"{html}{noted('2020', 1, first=(1,))}",)
    assert page.notes == (Note(1, "siegel2020", place),)
    assert page.problems == ()
