"""Two terms become one, and nothing of the first is lost that the second can hold."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import StepTerm, TermUsage
from glossary.merging import merge, plan
from glossary.models import Name, Relation, Term
from publishing import acting
from publishing.changes import gathered
from publishing.models import State, Use, Version
from resources.models import Resource
from search.engine import find
from tests.making import make_article, make_outline, make_term

pytestmark = pytest.mark.django_db

Pair = tuple[Term, Term]


@pytest.fixture
def works(pair: Pair) -> list[Resource]:
    return list(Resource.objects.order_by("key"))


def names(term: Term) -> list[tuple[str, str]]:
    return [(name.text, name.kind) for name in term.names.order_by("order", "pk")]


def relations() -> list[str]:
    return [str(each) for each in Relation.objects.all()]


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


@pytest.mark.once
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
    with gathered():
        source, target = make_term(title, state=State.DRAFT), make_term(into, state=State.DRAFT)
    merge(source, target)
    assert names(target) == [(into, "title"), (title, kind)]


def test_relations_move_with_their_direction_and_none_is_doubled_or_to_itself(pair: Pair) -> None:
    source, target = pair
    with gathered():
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


def test_cited_and_recommended_works_move_once(pair: Pair, works: list[Resource]) -> None:
    source, target = pair
    with gathered():
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
    with gathered():
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
    with gathered():
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


def test_the_plan_says_what_happens_and_changes_nothing(pair: Pair, works: list[Resource]) -> None:
    source, target = pair
    with gathered():
        Relation.objects.create(source=source, target=target)
        source.citations.create(resource=works[0])

    planned = plan(*pair).by_subject()

    assert planned == {
        "Names": [
            "“Limbic resonance” becomes a name of “Emotional resonance”: also called",
            "“limbic echo” becomes a name of “Emotional resonance”: also called",
        ],
        "Relations": ["“Limbic resonance is related to Emotional resonance” goes: the two become one"],
        "Cited works": ["“The book a” is cited by “Emotional resonance” (context)"],
    }
    assert Name.objects.filter(term=source).count() == 2
    assert merge(*pair) == [line for lines in planned.values() for line in lines]


def test_history_keeps_both_and_says_why(pair: Pair, mia: User) -> None:
    source, target = pair
    key = source.pk
    with acting.by(mia):
        merge(*pair)
    why = "Merged “Limbic resonance” into “Emotional resonance”"
    kept = Version.objects.of(target)[0]
    gone = Version.objects.filter(object_id=key, action=Version.Action.DELETED).get()
    assert (kept.why, kept.editor_name, gone.why, gone.title) == (why, "mia", why, "Limbic resonance")


def test_all_of_it_or_nothing(pair: Pair) -> None:
    source, target = pair
    Term.objects.filter(pk=target.pk).update(definition="")
    target.refresh_from_db()
    with pytest.raises(ValidationError):
        merge(*pair)
    assert names(source) == [("Limbic resonance", "title"), ("limbic echo", "alias")]
    assert names(target) == [("Emotional resonance", "title")]


def test_what_is_said_of_a_work_twice_is_told_before_half_of_it_goes(pair: Pair, works: list[Resource]) -> None:
    source, target = pair
    with gathered():
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
