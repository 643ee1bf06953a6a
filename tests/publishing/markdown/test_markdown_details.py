"""When a text is read anew, and when what was made of it before is taken: publishing/markdown/__init__.py"""

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from publishing import markdown, stamp
from publishing.markdown import Text, assembling, register, render, version

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Counting:
    """Rules that count how often a text is read."""

    def __init__(self) -> None:
        self.reads, self.knows = 0, "1"

    def install(self, md: MarkdownIt) -> None:
        md.core.ruler.push("counting", self.count)

    def count(self, state: StateCore) -> None:
        self.reads += 1

    def version(self, now: stamp.Stamp | None = None) -> str:
        return self.knows


@pytest.fixture
def counting(monkeypatch):
    monkeypatch.setattr(markdown, "_registered", [*markdown._registered])
    render(Text("read before the rules came"))
    rules = Counting()
    register(rules)
    yield rules
    assembling.forget()


def reads(counting, *texts, **options):
    before = counting.reads
    render(*texts, **options)
    return counting.reads - before


def test_rules_hold_from_their_registration_on(counting):
    assert reads(counting, Text("read before the rules came")) > 0


def test_parsers_that_lack_the_rules_are_let_go(counting):
    assert assembling.parser.cache_info().currsize == 0


def test_rules_are_registered_once(counting):
    register(counting)
    assert markdown._registered.count(counting) == 1


def test_a_page_is_read_once(counting):
    once = reads(counting, Text("a"), Text("b"))
    assert once > 0
    assert reads(counting, Text("a"), Text("b")) == 0


@pytest.mark.parametrize(
    ("texts", "about"),
    [
        ((Text("b"),), ""),
        ((Text("a", inline=True),), ""),
        ((Text("a"), Text("a")), ""),
        ((Text("a"),), "glossary.term:a"),
        ((Text("a\ud800"),), ""),
        ((Text("a"),), "half a \ud800"),
    ],
)
def test_another_text_or_subject_is_read(counting, texts, about):
    render(Text("a"))
    assert reads(counting, *texts, about=about) > 0
    assert reads(counting, *texts, about=about) == 0


def test_a_page_is_read_again_when_the_rules_know_more(counting):
    render(Text("a"))
    old, counting.knows = version(), "2"
    assert version() != old
    assert reads(counting, Text("a")) > 0


def test_what_nobody_will_ask_for_again_is_not_kept(counting):
    page = render(Text("a"), keep=False)
    assert page.html == ("<p>a</p>\n",)
    assert reads(counting, Text("a"), keep=False) > 0
    assert reads(counting, Text("a")) > 0


def test_the_version_is_that_of_the_moment_that_is_asked_for(counting):
    assert version(stamp.current()) == version()
