"""What an editor is told of a text while it is being written: what to mend in it, and what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, resolve
from markdown_it.token import Token

from .. import readability
from ..addresses import content_at
from ..markdown import Page, tokens
from ..markdown.sentences import plain, plain_blocks
from ..written import Seen, Shape, texts

MOST = 20  # problems that are told one by one; nobody mends more than these at a time
MOST_NAMES = 12
MOST_LINKS = 100
TEXTS = (Shape.PAGE, Shape.BLOCKS)  # what has a length worth knowing


class Remarks(NamedTuple):
    """What to mend, and what is worth knowing, each in plain sentences."""

    problems: list[str]
    facts: list[str]


def of(content: str, shape: Shape, seen: Seen, stored: Page | None) -> Remarks:
    """The remarks on a text that is shown as `seen`; `stored` is its page as it stands now."""
    read = [tokens(text) for text in texts(content, shape)]
    return Remarks(_problems(content, shape, read, seen.page, stored), _facts(shape, read, seen.page, stored))


def _problems(content: str, shape: Shape, read: list[list[Token]], page: Page, stored: Page | None) -> list[str]:
    """What is to mend in this text, or because of it elsewhere on its page."""
    told = [*_of_pipeline(content, page, stored), *_of_links(content, page)]
    told += [problem for each in read for problem in _of_headings(each, shape)]
    told = list(dict.fromkeys(told))
    more = len(told) - MOST
    return [*told[:MOST], f"And {more} more like these."] if more > 0 else told


def _facts(shape: Shape, read: list[list[Token]], page: Page, stored: Page | None) -> list[str]:
    """How long and how hard to read it is, and which terms its page would newly link, or no longer."""
    told = list(_of_length("\n".join(plain_blocks(each) for each in read))) if shape in TEXTS else []
    if stored:
        before, after = set(stored.terms), set(page.terms)
        new = [slug for slug in page.terms if slug not in before]
        gone = [slug for slug in stored.terms if slug not in after]
        told += [f"Will newly link: {_listed(_titles(page, stored, new))}."] if new else []
        told += [f"Will no longer link: {_listed(_titles(page, stored, gone))}."] if gone else []
    return told


def _of_pipeline(content: str, page: Page, stored: Page | None) -> Iterator[str]:
    """Problems elsewhere on the page are told only if this text makes them."""
    typed, known = " ".join(content.split()), set(stored.problems if stored else ())
    for problem in page.problems:
        if " ".join(problem.text.split()) in typed or problem not in known:
            yield problem.message


def _of_headings(found: Sequence[Token], shape: Shape) -> Iterator[str]:
    """A heading more than one level below the one before it: people who go by headings lose their way."""
    level = 1 if shape is Shape.PAGE else 2
    for opening, words in pairwise(found):
        if opening.type == "heading_open":
            here = int(opening.tag[1])
            if here > level + 1:
                title = plain(words.children or [])
                yield f"The heading “{title}” skips a level: write {'#' * (level + 1)} before it, not {'#' * here}."
            level = here


def _of_links(content: str, page: Page) -> Iterator[str]:
    """Links to pages of this site that readers would not find."""
    targets = dict.fromkeys(each.target for each in page.mentions if each.kind == "link" and each.target[:1] == "/")
    for address in islice((target for target in targets if target in content), MOST_LINKS):
        yield from _of_link(address)


def _of_link(address: str) -> Iterator[str]:
    content = content_at(address)
    if content is None:
        if not _is_page(address):
            yield f"Nothing stands at “{address}”."
    elif not content.is_live():
        yield f"“{address}” leads to “{content}”, which readers do not see now."
    elif (now := content.get_absolute_url()) != address and not now.startswith(f"{address}#"):
        yield f"“{address}” has moved: write “{now}”."


def _is_page(address: str) -> bool:
    """Whether something without content of its own stands there: a list, a file, the map."""
    if address.startswith(settings.STATIC_URL):
        return True
    try:
        match = resolve(address)
    except Resolver404:
        return False
    return getattr(match.func, "content", None) is None


def _of_length(text: str) -> Iterator[str]:
    found = readability.measured(text)
    if not found.words:
        return
    words = "1 word" if found.words == 1 else f"{found.words:,} words"
    minutes = {0: "", 1: ", about 1 minute to read"}.get(found.minutes, f", about {found.minutes} minutes to read")
    yield f"{words}{minutes}."
    if found.ease is not None:
        yield f"Reading ease {min(max(found.ease, 0), 100):.0f} of 100: {readability.in_words(found.ease)}."


def _titles(page: Page, stored: Page, slugs: list[str]) -> list[str]:
    """What the linked things are called, in the order of the page."""
    targets = {each.target for each in (*page.mentions, *stored.mentions) if each.kind == "term"}
    labels = {target.partition(":")[0] for target in targets if target.partition(":")[2] in slugs}
    named = {
        each.slug: str(each) for label in labels for each in apps.get_model(label).references().filter(slug__in=slugs)
    }
    return [named.get(slug, slug) for slug in slugs]


def _listed(names: list[str]) -> str:
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
