"""The front page of the admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from ipnb_hub.desk import front
from publishing import acting
from publishing.changes import gathered
from publishing.desk import proposals
from publishing.models import Draft, OutsideLink, Proposal, State
from search.models import Miss
from tests.filling import document, editor, inline_code
from tests.making import make_article, make_person, make_term, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed() -> User:
    return editor()


def box(user: User, slug: str) -> front.Box:
    return next(each for each in front.boxes(user) if each.slug == slug)


def told(user: User, slug: str) -> list[tuple[str, str]]:
    return [(line.words, line.remark) for line in box(user, slug).lines]


def test_an_empty_hub_says_that_nothing_waits(ed: User, client) -> None:
    client.force_login(ed)
    page = client.get("/admin/")
    assert inline_code(page) == []
    words = " ".join("".join(document(page).itertext()).split())
    for sentence in ("Nothing waits.", "You have no drafts.", "Nothing is scheduled.", "Nothing is overdue."):
        assert sentence in words
    assert "Nothing has changed yet." in words


def test_what_is_in_review_waits_with_what_is_proposed(ed: User) -> None:
    make_term("Attunement", state=State.IN_REVIEW)
    person = make_person("Somebody")
    Proposal.objects.create(content=person, title="Somebody", record={}, based_on=1, editor=ed, editor_name="Ed")
    Proposal.objects.create(
        content=person, title="Declined", record={}, based_on=1, state=Proposal.State.DECLINED, editor_name="Ed"
    )
    assert told(ed, "review") == [("Somebody, proposed by Ed", "A proposed version"), ("Attunement", "Term")]
    assert box(ed, "review").count == 2


def test_more_than_a_box_holds_is_counted(ed: User) -> None:
    with gathered():
        for place in range(front.MOST + 2):
            make_person(f"Person {place}", state=State.IN_REVIEW)
    found = box(ed, "review")
    assert (len(found.lines), found.count, found.left_out) == (front.MOST, front.MOST + 2, 2)


def test_my_drafts_are_those_that_i_changed_last_and_what_i_typed_and_left(ed: User) -> None:
    with acting.by(ed):
        mine = make_article("My article", state=State.DRAFT)
        make_article("Public", slug="public")
    with acting.by(editor("other")):
        make_article("Not mine", slug="not-mine", state=State.DRAFT)
    Draft.objects.create(editor=ed, form="glossary.term:new", data=[])
    Draft.objects.create(editor=ed, form=f"articles.article:{mine.pk}", data=[])
    Draft.objects.create(editor=ed, form="no.model:1", data=[])
    assert sorted(told(ed, "own")) == [
        ("A new term", "Typed and not saved"),
        ("My article", "Article"),
        ("My article", "Typed and not saved"),
    ]


def test_what_is_scheduled_comes_the_soonest_first(ed: User) -> None:
    now = timezone.now()
    make_term("Later", publish_at=now + timedelta(days=9))
    make_work("sooner2026", title="Sooner", publish_at=now + timedelta(days=2))
    make_term("Now", publish_at=now - timedelta(days=2))
    make_term("Draft", state=State.DRAFT, publish_at=now + timedelta(days=1))
    assert [words for words, _ in told(ed, "scheduled")] == ["Sooner", "Later"]


def test_what_should_have_been_reviewed_comes_the_longest_waiting_first(ed: User) -> None:
    today = timezone.localdate()
    make_term("Yesterday", next_review_due=today - timedelta(days=1))
    make_person("Long ago", next_review_due=today - timedelta(days=400))
    make_term("Today", next_review_due=today)
    make_term("A draft", state=State.DRAFT, next_review_due=today - timedelta(days=9))
    assert [words for words, _ in told(ed, "overdue")] == ["Long ago", "Yesterday"]


def test_broken_links_are_named_and_unchecked_ones_counted(ed: User) -> None:
    OutsideLink.objects.create(address="https://gone.example/", state=OutsideLink.State.GONE)
    OutsideLink.objects.create(address="https://fine.example/", state=OutsideLink.State.FINE)
    assert told(ed, "links") == [("https://gone.example/", "Gone")]
    OutsideLink.objects.all().delete()
    OutsideLink.objects.create(address="https://new.example/")
    assert box(ed, "links").none == "None is known to be broken; 1 has not been checked."


def test_searches_that_found_nothing_are_listed_where_they_are_counted(ed: User, settings) -> None:
    Miss.objects.create(text="polyvagal theory", number=4, first_day="2026-01-02", last_day="2026-01-03")
    assert "misses" not in [each.slug for each in front.boxes(ed)]
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    assert told(ed, "misses") == [("polyvagal theory", "4 times")]


def test_recent_changes_say_who_and_why(ed: User, client) -> None:
    with acting.by(ed, why="A clearer sentence"):
        make_term("Attunement")
    with acting.by(ed):
        gone = make_person("Gone")
        gone.delete()
    rows = [(version.title, version.action, url != "") for version, url in front.recent(ed)]
    assert rows == [("Gone", "deleted", False), ("Gone", "created", False), ("Attunement", "created", True)]
    client.force_login(ed)
    assert "A clearer sentence" in client.get("/admin/").content.decode()


def test_the_plot_counts_the_changes_of_each_day(ed: User) -> None:
    make_term("Attunement")
    make_person("Somebody")
    bars = front.plot(ed)
    assert len(bars) == front.DAYS
    assert [bar.changes for bar in bars[:-1]] == [0] * (front.DAYS - 1)
    assert (bars[-1].day, bars[-1].changes, bars[-1].height, bars[-1].y) == (timezone.localdate(), 2, 38.0, 2.0)


def test_nobody_sees_what_they_may_not_see(client) -> None:
    reader = User.objects.create_user("few", password="x", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    make_term("Secret term", state=State.IN_REVIEW)
    make_person("Seen person", state=State.IN_REVIEW)
    client.force_login(reader)
    page = client.get("/admin/").content.decode()
    assert "Seen person" in page
    assert "Secret term" not in page


@pytest.mark.parametrize("number", [1, 8])
def test_it_takes_the_same_queries_however_much_waits(ed: User, client, django_assert_num_queries, number: int) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    with acting.by(ed):
        for n in range(number):
            make_term(f"Term {n}", state=State.IN_REVIEW)
            make_term(f"Mine {n}", state=State.DRAFT)
            make_person(f"Person {n}", next_review_due=timezone.localdate() - timedelta(days=1))
            work = make_work(f"work{n}", publish_at=tomorrow)
            Draft.objects.create(editor=ed, form=f"resources.resource:{work.pk}", data=[])
            OutsideLink.objects.create(address=f"https://gone.example/{n}", state=OutsideLink.State.GONE)
    client.force_login(ed)
    client.get("/admin/")
    with django_assert_num_queries(33):
        client.get("/admin/")
    counts = {each.slug: each.count for each in front.boxes(ed)}
    assert counts == {
        "review": number, "own": 2 * number, "scheduled": number, "overdue": number, "links": number
    }  # fmt: skip


def test_a_proposal_is_told_only_to_who_may_see_what_it_is_about(ed: User) -> None:
    proposals.propose(ed, make_term("Attunement"), {}, 1)
    stranger = User.objects.create_user("stranger", is_staff=True)

    assert [box(user, "review").count for user in (ed, stranger)] == [1, 0]
    assert told(stranger, "review") == []
