"""Writing in a real browser: what is typed is kept, offered again, put back; two editors decide about a conflict."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from glossary.models import Term
from publishing.models import Draft
from tests.browser.conftest import account, give_password, let_in, sign_in
from tests.browser.windows import Visiting
from tests.making import make_term

KEPT_EVERY = 3000  # milliseconds


@pytest.fixture
def page(visiting: Visiting, site: str) -> Iterator[Page]:
    """A page with a clock that the test can put forward."""
    with visiting(site, clock=True) as page:
        yield page


def leave(page: Page) -> None:
    """Close the form as a crash would: nothing more is sent."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/")


def told(page: Page, words: str) -> None:
    """Let the pause pass after which what was typed is sent."""
    page.clock.run_for(KEPT_EVERY)
    expect(page.locator("#draft-state")).to_contain_text(words)


def test_what_was_typed_is_kept_offered_and_put_back_with_its_rows(ed):
    affect = make_term("Affect")
    term = make_term("Attunement", "tuning in")
    address = f"/admin/glossary/term/{term.pk}/change/"
    ed.goto(address)
    ed.wait_for_load_state("networkidle")
    ed.fill("[name=definition]", "Being in tune.")
    ed.click("text=Add another Other name")
    ed.fill("[name=names-1-text]", "in tune")
    ed.uncheck("[name=names-0-autolink]")
    ed.click("text=Add another Relation")
    ed.click("#id_relations-0-target + .select2 .select2-selection")
    ed.keyboard.type("Affect")
    ed.locator(".select2-results__option:not(.loading-results)", has_text="Affect").first.click()
    told(ed, "What you type is kept.")
    leave(ed)
    ed.goto(address)

    box = ed.locator("#draft")
    expect(box).to_contain_text("You typed something here on")
    expect(ed.locator("[name=definition]")).to_have_value("What Attunement means.")
    box.get_by_role("button", name="See the difference").click()
    expect(box.locator("ins").first).to_contain_text("Being in tune")
    box.get_by_role("button", name="Put it back").click()

    expect(ed.locator("[name=definition]")).to_have_value("Being in tune.")
    expect(ed.locator("[name=names-1-text]")).to_have_value("in tune")
    expect(ed.locator("[name=names-0-autolink]")).not_to_be_checked()
    expect(ed.locator("[name=relations-0-target]")).to_have_value(str(affect.pk))
    ed.locator("[name=_save]").first.click()
    expect(ed.locator(".messagelist .success")).to_contain_text("Attunement")
    assert sorted(Term.objects.get(pk=term.pk).names.values_list("text", flat=True)) == [
        "Attunement",
        "in tune",
        "tuning in",
    ]
    ed.goto(address)
    ed.wait_for_load_state("networkidle")
    expect(ed.locator("#draft")).to_be_hidden()


def test_a_draft_can_be_discarded(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.fill("[name=definition]", "Typed.")
    told(ed, "What you type is kept.")
    leave(ed)
    ed.goto("/admin/glossary/term/add/")

    ed.get_by_role("button", name="Discard it").click()

    expect(ed.locator("#draft")).to_be_hidden()
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    expect(ed.locator("#draft")).to_be_hidden()
    assert not Draft.objects.exists()


def test_a_session_that_ends_while_somebody_writes_loses_nothing(ed):
    """The save leads to the page to sign in, and that one back to the form, where the text is offered."""
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    ed.fill("[name=title]", "Felt sense")
    ed.fill("[name=definition]", "Typed for an hour.")
    ed.context.clear_cookies(name="sessionid")
    told(ed, "You are signed out.")
    ed.locator("[name=_save]").first.click()
    ed.wait_for_url("**/login/**")
    give_password(ed)

    ed.wait_for_url("**/admin/glossary/term/add/")
    ed.get_by_role("button", name="Put it back").click()

    expect(ed.locator("[name=title]")).to_have_value("Felt sense")
    expect(ed.locator("[name=definition]")).to_have_value("Typed for an hour.")
    ed.locator("[name=_save]").first.click()
    expect(ed.locator(".messagelist .success")).to_contain_text("Felt sense")
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    expect(ed.locator("#draft")).to_be_hidden()


def test_whoever_signs_in_again_in_another_tab_saves_in_the_first_one(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    ed.fill("[name=title]", "Felt sense")
    ed.fill("[name=slug]", "felt-sense")
    ed.fill("[name=definition]", "Typed for an hour.")
    ed.context.clear_cookies(name="sessionid")
    other = ed.context.new_page()
    sign_in(other)
    other.wait_for_url(re.compile("/admin/$"))
    other.close()

    ed.locator("[name=_save]").first.click()

    expect(ed.locator(".messagelist .success")).to_contain_text("Felt sense")


def test_a_draft_is_never_offered_to_another_account(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    ed.fill("[name=definition]", "Private.")
    ed.context.clear_cookies(name="sessionid")
    told(ed, "You are signed out.")
    leave(ed)
    account("other")
    give_password(ed, "other")
    ed.wait_for_url(re.compile("/admin/$"))

    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")

    expect(ed.locator("#draft")).to_be_hidden()


def test_leaving_with_something_unsaved_asks_first(ed):
    ed.goto("/admin/glossary/term/add/")
    ed.wait_for_load_state("networkidle")
    asked: list[str] = []
    ed.click("[name=definition]")
    ed.keyboard.type("Typed.")

    def answer(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    ed.once("dialog", answer)
    ed.goto("/admin/")

    assert asked == ["beforeunload"]


def test_two_editors_in_conflict_see_both_texts_and_decide(ed):
    term = make_term("Attunement", definition="To be in tune.")
    address = f"/admin/glossary/term/{term.pk}/change/"
    ed.goto(address)
    Term.objects.filter(pk=term.pk).update(definition="To be well in tune.")
    ed.fill("[name=definition]", "To be in tune with somebody.")

    ed.locator("[name=_save]").first.click()

    box = ed.locator("#conflict")
    expect(box).to_contain_text("Not saved: somebody else changed this while you wrote")
    expect(box.locator("ins")).to_have_text(["well ", "tune with somebody"])
    expect(ed.locator("[name=definition]")).to_have_value("To be in tune with somebody.")
    ed.fill("[name=definition]", "To be well in tune with somebody.")
    box.get_by_role("button", name="Save mine over it").click()
    expect(ed.locator(".messagelist .success")).to_contain_text("Attunement")
    assert Term.objects.get().definition == "To be well in tune with somebody."


def test_a_writer_proposes_and_sees_the_proposal_again(page, site):
    let_in(page, account("wim", may_publish=False), site)
    term = make_term("Attunement")
    page.goto(f"/admin/glossary/term/{term.pk}/change/")
    expect(page.locator(".desk-note:visible")).to_contain_text("what you save here is proposed")

    page.fill("[name=definition]", "Mine.")
    page.locator("[name=_save]").first.click()

    expect(page.locator(".messagelist .success")).to_contain_text("is proposed")
    expect(page.locator("[name=definition]")).to_have_value("Mine.")
    page.goto("/glossary/attunement/")
    expect(page.locator("main")).to_contain_text("What Attunement means.")
