"""What a text says, without what is known of its links and citations: publishing.markdown.plain"""

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.models import Term
from publishing.changes import gathered
from publishing.markdown import Text, plain, render
from publishing.models import Tracked
from tests.making import make_term, make_work

PARTS = (
    *("[[Affect]]", "[[affect|A  feeling]]", "[[!affect]]", "[[ ]]", "affect", "Affects", "*", "**", "`", "~~", "> "),
    *("[@siegel1999]", "[@siegel1999, p. 3; @siegel1999]", "[@?]", "[^1]", "[^1]: ", "![a](/uploads/b.png)", "![c](d)"),
    *(
        "[e](javascript:f)",
        "[g](/h/)",
        "## ",
        "- ",
        "| ",
        "\n|-|-|\n",
        "!!! note\n    ",
        " ",
        " ",
        ".",
        ",",
        "\n",
        "\n\n",
    ),
)
TEXTS = st.builds(
    Text,
    st.lists(st.sampled_from(PARTS), max_size=14).map("".join),
    inline=st.booleans(),
    quiet=st.booleans(),
    begins=st.booleans(),
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("A [[term]], a [[Other  term|label]].", "A term, a label."),
        ("[[!mind]] over matter", "mind over matter"),
        ("## On [[mind]]\n\n> [[mind]]", "On mind\nmind"),
        ("He says so [@siegel1999]. And so [@one, p. 2; @two]", "He says so. And so"),
        ("Not [@ written] as one.", "Not [@ written] as one."),
        ("*one* `two`\nthree", "one two three"),
    ],
)
def test_links_and_citations_count_as_known_and_the_database_is_not_asked(source: str, words: str) -> None:
    assert plain(Text(source), Text(source, quiet=True)) == (words, words)


def test_texts_come_in_the_order_in_which_they_were_given() -> None:
    texts = Text("One.\n\n## Two {#two}\n\n## Three"), Text("Four.", inline=True, after="two"), Text(""), Text("Five.")
    assert plain(*texts) == ("One.\nTwo\nThree", "Four.", "", "Five.")
    assert plain() == ()


@pytest.mark.django_db
@pytest.mark.once
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, max_size=3))
def test_they_are_the_words_of_the_page(db: None, texts: list[Text]) -> None:
    _make_known()
    assert plain(*texts) == render(*texts, keep=False).plain


@gathered()
def _make_known() -> None:
    if not Term.objects.exists():
        make_term("Affect")
        make_work("siegel1999")


@pytest.mark.once
def test_they_are_the_words_of_every_delivered_page(seeded_hub: None) -> None:
    objects = [each for model in apps.get_models() if issubclass(model, Tracked) for each in model.objects.all()]
    spoken = [each for each in objects if each.texts()]
    assert {each._meta.label for each in spoken} == {
        *("glossary.Term", "resources.Person", "articles.Article", "articles.PracticeOutline", "articles.Step"),
    }
    for each in spoken:
        assert plain(*each.texts()) == render(*each.texts(), keep=False).plain, each
