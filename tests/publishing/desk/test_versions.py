"""The history pages of the admin, restoring, and the list of what was deleted."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from glossary.models import Term
from publishing import changes, records
from publishing.models import Notice, State, Version, latest_number
from tests.filling import document, editor, inline_code
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def term():
    """Version 1 to be restored over version 2."""
    term = make_term("Memory", "Remembering", body="What *was* said.")
    Term.objects.filter(pk=term.pk).update(body="What is said.", region="Mind")
    return term


def home(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/history/"


def texts(response, tag: str) -> list[str]:
    return ["".join(each.itertext()).strip() for each in document(response).iter(tag)]


def test_the_history_lists_who_when_why_and_compares_the_last_two(ed, term):
    page = ed.get(home(term))

    rows = [[cell.strip() for cell in "".join(row.itertext()).splitlines() if cell.strip()]
            for row in document(page).iter("tr")][1:]  # fmt: skip
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Version 2", "Nobody signed in", "Changed", "Published"),
        ("Version 1", "Nobody signed in", "Created", "Published"),
    ]
    chosen = [each for each in document(page).iter("input") if each.get("checked") is not None]
    assert [(each.get("name"), each.get("value")) for each in chosen] == [("to", "2"), ("from", "1")]
    assert inline_code(page) == []


def test_any_two_versions_are_compared_word_by_word(ed, term):
    page = ed.get(f"{home(term)}compare/", {"from": "1", "to": "2"})

    assert texts(page, "h3") == ["Region", "Body"]
    assert [each for each in texts(page, "del") if each != "struck through"] == ["*was*"]
    assert [each for each in texts(page, "ins") if each != "underlined"] == ["Mind", "is"]


@pytest.mark.parametrize("query", ["", "?from=1&to=9", "?from=x&to=1", "?from=-1&to=1", "?from=99999999999999&to=1"])
def test_versions_that_are_not_there_are_not_found(ed, term, query):
    assert ed.get(f"{home(term)}compare/{query}").status_code == 404


def test_a_version_is_shown_whole(ed, term):
    page = ed.get(f"{home(term)}1/")

    shown = dict(zip(texts(page, "dt"), texts(page, "dd"), strict=True))
    assert shown["Body"] == "What *was* said."
    assert shown["Names, row 2"] == "Text: Remembering\nKind: Also called\nLink by itself: Yes"
    assert "Region" not in shown
    assert ed.get(f"{home(term)}9/").status_code == 404
    assert ed.get(f"{home(term)}{2**70}/").status_code == 404


def test_restoring_asks_first_and_can_be_undone(ed, term):
    address = f"{home(term)}1/restore/"
    asked = ed.get(address)
    assert Term.objects.get(pk=term.pk).body == "What is said."

    done = ed.post(address, {"seen_version": asked.context["seen"], "why": "It said more."}, follow=True)

    assert "“Memory” is restored from version 1." in done.content.decode()
    assert Term.objects.get(pk=term.pk).body == "What *was* said."
    version = Version.objects.of(term).get(number=3)
    assert (version.action, version.editor_name, version.why) == ("restored", "ed", "It said more.")
    ed.post(f"{home(term)}2/restore/", {"seen_version": "3"})
    assert records.read(term) == Version.objects.of(term).get(number=2).record


def test_whoever_restores_over_an_unseen_change_is_told(ed, term):
    Term.objects.filter(pk=term.pk).update(region="Elsewhere")

    answer = ed.post(f"{home(term)}1/restore/", {"seen_version": "2", "why": "Mine."})

    assert answer.status_code == 409
    assert "somebody else changed this a moment ago" in answer.content.decode()
    assert answer.context["seen"] == 3
    assert answer.context["why"] == "Mine."
    assert (Term.objects.get(pk=term.pk).region, latest_number(term)) == ("Elsewhere", 3)


def test_a_taken_name_is_told_in_plain_words(ed, term):
    with changes.gathered():
        term.names.filter(text="Remembering").delete()
    make_term("Another", "Remembering")

    answer = ed.post(f"{home(term)}1/restore/", {"seen_version": "3"})

    assert answer.status_code == 409
    assert "“Remembering” is already a name of the term “Another”." in answer.content.decode()
    assert latest_number(term) == 3


def test_who_may_not_publish_restores_nothing_that_readers_see(client, term):
    client.force_login(editor("writer", may_publish=False))
    draft = make_person("Somebody", state=State.DRAFT)
    draft.credentials = "MA"
    draft.save()
    live = make_person("Else")
    type(live).objects.filter(pk=live.pk).update(state=State.DRAFT)

    assert client.post(f"{home(term)}1/restore/", {"seen_version": "2"}).status_code == 403
    assert client.post(f"{home(live)}1/restore/", {"seen_version": "2"}).status_code == 403
    assert client.post(f"{home(draft)}1/restore/", {"seen_version": "2"}).status_code == 302
    assert latest_number(draft) == 3
    assert latest_number(term) == latest_number(live) == 2


def test_a_step_of_a_published_outline_is_held_too(client):
    outline = make_outline()
    step = outline.steps.get()
    address = f"{home(step)}1/restore/"
    step.delete()
    client.force_login(editor("writer", may_publish=False))

    assert client.post(address, {"seen_version": "2"}).status_code == 403
    assert not outline.steps.exists()


def test_who_may_only_look_sees_the_history_and_restores_nothing(client, term):
    viewer = editor("viewer", may_publish=False)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_term"))
    client.force_login(viewer)

    page = client.get(f"{home(term)}1/")
    assert page.status_code == 200
    assert "Restore" not in page.content.decode()
    assert client.get(f"{home(term)}1/restore/").status_code == 403
    viewer.user_permissions.clear()
    assert client.get(home(term)).status_code == 403
    client.logout()
    assert client.get(home(term)).status_code == 302


def test_what_was_deleted_is_listed_and_restored(ed, client):
    term, person = make_term("Memory", "Remembering"), make_person()
    key, record = term.pk, records.read(term)
    Term.objects.all().delete()
    person.delete()

    page = ed.get("/admin/desk/deleted/")
    rows = [row.version.title for row in page.context["rows"]]
    restore = [row.restore for row in page.context["rows"]]
    assert rows == ["Diana Fosha", "Memory"]
    assert restore[1] == f"/admin/glossary/term/{key}/history/1/restore/"
    assert ed.get(f"/admin/glossary/term/{key}/history/").status_code == 200
    asked = ed.get(restore[1])
    ed.post(restore[1], {"seen_version": asked.context["seen"]})

    assert records.read(Term.objects.get(pk=key)) == record
    assert [row.version.title for row in ed.get("/admin/desk/deleted/").context["rows"]] == ["Diana Fosha"]


def test_what_is_no_longer_there_can_be_left_out(ed):
    work, term = make_work(), make_term()
    with changes.gathered():
        term.recommended.add(work)
    with changes.gathered():
        term.recommended.clear()
        work.delete()
    address = f"{home(term)}2/restore/"

    asked = ed.get(address)
    assert asked.context["gaps"] == ["There is no resource “siegel1999” any more."]
    assert ed.post(address, {"seen_version": "3"}).status_code == 409
    assert ed.post(address, {"seen_version": "3", "without_gaps": "1"}, follow=True).status_code == 200
    assert latest_number(term) == 3  # it is so already


def test_a_notice_has_a_history_as_well(ed):
    notice = Notice.objects.create(key="crisis", title="Help now", text="Call.")
    Notice.objects.update(text="Call somebody.")

    ed.post(f"{home(notice)}1/restore/", {"seen_version": "2"})

    assert Notice.objects.get().text == "Call."


def test_what_a_deletion_kept_nothing_of_is_not_found(ed, term):
    where = home(term)
    term.delete()
    deleted = Version.objects.get(action="deleted")

    for page in (f"{deleted.number}/", f"{deleted.number}/restore/", f"compare/?from=1&to={deleted.number}"):
        assert (page, ed.get(f"{where}{page}").status_code) == (page, 404)
    assert ed.post(f"{where}{deleted.number}/restore/", {"seen_version": "3"}).status_code == 404


def test_a_version_after_a_return_is_compared_with_the_one_before_the_deletion(ed):
    person = make_person()
    key = person.pk
    person.delete()
    make_person(pk=key, credentials="MA")

    page = ed.get(f"{home(person.__class__(pk=key))}3/")

    assert page.context["before"] == 1


def timed_person():
    """A draft whose version 1 had times that version 2 has no longer."""
    moment = timezone.now() + timedelta(days=1)
    person = make_person("Somebody", state=State.DRAFT, publish_at=moment, expires_at=moment + timedelta(days=1))
    type(person).objects.filter(pk=person.pk).update(publish_at=None, expires_at=None, biography="Later.")
    return person


def test_who_may_not_publish_restores_a_draft_without_its_times(client):
    client.force_login(editor("writer", may_publish=False))
    person = timed_person()
    address = f"{home(person)}1/restore/"

    asked = client.get(address)
    assert "When readers see it is not restored" in asked.content.decode()
    assert [each.label for each in asked.context["differences"]] == ["Biography"]
    assert client.post(address, {"seen_version": "2"}).status_code == 302

    person.refresh_from_db()
    assert (person.biography, person.publish_at, person.expires_at) == ("", None, None)


def test_who_may_not_publish_restores_what_was_deleted_without_its_times(client):
    client.force_login(editor("writer", may_publish=False))
    person = timed_person()
    address = f"{home(person)}1/restore/"
    person.delete()

    assert client.post(address, {"seen_version": "3"}).status_code == 302

    person = type(person).objects.get()
    assert (person.publish_at, person.expires_at) == (None, None)


def test_who_may_publish_restores_the_times_too(ed):
    person = timed_person()

    ed.post(f"{home(person)}1/restore/", {"seen_version": "2"})

    person.refresh_from_db()
    assert person.publish_at is not None
    assert person.expires_at is not None


def test_a_restored_part_has_the_key_of_the_one_in_its_place(ed):
    article = make_article(body="## A")
    claim = article.claims.create(section="a", says="It was said.", finds="It is found.")
    type(claim).objects.update(says="It is said.")

    ed.post(f"{home(article)}2/restore/", {"seen_version": "3"})

    assert list(article.claims.values_list("pk", "says")) == [(claim.pk, "It was said.")]
