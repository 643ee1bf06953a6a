"""Where something is used stands beside its form, and nothing that is used can be deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article, PracticeOutline
from glossary.models import Relation, Term
from publishing import used
from publishing.changes import gathered
from publishing.models import State, latest_number
from resources.models import Person, Resource
from tests.filling import document, editor
from tests.making import make_article, make_outline, make_person, make_step, make_term, make_work
from tests.shown import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def remover(client: Client) -> Client:
    """An editor who may delete as well."""
    user = editor("remover")
    user.user_permissions.set(Permission.objects.filter(codename__startswith="delete_"))
    client.force_login(user)
    return client


def at(obj: Any, page: str = "change") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def told(*targets: Any) -> list[tuple[str, str, str]]:
    """Kind, source and sentence of each place."""
    return [(place.kind, str(place.source), place.sentence) for place in used.places(*targets).shown]


def sure(*objs: Any) -> dict[str, Any]:
    """What the page with the question sends back."""
    return {"post": "yes", **{f"seen_version_{obj.pk}": latest_number(obj) for obj in objs}}


def boxed(response: Any) -> str:
    """The words of the box about uses."""
    sections = document(response).iter("section")
    return words(next(each for each in sections if each.get("aria-labelledby") == "desk-used"))


def main(response: Any) -> str:
    return words(next(each for each in document(response).iter() if each.get("id") == "content"))


def test_a_term_is_used_by_texts_lists_and_relations() -> None:
    term, other = make_term("Attunement"), make_term("Resonance")
    outline = make_outline(steps=1)
    step = outline.steps.get()
    step.step_terms.create(term=term)
    article = make_article("The basics", body="Of attunement. See [it](/glossary/attunement/).")
    article.term_usages.create(term=term, text="It means a lot.")
    Relation.objects.create(source=other, target=term, kind=Relation.Kind.PART)

    assert told(term) == [
        ("Explains the term", "The basics", "Of attunement."),
        ("Links to", "The basics", "See it."),
        ("Lists", "1. The step 1", ""),
        ("Uses the term", "The basics", "It means a lot."),
        ("Relation", "Resonance", "Resonance is part of Attunement"),
    ]


def test_what_a_term_says_itself_is_no_use_of_it() -> None:
    term, other = make_term("Attunement", "tuning in"), make_term("Resonance")
    Relation.objects.create(source=term, target=other)
    term.citations.create(resource=make_work())
    term.recommended.add(make_work("other"))
    assert told(term) == []


def test_a_work_is_used_by_citations_lists_outlines_and_other_works() -> None:
    work = make_work("siegel1999")
    make_term("Attunement", body="It is so [@siegel1999].")
    make_article("The basics").listings.create(resource=work)
    make_outline("A way", source=work, steps=0)
    make_work("later", title="Later", instead=work)
    make_work("older", title="Older", successor=work)

    assert told(work) == [
        ("Cites", "Attunement", "It is so."),
        ("Cites", "A way", ""),
        ("Lists", "The basics", ""),
        ("Names it as “successor”", "Older", ""),
        ("Names it as “instead”", "Later", ""),
    ]


def test_a_person_is_used_by_what_they_wrote() -> None:
    someone = make_person("Diana Fosha")
    make_work("fosha2000").contributors.update(person=someone)
    make_article("The basics").authors.create(name="D. Fosha", person=someone)
    assert [each[:2] for each in told(someone)] == [("Is by", "The basics"), ("Contributor", "The book fosha2000")]


def test_an_outline_is_used_where_its_steps_are_and_not_by_them() -> None:
    outline = make_outline("A way", steps=2)
    assert told(outline) == []
    make_article("The basics", body="See [it](/practice/a-way/step-2/).")
    assert [each[:2] for each in told(outline)] == [("Links to", "The basics")]


def test_what_is_deleted_together_is_no_use_of_each_other() -> None:
    one, other = make_term("One"), make_term("Other", body="Of [[one]].")
    assert len(told(one)) == 1
    assert told(one, other) == []


def test_only_the_first_fifty_places_are_shown_and_all_are_counted() -> None:
    term = make_term()
    with gathered():
        for number in range(53):
            make_article(f"Article {number}", body="Of attunement.")
    found = used.places(term)
    assert (len(found.shown), found.total, found.more) == (50, 53, 3)


def test_the_box_names_sources_with_their_state_and_leads_to_form_and_page(remover: Client) -> None:
    term = make_term("Attunement")
    live = make_article("The basics", body="Of attunement.")
    draft = make_article("Not yet", body="No attunement.", state=State.DRAFT)

    response = remover.get(at(term))

    assert boxed(response) == (
        "Where it is used (2) Explains the term The basics Live See the page of The basics Of attunement. "
        "Not yet Draft No attunement."
    )
    links = [each.get("href") for each in document(response).iter("a")]
    assert {at(live), at(draft), "/articles/the-basics/"} <= set(links)
    assert "/articles/not-yet/" not in links


def test_the_box_says_so_where_nothing_uses_it_and_lists_earlier_addresses(remover: Client) -> None:
    term = make_term("Attunement")
    term.slug = "second"
    term.save()
    assert boxed(remover.get(at(term))) == (
        "Where it is used Nothing else on the hub names it. Earlier addresses that lead here /glossary/attunement/"
    )


@pytest.mark.parametrize("kind", ["term", "article", "person", "outline", "step", "work"])
def test_every_form_has_the_box(remover: Client, kind: str) -> None:
    make: Any = {
        "term": make_term,
        "article": make_article,
        "person": make_person,
        "outline": make_outline,
        "step": lambda: make_step(make_outline(steps=0)),
        "work": make_work,
    }[kind]
    assert boxed(remover.get(at(make()))).startswith("Where it is used")


def test_a_word_of_an_editor_is_shown_as_words(remover: Client) -> None:
    term = make_term("Attunement")
    make_article("<b>x</b>", slug="x", body="Of attunement & `<script>alert(1)</script>`.")
    page = remover.get(at(term)).content.decode()
    assert "<b>x</b>" not in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("confirmed", [False, True])
def test_what_is_used_is_not_deleted_and_the_page_says_where(remover: Client, confirmed: bool) -> None:
    term = make_term("Attunement")
    make_article("The basics", body="Of attunement.")

    address = at(term, "delete")
    response = remover.post(address, sure(term)) if confirmed else remover.get(address)

    assert response.status_code == 200
    assert Term.objects.filter(pk=term.pk).exists()
    assert "“Attunement” cannot be deleted, because it is used in 1 place." in main(response)
    assert "The basics Live See the page of The basics Of attunement." in main(response)
    assert f"{at(term)}#id_state" in [each.get("href") for each in document(response).iter("a")]


def test_a_list_of_things_is_not_deleted_while_one_of_them_is_used(remover: Client) -> None:
    work, free = make_work("siegel1999", title="Used"), make_work("free")
    make_term("Attunement", body="It is so [@siegel1999].")
    chosen = {"action": "delete_selected", "_selected_action": [work.pk, free.pk], **sure(work, free)}

    response = remover.post("/admin/resources/resource/", chosen)

    assert response.status_code == 200
    assert Resource.objects.count() == 2
    assert "“Resources” cannot be deleted, because it is used in 1 place." in main(response)
    assert "Attunement Live See the page of Attunement uses “Used” It is so." in main(response)


def test_a_work_held_by_a_claim_or_a_finding_is_not_deleted(remover: Client) -> None:
    work, other = make_work("one"), make_work("two")
    claim = make_article("The basics").claims.create(section="x", says="A.", finds="B.")
    claim.citations.create(resource=work)
    make_outline().steps.get().findings.create(claim="It helps.", strength="Some.").citations.create(resource=other)

    for each, owner in ((work, "The basics"), (other, "1. The step 1")):
        response = remover.post(at(each, "delete"), sure(each))
        assert owner in main(response)
    assert Resource.objects.count() == 2


def test_what_nothing_uses_is_deleted_with_its_parts(remover: Client) -> None:
    article = make_article("The basics")
    article.claims.create(section="x", says="A.", finds="B.")
    outline = make_outline(steps=2)
    term, other = make_term("Attunement", "tuning in"), make_term("Resonance")
    Relation.objects.create(source=term, target=other)

    page = main(remover.get(at(outline, "delete")))
    assert "Delete “Three steps”? Nothing else on the hub uses it." in page
    assert "With it go: 2 steps" in page
    for each in (article, outline, term):
        assert remover.post(at(each, "delete"), sure(each)).status_code == 302
    assert (Article.objects.count(), PracticeOutline.objects.count()) == (0, 0)
    assert list(Term.objects.all()) == [other]


def test_a_list_that_nothing_uses_is_deleted(remover: Client) -> None:
    someone, other = make_person("One"), make_person("Other")
    make_work("a").contributors.update(person=other)
    chosen = {"action": "delete_selected", "_selected_action": [someone.pk]}

    assert "Delete these? Nothing else on the hub uses them." in main(remover.post("/admin/resources/person/", chosen))
    assert remover.post("/admin/resources/person/", chosen | sure(someone)).status_code == 302
    assert list(Person.objects.all()) == [other]


def test_what_somebody_changed_meanwhile_is_not_deleted(remover: Client) -> None:
    someone, other = make_person("One"), make_person("Other")
    confirmed = sure(someone, other)
    someone.biography = "Somebody wrote this meanwhile."
    someone.save()
    chosen = {"action": "delete_selected", "_selected_action": [someone.pk, other.pk]}

    for address, sent in ((at(someone, "delete"), confirmed), ("/admin/resources/person/", chosen | confirmed)):
        page = remover.post(address, sent, follow=True)
        assert "Not deleted: somebody has changed it since you opened the page." in page.content.decode()
    assert Person.objects.count() == 2
    asked = remover.post("/admin/resources/person/", chosen).content.decode()
    assert f'name="seen_version_{someone.pk}" value="2"' in asked
    assert remover.post("/admin/resources/person/", chosen | sure(someone, other)).status_code == 302
    assert Person.objects.count() == 0


def test_nobody_deletes_what_readers_see_without_the_right_to_publish(client: Client) -> None:
    user = editor("writer", may_publish=False)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="delete_"))
    client.force_login(user)
    live, draft = make_term("Live"), make_term("Draft", state=State.DRAFT)

    assert client.post(at(live, "delete"), sure(live)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [live.pk, draft.pk]}
    assert "you may not publish" in main(client.post("/admin/glossary/term/", chosen))
    assert client.post("/admin/glossary/term/", chosen | sure(live, draft)).status_code == 403
    assert client.post(at(draft, "delete"), sure(draft)).status_code == 302
    assert list(Term.objects.all()) == [live]


@pytest.mark.parametrize(("names", "counted"), [((), "1 name"), (("tuning in",), "2 names")])
def test_the_question_counts_what_goes_along_in_words_that_fit(
    remover: Client, names: tuple[str, ...], counted: str
) -> None:
    term = make_term("Attunement", *names)
    chosen = {"action": "delete_selected", "_selected_action": [term.pk]}

    assert f"With it go: {counted} Keep it" in main(remover.get(at(term, "delete")))
    assert f"With them go: {counted} Keep them" in main(remover.post("/admin/glossary/term/", chosen))


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_uses_takes_the_same_queries_however_many_there_are(
    number: int, django_assert_num_queries: Any
) -> None:
    term = make_term("Attunement")
    with gathered():
        for n in range(number):
            make_article(f"Article {n}", body="Of attunement.").term_usages.create(term=term, text="So.")
            Relation.objects.create(source=make_term(f"Term {n}"), target=term)
    used.places(term)

    with django_assert_num_queries(12):
        found = used.places(term)

    assert (found.total, len(found.shown)) == (3 * number, 3 * number)
