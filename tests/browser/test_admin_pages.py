"""Every kind of page of the editorial desk, found by the addresses that the admin has: it keeps the content security
policy, fits a phone, has one main heading, and axe (WCAG 2.2 AA) finds nothing serious in it."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from playwright.sync_api import Browser, Page, expect

from glossary.models import Term
from publishing.models import Proposal, Version
from tests.browser import desk_content
from tests.browser.conftest import let_in
from tests.browser.windows import Complaints

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
LOOKS = [((390, 844), "dark"), ((1280, 900), "light")]
OBJECTIONS = """async tags =>
    (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => `${each.id}: ${each.nodes.map(node => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`)"""
SHAPE = """async () => {
    if (window.django?.jQuery) await new Promise(done => django.jQuery(done));
    const found = [], width = document.scrollingElement.scrollWidth;
    const heads = [...document.querySelectorAll('h1')].filter(each => each.checkVisibility()).length;
    if (heads !== 1) found.push(`${heads} main headings`);
    if (width > innerWidth) found.push(`${width} px wide`);
    return found;
}"""

# The kinds of pages, by the last part of their name. The first are looked at for every model.
OF_EACH_MODEL = ("changelist", "add", "change")
SHARED = (
    *("delete", "history", "compare", "version", "restore", "swap", "preview", "merge", "sheets", "paste", "import"),
    "taking_down",
)
OF_THE_HUB = ("index", "app_list", "password_change", "password_change_done", "markdown_sheet", "deleted", "proposals")
BY_HAND = ("proposal", "sheet", "preview_make", "login", "logout")  # see STATES
NO_PAGES = {
    "None": "leads on to another page",
    "view_on_site": "leads on to a page of the site",
    "autocomplete": "data for a field",
    "jsi18n": "a script",
    "sheet_file": "a file",
    "preview_revoke": "answers a form, and leads on",
    "reviewed": "answers a form, and leads on",
    "markdownx_markdownify": "data for the preview",
    "keep-draft": "data for a form",
    "show-draft": "data for a form",
    "discard-draft": "data for a form",
    "compare-draft": "data for a form",
    "add-picture": "data for a form",
}
NOT_OURS = {"auth": "accounts and groups; Django's own pages"}
# Nobody adds what belongs to something else or is made by the hub.
REFUSED = {
    "articles_claim_add",
    "articles_finding_add",
    "publishing_formeraddress_add",
    "publishing_notice_add",
    "publishing_outsidelink_add",
    "search_miss_add",
}


class Route(NamedTuple):
    """A named address of the admin, the model it is about, and the kind of page."""

    name: str
    arguments: tuple[str, ...]
    model: str
    kind: str


def shown() -> dict[str, Any]:
    """The models that the admin shows."""
    models = (each for each in admin.site._registry if each._meta.app_label not in NOT_OURS)
    return {f"{each._meta.app_label}_{each._meta.model_name}": each for each in models}


def routes(patterns: Any = None, before: str = "", space: str = "") -> Iterator[Route]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, place, f"{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern) and place.startswith("admin/"):
            app, model, kind = (*str(each.name).split("_", 2), "", "")[:3]
            if space == "admin:" and f"{app}_{model}" in shown():
                yield Route(space + each.name, tuple(each.pattern.regex.groupindex), f"{app}_{model}", kind)
            elif app not in NOT_OURS:
                yield Route(f"{space}{each.name}", tuple(each.pattern.regex.groupindex), "", str(each.name))


def addresses() -> dict[str, str]:
    """Where to look, by name: of the pages that models share, a term's, or that of the first model that has one."""
    every = sorted(routes(), key=lambda route: route.model != "glossary_term")
    firsts = {route.kind: route for route in reversed(every)}
    chosen = [route for route in every if route.kind in OF_EACH_MODEL and route.model]
    chosen += [firsts[kind] for kind in (*SHARED, *OF_THE_HUB)]
    return {route.name.removeprefix("admin:"): address(route) for route in chosen}


def address(route: Route) -> str:
    known = shown()[route.model]._base_manager.first() if route.model else None
    values = {"object_id": known and known.pk, "number": 1, "app_label": "glossary"}
    path = reverse(route.name, kwargs={name: values[name] for name in route.arguments})
    return path + ("?from=1&to=2" if route.kind == "compare" else "")


def more_addresses() -> dict[str, str]:
    """Pages whose address says more than their name."""
    term, affect = (Term.objects.get(slug=slug) for slug in ("attunement", "affect"))
    proposal, gone = Proposal.objects.get(), Version.objects.get(title="Gone", action="deleted")
    form = f"/admin/glossary/term/{term.pk}"
    return {
        "a proposal": reverse("desk:proposal", args=[proposal.pk]),
        "a proposal on its page": f"{form}/preview/?proposal={proposal.pk}",
        "what a merge would do": f"/admin/glossary/term/{affect.pk}/merge/?into={term.pk}",
        "deleting what is used": f"/admin/glossary/term/{affect.pk}/delete/",
        "the history of what is gone": f"/admin/glossary/term/{gone.object_id}/history/",
        "bringing back what is gone": f"/admin/glossary/term/{gone.object_id}/history/1/restore/",
        "the form of a draft": f"/admin/glossary/term/{Term.objects.get(slug='kept-back').pk}/change/",
        "what a search finds": "/admin/glossary/term/?q=atunement",
        "what a search does not find": "/admin/articles/article/?q=zzzzzz",
        "a form in a window": "/admin/resources/person/add/?_popup=1",
    }


