"""What somebody means who names a place on the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from articles.models import Article
from ipnb_hub.ideas.asking import resolve
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        write()
        yield


@gathered()
def write() -> None:
    make_term("Mirror neurons", "MNS", slug="mirror-neurons", definition="Cells that fire twice.")
    make_term(
        "Empathy", definition="Feeling with someone.", body="Some think that the mirror neurons of Siegel explain it."
    )
    make_article("Mirror neurons today", slug="mirror-today")
    make_article("Mirror neurons and this site", slug="mirror-page", kind=Article.Kind.PAGE)
    make_outline()
    make_work("siegel1999", slug="the-book", title="Developing")
    make_person("Daniel Siegel", slug="siegel")
    make_term("Unseen", state=State.DRAFT)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("term:mirror-neurons", "term:mirror-neurons"),
        (" term:mirror-neurons ", "term:mirror-neurons"),
        ("mirror-neurons", "term:mirror-neurons"),
        ("mirror-today", "article:mirror-today"),
        ("three-steps", "step:three-steps"),
        ("three-steps/step-1", "step:three-steps/step-1"),
        ("the-book", "resource:the-book"),
        ("siegel", "person:siegel"),
        ("Mirror Neurons", "term:mirror-neurons"),
        ("Mirror neurons today", "article:mirror-today"),
        ("mns", "term:mirror-neurons"),
        ("miror nuerons", "term:mirror-neurons"),
        ("Daniel Siegel", "person:siegel"),
        ("fire twice", "term:mirror-neurons"),
        ("Developing", "resource:the-book"),
    ],
)
def test_a_place_is_found_by_its_address_by_its_slug_and_by_a_search(asked: str, meant: str) -> None:
    assert str(resolve(asked)) == meant


NOT_THERE = (
    *("", " ", ":", "/" * 300, "zzzz"),
    *("term:", "term:unseen", "unseen", "Unseen", "term:Mirror neurons", "term:../.."),
    *("article:mirror-page", "mirror-page/", "step:three-steps/step-1/more"),
    *("term:a\0b", "a\0b", "term:\ud800", "\ud800"),
)


@pytest.mark.parametrize("asked", NOT_THERE, ids=ascii)
def test_what_is_not_on_the_map_is_not_found(asked: str) -> None:
    assert resolve(asked) is None


def test_a_long_question_is_cut() -> None:
    assert str(resolve("mirror neurons" + " " * 500 + "zzzz")) == "term:mirror-neurons"
