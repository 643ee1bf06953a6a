"""What is typed and not saved yet is kept for the one who typed it, and for nobody else."""

import json
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from publishing.desk import drafts
from publishing.models import Draft, State, Version
from resources.models import Person
from tests.filling import editor, fields, send
from tests.making import make_person

pytestmark = pytest.mark.django_db

KEEP = "/admin/desk/draft/"
SHOW = "/admin/desk/draft/kept/"
DISCARD = "/admin/desk/draft/discard/"
COMPARE = "/admin/desk/draft/difference/"
ROWS = [["name", "Diana"], ["person", "3", "Allan Schore"]]


@pytest.fixture
def ann():
    return editor("Ann")


@pytest.fixture
def ed(client, ann):
    client.force_login(ann)
    return client


def keep(client, user, form="resources.person:new", data=None, **values):
    sent = {"editor": user.pk, "form": form, "seen_version": "3", "data": json.dumps(ROWS if data is None else data)}
    return client.post(KEEP, {**sent, **values})


def test_a_draft_is_kept_once_a_form_and_given_back(ed, ann):
    keep(ed, ann)
    keep(ed, ann, data=[["name", "Diana F."]])

    shown = ed.get(SHOW, {"editor": ann.pk, "form": "resources.person:new"}).json()

    assert (shown["data"], shown["seen_version"]) == ([["name", "Diana F."]], 3)
    assert Draft.objects.count() == 1


def test_nobody_else_is_given_a_draft(ed, ann):
    keep(ed, ann)
    ben, other = editor("Ben"), Client()
    other.force_login(ben)

    assert other.get(SHOW, {"editor": ben.pk, "form": "resources.person:new"}).json() == {}
    assert other.get(SHOW, {"editor": ann.pk, "form": "resources.person:new"}).status_code == 409


def test_who_is_signed_out_is_told_so_and_not_sent_to_another_page(client, ann):
    response = keep(client, ann)

    assert (response.status_code, response.json()) == (401, {"refusal": "You are signed out."})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "form",
    [
        *(
            "auth.user:new",
            "auth.user:1",
            "nothing.here:1",
            "glossary.name:1",
            "resources.person:x",
            "resources.person",
        ),
        *("", "resources.person:0", "resources.person:²", f"resources.person:{'1' * 121}", "articles.claim:import"),
    ],
)
def test_no_draft_of_what_this_editor_may_not_write(ed, ann, form):
    assert keep(ed, ann, form=form).status_code == 403
    assert not Draft.objects.exists()


def test_a_reader_with_an_account_keeps_nothing(client, ann):
    ann.is_staff = False
    ann.save()
    client.force_login(ann)

    assert keep(client, ann).status_code == 401


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ("{", 400),
        ('{"a": 1}', 400),
        ("[1]", 400),
        ('[["a"]]', 400),
        ('[["a", 1]]', 400),
        ('[["a", "\\u0000"]]', 400),
        ('[["a", "\\ud800"]]', 400),
        ("[" * 100_000, 400),
        ('[["a", "' + "x" * drafts.LONGEST + '"]]', 413),
    ],
    ids=["half", "object", "number", "name only", "no text", "NUL", "half a character", "deep", "long"],
)
def test_what_is_no_form_is_refused(ed, ann, data, status):
    response = ed.post(KEEP, {"editor": ann.pk, "form": "resources.person:new", "data": data})

    assert response.status_code == status
    assert response.json()["refusal"]
    assert not Draft.objects.exists()


def test_keeping_needs_the_token_against_forged_requests(ann):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann)

    assert keep(strict, ann).status_code == 403
    assert not Draft.objects.exists()


def test_keeping_a_draft_makes_no_version_and_changes_no_page(ed, ann, django_assert_max_num_queries):
    person = make_person()
    with django_assert_max_num_queries(12):
        keep(ed, ann, form=f"resources.person:{person.pk}")

    assert Version.objects.of(person).count() == 1


