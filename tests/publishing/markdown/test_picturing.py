"""Pictures in texts: publishing.markdown.picturing"""

import pytest

from publishing import markdown
from publishing.markdown import Text, picturing, render, sanitizing
from tests.making import make_term
from tests.publishing.markdown.allowed_html import complaints
from tests.publishing.pictures.picture_making import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_uploads")]

LAZY = 'loading="lazy" decoding="async"'


def html(source: str, **options: object) -> str:
    found = str(render(Text(source, **options)).html[0])
    assert complaints(found) == []
    return found


def problems(source: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.text, each.message) for each in render(Text(source)).problems]


def attributes(found: str) -> set[str]:
    """The attributes of the only picture in it; their order is the allow-list's matter."""
    tag = found[found.index("<img ") + 5 : found.index(">", found.index("<img "))]
    return set(filter(None, tag.replace('" ', '"\n').split("\n")))


def test_a_picture_in_a_paragraph_of_its_own_is_a_figure_with_its_credit():
    kept = picture(1000, 500, credit="Ana <P>, CC BY 4.0")
    found = html(f"Before.\n\n![Two halves]({kept.get_absolute_url()})\n\nAfter.")

    assert attributes(found) == {
        f'src="/uploads/{kept.name}"',
        f'srcset="/uploads/{kept.small_name} 800w, /uploads/{kept.name} 1000w"',
        f'sizes="{picturing.SIZES}"',
        'width="1000"',
        'height="500"',
        'loading="lazy"',
        'decoding="async"',
        'alt="Two halves"',
    }
    start, end = found.index("<img"), found.index(">", found.index("<img")) + 1
    assert found[:start] == "<p>Before.</p>\n<figure>"
    assert found[end:] == "\n<figcaption>Ana &lt;P&gt;, CC BY 4.0</figcaption>\n</figure>\n<p>After.</p>\n"


def test_a_small_picture_has_one_size_and_without_credit_no_caption():
    kept = picture(40, 30)
    found = html(f"![x]({kept.get_absolute_url()})")
    assert "srcset" not in found
    assert "sizes" not in found
    assert "figcaption" not in found
    assert {'width="40"', 'height="30"'} <= attributes(found)


def test_its_smaller_file_means_the_picture_too():
    kept = picture(1000, 500)
    assert html(f"![x]({kept.small_url})") == html(f"![x]({kept.get_absolute_url()})")


@pytest.mark.parametrize(
    ("typed", "said", "shown"),
    [
        ("Typed here", {"description": "Said of it"}, "Typed here"),
        ("", {"description": "Said of it"}, "Said of it"),
        ("", {"decorative": True}, ""),
        ("Typed", {"decorative": True}, "Typed"),
    ],
)
def test_what_the_text_says_goes_before_what_is_said_of_the_picture(typed, said, shown):
    kept = picture(**said)
    source = f"![{typed}]({kept.get_absolute_url()})"
    assert f'alt="{shown}"' in html(source)
    assert problems(source) == []


def test_a_picture_among_words_keeps_its_line_and_the_editor_is_told_of_the_credit_it_loses():
    kept, credited = picture(), picture(50, credit="Ana")
    plain, other = (f"See ![x]({each.get_absolute_url()}) here." for each in (kept, credited))

    assert html(plain).startswith("<p>See <img ")
    assert problems(plain) == []
    assert problems(other) == [
        ("picture", credited.get_absolute_url(), picturing.AMONG_WORDS.format(credited.get_absolute_url()))
    ]


def test_a_text_of_one_line_gets_no_figure():
    kept = picture(credit="Ana")
    source = f"![x]({kept.get_absolute_url()})"
    assert html(source, inline=True).startswith("<img ")
    assert [each.kind for each in render(Text("a"), Text(source, inline=True)).problems] == ["picture"]


def test_several_pictures_stand_in_one_figure_and_name_a_credit_once():
    one, two = picture(credit="Ana"), picture(50, credit="Ana")
    found = html(f"![x]({one.get_absolute_url()})\n![y]({two.get_absolute_url()})")
    assert found.count("<img ") == 2
    assert found.count("<figure>") == 1
    assert "<figcaption>Ana</figcaption>" in found


def test_a_picture_that_is_a_link_stands_in_a_figure():
    kept = picture()
    found = html(f"[![x]({kept.get_absolute_url()})](/about/)")
    assert found.startswith('<figure><a href="/about/"><img ')


