"""Who may bring content before readers, change it there, or take it away: the same answer for every way of writing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from articles.models import Article
from glossary.models import Term
from publishing import acting, workflow
from publishing.models import State, Version
from resources.models import Person
from tests.filling import document, editor
from tests.making import make_article, make_person, make_term

pytestmark = pytest.mark.django_db

LIST = "/admin/resources/person/"


def act(client, action: str, *people, address: str = LIST, **values):
    newest = fields_of_list(client, address)
    sent = {"action": action, "_selected_action": [each.pk for each in people], "seen_newest": newest, **values}
    response = client.post(address, sent)
    return [str(each) for each in get_messages(response.wsgi_request)]


def fields_of_list(client, address: str) -> str:
    inputs = (each for each in document(client.get(address)).iter("input") if each.get("name") == "seen_newest")
    return next(each.get("value") for each in inputs)


@pytest.fixture
def publisher(client):
    client.force_login(editor("Rita"))
    return client


@pytest.fixture
def writer(client):
    client.force_login(editor("Wim", may_publish=False))
    return client


def test_whoever_may_not_publish_may_write_what_no_reader_sees():
    wim, rita = editor("Wim", may_publish=False), editor("Rita")
    draft, live = make_person(state=State.DRAFT), make_person("Live")

    assert [workflow.may(wim, draft), workflow.may(wim, live), workflow.may(wim, draft, State.PUBLISHED)] == [
        True,
        False,
        False,
    ]
    assert workflow.may(rita, live)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.RETIRED])
def test_the_models_refuse_what_the_account_may_not_publish(state):
    before = State.DRAFT if state == State.PUBLISHED else State.PUBLISHED
    person = make_person(state=before)
    person.state = state

    with acting.by(editor(may_publish=False)), pytest.raises(workflow.MayNotPublish):
        person.save()

    assert Person.objects.get().state == before


def test_the_models_refuse_a_part_and_a_query_as_well():
    term = make_term("Attunement")

    with acting.by(editor(may_publish=False)):
        with pytest.raises(workflow.MayNotPublish):
            term.names.create(text="in tune")
        with pytest.raises(workflow.MayNotPublish):
            Term.objects.update(definition="Mine.")
        with pytest.raises(workflow.MayNotPublish):
            Term.objects.all().delete()

    assert (Term.objects.get().definition, term.names.count()) == ("What Attunement means.", 1)


def test_a_draft_may_name_what_is_live():
    live, draft = make_term("Affect"), make_term("Attunement", state=State.DRAFT)

    with acting.by(editor(may_publish=False)):
        draft.relations.create(target=live)

    assert draft.relations.count() == 1


def test_commands_write_everything():
    make_person().delete()

    assert not Person.objects.exists()


def test_a_list_publishes_one_by_one_and_says_so(publisher):
    one, two = make_person("A", state=State.DRAFT), make_person("B")

    told = act(publisher, "publish", one, two)

    assert told == ["“B”: nothing to change.", "1 published."]
    assert Version.objects.of(one).first().editor_name == "Rita"


def test_a_list_sends_to_review_and_retires(publisher):
    draft, live = make_person("A", state=State.DRAFT), make_person("B")

    assert act(publisher, "send_to_review", draft) == ["1 sent to review."]
    assert act(publisher, "retire", live) == ["1 retired."]
    assert list(Person.objects.order_by("name").values_list("state", flat=True)) == ["in-review", "retired"]


def test_a_list_does_not_offer_publishing_to_whoever_may_not(writer):
    draft, live = make_person("A", state=State.DRAFT), make_person("B")

    act(writer, "publish", draft)
    told = act(writer, "retire", draft, live)

    assert told[-2:] == [f"You may not do this to “{name}”: readers see it, or would." for name in ("A", "B")]
    assert list(Person.objects.order_by("name").values_list("state", flat=True)) == ["draft", "published"]


def test_what_was_changed_after_the_list_was_shown_is_told_and_left(publisher):
    person = make_person("A", state=State.DRAFT)
    newest = fields_of_list(publisher, LIST)
    Person.objects.update(biography="Theirs.")

    told = act(publisher, "publish", person, seen_newest=newest)

    assert told == ["“A” was changed after this list was shown. Look at it, then do this again."]
    assert Person.objects.get().state == State.DRAFT


def test_an_article_without_recorded_rights_is_refused_in_words(publisher):
    article = make_article(state=State.DRAFT, rights_basis=Article.Rights.NOT_RECORDED)

    told = act(publisher, "publish", article, address="/admin/articles/article/")

    assert told == ["“The basics”: Record on what right this may be published first."]
    assert Article.objects.get().state == State.DRAFT


def test_reviewed_today_sets_both_days(publisher):
    person, today = make_person(), timezone.localdate()

    assert act(publisher, "reviewed_today", person) == ["1 marked as reviewed today."]

    person.refresh_from_db()
    assert person.last_reviewed == today
    assert 365 <= (person.next_review_due - today).days <= 366
    assert Version.objects.of(person).first().why == "Reviewed."


def test_the_box_beside_the_form_marks_as_reviewed_unless_somebody_changed_it(publisher):
    person = make_person()
    address = f"/admin/resources/person/{person.pk}/reviewed/"

    publisher.post(address, {"seen_version": "0"})
    assert Person.objects.get().last_reviewed is None
    publisher.post(address, {"seen_version": "1"})
    assert Person.objects.get().last_reviewed == timezone.localdate()


def test_the_list_finds_what_is_overdue_for_review(publisher):
    today = timezone.localdate()
    make_person("A Late", next_review_due=today - timedelta(days=1))
    make_person("B Next", next_review_due=today + timedelta(days=1))
    make_person("C Draft", state=State.DRAFT, next_review_due=today - timedelta(days=1))

    found = publisher.get(LIST, {"review": "overdue"}).context["cl"].result_list

    assert [each.name for each in found] == ["A Late"]


def test_a_list_holds_the_newest_version(publisher):
    make_person()

    assert fields_of_list(publisher, LIST) == str(Version.objects.order_by("-pk").first().pk)


def test_retired_things_are_kept_from_writers_too_because_they_lead_readers_on():
    writer = editor("writer", may_publish=False)
    old = make_term("Old name", slug="old-name", state=State.RETIRED)
    assert not workflow.may(writer, old)
    assert not workflow.may(writer, make_term("Draft", state=State.DRAFT), State.RETIRED)
    with acting.by(writer), pytest.raises(workflow.MayNotPublish):
        make_term("Taken", slug="taken", state=State.RETIRED)


@pytest.mark.parametrize("name", ["publish_at", "expires_at"])
def test_the_models_refuse_times_of_a_draft_from_who_may_not_publish(name):
    writer, person = editor(may_publish=False), make_person(state=State.DRAFT)
    setattr(person, name, timezone.now())

    with acting.by(writer), pytest.raises(workflow.MayNotPublish):
        person.save()
    with acting.by(writer), pytest.raises(workflow.MayNotPublish):
        make_person("New", state=State.DRAFT, **{name: timezone.now()})

    assert list(Person.objects.values_list("name", name)) == [("Diana Fosha", None)]


def test_a_draft_with_times_is_still_written_by_who_may_not_set_them():
    person = make_person(state=State.DRAFT, publish_at=timezone.now())

    with acting.by(editor(may_publish=False)):
        person.biography = "More."
        person.save()

    assert Person.objects.get().biography == "More."


def test_what_readers_see_is_not_taken_from_them_by_sending_it_to_review(publisher):
    live = make_person("A")

    assert act(publisher, "send_to_review", live) == ["“A”: nothing to change."]
    assert Person.objects.get().state == State.PUBLISHED


def test_the_box_is_refused_to_whoever_may_only_look(client):
    person = make_person()
    viewer = editor("viewer", may_publish=False)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_person"))
    client.force_login(viewer)

    assert client.post(f"/admin/resources/person/{person.pk}/reviewed/", {"seen_version": "1"}).status_code == 403
