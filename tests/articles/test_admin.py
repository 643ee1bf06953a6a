"""The admin of articles with their claims, and of practice outlines with their steps."""

import pytest

from articles.models import Article, Claim, PracticeOutline, Step
from publishing.changes import gathered
from publishing.models import SiteVersion, State
from tests.filling import complaints, document, editor, row, scripts, send
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def change(obj) -> str:
    return f"/admin/articles/{obj._meta.model_name}/{obj.pk}/change/"


@pytest.fixture
@gathered()
def claim():
    return make_article().claims.create(section="the-brain", says="It is said.", finds="It is found.")


def test_an_article_is_added_with_everything_that_belongs_to_it(ed):
    person, work, term = make_person(), make_work(), make_term()

    response = send(
        ed,
        "/admin/articles/article/add/",
        title="The basics",
        slug="the-basics",
        body="## The brain",
        state="published",
        rights_basis="own-work",
        **row("authors", 0, name="D. Fosha", person=person.pk),
        **row("claims", 0, section="the-brain", said_by="author", says="It is said.", finds="It is found."),
        **row("citations", 0, as_printed="Siegel (1999)", resource=work.pk, certainty="certain"),
        **row("term_usages", 0, term=term.pk, text="As a word for being in tune."),
        **row("listings", 0, resource=work.pk),
        **row("other_publications", 0, outlet="A blog", url="example.org"),
    )

    assert response.status_code == 302
    article = Article.objects.get()
    assert [each.person for each in article.authors.all()] == [person]
    assert [each.says for each in article.claims.all()] == ["It is said."]
    assert [each.resource for each in article.citations.all()] == [work]
    assert [each.term for each in article.term_usages.all()] == [term]
    assert [each.resource for each in article.listings.all()] == [work]
    assert [each.url for each in article.other_publications.all()] == ["https://example.org"]
    assert ed.get("/articles/the-basics/").status_code == 200


def test_an_article_without_a_recorded_right_is_not_published(ed):
    article = make_article(state=State.DRAFT, rights_basis="not-recorded")

    response = send(ed, change(article), state="published")

    words = ["Record on what right this may be published first."]
    assert response.context["adminform"].form.errors["rights_basis"] == words
    assert complaints(response) == words


def test_a_citation_names_something(ed):
    article = make_article()

    response = send(ed, change(article), **row("citations", 0, note="Which?", certainty="doubtful", as_printed=""))

    assert response.status_code == 200
    assert complaints(response) == ["Name the work as the article does, or choose it, or both."]


def test_the_form_of_an_article_leads_to_each_claim(ed, claim):
    links = [each.get("href") for each in document(ed.get(change(claim.article))).iter("a")]

    assert change(claim) in links


def test_a_claim_gets_its_works_and_leads_back_to_its_article(ed, claim):
    work = make_work()

    response = send(ed, change(claim), **row("citations", 0, resource=work.pk, stance="disputes"))

    assert response.headers["Location"] == change(claim.article)
    assert [(each.resource, each.stance) for each in claim.citations.all()] == [(work, "disputes")]


def test_a_claim_can_be_saved_and_edited_on(ed, claim):
    response = send(ed, change(claim), says="It is said again.", _continue="1")

    assert response.headers["Location"] == change(claim)
    assert Claim.objects.get().says == "It is said again."


def test_a_work_of_a_claim_is_removed_there(ed, claim):
    claim.citations.create(resource=make_work())

    assert send(ed, change(claim), **{"citations-0-DELETE": "on"}).status_code == 302
    assert claim.citations.count() == 0


@pytest.mark.once
def test_claims_and_findings_have_no_list_of_their_own(ed):
    assert ed.get("/admin/articles/claim/").headers["Location"] == "/admin/articles/article/"
    assert ed.get("/admin/articles/finding/").headers["Location"] == "/admin/articles/step/"


def test_somebody_who_may_not_publish_changes_no_claim_of_a_published_article(client, claim):
    client.force_login(editor(may_publish=False))

    assert send(client, change(claim), says="Other").status_code == 302
    assert Claim.objects.get().says == "It is said."


def test_a_finding_gets_its_works_and_leads_back_to_its_step(ed):
    step, work = make_outline().steps.get(), make_work()
    finding = step.findings.create(claim="It helps.", strength="Supported.")

    response = send(ed, change(finding), **row("citations", 0, resource=work.pk, stance="supports"))

    assert response.headers["Location"] == change(step)
    assert [each.resource for each in finding.citations.all()] == [work]


def test_a_step_is_added_to_an_outline_with_its_parts(ed):
    outline, term = make_outline(steps=0), make_term()

    response = send(
        ed,
        "/admin/articles/step/add/",
        outline=outline.pk,
        number="1",
        title="Notice",
        slug="notice",
        purpose="To see.",
        therapist_does="Looks.",
        **row("examples", 0, situation="Now.", words="I see.", why="So."),
        **row("step_terms", 0, term=term.pk),
        **row("findings", 0, claim="It helps.", strength="Supported."),
    )

    assert response.status_code == 302
    step = Step.objects.get()
    assert [each.words for each in step.examples.all()] == ["I see."]
    assert [each.term for each in step.step_terms.all()] == [term]
    assert ed.get("/practice/three-steps/notice/").status_code == 200


