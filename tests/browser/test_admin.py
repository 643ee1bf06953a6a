"""Editors at work in a real browser; the `page` fixture fails a test on any breach of the content security policy."""

import re

from playwright.sync_api import expect

from glossary.models import Term
from tests.browser.conftest import account
from tests.browser.windows import Visiting
from tests.filling import PASSWORD
from tests.making import make_term, make_work


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
    problems = ed.locator(".field-body .editor-problems li")
    expect(problems).to_have_text(["No work has the key “nobody2001”."])
    expect(ed.locator(".field-body .editor-page strong")).to_have_text("weight")
    ed.fill("[name=body]", "It has **weight** [@siegel1999].")
    expect(problems).to_have_count(0)

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


def test_accounts_groups_and_deleting_are_refused(ed):
    term = make_term("Attunement")
    refused = ["auth/user/", "auth/group/", "auth/user/add/", f"glossary/term/{term.pk}/delete/"]

    answers = [ed.goto(f"/admin/{address}").status for address in refused]

    assert answers == [403] * 4
    assert Term.objects.filter(pk=term.pk).exists()


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


def test_without_script_somebody_signs_in_and_adds_a_term_all_the_same(visiting: Visiting, site: str) -> None:
    user = account()
    with visiting(site, java_script_enabled=False) as page:
        page.goto("/admin/glossary/term/add/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        page.fill("[name=title]", "Felt sense")
        page.fill("[name=slug]", "felt-sense")
        page.fill("[name=definition]", "What it is like.")
        page.locator("[name=_save]").first.click()
        expect(page.locator(".messagelist .success")).to_contain_text("Felt sense")

    assert Term.objects.get().title == "Felt sense"
