"""Names in lines, and how wide they are."""

from __future__ import annotations

import pytest

from ipnb_hub.ideas.lettering import LONGEST_LINE, breakings, width

pytestmark = pytest.mark.once


def test_the_width_is_that_of_helvetica_and_a_little_more() -> None:
    assert width("Affect", 1000) == pytest.approx((667 + 278 + 278 + 556 + 500 + 278) * 1.06)
    assert width("", 13) == 0
    assert width("心", 10) > width("é", 10) > width("i", 10)


@pytest.mark.parametrize(
    ("title", "ways"),
    [
        ("Affect", [("Affect",)]),
        ("Window of tolerance", [("Window of tolerance",), ("Window of", "tolerance")]),
        ("Interpersonal neurobiology", [("Interpersonal", "neurobiology")]),
        (
            "Accelerated experiential dynamic psychotherapy",
            [("Accelerated", "experiential dynamic", "psychotherapy")],
        ),
        ("Psychoneuroimmunology", [("Psychoneuroimmunology",)]),
    ],
)
def test_a_name_is_broken_into_lines_of_like_length(title: str, ways: list[tuple[str, ...]]) -> None:
    assert list(breakings(title)) == ways


def test_a_name_that_three_lines_cannot_hold_is_cut() -> None:
    (lines,) = breakings("a very long name " * 6)
    assert len(lines) == 3
    assert lines[2].endswith("…")
    assert max(map(len, lines)) <= LONGEST_LINE


def test_a_word_longer_than_a_line_is_broken() -> None:
    ways = breakings("x" * 50)
    assert ways == (("x" * 21, "x" * 21, "x" * 8),)
