"""Merging two terms in the admin: an editor sees what will happen, and confirms it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.test import Client

from glossary.merging import merge
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import Proposal, State, Version, latest_number
from tests.filling import document, editor
from tests.making import make_article, make_term
from tests.shown import words

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

Pair = tuple[Term, Term]


@pytest.fixture
def ed(client: Client, mia: User) -> Client:
    client.force_login(mia)
    return client


def at(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/merge/"


def main(response: Any) -> str:
    return words(next(each for each in document(response).iter() if each.get("id") == "content"))


@pytest.mark.once
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
    assert Version.objects.of(target)[0].why == "Merged “Limbic resonance” into “Emotional resonance”: They are one."
    assert Term.objects.get() == target


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


def test_whoever_may_not_publish_merges_drafts_only(client: Client, pair: Pair) -> None:
    user = editor("writer", may_publish=False)
    user.user_permissions.add(*Permission.objects.filter(codename__startswith="delete_"))
    client.force_login(user)
    for draft, live in (pair, reversed(pair)):
        with gathered():
            Term.objects.filter(pk=draft.pk).update(state=State.DRAFT)
            Term.objects.filter(pk=live.pk).update(state=State.PUBLISHED)
        assert client.post(at(pair[0]), sent(*pair)).status_code == 403

    Term.objects.filter(pk=pair[0].pk).update(state=State.DRAFT)
    assert client.post(at(pair[0]), sent(*pair)).status_code == 302
    assert Term.objects.count() == 1


@pytest.mark.once
def test_nobody_else_merges(client: Client, pair: Pair, mia: User) -> None:
    assert client.post(at(pair[0]), sent(*pair)).status_code == 302  # to the sign-in page
    assert Term.objects.count() == 2
    client.force_login(mia)
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