def test_a_save_ends_the_draft(ed, ann):
    person = make_person()
    address, form = f"/admin/resources/person/{person.pk}/change/", f"resources.person:{person.pk}"
    keep(ed, ann, form=form)

    assert send(ed, address, name="").status_code == 200
    assert Draft.objects.count() == 1
    assert send(ed, address, biography="More.").status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_that_arrives_after_its_save_is_left(ed, ann):
    person = make_person()
    address = f"/admin/resources/person/{person.pk}/change/"
    token = fields(ed.get(address))["draft_token"][0]
    send(ed, address, biography="More.", draft_token=token)

    assert keep(ed, ann, form=f"resources.person:{person.pk}", token=token).json() == {"saved": ""}
    assert not Draft.objects.exists()


def test_the_page_names_the_forms_that_were_saved(ed):
    person = make_person()
    address = f"/admin/resources/person/{person.pk}/change/"
    token = fields(ed.get(address))["draft_token"][0]

    send(ed, address, biography="More.", draft_token=token)

    assert f'data-saved-forms="{token}"' in ed.get(address).content.decode()


def test_a_new_object_has_a_draft_of_its_own_until_it_is_saved(ed, ann):
    keep(ed, ann)

    send(ed, "/admin/resources/person/add/", name="Diana Fosha", slug="diana-fosha")

    assert Person.objects.get().state == State.DRAFT
    assert not Draft.objects.exists()


def test_a_proposal_ends_the_draft(client):
    wim, person = editor("Wim", may_publish=False), make_person()
    client.force_login(wim)
    keep(client, wim, form=f"resources.person:{person.pk}")

    send(client, f"/admin/resources/person/{person.pk}/change/", biography="Mine.")

    assert not Draft.objects.exists()


def test_a_draft_is_discarded(ed, ann):
    keep(ed, ann)

    assert ed.post(DISCARD, {"editor": ann.pk, "form": "resources.person:new"}).status_code == 200
    assert not Draft.objects.exists()


def test_old_drafts_go_when_another_is_kept(ed, ann):
    keep(ed, ann)
    Draft.objects.update(saved=timezone.now() - timedelta(days=91))

    person = make_person()
    keep(ed, ann, form=f"resources.person:{person.pk}")

    assert [each.form for each in Draft.objects.all()] == [f"resources.person:{person.pk}"]


def test_the_difference_is_told_word_by_word(ed, ann):
    data = json.dumps([["A short life.", "A long life."]])

    found = ed.post(COMPARE, {"editor": ann.pk, "form": "resources.person:new", "data": data}).json()

    assert found["changes"] == [[["same", "A "], ["gone", "short "], ["new", "long "], ["same", "life."]]]


def test_a_page_that_refuses_a_forged_form_says_that_the_text_is_kept(ann):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann)

    response = strict.post("/admin/resources/person/add/", {"name": "Typed for an hour."})

    assert response.status_code == 403
    assert "What you typed is kept" in response.content.decode()


def test_the_oldest_drafts_of_somebody_who_keeps_too_many_go(ed, ann, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    ben = editor("Ben")
    Draft.objects.create(editor=ben, form="resources.person:new", data=ROWS)
    for number in (1, 2, 3):
        keep(ed, ann, form=f"resources.person:{number}")

    assert [each.form for each in Draft.objects.by(ann)] == ["resources.person:3", "resources.person:2"]
    assert Draft.objects.by(ben).count() == 1


def test_a_save_that_names_no_form_ends_no_draft(ed, ann):
    person = make_person()
    keep(ed, ann)

    response = send(ed, f"/admin/resources/person/{person.pk}/change/", biography="More.", draft_form="\0")

    assert response.status_code == 302
    assert Draft.objects.count() == 1


def test_all_that_one_page_asks_to_compare_takes_no_seconds(client: Client) -> None:
    user = editor()
    client.force_login(user)
    worst = [" ".join(f"a {mark}{n}" for n in range(180)) for mark in "uv"]
    sent = {"editor": user.pk, "form": "glossary.term:new", "data": json.dumps([worst] * 200)}
    start = time.process_time()

    answer = client.post("/admin/desk/draft/difference/", sent)

    assert time.process_time() - start < 4  # 60 s with a budget for each
    assert len(answer.json()["changes"]) == 200
