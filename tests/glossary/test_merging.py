"""Two terms become one, and nothing of the first is lost that the second can hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import StepTerm, TermUsage
from glossary.merging import merge, plan
from glossary.models import Name, Relation, Term
from publishing import acting
from publishing.models import Proposal, State, Use, Version, latest_number
from search.engine import find
from tests.filling import document, editor
from tests.making import make_article, make_outline, make_term, make_work
from tests.shown import words

pytestmark = pytest.mark.django_db

Pair = tuple[Term, Term]


@pytest.fixture
def pair() -> Pair:
    return make_term("Limbic resonance", "limbic echo"), make_term("Emotional resonance")


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    return client


def names(term: Term) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in term.names.order_by("order", "pk")]


def relations() -> list[str]:
    return [str(each) for each in Relation.objects.all()]


def at(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/merge/"


def main(response: Any) -> str:
    return words(next(each for each in document(response).iter() if each.get("id") == "content"))


def test_the_names_move_and_the_title_becomes_another_name(pair: Pair) -> None:
    source, target = pair
    source.names.create(text="LR", kind=Name.Kind.ACRONYM, autolink=False, order=2)
    merge(*pair)
    assert names(target) == [
        ("Emotional resonance", "title"),
        ("Limbic resonance", "alias"),
        ("limbic echo", "alias"),
        ("LR", "acronym"),
    ]
    assert Name.objects.get(text="LR").autolink is False
    assert not Term.objects.filter(slug="limbic-resonance").exists()
    assert target.title == "Emotional resonance"


@pytest.mark.parametrize(
    ("title", "into", "kind"),
    [
        ("Mirror neurons", "Mirror neuron", "plural"),
        ("Mirror neuron", "Mirror neurons", "singular"),
        ("Mind sight", "Mindsight", "variant"),
        ("Mirror cells", "Mirror neuron", "alias"),
    ],
)
def test_the_title_becomes_what_it_is_beside_the_other(title: str, into: str, kind: str) -> None:
    source, target = make_term(title), make_term(into)
    merge(source, target)
    assert names(target) == [(into, "title"), (title, kind)]


def test_relations_move_with_their_direction_and_none_is_doubled_or_to_itself(pair: Pair) -> None:
    source, target = pair
    one, two, three = make_term("One"), make_term("Two"), make_term("Three")
    Relation.objects.create(source=source, target=one, kind=Relation.Kind.PART)
    Relation.objects.create(source=two, target=source, kind=Relation.Kind.BROADER)
    Relation.objects.create(source=three, target=source, kind=Relation.Kind.CONTRASTS)
    Relation.objects.create(source=target, target=three, kind=Relation.Kind.RELATED)
    Relation.objects.create(source=source, target=target, kind=Relation.Kind.BROADER)

    merge(*pair)

    assert sorted(relations()) == [
        "Emotional resonance is part of One",
        "Emotional resonance is related to Three",
        "Two is broader than Emotional resonance",
    ]


def test_cited_and_recommended_works_move_once(pair: Pair) -> None:
    source, target = pair
    works = [make_work(key) for key in ("a", "b", "c")]
    source.citations.create(resource=works[0], stance="supports", locator="p. 1")
    source.citations.create(resource=works[1], stance="supports", locator="p. 2")
    target.citations.create(resource=works[1], stance="context")
    source.recommended.set(works[:2])
    target.recommended.set(works[1:])

    merge(*pair)

    cited = [(row.resource.key, row.stance, row.locator) for row in target.citations.order_by("order", "pk")]
    assert sorted(cited) == [("a", "supports", "p. 1"), ("b", "context", "p. 2")]
    assert sorted(work.key for work in target.recommended.all()) == ["a", "b", "c"]


def test_articles_and_steps_that_name_the_first_name_the_second_once(pair: Pair) -> None:
    source, target = pair
    one, two = make_article("One"), make_article("Two")
    one.term_usages.create(term=source, text="As an echo.")
    two.term_usages.create(term=source, text="As an echo.")
    two.term_usages.create(term=target, text="As a tone.")
    steps = list(make_outline(steps=2).steps.all())
    for step in steps:
        step.step_terms.create(term=source)
    steps[0].step_terms.create(term=target)

    merge(*pair)

    said = [(str(each.article), each.term, each.text) for each in TermUsage.objects.order_by("article__title")]
    assert said == [("One", target, "As an echo."), ("Two", target, "As a tone. As an echo.")]
    assert [(each.step, each.term) for each in StepTerm.objects.order_by("step__number")] == [
        (steps[0], target),
        (steps[1], target),
    ]


def test_links_in_texts_keep_working_by_name_by_slug_and_by_address(client: Client, pair: Pair) -> None:
    source, target = pair
    source.slug = "lr"
    source.save()
    body = "[[Limbic resonance]].\n\n## B\n\n[[lr]].\n\n## C\n\n[It](/glossary/lr/).\n\n## D\n\nA limbic echo."
    article = make_article("The basics", body=body)
    before = client.get("/articles/the-basics/").content.decode().count('<a class="term" href="/glossary/lr/"')

    merge(Term.objects.get(pk=source.pk), target)

    page = client.get("/articles/the-basics/").content.decode()
    assert before == page.count('<a class="term" href="/glossary/emotional-resonance/"') == 3
    assert {use.kind for use in Use.objects.to(target)} == {"term", "link"}
    assert {use.source for use in Use.objects.to(target)} == {article}
    assert page.count('href="/glossary/lr/"') == 1
    assert client.get("/glossary/lr/")["Location"] == "/glossary/emotional-resonance/"


def test_every_address_of_the_first_leads_to_the_second_in_one_step(client: Client, pair: Pair) -> None:
    source, _ = pair
    source.slug = "second"
    source.save()
    merge(*pair)
    for slug in ("limbic-resonance", "second"):
        for ending in ("/", ".md"):
            response = client.get(f"/glossary/{slug}{ending}")
            assert (response.status_code, response["Location"]) == (301, f"/glossary/emotional-resonance{ending}")


def test_what_gave_way_to_the_first_gives_way_to_the_second(client: Client, pair: Pair) -> None:
    source, target = pair
    make_term("Older", state=State.RETIRED, successor=source)
    target.successor = source
    target.save()
    merge(*pair)
    target.refresh_from_db()
    assert target.successor is None
    assert client.get("/glossary/older/")["Location"] == "/glossary/emotional-resonance/"


def test_searches_for_the_first_find_the_second(pair: Pair) -> None:
    merge(*pair)
    assert [hit.title for hit in find("limbic echo").hits] == ["Emotional resonance"]


def test_the_plan_says_what_happens_and_changes_nothing(pair: Pair) -> None:
    source, target = pair
    Relation.objects.create(source=source, target=target)
    source.citations.create(resource=make_work())

    planned = plan(*pair).by_subject()

    assert planned == {
        "Names": [
            "“Limbic resonance” becomes a name of “Emotional resonance”: also called",
            "“limbic echo” becomes a name of “Emotional resonance”: also called",
        ],
        "Relations": ["“Limbic resonance is related to Emotional resonance” goes: the two become one"],
        "Cited works": ["“The book siegel1999” is cited by “Emotional resonance” (context)"],
    }
    assert Name.objects.filter(term=source).count() == 2
    assert merge(*pair) == [line for lines in planned.values() for line in lines]


def test_history_keeps_both_and_says_why(pair: Pair) -> None:
    source, target = pair
    key = source.pk
    with acting.by(editor("mia")):
        merge(*pair)
    why = "Merged “Limbic resonance” into “Emotional resonance”"
    kept = Version.objects.of(target)[0]
    gone = Version.objects.filter(object_id=key, action=Version.Action.DELETED).get()
    assert (kept.why, kept.editor_name, gone.why, gone.title) == (why, "mia", why, "Limbic resonance")


def test_all_of_it_or_nothing(pair: Pair) -> None:
    source, target = pair
    target.definition = ""
    target.save()
    with pytest.raises(ValidationError):
        merge(*pair)
    assert names(source) == [("Limbic resonance", "title"), ("limbic echo", "alias")]
    assert names(target) == [("Emotional resonance", "title")]


def test_what_cannot_be_merged_is_refused_in_words(ed: Client, pair: Pair) -> None:
    source, target = pair
    retired = make_term("Retired", state=State.RETIRED)
    assert "Choose another term than this one." in main(ed.get(at(source), {"into": source.pk}))
    assert "“Retired” is retired." in main(ed.get(at(source), {"into": retired.pk}))
    assert "Select a valid choice" in main(ed.get(at(source), {"into": 4711}))
    Proposal.objects.create(content=source, title="x", record={}, based_on=1)
    assert "A proposed version of “Limbic resonance” waits" in main(ed.get(at(source), {"into": target.pk}))


def test_an_editor_sees_what_will_happen_and_confirms(ed: Client, pair: Pair) -> None:
    source, target = pair
    assert at(source) in ed.get(f"/admin/glossary/term/{source.pk}/change/").content.decode()
    make_article(body="Of the limbic echo.")

    shown = ed.get(at(source), {"into": target.pk})
    assert "“limbic echo” becomes a name of “Emotional resonance”: also called" in main(shown)
    assert "The basics Live See the page of The basics Of the limbic echo." in main(shown)
    assert Term.objects.count() == 2

    response = ed.post(at(source), sent(source, target), follow=True)
    assert response.redirect_chain == [(f"/admin/glossary/term/{target.pk}/change/", 302)]
    assert "“Limbic resonance” is merged into “Emotional resonance”." in response.content.decode()
    assert list(Term.objects.all()) == [target]


def sent(source: Term, target: Term) -> dict[str, Any]:
    seen = {"seen_source": latest_number(source), "seen_target": latest_number(target)}
    return {"into": target.pk, **seen, "why": "They are one."}


@pytest.mark.parametrize("which", [0, 1])
def test_a_change_by_somebody_else_meanwhile_is_told(ed: Client, pair: Pair, which: int) -> None:
    confirmed = sent(*pair)
    pair[which].definition = "Somebody wrote this meanwhile."
    pair[which].save()

    response = ed.post(at(pair[0]), confirmed)

    assert "Somebody has changed one of the two since you opened the page." in response.content.decode()
    assert Term.objects.count() == 2
    ed.post(at(pair[0]), sent(*pair))
    assert Term.objects.count() == 1


@pytest.mark.parametrize("live", [0, 1])
def test_whoever_may_not_publish_merges_drafts_only(client: Client, pair: Pair, live: int) -> None:
    user = editor("writer", may_publish=False)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="delete_"))
    client.force_login(user)
    pair[1 - live].state = State.DRAFT
    pair[1 - live].save()

    assert client.post(at(pair[0]), sent(*pair)).status_code == 403
    pair[live].state = State.DRAFT
    pair[live].save()
    assert client.post(at(pair[0]), sent(*pair)).status_code == 302
    assert Term.objects.count() == 1


def test_nobody_else_merges(client: Client, pair: Pair) -> None:
    assert client.post(at(pair[0]), sent(*pair)).status_code == 302  # to the sign-in page
    assert Term.objects.count() == 2
    client.force_login(editor())
    assert client.get("/admin/glossary/term/4711/merge/").status_code == 404


def test_readers_of_the_first_are_not_led_to_a_draft(ed: Client, pair: Pair) -> None:
    source, target = pair
    target.state = State.DRAFT
    target.save()
    refused = (
        "Readers know “Limbic resonance”, and do not see “Emotional resonance”. Publish “Emotional resonance” first."
    )
    assert refused in main(ed.get(at(source), {"into": target.pk}))
    with pytest.raises(ValidationError, match=refused):
        merge(*pair)
    source.state = State.DRAFT
    source.save()
    merge(*pair)
    assert Term.objects.get() == target


def test_what_was_typed_as_the_reason_is_kept(ed: Client, pair: Pair) -> None:
    ed.post(at(pair[0]), sent(*pair))
    why = "Merged “Limbic resonance” into “Emotional resonance”: They are one."
    assert Version.objects.of(pair[1])[0].why == why


def test_what_is_said_of_a_work_twice_is_told_before_half_of_it_goes(pair: Pair) -> None:
    source, target = pair
    works = [make_work(key) for key in ("a", "b", "c")]
    for work, stance, locator in zip(works, ("supports", "supports", "context"), ("p. 1", "", "p. 3"), strict=True):
        source.citations.create(resource=work, stance=stance, locator=locator)
    target.citations.create(resource=works[0], stance="disputes", locator="p. 9")
    target.citations.create(resource=works[1])
    target.citations.create(resource=works[2], stance="supports", locator="p. 3")

    assert plan(*pair).by_subject()["Cited works"] == [
        "“The book a” is cited already; what goes is “supports, p. 1”",
        "“The book b” is cited already; what goes is “supports”",
        "“The book c” is cited already",
    ]
