"""The change log of articles and terms: written by editors, kept in order, shown to readers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticleRevision
from glossary.models import TermRevision
from ipnb_hub.seeding import BrokenFixture, seed
from publishing.models import SiteVersion
from tests.filling import complaints, editor, row, send
from tests.making import make_article, make_term
from tests.shown import see

pytestmark = pytest.mark.django_db

FIXTURE = """
model: glossary.Term
records:
  - slug: affect
    definition: A general word for feeling states.
    names:
      - {text: Affect, kind: title}
    revisions:
      - {date: 2026-03-01, what: The definition.}
      - {date: 2026-04-01, what: The evidence., why: A new study.}
"""


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def log(client, address: str) -> str:
    """The change log at the foot of a page, as it is read."""
    text = see(client, address).text
    return text[text.index("Change log") :].removeprefix("Change log ")


@pytest.mark.parametrize("kind", ["article", "page", "term"])
def test_readers_see_what_was_revised_when_and_why_the_newest_first(client, kind):
    made = make_term("Affect") if kind == "term" else make_article("Affect", kind=kind)
    made.revisions.create(date=date(2026, 3, 1), what="The <title>.", order=1)
    made.revisions.create(date=date(2026, 4, 1), what="The evidence.", why="A new study.", order=2)
    made.revisions.create(date=date(2026, 4, 1), what="Later that day.", order=3)
    assert log(client, made.get_absolute_url()).startswith(
        "April 1, 2026: Later that day. April 1, 2026: The evidence. Why: A new study. March 1, 2026: The <title>."
    )


def test_a_page_without_revisions_says_so(client):
    make_term("Affect")
    assert log(client, "/glossary/affect/").startswith("No change has been entered so far.")


def test_a_revision_is_a_change_of_its_page():
    term = make_term("Affect")
    before = SiteVersion.objects.get().token
    term.revisions.create(date=date(2026, 3, 1), what="All.")
    assert SiteVersion.objects.get().token != before


def test_an_editor_enters_a_revision_with_the_text(ed):
    response = send(
        ed,
        "/admin/glossary/term/add/",
        title="Affect",
        slug="affect",
        definition="What it is.",
        state="published",
        **row("revisions", 0, date="2026-03-01", what="The definition.", why="It was too long.")
        | row("revisions", 1, date="2026-03-01", what="Another name.", why=""),
    )
    assert response.status_code == 302
    assert [str(each) for each in TermRevision.objects.all()] == [
        "2026-03-01: Another name.",
        "2026-03-01: The definition.",
    ]


def test_a_revision_needs_a_day_and_what_was_revised(ed):
    article = make_article("The basics")
    address = f"/admin/articles/article/{article.pk}/change/"
    response = send(ed, address, **row("revisions", 0, date="", what="", why="Because."))
    assert complaints(response) == ["This field is required.", "This field is required."]
    assert not ArticleRevision.objects.exists()


def test_fixtures_hold_revisions_as_parts_of_their_texts(tmp_path):
    (tmp_path / "terms.yaml").write_text(FIXTURE)
    seed(tmp_path)
    assert [(str(each), each.why) for each in TermRevision.objects.all()] == [
        ("2026-04-01: The evidence.", "A new study."),
        ("2026-03-01: The definition.", ""),
    ]


def test_a_fixture_whose_revision_has_no_day_is_refused(tmp_path):
    (tmp_path / "terms.yaml").write_text(FIXTURE.replace("date: 2026-03-01, ", ""))
    with pytest.raises(BrokenFixture, match="terms.yaml: record “affect”, field “date”: This field cannot be null."):
        seed(tmp_path)


@pytest.mark.parametrize("number", [1, 3])
def test_a_change_log_takes_one_query_however_long_it_is(client, number):
    term = make_term("Affect")
    for _ in range(number):
        term.revisions.create(date=date(2026, 3, 1), what="All.")
    with CaptureQueriesContext(connection) as asked:
        client.get("/glossary/affect/")
    assert len([each for each in asked.captured_queries if "termrevision" in each["sql"]]) == 1