def test_two_steps_with_one_number_are_refused_in_words(ed):
    outline = make_outline(steps=2)

    response = send(ed, change(outline.steps.get(number=2)), number="1")

    assert complaints(response) == ["Step with this Outline and Number already exists."]


def test_somebody_who_may_not_publish_adds_no_step_to_a_published_outline(client):
    client.force_login(editor(may_publish=False))
    outline = make_outline(steps=0)

    response = send(
        client,
        "/admin/articles/step/add/",
        outline=outline.pk,
        number="1",
        title="Notice",
        slug="notice",
        purpose="To see.",
        therapist_does="Looks.",
    )

    assert complaints(response) == ["You may not publish this. Save it as “In review” and ask an editor who may."]


def test_the_list_of_steps_says_what_readers_see_of_the_outline(ed):
    make_outline(state=State.DRAFT)

    cells = document(ed.get("/admin/articles/step/")).iter("td")

    assert [each.text for each in cells if each.get("class") == "field-seen"] == ["Draft"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_of_an_article_takes_no_query_for_each_claim(ed, django_assert_num_queries, rows):
    article = make_article()
    for number in range(rows):
        article.claims.create(section="a", says=f"{number}", finds="It is found.")
    ed.get("/admin/")

    with django_assert_num_queries(21):
        ed.get(change(article))


@pytest.mark.once
def test_script_in_every_field_of_an_article_is_shown_as_text(ed):
    work, term = make_work(), make_term()
    texts = ("title", "standfirst", "learning_points", "editors_note", "byline", "body", "added_information")
    rights = ("original_title", "original_outlet", "gaps", "rights_holder", "rights_statement", "content_note")

    response = send(
        ed,
        "/admin/articles/article/add/",
        slug="x",
        state="published",
        rights_basis="own-work",
        **dict.fromkeys((*texts, *rights), ATTACK),
        **row("authors", 0, name=ATTACK, role=ATTACK),
        **row("claims", 0, section="a", said_by="author", says=ATTACK, finds=ATTACK, wording=ATTACK),
        **row("citations", 0, as_printed=ATTACK, resource=work.pk, certainty="doubtful", note=ATTACK, locator=ATTACK),
        **row("term_usages", 0, term=term.pk, text=ATTACK),
        **row("listings", 0, resource=work.pk, note=ATTACK),
        **row("other_publications", 0, outlet=ATTACK, remark=ATTACK),
    )

    assert response.status_code == 302
    expect_no_script(ed, "/articles/x/", "/articles/", "/", "/glossary/attunement/", "/admin/articles/article/")


@pytest.mark.once
def test_script_in_every_field_of_an_outline_and_a_step_is_shown_as_text(ed):
    outline = make_outline()
    step, term = outline.steps.get(), make_term()
    whole = ("title", "introduction", "how_the_steps_connect", "audience_note", "safety_box", "content_note")
    single = ("title", "in_the_article", "purpose", "therapist_does", "cautions", "questions")

    outline_sent = send(
        ed, change(outline), **dict.fromkeys(whole, ATTACK), **row("ethics_notes", 0, topic=ATTACK, text=ATTACK)
    )
    step_sent = send(
        ed,
        change(step),
        **dict.fromkeys(single, ATTACK),
        **row("examples", 0, situation=ATTACK, words=ATTACK, why=ATTACK),
        **row("step_terms", 0, term=term.pk),
        **row("findings", 0, claim=ATTACK, strength=ATTACK),
    )

    assert (outline_sent.status_code, step_sent.status_code) == (302, 302)
    expect_no_script(
        ed, "/practice/three-steps/", "/practice/three-steps/step-1/", "/practice/", "/admin/articles/step/"
    )


def expect_no_script(client, *addresses: str) -> None:
    for address in addresses:
        page = client.get(address)
        assert (address, page.status_code) == (address, 200)
        assert scripts(page) == []
        assert ATTACK not in page.content.decode()


def test_looking_at_a_form_changes_nothing(ed):
    """No content version is raised, so no cache is dropped and no writer is kept waiting."""
    article = make_article()
    claim = article.claims.create(section="opening", says="It is so.", finds="It may be.")
    before = SiteVersion.objects.get().token

    for name, key in (("claim", claim.pk), ("article", article.pk)):
        assert ed.get(f"/admin/articles/{name}/{key}/change/").status_code == 200

    assert SiteVersion.objects.get().token == before


def test_the_form_calls_whoever_says_something_as_the_page_does(client):
    article = make_article(body="## A")
    for said_by in Claim.SaidBy.values:
        article.claims.create(section="a", says="It is said.", finds="It is found.", said_by=said_by)

    page = client.get("/articles/the-basics/").content.decode()

    assert [f"<h3>{words} says</h3>" in page for words in Claim.SaidBy.labels] == [True, True]


def test_the_form_says_what_an_introduction_may_hold(client):
    make_outline(introduction="Why *so*.")
    words = str(PracticeOutline._meta.get_field("introduction").help_text)

    assert "Markdown" in words
    assert "plain text" not in words
    assert "Why <em>so</em>." in client.get("/practice/three-steps/").content.decode()
