"""Texts as they can stand elsewhere."""

from __future__ import annotations

import pytest
from django.utils.safestring import SafeString

from ipnb_hub.feed_html import portable
from publishing.markdown import Text, render
from tests.making import make_term, make_work
from tests.publishing.pictures.picture_making import picture

PAGE = "https://hub.example.org/glossary/attunement/"


@pytest.mark.parametrize(
    ("written", "portably"),
    [
        ('<a href="/about/">About</a>', '<a href="https://hub.example.org/about/">About</a>'),
        ('<a href="#known">below</a>', f'<a href="{PAGE}#known">below</a>'),
        ('<a href="https://example.org/x?a=1&amp;b=2">x</a>', '<a href="https://example.org/x?a=1&amp;b=2">x</a>'),
        ('<a href="mailto:ed@example.org">ed</a>', '<a href="mailto:ed@example.org">ed</a>'),
        ('<img src="/uploads/a.png" alt="A">', '<img src="https://hub.example.org/uploads/a.png" alt="A">'),
    ],
)
def test_every_address_is_in_full(written: str, portably: str) -> None:
    assert portable(written, PAGE) == portably


def test_the_number_of_a_note_leads_to_its_source_on_the_page() -> None:
    button = '<button class="note" popovertarget="note-3" aria-label="Source 3">3</button>'
    assert portable(f"<p>So.{button}</p>", PAGE) == f'<p>So.<sup><a href="{PAGE}#source-3">[3]</a></sup></p>'


@pytest.mark.parametrize(
    "opens",
    [
        '<button class="define" popovertarget="define-x" aria-label="Definition of x"></button>',
        '<button type="button">Close <b>it</b></button>',
        '<span class="slip" popover="" id="note-3"></span>',
        '<span class="slip" popover id="note-3"><b>A work</b>.<br><i>2</i> <button class="note">3</button></span>',
        '<svg class="mark"><use href="#mark-gone"/><title>no</title></svg>',
        '<svg class="mark"><use href="#mark-gone"></use></svg>',
        '<svg class="mark"><use href="#mark-gone"></use>left over</svg>',
        '<svg class="mark"><path d="M0 0"></path><text>x</text></svg>',
    ],
)
def test_nothing_opens_in_place(opens: str) -> None:
    assert portable(f"<p>One {opens}two</p>", PAGE) == "<p>One two</p>"


def test_words_stay_as_they_are_written() -> None:
    written = "<p>A &amp; b &lt; c, “d” &#233; <em>e</em> <s>f</s></p>"
    assert portable(written, PAGE) == "<p>A &amp; b &lt; c, “d” é <em>e</em> <s>f</s></p>"


def test_whatever_comes_in_only_harmless_html_comes_out() -> None:
    hostile = (
        '<p onclick="x()" id="a" class="b">a<script>alert(1)</script><a href="javascript:x()">b</a><iframe src="/">'
    )
    assert portable(hostile, PAGE) == "<p>a<a>b</a></p>"


@pytest.mark.django_db
def test_what_the_pipeline_makes_is_readable_elsewhere() -> None:
    make_term("Empathy")
    make_work("siegel1999")
    make_work("schore1994")
    html = render(Text("With empathy.[@siegel1999][@schore1994, p. 2] Again.[@siegel1999]")).html[0]
    assert isinstance(html, SafeString)
    one, two = (f'<sup><a href="{PAGE}#source-{number}">[{number}]</a></sup>' for number in (1, 2))
    assert portable(html, PAGE).strip() == (
        f'<p>With <a href="https://hub.example.org/glossary/empathy/">empathy</a>.{one}{two} Again.{one}</p>'
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("own_uploads")
def test_a_picture_is_shown_elsewhere_in_one_size_with_its_credit() -> None:
    kept = picture(1000, 500, credit="Ana")
    html = portable(render(Text(f"![Two]({kept.get_absolute_url()})")).html[0], PAGE)
    tag = html[html.index("<img ") + 5 : html.index(">", html.index("<img "))]
    address = f"https://hub.example.org{kept.get_absolute_url()}"
    assert set(tag.split()) == {f'src="{address}"', 'alt="Two"', 'width="1000"', 'height="500"'}
    assert html.replace(tag, "…") == "<figure><img …>\n<figcaption>Ana</figcaption>\n</figure>\n"