@pytest.mark.parametrize("source", ["- ![x]({})", "> ![x]({})", "1. a\n\n   ![x]({})", "- a\n- ![x]({})"])
def test_it_may_stand_in_lists_and_quotations(source):
    found = html(source.format(picture(credit="Ana").get_absolute_url()))
    assert "<figure><img " in found
    assert "<figcaption>Ana</figcaption>\n</figure>" in found


def test_a_picture_that_is_not_here_and_one_without_description_are_told():
    absent = f"/uploads/{'0' * 32}.webp"
    assert problems(f"![a]({absent})") == [("picture", absent, picturing.UNKNOWN.format(absent))]
    assert problems("![](/static/img/hub.svg)") == [
        ("picture", "/static/img/hub.svg", picturing.UNDESCRIBED.format("/static/img/hub.svg"))
    ]
    assert [message for _, _, message in problems(f"![ ]({absent})")] == [
        picturing.UNKNOWN.format(absent),
        picturing.UNDESCRIBED.format(absent),
    ]
    assert html(f"![a]({absent})") == f'<p><img src="{absent}" alt="a"></p>\n'


def test_what_is_said_of_a_picture_changes_the_texts_that_show_it_at_once():
    kept = picture(credit="Ana")
    source = f"![]({kept.get_absolute_url()})"
    assert "Ana" in html(source)
    kept.credit, kept.description = "Bob", "Something else"
    kept.save()
    assert "Bob" in html(source)
    assert "Something else" in html(source)


def test_a_new_picture_changes_no_text_without_one(django_assert_num_queries):
    make_term("Mood", body="Plain words.")
    render(Text("Plain words."))
    before = markdown.version()
    picture()
    assert markdown.version() == before
    with django_assert_num_queries(1):  # the stamp: it is kept as it was rendered
        render(Text("Plain words."))


@pytest.mark.parametrize("count", [1, 3])
def test_all_pictures_of_a_page_are_asked_for_at_once(django_assert_num_queries, count):
    every = [picture(40 + number) for number in range(count)]
    texts = [Text(f"![x]({each.get_absolute_url()})") for each in every]
    markdown.version()
    with django_assert_num_queries(2):
        render(*texts)


def test_a_text_that_is_taken_away_has_the_picture_in_full_and_its_credit():
    kept = picture(1000, 500, credit="Ana *P*")
    source = f"## A\n\n![Two]({kept.small_url})\n\nAfter."
    found = markdown.portable(Text(source), marks={}, address="https://hub.example/a/")
    assert found.parts[0].text == f"![Two](https://hub.example/uploads/{kept.name})\n\nAna \\*P\\*\n\nAfter."


def test_nothing_is_heard_of_it_in_plain_text():
    kept = picture(credit="Ana")
    source = f"One.\n\n![Two]({kept.get_absolute_url()})\n\nThree."
    assert markdown.plain(Text(source)) == render(Text(source)).plain == ("One.\nThree.",)


def test_terms_in_its_description_and_credit_are_not_linked():
    make_term("Mood")
    kept = picture(description="A mood", credit="Mood Studio")
    found = html(f"![]({kept.get_absolute_url()})\n\n![Mood]({kept.get_absolute_url()})")
    assert "<a" not in found


def test_the_allow_list_takes_everything_else_off_a_picture():
    name = f"{'a' * 32}.webp"
    lies = (
        'srcset="https://evil.example/x.webp 800w, /uploads/x.webp 1600w"',
        f'srcset="/uploads/{name} 800w, https://evil.example/{name} 1600w"',
        f'srcset="/uploads/../{name} 800w, /uploads/{name} 1600w"',
        'srcset="data:image/svg+xml,x 1x"',
        'sizes="100vw"',
        'width="1e9"',
        'width="100%"',
        'height="-1"',
        'loading="eager"',
        'decoding="sync"',
        'style="width:9em"',
        'onerror="hit()"',
        'onload="hit()"',
        'usemap="#x"',
        'crossorigin="use-credentials"',
    )
    for lie in lies:
        assert sanitizing.clean(f'<img src="/uploads/{name}" alt="" {lie}>') == f'<img src="/uploads/{name}" alt="">'
    assert sanitizing.clean('<figure class="x" onclick="y"><figcaption id="z">a</figcaption></figure>') == (
        "<figure><figcaption>a</figcaption></figure>"
    )
