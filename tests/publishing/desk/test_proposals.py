"""Whoever may not publish proposes: readers see the published version until a reviewer accepts."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from articles.models import Article
from glossary.models import Term
from publishing import acting, changes, records
from publishing.desk import proposals
from publishing.models import Proposal, SiteVersion, State, Version
from resources.models import Person
from tests.filling import complaints, editor, fields, row, send
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db


def at(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.fixture
def writer(client):
    client.force_login(editor("Wim", may_publish=False))
    return client


@pytest.fixture
def reviewer():
    other = Client()
    other.force_login(editor("Rita"))
    return other


def page_of(proposal: Proposal) -> str:
    return f"/admin/desk/proposals/{proposal.pk}/"


def decide(client: Client, proposal: Proposal, wanted: str, **values: str):
    page = client.get(page_of(proposal))
    sent = {"do": wanted, "changed": proposal.changed.isoformat(), "seen_version": page.context["seen"], **values}
    return client.post(page_of(proposal), sent)


@pytest.mark.once
def test_the_form_of_something_live_says_that_a_change_is_only_proposed(writer):
    assert "Readers see the published version; what you save here is proposed." in (
        writer.get(at(make_person())).content.decode()
    )
    draft = make_person("Dora", state=State.DRAFT)
    assert "what you save here is proposed" not in writer.get(at(draft)).content.decode()


def test_a_save_is_kept_whole_as_a_proposal_and_changes_nothing_else(writer):
    term = make_term("Attunement", "tuning in")
    before, token = records.read(term), SiteVersion.objects.get().token

    response = send(
        writer,
        at(term),
        definition="Mine.",
        why="It was vague.",
        **row("names", 1, text="in tune", kind="alias", autolink="on"),
    )

    assert response.status_code == 302
    assert records.read(term) == before
    assert SiteVersion.objects.get().token == token
    assert Version.objects.of(term).count() == 1
    proposal = Proposal.objects.get()
    assert (proposal.editor_name, proposal.why, proposal.based_on) == ("Wim", "It was vague.", 1)
    assert proposal.record["definition"] == "Mine."
    assert [each["text"] for each in proposal.record["names"]] == ["Attunement", "tuning in", "in tune"]


@pytest.mark.once
def test_a_proposal_is_checked_as_a_save_would_be(writer):
    term = make_term("Attunement")

    response = send(writer, at(term), definition="x" * 300)

    assert complaints(response) == ["Ensure this value has at most 240 characters (it has 300)."]
    assert not Proposal.objects.exists()


@pytest.mark.once
def test_a_save_that_changes_nothing_proposes_nothing(writer):
    term = make_term("Attunement", "tuning in")

    assert send(writer, at(term)).status_code == 302
    assert not Proposal.objects.exists()


def test_the_form_shows_the_waiting_proposal_and_saving_again_takes_its_place(writer):
    term = make_term("Attunement", "tuning in")
    send(writer, at(term), definition="Mine.", **row("names", 1, text="in tune", kind="alias", autolink="on"))

    again = fields(writer.get(at(term)))
    assert (again["definition"], again["names-0-text"], again["names-1-text"]) == (
        ["Mine."],
        ["tuning in"],
        ["in tune"],
    )
    assert send(writer, at(term), **{"names-0-text": "tuned in"}).status_code == 302

    proposal = Proposal.objects.get()
    assert [each["text"] for each in proposal.record["names"]] == ["Attunement", "tuned in", "in tune"]
    assert Term.objects.get().names.count() == 2


@pytest.mark.once
def test_a_mistake_in_a_proposal_that_waits_comes_back_with_what_was_typed(writer):
    term = make_term("Attunement", "tuning in")
    send(writer, at(term), **row("names", 1, text="in tune", kind="alias", autolink="on"))

    response = send(writer, at(term), definition="", **{"names-1-text": "so in tune"})

    assert complaints(response) == ["This field is required."]
    assert fields(response)["names-1-text"] == ["so in tune"]
    assert Term.objects.get().definition == "What Attunement means."


@pytest.mark.once
def test_others_see_the_published_version_in_the_form(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")

    assert fields(reviewer.get(at(person)))["biography"] == ["A."]
    assert "By Wim" in reviewer.get(at(person)).content.decode()


def test_a_reviewer_accepts_and_readers_see_it(writer, reviewer):
    term = make_term("Attunement", "tuning in")
    send(writer, at(term), definition="Mine.", why="Vague.")
    proposal = Proposal.objects.get()

    assert "<ins>Mine</ins>" in reviewer.get(page_of(proposal)).content.decode()
    assert decide(reviewer, proposal, "accept").status_code == 302

    assert Term.objects.get().definition == "Mine."
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (Proposal.State.ACCEPTED, "Rita")
    version = Version.objects.of(term).first()
    assert (version.editor_name, version.why) == ("Rita", "Vague. (Proposed by Wim.)")


def test_a_change_after_the_proposal_is_shown_before_it_is_accepted(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    send(reviewer, at(person), credentials="PhD")

    page = reviewer.get(page_of(Proposal.objects.get()))

    assert [each.label for each in page.context["since"]] == ["Credentials"]
    assert [each.label for each in page.context["differences"]] == ["Biography"]
    decide(reviewer, Proposal.objects.get(), "accept")
    assert (Person.objects.get().credentials, Person.objects.get().biography) == ("PhD", "Mine.")


def test_a_change_while_the_reviewer_reads_is_told_and_nothing_is_stored(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()

    response = decide(reviewer, proposal, "accept", seen_version="0")

    assert response.status_code == 409
    assert "Please look again before you decide." in response.content.decode()
    assert Person.objects.get().biography == "A."


@pytest.mark.once
def test_its_editor_is_told_when_the_published_version_changed(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    send(reviewer, at(person), biography="Theirs.")

    response = send(writer, at(person), biography="Mine, better.")

    assert response.status_code == 409
    assert fields(response)["biography"] == ["Mine, better."]
    assert send_over(writer, person, response).status_code == 302
    assert (Proposal.objects.get().based_on, Proposal.objects.get().record["biography"]) == (2, "Mine, better.")


def send_over(client, obj, told):
    return client.post(at(obj), {**fields(told), "_over": told.context["conflict"].over})


def test_state_and_times_are_no_part_of_a_proposal(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    send(reviewer, at(person), state="retired")

    decide(reviewer, Proposal.objects.get(), "accept")

    assert (Person.objects.get().state, Person.objects.get().biography) == (State.RETIRED, "Mine.")


@pytest.mark.once
def test_declining_needs_an_answer_and_the_editor_reads_it(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()

    assert "Say why you decline" in decide(reviewer, proposal, "decline").content.decode()
    assert decide(reviewer, proposal, "decline", answer="Where is this from?").status_code == 302
    assert "Where is this from?" in writer.get(page_of(proposal)).content.decode()
    assert Person.objects.get().biography == "A."


def test_only_its_editor_withdraws_and_only_who_may_publish_decides(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()

    assert decide(writer, proposal, "accept").status_code == 409
    assert decide(reviewer, proposal, "withdraw").status_code == 409
    assert Person.objects.get().biography == "A."
    assert decide(writer, proposal, "withdraw").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.WITHDRAWN
    assert fields(writer.get(at(person)))["biography"] == ["A."]


def test_a_proposal_is_decided_once(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()
    decide(reviewer, proposal, "decline", answer="No.")

    with acting.by(name="Somebody"), pytest.raises(proposals.Decided):
        proposals.withdraw(proposal)


@pytest.mark.once
def test_another_writer_does_not_see_a_proposal(writer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    other = Client()
    other.force_login(editor("Olga", may_publish=False))

    assert other.get(page_of(Proposal.objects.get())).status_code == 403
    assert other.get("/admin/desk/proposals/").context["proposals"] == []
    assert len(writer.get("/admin/desk/proposals/").context["proposals"]) == 1


@pytest.mark.once
def test_the_claims_of_a_live_article_are_proposed_with_it(writer, reviewer):
    article = make_article(body="## A")
    claim = article.claims.create(section="a", says="It is said.", finds="It is found.")

    assert send(writer, at(claim), says="Mine.").status_code == 302
    assert article.claims.get().says == "It is said."
    decide(reviewer, Proposal.objects.get(), "accept")

    assert Article.objects.get().claims.get().says == "Mine."


def test_the_steps_of_a_live_outline_are_proposed(writer):
    step = make_outline().steps.get()

    assert send(writer, at(step), purpose="Mine.").status_code == 302
    assert Proposal.objects.get().record["purpose"] == "Mine."
    step.refresh_from_db()
    assert step.purpose == "To help."


@pytest.mark.once
def test_a_form_offers_no_rows_that_belong_to_another_term_while_it_proposes(writer, reviewer):
    one, other = make_term("Attunement"), make_term("Affect")
    other.relations.create(target=one)

    assert "inverse_relations-TOTAL_FORMS" in fields(reviewer.get(at(one)))
    assert "inverse_relations-TOTAL_FORMS" not in fields(writer.get(at(one)))


@pytest.mark.once
def test_a_second_tab_that_was_opened_before_the_proposal_takes_nothing_from_it(writer):
    person = make_person(biography="A.")
    opened = fields(writer.get(at(person)))
    send(writer, at(person), credentials="PhD", biography="From the first tab.")

    told = writer.post(at(person), {**opened, "biography": "From the second tab."})

    assert (told.status_code, told.context["refusal"]) == (409, proposals.CHANGED)
    assert Proposal.objects.get().record["biography"] == "From the first tab."
    assert fields(told)["biography"] == ["From the second tab."]
    assert writer.post(at(person), fields(told)).status_code == 302
    assert Proposal.objects.get().record["biography"] == "From the second tab."


@pytest.mark.once
def test_a_form_whose_proposal_was_declined_meanwhile_is_told_so(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    opened = fields(writer.get(at(person)))
    decide(reviewer, Proposal.objects.get(), "decline", answer="No.")

    told = writer.post(at(person), {**opened, "biography": "Mine, better."})

    assert (told.status_code, told.context["refusal"]) == (409, proposals.CHANGED)
    assert not Proposal.objects.waiting().exists()


@pytest.mark.once
def test_going_back_to_what_readers_see_withdraws_the_proposal_and_keeps_its_text(writer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Typed for an hour.")

    response = send(writer, at(person), biography="A.")

    assert [str(each) for each in get_messages(response.wsgi_request)][-1] == proposals.TAKEN_BACK
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.record["biography"]) == (Proposal.State.WITHDRAWN, "Typed for an hour.")


def test_a_proposal_that_no_longer_fits_is_told_and_not_mixed_with_what_is_stored(writer):
    term = make_term("Attunement")
    send(writer, at(term), definition="Mine.", **row("names", 0, text="in tune", kind="alias", autolink="on"))
    make_term("Another", "in tune")

    page = writer.get(at(term))

    assert "no longer fits what is stored" in page.content.decode()
    assert page_of(Proposal.objects.get()) in page.content.decode()
    assert fields(page)["definition"] == ["What Attunement means."]
    assert Proposal.objects.get().record["definition"] == "Mine."
    assert send(writer, at(term), definition="Mine again.").status_code == 302
    assert Proposal.objects.get().record["definition"] == "Mine again."


@pytest.mark.once
def test_another_writer_does_not_hear_of_a_proposal_beside_the_form(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.", why="It was short.")
    other = Client()
    other.force_login(editor("Olga", may_publish=False))

    assert "It was short." in reviewer.get(at(person)).content.decode()
    assert "It was short." not in other.get(at(person)).content.decode()


@pytest.mark.once
def test_a_reviewer_who_proposed_before_finds_it_beside_the_form(client, reviewer):
    person = make_person(biography="A.")
    rita = User.objects.get(username="Rita")
    with acting.by(rita):
        proposals.propose(rita, person, {**records.read(person), "biography": "Mine."}, 1)

    assert page_of(Proposal.objects.get()) in reviewer.get(at(person)).content.decode()


def claims() -> list[str]:
    return [each["says"] for each in Proposal.objects.waiting().get().record["claims"]]


def make_claims(*says: str) -> Article:
    article = make_article(body="## A")
    with changes.gathered():
        for order, each in enumerate(says):
            article.claims.create(section="a", says=each, finds="It is found.", order=order)
    return article


@pytest.mark.once
def test_a_claims_own_form_goes_on_with_the_proposal_that_waits(writer, reviewer):
    article, work = make_claims("One.", "Two."), make_work()
    two = article.claims.last()
    send(writer, at(article), **{"claims-0-says": "One, mine.", "claims-1-says": "Two, mine."})

    assert fields(writer.get(at(two)))["says"] == ["Two, mine."]
    cited = row("citations", 0, resource=str(work.pk), stance="supports", locator="", note="")
    response = send(writer, at(two), finds="Found, mine.", **cited)

    assert response.status_code == 302
    assert claims() == ["One, mine.", "Two, mine."]
    assert [each.says for each in article.claims.all()] == ["One.", "Two."]
    decide(reviewer, Proposal.objects.get(), "accept")
    two = Article.objects.get().claims.last()
    assert (two.says, two.finds, [each.resource for each in two.citations.all()]) == (
        "Two, mine.",
        "Found, mine.",
        [work],
    )


@pytest.mark.once
def test_the_form_of_the_article_leads_to_the_claims_of_the_proposal(writer):
    article = make_claims("One.", "Two.")
    one, two = article.claims.all()
    send(writer, at(article), **{"claims-0-DELETE": "on"})

    page = writer.get(at(article)).content.decode()

    assert at(one) in page
    assert at(two) not in page
    assert fields(writer.get(at(one)))["says"] == ["Two."]


@pytest.mark.once
def test_a_claim_that_is_only_proposed_says_that_it_has_no_form_yet(writer):
    article = make_claims("One.")
    added = row("claims", 1, section="a", said_by="author", says="Added.", finds="Found.", wording="", status="")
    send(writer, at(article), **added)

    response = writer.get(f"/admin/articles/claim/{article.claims.get().pk + 4711}/change/", follow=True)

    assert "This is not stored, so it has no form of its own." in response.content.decode()
    assert response.redirect_chain == [("/admin/articles/article/", 302)]


@pytest.mark.once
def test_a_claims_form_that_was_opened_before_the_proposal_is_given_back_to_be_copied(writer):
    article = make_claims("One.", "Two.")
    one, _two = article.claims.all()
    opened = fields(writer.get(at(one)))
    send(writer, at(article), **{"claims-0-DELETE": "on"})

    told = writer.post(at(one), {**opened, "says": "Typed for an hour."})

    assert told.status_code == 409
    assert "your proposal was changed or decided elsewhere while you wrote" in told.content.decode()
    assert "Typed for an hour." in told.content.decode()
    assert claims() == ["Two."]


def test_an_answer_with_a_nul_is_kept_without_it(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()

    assert decide(reviewer, proposal, "decline", answer="Where from\0?").status_code == 302

    proposal.refresh_from_db()
    assert proposal.answer == "Where from?"


def test_a_key_that_no_database_can_hold_is_not_found(reviewer):
    assert reviewer.get(f"/admin/desk/proposals/{'9' * 30}/").status_code == 404


def preview_of(proposal: Proposal, obj) -> str:
    return f"{at(obj).replace('/change/', '/preview/')}?proposal={proposal.pk}"


@pytest.mark.once
def test_a_proposal_is_seen_on_its_page_by_its_editor_and_by_who_may_publish_it(writer, reviewer):
    person = make_person(biography="A.")
    send(writer, at(person), biography="Mine.")
    proposal = Proposal.objects.get()
    other = Client()
    other.force_login(editor("Olga", may_publish=False))

    assert preview_of(proposal, person) in writer.get(page_of(proposal)).content.decode()
    assert "Mine." in writer.get(preview_of(proposal, person)).content.decode()
    assert "Mine." in reviewer.get(preview_of(proposal, person)).content.decode()
    assert other.get(preview_of(proposal, person)).status_code == 403


def test_a_proposal_is_seen_as_accepting_it_would_make_it(writer, reviewer):
    person = make_person(biography="A.", credentials="MA")
    send(writer, at(person), biography="Mine.")
    send(reviewer, at(person), credentials="PhD, changed since")

    page = reviewer.get(preview_of(Proposal.objects.get(), person)).content.decode()

    assert "Mine." in page
    assert "PhD, changed since" in page