def in_conflict(page: Page) -> None:
    term = Term.objects.get(slug="attunement")
    page.goto(f"/admin/glossary/term/{term.pk}/change/")
    Term.objects.filter(pk=term.pk).update(definition="To be very well in tune.")
    page.fill("[name=definition]", "To be in tune with somebody.")
    page.locator("[name=_save]").first.click()
    expect(page.locator("#conflict")).to_be_visible()


def refused(page: Page) -> None:
    page.goto("/admin/articles/article/add/")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".errornote")).to_be_visible()


def a_sheet_is_checked(page: Page) -> None:
    data = b"slug,title,definition\naffect,Affect,A feeling state.\n,Nothing,\n"
    page.goto("/admin/glossary/term/sheets/")
    page.set_input_files("[name=file]", {"name": "terms.csv", "mimeType": "text/csv", "buffer": data})
    page.click("text=Check this file")
    expect(page.locator(".sheet-sum")).to_be_visible()


def an_article_is_looked_at(page: Page) -> None:
    page.goto("/admin/articles/article/import/")
    page.fill("[name=text]", '# A walk\n\nBy A. Nobody\n\nShe said "no" to teh man.\n\nAnd so on.')
    page.click("text=Look at it")
    expect(page.locator("[name=markdown]")).to_be_visible()


def a_citation_is_chosen(page: Page) -> None:
    page.goto("/admin/resources/resource/paste/")
    page.fill("[name=text]", "@book{a, title={One}, year={2001}}\n@book{b, title={Two}, year={2002}}")
    page.click("text=Fill the form")
    expect(page.locator(".paste-choice")).to_be_visible()


def a_link_is_made(page: Page) -> None:
    page.goto(f"/admin/glossary/term/{Term.objects.get(slug='kept-back').pk}/change/")
    page.click("text=Make a link")
    expect(page.locator("#made-link")).to_be_visible()


def several_are_deleted(page: Page) -> None:
    page.goto("/admin/glossary/term/?q=kept")
    page.locator("#action-toggle").check()
    page.select_option("[name=action]", "delete_selected")
    page.click("[name=index]")
    expect(page.get_by_role("button", name="Delete them")).to_be_visible()


def signed_out(page: Page) -> None:
    page.goto("/admin/")
    page.locator("#logout-form button").click()
    expect(page.locator("main")).to_contain_text("Thanks")


def signing_in(page: Page) -> None:
    page.goto("/admin/login/")


# What only somebody at work meets, in this order.
STATES: tuple[Callable[[Page], None], ...] = (
    in_conflict,
    refused,
    a_sheet_is_checked,
    an_article_is_looked_at,
    a_citation_is_chosen,
    a_link_is_made,
    several_are_deleted,
    signed_out,
    signing_in,
)


class Looking:
    """Goes from page to page and writes down what is wrong there."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.said = page, Complaints(page, origin)
        self.wrong: dict[str, list[str]] = {}
        self.refused: set[str] = set()

    def visit(self, name: str, path: str) -> None:
        answer = self.page.goto(path)
        status = answer.status if answer else 0
        if status == 403:
            self.refused.add(name)
        elif status != 200:
            self.wrong[name] = [f"answered {status}"]
        else:
            self.look(name)

    def look(self, name: str) -> None:
        found = [*self.page.evaluate(SHAPE), *self.said.found]
        found += self.page.evaluate(OBJECTIONS, TAGS)
        self.said.found.clear()  # what looking itself gave rise to
        if found:
            self.wrong[name] = found


@pytest.fixture
def chief(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Somebody who may do everything, with the look that the test asks for."""
    (width, height), scheme = request.param
    chief = User.objects.create_superuser("ed")
    desk_content.fill()
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US"
    )
    context.set_default_timeout(10_000)
    context.add_init_script(AXE)
    page = context.new_page()
    let_in(page, chief, site)
    yield page
    context.close()


@pytest.mark.soak
@pytest.mark.parametrize("chief", LOOKS, indirect=True, ids=lambda look: f"{look[0][0]} {look[1]}")
def test_every_kind_of_page_keeps_the_policy_fits_and_suits_everybody(chief: Page, site: str) -> None:
    looking = Looking(chief, site)
    for name, path in {**addresses(), **more_addresses()}.items():
        looking.visit(name, path)
    for state in STATES:
        state(chief)
        looking.look(state.__name__)
    assert looking.wrong == {}
    assert looking.refused == REFUSED


def test_every_kind_of_page_that_the_admin_has_is_looked_at() -> None:
    known = {*OF_EACH_MODEL, *SHARED, *OF_THE_HUB, *BY_HAND, *NO_PAGES}
    assert {route.kind for route in routes()} == known
