"""Links from texts to the glossary."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from string import ascii_lowercase
from typing import Any

import pytest
from django.utils import timezone

from glossary.dictionary import forms, singular
from glossary.models import Name, Term
from publishing.changes import gathered
from publishing.markdown import Mention, Problem, Text, markdownify, render, version
from publishing.models import State
from tests.seeded import taken_back

from .linking_cases import CASES, GLOSSARY, Case

BLOCK = re.compile(r"</(?:p|li|h[2-6]|td|th|dt|dd|pre)>")
LINK = re.compile(r'<a class="term" href="/glossary/([a-z-]+)/">(.*?)</a><button [^>]*></button>', re.DOTALL)


@gathered()
def add_term(slug: str, *names: str, **values: object) -> Term:
    term = Term.objects.create(slug=slug, definition="A thing.", state=State.PUBLISHED, **values)
    for place, text in enumerate(names):
        kind = Name.Kind.TITLE if place == 0 else Name.Kind.ALIAS
        kind = Name.Kind.ACRONYM if text.isupper() else kind
        Name.objects.create(term=term, text=text.rstrip("*"), kind=kind, autolink=not text.endswith("*"), order=place)
    return term


def shown(html: str) -> str:
    """What a page shows, a block a line, with ⟦slug:words⟧ for links."""
    marked = BLOCK.sub("\x1f", LINK.sub(r"⟦\1:\2⟧", html))
    text = unescape(re.sub(r"<[^>]*>", "", marked))
    blocks = (re.sub(r"[ \t\r\n]+", " ", block).strip(" ") for block in text.split("\x1f"))
    return "\n".join(block for block in blocks if block)


@pytest.fixture(scope="module")
def _glossary(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            for slug, names in GLOSSARY.items():
                add_term(slug, *names)
        yield


@pytest.fixture
def glossary(_glossary: None, db: None) -> None:
    """The terms of the table."""


@pytest.fixture
def empathy(glossary: None) -> Term:
    return Term.objects.get(slug="empathy")


@pytest.mark.once
def test_every_case_of_the_table_links_as_it_says(glossary):
    wrong = {case.says: shown(_html(case)) for case in CASES if shown(_html(case)) != case.expected}

    assert wrong == {}


def _html(case: Case) -> str:
    return render(Text(case.source), about=case.about).html[0]


@pytest.mark.once
def test_the_table_is_long_and_names_each_case_once():
    assert len(CASES) >= 60
    assert len({case.says for case in CASES}) == len(CASES)


@pytest.mark.once
def test_a_link_carries_the_button_of_its_definition(empathy):
    assert markdownify("On empathy.") == (
        '<p>On <a class="term" href="/glossary/empathy/">empathy</a><button class="define" value="a" '
        'popovertarget="define-empathy" aria-label="Definition of Empathy"></button>.</p>\n'
    )


@pytest.mark.once
def test_on_paper_each_term_has_one_letter_in_the_order_of_first_mention(db):
    with gathered():
        for number in range(28):
            add_term(f"word-{number}", f"Word number {number}")
    html = markdownify("".join(f"On word number {n}.\n\n" for n in range(28)) + "## Again\n\nOn word number 1.\n")
    assert re.findall(r'value="(\w+)"', html) == [*ascii_lowercase, "aa", "ab", "b"]


@pytest.mark.once
def test_emphasis_inside_a_name_stays_where_it_is(db):
    add_term("theory-of-mind", "Theory of mind")

    assert ">theory <em>of</em> mind</a>" in markdownify("A theory *of* mind.")


@pytest.mark.once
def test_linked_terms_are_told_in_the_order_of_their_first_link(glossary):
    page = render(Text("## One\n\n[[feeling]] and empathy\n\n## Two\n\nempathy, IPNB"))

    assert page.terms == ("affect", "empathy", "interpersonal-neurobiology")


@pytest.mark.once
def test_a_link_is_mentioned_with_its_sentence_and_its_section(glossary):
    page = render(Text("Before it.\n\n## The heart {#heart}\n\nIt begins, e.g. now. Then *empathy* grows. It ends."))

    assert page.mentions == (Mention("term", "glossary.term:empathy", "heart", "Then empathy grows."),)


@pytest.mark.once
def test_a_text_after_a_section_does_not_link_again_what_the_section_links(empathy):
    body = Text("## One\n\nempathy\n\n### More\n\nwords\n\n## Two\n\nwords")
    one, two = Text("empathy", inline=True, after="one"), Text("empathy", inline=True, after="two")

    assert [shown(html) for html in render(body, one, two).html[1:]] == ["empathy", "⟦empathy:empathy⟧"]


@pytest.mark.once
def test_a_block_text_at_the_end_is_a_section_of_its_own_and_lines_there_are_not(empathy):
    lines = [Text("empathy", inline=True), Text("empathy", inline=True), Text("empathy")]

    assert [shown(html) for html in render(*lines).html] == ["⟦empathy:empathy⟧", "empathy", "⟦empathy:empathy⟧"]


@pytest.mark.once
def test_a_text_that_begins_a_part_links_again_what_the_part_before_it_links(empathy):
    page = render(*(Text("Empathy.", inline=True, begins=begins) for begins in (True, False, True, False)))
    assert [shown(html) for html in page.html] == ["⟦empathy:Empathy⟧.", "Empathy."] * 2


@pytest.mark.once
def test_a_quiet_text_links_nothing_by_itself_and_carries_no_button(empathy):
    page = render(Text("Empathy. [[empathy|Feeling with]].\n\n## More\n\nEmpathy.", quiet=True), Text("Empathy."))
    assert '<p>Empathy. <a class="term" href="/glossary/empathy/">Feeling with</a>.</p>' in page.html[0]
    assert page.html[0].count("<a") == 1
    assert "button" not in page.html[0]
    assert shown(page.html[1]) == "⟦empathy:Empathy⟧."
    assert [(each.kind, each.target) for each in page.mentions] == [("term", "glossary.term:empathy")] * 2


@pytest.mark.once
def test_a_quiet_text_alone_needs_no_definition(empathy):
    assert render(Text("Empathy and [[empathy]].", quiet=True)).terms == ()


@pytest.mark.once
def test_an_unknown_term_is_told_with_the_nearest_name(empathy):
    assert render(Text("[[empaty]] and [[nosuchterm]]")).problems == (
        Problem("unknown term", "empaty", "No term is called “empaty”. Did you mean “Empathy”?"),
        Problem("unknown term", "nosuchterm", "No term is called “nosuchterm”."),
    )


def test_a_draft_is_neither_linked_nor_named(db):
    with gathered():
        Name.objects.create(term=Term.objects.create(slug="draft", definition="-"), text="Unreadiness", kind="title")

    page = render(Text("unreadiness [[unreadiness]]"))

    assert page.html == ("<p>unreadiness [[unreadiness]]</p>\n",)
    assert page.problems == (Problem("unknown term", "unreadiness", "No term is called “unreadiness”."),)


def test_a_term_is_linked_from_its_minute_on(db):
    term = add_term("punctuality", "Punctuality", publish_at=timezone.now() + timedelta(hours=1))
    before = markdownify("punctuality")
    term.publish_at = timezone.now() - timedelta(hours=1)
    term.save()

    assert before == "<p>punctuality</p>\n"
    assert shown(markdownify("punctuality")) == "⟦punctuality:punctuality⟧"


def test_a_new_name_is_linked_at_once_and_changes_the_version(empathy):
    before, old = markdownify("compassion"), version()
    Name.objects.create(term=empathy, text="compassion")

    assert before == "<p>compassion</p>\n"
    assert shown(markdownify("compassion")) == "⟦empathy:compassion⟧"
    assert version() != old


def test_a_change_that_no_link_depends_on_leaves_the_version(empathy):
    old = version()
    empathy.definition = "Another."
    empathy.save()

    assert version() == old


def test_a_rendered_text_costs_one_query(glossary, django_assert_num_queries):
    render(Text("empathy"))

    with django_assert_num_queries(1):
        render(Text("empathy"))


def test_another_text_costs_one_query_once_the_dictionary_is_known(glossary, django_assert_num_queries):
    render(Text("empathy"))

    with django_assert_num_queries(1):
        render(Text("immediacy"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mirror neuron", ["mirror neurons"]),
        ("mirror neurons", ["mirror neuron"]),
        ("attachment theory", ["attachment theories", "attachment theorys"]),
        ("stress process", ["stress processes", "stress processs"]),
        ("childhood theories", ["childhood theory"]),
        ("brain boxes", ["brain box"]),
        ("epigenetics", []),
        ("window of tolerance", ["window of tolerances", "windows of tolerance"]),
        ("rupture and repair", ["rupture and repairs", "ruptures and repairs"]),
    ],
)
def test_forms_of_a_name(name, expected):
    assert [" ".join(words) for words in forms(tuple(name.split()))] == expected


@pytest.mark.once
@pytest.mark.parametrize("word", ["genetics", "hippocampus", "consciousness", "sepsis", "its"])
def test_words_in_s_that_are_no_plurals_have_no_singular(word):
    assert singular(word) == ""
