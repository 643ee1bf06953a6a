"""What an editor is told of a text in writing."""

import pytest

from publishing import written
from publishing.changes import gathered
from publishing.desk import remarks
from publishing.models import FormerAddress
from publishing.written import Shape, alone
from tests.making import make_article, make_outline, make_term, make_work

pytestmark = pytest.mark.django_db


def mend(content, shape=Shape.BLOCKS):
    return remarks.of(content, shape, alone(content, shape), None).problems


def known(content):
    return remarks.of(content, Shape.BLOCKS, alone(content), None).facts


def told(label, row, content):
    """Problems and facts of a text that is to replace the stored one."""
    field = written.named(label)
    seen, stored = field.as_written(row.pk, content), field.page_as_stored(row.pk)
    return remarks.of(content, field.shape, seen, stored)


def test_unknown_names_are_told_with_what_may_be_meant():
    make_term("Attunement"), make_work("siegel1999")

    assert mend("[[atunement]] and [@siegel1989]") == [
        "No work has the key “siegel1989”. Did you mean “siegel1999”?",
        "No term is called “atunement”. Did you mean “Attunement”?",
    ]


@pytest.mark.parametrize(
    ("content", "shape", "told"),
    [
        ("# A\n\n## B\n\n### C\n\n## D\n\n### E", Shape.PAGE, []),
        ("### A", Shape.PAGE, ["The heading “A” skips a level: write ## before it, not ###."]),
        ("### A", Shape.BLOCKS, []),
        ("## A\n\n#### *B* c", Shape.BLOCKS, ["The heading “B c” skips a level: write ### before it, not ####."]),
        ("## A\n\n##### B\n\n##### C", Shape.PAGE, ["The heading “B” skips a level: write ### before it, not #####."]),
        ("#### A", Shape.LINE, []),
    ],
)
def test_a_heading_that_skips_a_level_is_told(content, shape, told):
    assert mend(content, shape) == told


def test_links_that_readers_would_not_follow_to_the_end_are_told():
    make_term("Affect")
    make_term("Mood", state="draft")
    outline = make_outline(state="in-review")
    moved = make_term("Feeling")
    FormerAddress.objects.create(path="/glossary/felt/", content=moved)

    good = (
        "[a](/glossary/affect/) [b](/glossary/?letter=A#x) [c](/map/) [d](/static/img/hub.svg) [e](/glossary/affect.md)"
    )
    assert mend(good) == []
    assert mend("[a](/glossary/mood/)") == ["“/glossary/mood/” leads to “Mood”, which readers do not see now."]
    assert mend(f"[a]({outline.steps.get().get_absolute_url()}#x)") == [
        "“/practice/three-steps/step-1/” leads to “1. The step 1”, which readers do not see now."
    ]
    assert mend("[a](/glossary/nothing/) [b](/nowhere) [c](/nowhere)") == [
        "Nothing stands at “/glossary/nothing/”.",
        "Nothing stands at “/nowhere”.",
    ]
    assert mend("[a](/glossary/felt/)") == ["“/glossary/felt/” has moved: write “/glossary/feeling/”."]


def test_no_more_problems_are_told_than_somebody_can_mend():
    found = mend(" ".join(f"[[name{number}]]" for number in range(25)))

    assert len(found) == 21
    assert found[-1] == "And 5 more like these."


def test_a_picture_without_a_description_is_told():
    assert mend("![](/static/img/hub.svg)") == [
        "The picture “/static/img/hub.svg” has no description: write between the brackets what it shows."
    ]


def test_a_problem_elsewhere_on_the_page_is_told_only_if_this_text_makes_it():
    article = make_article(body="## A\n\nText.", editors_note="[[nobody]]")
    article.claims.create(section="a", says="It is said.", finds="[@nothing2000]")

    assert told("articles.article.body", article, "## A\n\nOther text.")[0] == []
    assert told("articles.article.body", article, "## B\n\nText.")[0] == ["The text has no section “a”."]


def test_length_and_ease_are_told():
    text = "The cat sat on the mat. " * 60

    assert known("") == []
    assert known("One") == ["1 word."]
    assert known(text) == [
        "360 words, about 2 minutes to read.",
        "Reading ease 100 of 100: very easy.",
    ]


def test_what_the_text_would_newly_link_and_no_longer_link_is_told_by_title():
    make_term("Affect"), make_term("Mood"), make_term("Attunement")
    term = make_term("Feeling", body="An affect, and attunement.")

    assert told("glossary.term.body", term, "A mood, an affect.")[1] == [
        "4 words.",
        "Will newly link: Mood.",
        "Will no longer link: Attunement.",
    ]
    assert told("glossary.term.body", term, "An affect, and attunement!")[1] == ["4 words."]


def test_a_long_list_of_terms_is_cut():
    names = [f"Term {letter}" for letter in "ABCDEFGHIJKLMNO"]
    with gathered():
        for name in names:
            make_term(name)
    term = make_term("Feeling")

    assert told("glossary.term.body", term, ", ".join(names))[1][1] == (
        f"Will newly link: {', '.join(names[:12])} and 3 more."
    )
