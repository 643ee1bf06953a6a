"""Editors at work in a real browser; the `page` fixture fails a test on any breach of the content security policy."""

import re

import pytest
from playwright.sync_api import expect

from glossary.models import Term
from publishing.models import Notice
from tests.filling import editor
from tests.making import make_article, make_outline, make_person, make_term, make_work

PASSWORD = "a-long-river-of-words-9"


@pytest.fixture
def ed(page, live_server):
    """A page of somebody of the Editors group who has just signed in through the form."""
    user = editor()
    user.set_password(PASSWORD)
    user.save()
    page.goto("/admin/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    return page


def choose(page, field: str, words: str) -> None:
    """Type into a completing field and take the first answer."""
    page.click(f"#{field} + .select2 .select2-selection")
    page.keyboard.type(words)
    page.locator(".select2-results__option:not(.loading-results)", has_text=words).first.click()


def test_an_editor_adds_a_term_and_finds_it_on_the_site(ed):
    make_term("Affect")
    make_work("siegel1999", title="The developing mind")
    ed.goto("/admin/glossary/term/")
    ed.click("text=Add term")
    ed.wait_for_url("**/add/")  # loaded: the script that fills the address reads each key

    ed.locator("[name=title]").press_sequentially("Felt sense")
    expect(ed.locator("[name=slug]")).to_have_value("felt-sense")
    ed.fill("[name=definition]", "What it is like from inside.")
    ed.fill("[name=body]", "It has **weight** [@siegel1999] [@nobody2001].")
    words = ed.locator(".field-body .editor-words")
    expect(words).to_contain_text("nobody2001")
    expect(words).not_to_contain_text("siegel1999")
    expect(ed.locator(".field-body .editor-page strong")).to_have_text("weight")
    ed.fill("[name=body]", "It has **weight** [@siegel1999].")
    expect(words).to_be_empty()

    ed.click("text=Add another Other name")
    ed.fill("[name=names-0-text]", "bodily felt sense")
    ed.click("text=Add another Other name")
    ed.fill("[name=names-1-text]", "gut sense")
    ed.click("text=Add another Relation")
    ed.select_option("[name=relations-0-kind]", "part")
    choose(ed, "id_relations-0-target", "Affect")
    ed.click("text=Add another Cited work")
    choose(ed, "id_citations-0-resource", "The developing mind")
    ed.select_option("[name=citations-0-stance]", "supports")
    ed.select_option("[name=state]", "published")
    ed.locator("[name=_save]").first.click()

    expect(ed.locator(".messagelist .success")).to_contain_text("Felt sense")
    ed.goto("/search/?q=gut+sense")
    ed.locator("main a", has_text="Felt sense").first.click()
    expect(ed.get_by_role("heading", level=1)).to_have_text("Felt sense")
    expect(ed.locator("main")).to_contain_text("The developing mind")
    expect(ed.locator("main")).to_contain_text("Affect")


def test_an_edited_term_is_public_at_once(ed):
    term = make_term("Attunement")
    ed.goto(f"/admin/glossary/term/{term.pk}/change/")

    ed.fill("[name=definition]", "Being in tune with somebody.")
    ed.locator("[name=_continue]").first.click()
    ed.goto("/glossary/attunement/")

    expect(ed.locator("main")).to_contain_text("Being in tune with somebody.")


@pytest.mark.parametrize(
    "address",
    ["/admin/auth/user/", "/admin/auth/group/", "/admin/auth/user/add/", "/admin/glossary/term/{}/delete/"],
)
def test_accounts_groups_and_deleting_are_refused(ed, address):
    term = make_term("Attunement")

    response = ed.goto(address.format(term.pk))

    assert response.status == 403
    assert Term.objects.filter(pk=term.pk).exists()


def test_every_kind_of_admin_page_keeps_the_content_security_policy(ed):
    """The `page` fixture asserts that the browser complained of nothing."""
    article, outline, work = make_article(body="## A"), make_outline(), make_work()
    claim = article.claims.create(section="a", says="It is said.", finds="It is found.")
    finding = outline.steps.get().findings.create(claim="It helps.", strength="Supported.")
    term, person = make_term("Attunement", "tuning in"), make_person()
    notice = Notice.objects.create(key="x", title="X", text="Y")
    for obj in (article, claim, outline, outline.steps.get(), finding, work, term, person, notice):
        kind = f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/"
        for address in (kind, f"{kind}?q=a", f"{kind}{obj.pk}/change/", f"{kind}{obj.pk}/history/"):
            assert ed.goto(address).status == 200
            ed.wait_for_load_state("networkidle")
    for address in ("/admin/glossary/term/add/", "/admin/glossary/", "/admin/password_change/"):
        assert ed.goto(address).status == 200
    ed.click("text=Log out")
    expect(ed.locator("main")).to_contain_text("Thanks")


def test_a_date_is_taken_from_the_calendar_and_a_person_added_in_a_window(ed):
    work = make_work()
    ed.goto(f"/admin/resources/resource/{work.pk}/change/")

    ed.locator("#calendarlink0").click()
    ed.locator("#calendarin0 td a").first.click()
    expect(ed.locator("[name=publish_at_0]")).to_have_value(re.compile(r"\d{4}-\d\d-01"))
    with ed.expect_popup() as opened:
        ed.click("#add_id_contributors-0-person")
    window = opened.value
    window.locator("[name=name]").press_sequentially("Daniel J. Siegel")
    expect(window.locator("[name=slug]")).to_have_value(re.compile("siegel"))
    window.locator("[name=_save]").first.click()

    expect(ed.locator("#id_contributors-0-person")).to_contain_text("Daniel J. Siegel")


def test_the_preview_looks_as_the_page_does(ed):
    make_term("Affect")
    term = make_term("Mood", body="A mood is an affect, at length.")
    ed.goto(f"/admin/glossary/term/{term.pk}/change/")
    link = ed.locator(".field-body .editor-page a.term")

    expect(link).to_have_css("text-decoration-style", "dotted")
    expect(ed.locator(".field-body .editor-page")).to_have_css("background-color", "rgb(251, 253, 253)")


def test_a_late_answer_does_not_replace_a_newer_one(ed):
    slow = []

    def hold(route):
        if "first" in (route.request.post_data or ""):
            slow.append(route)
        else:
            route.continue_()

    ed.goto("/admin/glossary/term/add/")
    ed.route("**/markdown/preview/", hold)
    page = ed.locator(".field-body .editor-page .prose")
    with ed.expect_request("**/markdown/preview/"):
        ed.fill("[name=body]", "The first.")
    ed.fill("[name=body]", "The second.")
    expect(page).to_have_text("The second.")
    slow[0].continue_()
    ed.wait_for_timeout(300)

    expect(page).to_have_text("The second.")


def test_a_session_that_ended_is_told_and_the_text_stays(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.context.clear_cookies(name="sessionid")

    ed.fill("[name=body]", "Typed for an hour.")

    expect(ed.locator(".field-body .editor-words")).to_contain_text("you are signed out")
    expect(ed.locator("[name=body]")).to_have_value("Typed for an hour.")


def test_a_hub_that_cannot_be_reached_is_told_and_the_text_stays(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.route("**/markdown/preview/", lambda route: route.fulfill(status=404, body="gone"))

    ed.fill("[name=body]", "Typed for an hour.")

    expect(ed.locator(".field-body .editor-words")).to_contain_text("could not show this text")
    expect(ed.locator("[name=body]")).to_have_value("Typed for an hour.")


def test_a_dropped_picture_is_refused_and_nothing_is_sent(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    sent: list[str] = []
    ed.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    prevented = ed.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "x.png", { type: "image/png" }));
            const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("[name=body]").dispatchEvent(event);
            return event.defaultPrevented;
        }"""
    )

    assert prevented is True
    expect(ed.locator(".field-body .editor-words")).to_have_text("Pictures cannot be added here.")
    assert sent == []


def test_a_link_of_the_preview_does_not_carry_the_editor_away(ed):
    term = make_term("Mood", body="See [the site](/about/).")
    address = f"/admin/glossary/term/{term.pk}/change/"
    ed.goto(address)

    with ed.expect_popup():
        ed.click(".field-body .editor-page .prose a")

    assert ed.url.endswith(address)


def test_the_editor_leaves_the_text_with_the_tab_key(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.focus("[name=body]")

    ed.keyboard.press("Tab")

    assert ed.evaluate("document.activeElement.name") != "body"


def test_without_script_a_term_is_added_all_the_same(browser, live_server):
    user = editor()
    user.set_password(PASSWORD)
    user.save()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/glossary/term/add/")
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")

    page.fill("[name=title]", "Felt sense")
    page.fill("[name=slug]", "felt-sense")
    page.fill("[name=definition]", "What it is like.")
    page.locator("[name=_save]").first.click()
    context.close()

    assert Term.objects.get().title == "Felt sense"
