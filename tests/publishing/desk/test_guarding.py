"""Two editors at one form: the second is told, sees both texts, and decides; nothing typed is lost."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.models import Article
from glossary.models import Term
from publishing import changes
from publishing.desk import guarding
from publishing.models import Notice, Version, latest_number
from resources.models import Person
from tests.filling import complaints, document, editor, fields, row, send
from tests.making import make_article, make_outline, make_person, make_term

pytestmark = pytest.mark.django_db

TOLD = ["Not saved: somebody else changed this while you wrote"]


def at(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.fixture
def first(client):
    client.force_login(editor("Ann"))
    return client


@pytest.fixture
def second():
    other = Client()
    other.force_login(editor("Ben"))
    return other


def text_of(response) -> str:
    """The words of the box that tells of the conflict."""
    box = next(each for each in document(response).iter("section") if each.get("id") == "conflict")
    return " ".join(" ".join(box.itertext()).split())


def told_at_the_head(response) -> list[str]:
    """Everything that stands above the form in the manner of a warning."""
    notes = [each for each in document(response).iter("p") if each.get("class") == "errornote"]
    heads = [each for each in document(response).iter("h2") if each.get("id") == "conflict-title"]
    lists = [each for each in document(response).iter("ul") if "nonfield" in (each.get("class") or "")]
    return [" ".join("".join(each.itertext()).split()) for each in (*notes, *heads, *lists)]


def marked(response, tag: str) -> list[str]:
    return ["".join(each.itertext()) for each in document(response).iter(tag)]


@pytest.mark.once
def test_a_form_holds_the_number_of_the_version_that_it_shows(first):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(biography="More.")

    assert fields(first.get(at(person)))["seen_version"] == [str(latest_number(person))] == ["2"]


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(first, second):
    person = make_person(biography="A short life.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="A long life.", why="She is old.")

    response = second.post(at(person), {**opened, "biography": "A short, rich life.", "why": "Richer."})

    assert response.status_code == 409
    assert told_at_the_head(response) == TOLD
    assert Person.objects.get().biography == "A long life."
    assert fields(response)["biography"] == ["A short, rich life."]
    assert fields(response)["why"] == ["Richer."]
    words = text_of(response)
    assert "Ann on " in words
    assert "“She is old.”" in words
    assert "What you opened A short life." in words
    assert marked(response, "ins") == ["long ", "short, rich "]
    assert marked(response, "del") == ["short ", "short "]


def test_mine_can_be_saved_over_theirs(first, second):
    person = make_person(biography="A.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="Theirs.")
    mine = {**opened, "biography": "Mine."}
    told = second.post(at(person), mine)

    response = second.post(at(person), {**fields(told), "_over": told.context["conflict"].over})

    assert response.status_code == 302
    assert Person.objects.get().biography == "Mine."
    assert [each.editor_name for each in Version.objects.of(person).order_by("number")] == ["", "Ann", "Ben"]


@pytest.mark.once
def test_saving_over_a_third_change_is_told_again(first, second):
    person = make_person(biography="A.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="Theirs.")
    told = second.post(at(person), {**opened, "biography": "Mine."})
    over = told.context["conflict"].over
    send(first, at(person), biography="Theirs again.")

    response = second.post(at(person), {**fields(told), "_over": over})

    assert told_at_the_head(response) == TOLD
    assert Person.objects.get().biography == "Theirs again."


@pytest.mark.once
def test_an_unchanged_second_save_after_being_told_is_told_again(first, second):
    person = make_person(biography="A.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="Theirs.")
    told = second.post(at(person), {**opened, "biography": "Mine."})

    assert second.post(at(person), fields(told)).status_code == 409
    assert Person.objects.get().biography == "Theirs."


def test_two_changes_that_never_meet_can_both_be_saved(first, second):
    person = make_person(biography="A.", credentials="PhD")
    opened = fields(second.get(at(person)))
    send(first, at(person), credentials="PhD, MSW")
    told = second.post(at(person), {**opened, "biography": "Mine."})

    response = second.post(at(person), {**fields(told), "_over": told.context["conflict"].both})

    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.biography, person.credentials) == ("Mine.", "PhD, MSW")


@pytest.mark.once
def test_two_changes_of_one_field_are_not_saved_together(first, second):
    person = make_person(biography="A.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="Theirs.")

    assert second.post(at(person), {**opened, "biography": "Mine."}).context["conflict"].both == ""


def test_rows_are_part_of_what_is_guarded(first, second):
    term = make_term("Attunement", "tuning in")
    opened = fields(second.get(at(term)))
    send(first, at(term), **{"names-0-text": "being in tune"})

    response = second.post(at(term), {**opened, "definition": "Mine."})

    assert told_at_the_head(response) == TOLD
    assert "Names, row 2: Text" in text_of(response)
    assert sorted(Term.objects.get().names.values_list("text", flat=True)) == ["Attunement", "being in tune"]


def test_a_row_that_was_removed_meanwhile_comes_back_with_what_was_typed_into_it(first, second):
    term = make_term("Attunement", "tuning in")
    opened = fields(second.get(at(term)))
    send(first, at(term), **{"names-0-DELETE": "on"})
    told = second.post(at(term), {**opened, "names-0-text": "in tune"})

    response = second.post(at(term), {**fields(told), "_over": told.context["conflict"].over})

    assert told_at_the_head(told) == TOLD
    assert response.status_code == 302
    assert sorted(Term.objects.get().names.values_list("text", flat=True)) == ["Attunement", "in tune"]


@pytest.mark.once
def test_a_row_that_somebody_added_stays_when_mine_is_saved_over(first, second):
    term = make_term("Attunement")
    opened = fields(second.get(at(term)))
    send(first, at(term), **row("names", 0, text="being in tune", kind="alias", autolink="on"))
    told = second.post(at(term), {**opened, "definition": "Mine."})

    response = second.post(at(term), {**fields(told), "_over": told.context["conflict"].both})

    assert response.status_code == 302
    assert Term.objects.get().definition == "Mine."
    assert sorted(Term.objects.get().names.values_list("text", flat=True)) == ["Attunement", "being in tune"]


@pytest.mark.once
def test_a_form_with_a_mistake_tells_of_the_other_change_too(first, second):
    person = make_person(biography="A.")
    opened = fields(second.get(at(person)))
    send(first, at(person), biography="Theirs.")

    response = second.post(at(person), {**opened, "name": ""})

    assert complaints(response) == ["This field is required."]
    assert told_at_the_head(response) == ["Please correct the error below.", *TOLD]
    assert "What you typed is compared here once what is marked below is corrected." in text_of(response)
    assert response.context["conflict"].is_checked is False


@pytest.mark.once
def test_a_save_that_changes_nothing_disturbs_nobody(first, second):
    person = make_person()
    opened = fields(second.get(at(person)))
    send(first, at(person))

    assert second.post(at(person), {**opened, "biography": "Mine."}).status_code == 302
    assert Person.objects.get().biography == "Mine."


@pytest.mark.once
def test_a_form_without_the_number_is_not_saved(first):
    person = make_person()

    assert send(first, at(person), seen_version=None, biography="Blind.").status_code == 409
    assert Person.objects.get().biography == ""


@pytest.mark.once
def test_the_form_of_a_claim_is_guarded_by_its_article(first, second):
    article = make_article(body="## A")
    claim = article.claims.create(section="a", says="It is said.", finds="It is found.")
    opened = fields(second.get(at(claim)))
    send(first, at(article), title="Another title")

    told = second.post(at(claim), {**opened, "says": "Mine."})

    assert told_at_the_head(told) == TOLD
    assert told.context["conflict"].both
    response = second.post(at(claim), {**fields(told), "_over": told.context["conflict"].both})
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.title, article.claims.get().says) == ("Another title", "Mine.")


@pytest.mark.once
def test_a_relation_written_at_another_term_is_guarded_by_that_term(first, second):
    one, other = make_term("Attunement"), make_term("Affect")
    relation = other.relations.create(target=one)
    opened = fields(second.get(at(one)))
    send(first, at(other), **{"relations-0-kind": "part"})

    told = second.post(at(one), {**opened, "inverse_relations-0-kind": "broader"})

    assert told_at_the_head(told) == TOLD
    relation.refresh_from_db()
    assert relation.kind == "part"
    over = {**fields(told), "inverse_relations-0-kind": "broader", "_over": told.context["conflict"].over}
    send(first, at(other), definition="Changed after the second was told.")
    again = second.post(at(one), over)
    assert told_at_the_head(again) == TOLD
    over = {**fields(again), "inverse_relations-0-kind": "broader", "_over": again.context["conflict"].over}
    assert second.post(at(one), over).status_code == 302
    relation.refresh_from_db()
    assert relation.kind == "broader"


def test_what_was_deleted_meanwhile_can_be_saved_as_new(first, second):
    term = make_term("Attunement", "tuning in", state="draft")
    opened = fields(second.get(at(term)))
    address = at(term)
    with changes.gathered():
        term.delete()

    told = second.post(address, {**opened, "definition": "Typed for an hour."})

    assert told.status_code == 409
    assert told_at_the_head(told) == ["Not saved: this was deleted while you wrote"]
    assert fields(told)["definition"] == ["Typed for an hour."]
    assert second.post(address, {**fields(told), "_anew": "yes"}).status_code == 302
    saved = Term.objects.get()
    assert saved.definition == "Typed for an hour."
    assert sorted(saved.names.values_list("text", flat=True)) == ["Attunement", "tuning in"]


@pytest.mark.once
def test_what_was_typed_about_a_claim_that_is_gone_is_shown_to_be_copied(second):
    article = make_article(body="## A")
    claim = article.claims.create(section="a", says="It is said.", finds="It is found.")
    address, opened = at(claim), fields(second.get(at(claim)))
    claim.delete()

    rows = {"citations-TOTAL_FORMS": "1", "citations-0-locator": "p. 3"}
    told = second.post(address, {**opened, **rows, "says": "Typed for an hour."})

    assert told.status_code == 409
    typed = [each.text for each in document(told).iter("textarea")]
    called = [each.text for each in document(told).iter("label")]
    assert dict(zip(called, typed, strict=True)) == {
        "Section": "a",
        "Said by": "author",
        "What is said": "Typed for an hour.",
        "What research finds": "It is found.",
        "Order": "0",
        "Citations, row 1: Locator": "p. 3",
    }


@pytest.mark.once
def test_an_outline_whose_step_was_removed_meanwhile_can_still_be_saved_over(first, second):
    outline = make_outline(steps=2)
    opened = fields(second.get(at(outline)))
    outline.steps.last().delete()

    response = second.post(at(outline), {**opened, "introduction": "Mine."})

    assert response.status_code == 302
    assert outline.steps.count() == 1


def test_check_raises_where_the_number_is_not_the_last():
    person = make_person()
    guarding.check(person, 1)

    with pytest.raises(guarding.Changed) as raised:
        guarding.check(person, 0)

    assert (raised.value.seen, raised.value.now) == (0, 1)


@pytest.mark.once
@pytest.mark.parametrize("text", ["", None, "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_is_nothing(text):
    assert guarding.number(text) == 0


@pytest.mark.once
def test_the_reason_of_a_change_is_kept_with_its_version(first):
    person = make_person()

    send(first, at(person), biography="More.", why="  It was too short. ")

    version = Version.objects.of(person).first()
    assert (version.why, version.editor_name) == ("It was too short.", "Ann")


def test_a_reason_with_a_nul_is_kept_without_it(first):
    person = make_person()

    assert send(first, at(person), biography="More.", why="It was\0 short.").status_code == 302

    assert Version.objects.of(person).first().why == "It was short."


def test_a_row_with_an_endless_number_is_no_row(first):
    term = make_term("Attunement", "tuning in")

    sent = {**fields(first.get(at(term))), "definition": "Mine.", f"names-{'9' * 5000}-text": "x"}

    response = first.post(at(term), urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302
    assert Term.objects.get().definition == "Mine."


def test_a_form_with_an_endless_key_is_told_that_nothing_is_there(first):
    person = make_person()
    sent = fields(first.get(at(person)))
    person.delete()

    response = first.post(f"/admin/resources/person/{'9' * 4400}/change/", sent)

    assert response.status_code == 409
    assert told_at_the_head(response) == ["Not saved: this was deleted while you wrote"]


def test_a_clash_while_something_is_added_is_not_told_as_a_deletion(first, monkeypatch):
    make_person("Allan Schore")
    monkeypatch.setattr(Person, "validate_unique", lambda self, exclude=None: None)  # as if taken after the check

    response = send(first, "/admin/resources/person/add/", name="Another", slug="allan-schore")

    assert told_at_the_head(response) == [guarding.CLASH]


@pytest.mark.once
def test_a_notice_is_guarded_too(first, second):
    notice = Notice.objects.create(key="crisis", title="Help now", text="Call.")
    opened = fields(second.get(at(notice)))
    send(first, at(notice), text="Call somebody.")

    response = second.post(at(notice), {**opened, "text": "Mine."})

    assert told_at_the_head(response) == TOLD
    assert fields(response)["text"] == ["Mine."]
    assert Notice.objects.get().text == "Call somebody."
    assert fields(response)["draft_form"] == [f"publishing.notice:{notice.pk}"]
    over = second.post(at(notice), {**fields(response), "_over": response.context["conflict"].over})
    assert over.status_code == 302
    assert Notice.objects.get().text == "Mine."
