"""Something that readers do not see yet, on its real page: for editors, and behind a link that ends."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publishing import previewing, records
from publishing.models import PreviewLink, Proposal, State, Use, Version, latest_number
from publishing.previewing import digest
from tests.filling import document, editor
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import see, words

pytestmark = pytest.mark.django_db

DRAFT = State.DRAFT
MAKE: dict[str, Any] = {
    "article": lambda **fields: make_article("The basics", body="Of attunement.", **fields),
    "page": lambda **fields: make_article("Imprint", kind="page", body="Who we are.", **fields),
    "term": lambda **fields: make_term("Mirroring", body="Of attunement.", **fields),
    "outline": lambda **fields: make_outline("A way", steps=2, **fields),
    "step": lambda **fields: make_outline("A way", steps=3, **fields).steps.get(number=2),
    "resource": lambda **fields: make_work("book2020", recommended=True, description="It helps.", **fields),
    "reference": lambda **fields: make_work("cited2020", **fields),
    "person": lambda **fields: make_person("Diana Fosha", biography="Of attunement.", **fields),
}


@pytest.fixture(params=list(MAKE))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    return client


def at(obj: Any, page: str = "preview") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def link_to(obj: Any, **options: Any) -> str:
    """The path of a new preview link."""
    maker = User.objects.filter(username="maker").first() or editor("maker")
    return urlsplit(previewing.make(obj, maker, **options)).path


def body(html: str) -> str:
    """The page without what a preview adds."""
    html = re.sub(r'<aside class="not-public".*?</aside>', "", html, flags=re.DOTALL)
    return html.replace('<meta name="robots" content="noindex, nofollow">', "")


def flat(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def banner(html: str) -> str:
    found = next(
        each
        for each in html5lib.parse(html, namespaceHTMLElements=False).iter("aside")
        if each.get("class") == "not-public"
    )
    return words(found)


def test_a_preview_is_the_page_that_readers_will_see(ed: Client, kind: str) -> None:
    make_term("Attunement", "tuning in")
    made = MAKE[kind](state=DRAFT)
    content = getattr(made, "outline", made)
    reader = Client()
    assert kind == "reference" or reader.get(made.get_absolute_url()).status_code == 404

    shared = reader.get(link_to(made)).content.decode()
    own = ed.get(at(made)).content.decode()
    type(content)._base_manager.filter(pk=content.pk).update(state=State.PUBLISHED)
    real = reader.get(made.get_absolute_url().partition("#")[0]).content.decode()

    for html in (shared, own):
        assert "noindex" in html
        assert flat(body(html)) == flat(body(real))


@pytest.mark.once
def test_a_preview_says_that_it_is_none_of_the_public_pages(ed: Client) -> None:
    term = make_term(state=DRAFT)
    shared = Client().get(link_to(term)).content.decode()
    end = PreviewLink.objects.get().ends
    assert banner(shared) == (
        "Not published: preview. Please do not hand it on. "
        f"This address ends on {end:%B} {end.day}, {end:%Y, %H:%M} UTC."
    )
    assert banner(ed.get(at(term)).content.decode()) == (
        "Not published: preview. Only editors see this. Back to the form"
    )


@pytest.mark.once
@pytest.mark.parametrize("who", ["reader", "editor"])
def test_nobody_keeps_a_preview_and_nothing_tells_where_it_was(ed: Client, who: str) -> None:
    term = make_term(state=DRAFT)
    response = Client().get(link_to(term)) if who == "reader" else ed.get(at(term))
    assert response.status_code == 200
    assert {"no-store", "private"} <= set(response["Cache-Control"].replace(",", " ").split())
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    assert not response.cookies or who == "editor"


@pytest.mark.once
def test_a_preview_does_not_name_its_own_address(ed: Client) -> None:
    path = link_to(make_term(state=DRAFT))
    assert path.split("/")[2] not in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.IN_REVIEW},
        {"state": State.RETIRED},
        {"publish_at": timezone.now() + timedelta(days=3)},
        {"expires_at": timezone.now() - timedelta(days=3)},
    ],
)
def test_whatever_is_not_public_has_a_preview(ed: Client, fields: Any) -> None:
    term = make_term("Mirroring", **fields)
    assert Client().get("/glossary/mirroring/").status_code == 404
    assert see(Client(), link_to(term)).heading == "Mirroring"
    assert see(ed, at(term)).heading == "Mirroring"


def test_a_link_to_what_is_public_by_now_leads_there() -> None:
    term = make_term(state=DRAFT)
    path = link_to(term)
    term.state = State.PUBLISHED
    term.save()
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (302, "/glossary/attunement/")
    assert "no-store" in response["Cache-Control"]


def test_ended_revoked_wrong_and_orphaned_links_are_one_and_the_same_page() -> None:
    ended, revoked, orphaned = (make_term(name, state=DRAFT) for name in ("One", "Two", "Three"))
    paths = [link_to(each) for each in (ended, revoked, orphaned)]
    PreviewLink.objects.of(ended).update(ends=timezone.now())
    previewing.revoke(PreviewLink.objects.of(revoked))
    orphaned.delete()

    token = "x" * 43
    pages = {path: Client().get(path) for path in (*paths, f"/preview/{token}/")}

    assert {each.status_code for each in pages.values()} == {404}
    texts = {each.content.decode().replace(path.split("/")[2], "").replace(path, "") for path, each in pages.items()}
    assert len({re.sub(r'value="[^"]*"', "", text) for text in texts}) == 1


@pytest.mark.parametrize("token", ["x", "%00", "a%20b", "x" * 3000, "..%2F..", "é"])
def test_what_is_no_token_is_no_page(token: str) -> None:
    assert Client().get(f"/preview/{token}/").status_code in (400, 404)


def test_links_are_only_read() -> None:
    path = link_to(make_term(state=DRAFT))
    client = Client()
    assert client.head(path).status_code == 200
    assert [client.post(path).status_code, client.put(path).status_code, client.delete(path).status_code] == [405] * 3


def test_the_database_holds_no_token() -> None:
    path = link_to(make_term(state=DRAFT), note="For Mia")
    token = path.split("/")[2]
    kept = PreviewLink.objects.values().get()
    assert kept["digest"] == digest(token)
    assert len(token) == 43
    assert token not in repr(kept)


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_lasts_as_long_as_was_chosen(days: int) -> None:
    link_to(make_term(state=DRAFT), days=days)
    link = PreviewLink.objects.get()
    assert timedelta(0) <= timezone.now() + timedelta(days=days) - link.ends < timedelta(minutes=1)


def test_a_preview_shows_no_other_draft(ed: Client) -> None:
    make_term("Hidden", slug="hidden-term", state=DRAFT)
    hidden = make_person("Hidden Person", state=DRAFT)
    article = make_article(body="Of hidden things. [It](/glossary/hidden-term/) [[hidden]].", state=DRAFT)
    article.authors.create(name="H. P.", person=hidden)
    page = see(ed, at(article))
    assert [href for _, href in page.links() if "people" in href] == []
    assert "[[hidden]]" in page.text
    for path in ("/glossary/hidden-term/", "/people/hidden-person/"):
        assert Client().get(path).status_code == 404


def test_a_preview_leaves_no_trace(ed: Client) -> None:
    term = make_term("Mirroring", state=DRAFT)
    make_article("The basics", body="Of mirroring.")
    ed.get(at(term))
    Client().get(link_to(term))
    assert "Mirroring" not in see(Client(), "/glossary/").text
    assert 'href="/glossary/mirroring/"' not in Client().get("/articles/the-basics/").content.decode()
    assert "mirroring" not in Client().get("/sitemap.xml").content.decode()


def test_editors_who_may_view_see_previews_and_others_do_not(client: Client) -> None:
    term = make_term(state=DRAFT)
    assert client.get(at(term)).status_code == 302  # to the sign-in page
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert client.get(at(term)).status_code == 403
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_term"))
    client.force_login(viewer)
    assert client.get(at(term)).status_code == 200
    assert client.get(at(term).replace(str(term.pk), "4711")).status_code == 404
    assert client.post(at(term, "preview_make"), {"days": "7"}).status_code == 403
    assert PreviewLink.objects.count() == 0


def box(response: Any) -> str:
    found = [each for each in document(response).iter("section") if each.get("aria-labelledby") == "desk-preview"]
    return words(found[0]) if found else ""


def test_an_editor_makes_a_link_sees_it_once_and_revokes_it(ed: Client) -> None:
    term = make_term("Mirroring", state=DRAFT)
    form = f"/admin/glossary/term/{term.pk}/change/"

    made = ed.post(at(term, "preview_make"), {"days": "1", "note": "For Mia"})
    shown = next(each.get("value") for each in document(made).iter("input") if each.get("id") == "made-link")
    assert "no-store" in made["Cache-Control"]
    assert see(Client(), urlsplit(shown).path).heading == "Mirroring"
    assert "For Mia made" in box(ed.get(form))
    assert urlsplit(shown).path.split("/")[2] not in ed.get(form).content.decode()

    ed.post(at(term, "preview_revoke"), {"link": str(PreviewLink.objects.get().pk)})
    assert "For Mia" not in box(ed.get(form))
    assert Client().get(urlsplit(shown).path).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"days": "2"}, {"days": "999"}, {"days": "x"}])
def test_a_link_lasts_one_of_three_times_or_is_not_made(ed: Client, sent: dict[str, str]) -> None:
    term = make_term(state=DRAFT)
    response = ed.post(at(term, "preview_make"), sent, follow=True)
    assert "No link was made" in response.content.decode()
    assert PreviewLink.objects.count() == 0


def test_links_of_one_thing_are_not_revoked_from_another(ed: Client) -> None:
    one, other = make_term("One", state=DRAFT), make_term("Other", state=DRAFT)
    link_to(one)
    for wanted in (str(PreviewLink.objects.get().pk), "", "x", "9" * 30):
        assert ed.post(at(other, "preview_revoke"), {"link": wanted}).status_code == 302
    assert PreviewLink.objects.get().revoked is None


@pytest.mark.once
def test_only_a_form_makes_and_revokes(ed: Client) -> None:
    term = make_term(state=DRAFT)
    assert ed.get(at(term, "preview_make")).status_code == 403
    assert ed.get(at(term, "preview_revoke")).status_code == 403


def test_what_is_public_offers_no_preview(ed: Client) -> None:
    term = make_term()
    response = ed.get(f"/admin/glossary/term/{term.pk}/change/")
    assert box(response) == ""
    assert at(term) not in response.content.decode()


@pytest.mark.once
def test_every_form_of_something_unpublished_leads_to_its_preview(ed: Client, kind: str) -> None:
    made = MAKE[kind](state=DRAFT)
    response = ed.get(at(made, "change"))
    assert at(made) in [each.get("href") for each in document(response).iter("a")]
    assert box(response).startswith("Preview links")


def test_links_that_ended_long_ago_are_forgotten() -> None:
    term = make_term(state=DRAFT)
    link_to(term)
    PreviewLink.objects.update(ends=timezone.now() - timedelta(days=31))
    previewing.make(term, None)
    assert PreviewLink.objects.count() == 1


def test_a_proposed_version_is_seen_on_the_page_and_nothing_else_changes(ed: Client) -> None:
    term = make_term("Mirroring", definition="As it was.")
    record = records.read(term) | {"definition": "As it might be.", "body": "Of [[mirroring]]. See it."}
    proposal = Proposal.objects.create(
        content=term, title="Mirroring", record=record, based_on=latest_number(term), editor_name="Wanda"
    )
    before = Version.objects.count(), Use.objects.count()

    response = ed.get(at(term), {"proposal": proposal.pk})

    html = response.content.decode()
    assert "As it might be." in html
    assert banner(html).startswith("Not published: preview. Proposed by Wanda; readers still see the page as it was.")
    assert "no-store" in response["Cache-Control"]
    term.refresh_from_db()
    assert (term.definition, term.body) == ("As it was.", "")
    assert (Version.objects.count(), Use.objects.count()) == before
    assert "As it was." in Client().get("/glossary/mirroring/").content.decode()


def test_a_proposed_version_that_does_not_fit_is_said_in_words(ed: Client) -> None:
    term = make_term("Mirroring")
    record = records.read(term) | {"evidence_status": "nonsense"}
    proposal = Proposal.objects.create(content=term, title="x", record=record, based_on=1)
    response = ed.get(at(term), {"proposal": proposal.pk}, follow=True)
    assert "This proposed version does not fit any more." in response.content.decode()
    assert ed.get(at(term), {"proposal": "x"}).status_code == 404
    assert ed.get(at(term), {"proposal": proposal.pk + 1}).status_code == 404
