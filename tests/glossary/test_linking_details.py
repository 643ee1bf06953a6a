"""What the table of cases does not show of glossary/linking.py"""

import pytest

from publishing.markdown import Problem, Text, render

from .test_linking import add_term, shown


@pytest.fixture
def empathy(db):
    return add_term("empathy", "Empathy")


def test_under_a_smaller_heading_a_term_is_linked_once(empathy):
    page = render(Text("## One\n\nwords\n\n### More\n\nempathy, empathy and [[empathy]]\n\nempathy"))

    linked = "⟦empathy:empathy⟧, empathy and ⟦empathy:empathy⟧"
    assert shown(page.html[0]) == f"One\nwords\nMore\n{linked}\nempathy"


def test_what_an_editor_forbids_needs_no_term_and_is_no_problem(empathy):
    page = render(Text("[[!nosuchterm]] and [[!empathy|other words]]"))

    assert (shown(page.html[0]), page.problems, page.mentions) == ("nosuchterm and other words", (), ())


def test_a_forced_link_in_a_heading_is_its_label(empathy):
    assert render(Text("## On [[empathy|feeling with]]")).html == ('<h2 id="on-feeling-with">On feeling with</h2>\n',)


def test_an_unknown_term_in_a_heading_is_told_and_stays_as_typed(empathy):
    page = render(Text("## On [[nosuchterm]]"))

    assert shown(page.html[0]) == "On [[nosuchterm]]"
    assert page.problems == (Problem("unknown term", "nosuchterm", "No term is called “nosuchterm”."),)


def test_the_longest_name_and_label_are_read_and_no_longer_ones(empathy):
    longest = f"[[{'a' * 120}]] [[empathy|{'b' * 200}]]"
    longer = f"[[{'a' * 121}]] [[empathy|{'b' * 201}]]"

    assert [problem.text for problem in render(Text(longest)).problems] == ["a" * 120]
    assert shown(render(Text(longest)).html[0]).endswith(f"⟦empathy:{'b' * 200}⟧")
    assert render(Text(longer)).problems == ()
    assert shown(render(Text(longer)).html[0]) == longer.replace("[[empathy", "[[⟦empathy:empathy⟧")


def test_line_ends_in_a_label_become_spaces(empathy):
    assert "⟦empathy:feeling with⟧" in shown(render(Text("[[empathy|feeling\nwith]]")).html[0])


def test_names_side_by_side_are_links_side_by_side(empathy):
    add_term("immediacy", "Immediacy")

    assert shown(render(Text("a **empathy, immediacy** b")).html[0]) == "a ⟦empathy:empathy⟧, ⟦immediacy:immediacy⟧ b"
