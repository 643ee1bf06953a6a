"""Editions: what readers saw of an article, frozen when it was stored and shown again as it was.

What terms, works and the text pipeline become later changes nothing in it; only the allow-list is applied again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from glossary.models import Term
from publishing import history, records
from publishing.addresses import full
from publishing.markdown import picturing, sanitizing, slots
from publishing.models import State
from resources import bibliography, references
from resources.models import Resource
from resources.sources import Source

from . import reading
from . import records as cited
from .models import Article, Edition
from .models.edition import OURS
from .reading import Passage, ShownClaim

Data: TypeAlias = dict[str, Any]

# Of an article's record what readers do not see as part of its text.
UNSEEN = {
    "slug", "state", "publish_at", "expires_at", "successor", "last_reviewed", "next_review_due", "rights_evidence",
    "rights_end",
}  # fmt: skip
PLAIN = (
    "title", "standfirst", "byline", "content_note", "gaps", "rights_holder", "rights_statement", "original_title",
    "original_outlet", "original_url",
)  # fmt: skip


def freeze(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: an edition of each article that readers see, or will, otherwise than in its last edition.

    It reads what the histories have just kept, so it has to listen after them.
    """
    if model is Article:
        _freeze_all(keys, history.last_records(Article, keys))


def begin() -> None:
    """Freeze what readers see of articles that have no edition, in hubs older than these."""
    known = Edition.objects.values("article")
    if missing := list(Article.objects.published().exclude(pk__in=known).values_list("pk", flat=True)):
        _freeze_all(missing, records.read_all(Article, missing))


def _freeze_all(keys: Collection[Any], found: Mapping[Any, records.Record]) -> None:
    now = timezone.now()
    before = _last(keys, now)
    for key in set(keys) - set(found):
        before[key].take_back()
    for article in Article.objects.filter(pk__in=found).exclude(kind=Article.Kind.PAGE):
        record = {name: value for name, value in found[article.pk].items() if name not in UNSEEN}
        _freeze(article, records.digest(record), before[article.pk], now)


@dataclass(slots=True)
class _Before:
    """The last edition of an article that readers met, and the one behind it that waits for its time."""

    met: Edition | None = None
    waiting: Edition | None = None

    def take_back(self) -> None:
        """An edition that no reader has met is none."""
        if self.waiting is not None:
            self.waiting.delete()


def _last(keys: Collection[Any], now: datetime) -> dict[Any, _Before]:
    last: dict[Any, _Before] = defaultdict(_Before)
    for edition in Edition.objects.filter(article__in=keys).defer("data").order_by("number"):
        if edition.made > now:
            last[edition.article_id].waiting = edition
        else:
            last[edition.article_id].met = edition
    return last


def _freeze(article: Article, digest: str, before: _Before, now: datetime) -> None:
    met, waiting, begin = before.met, before.waiting, max(now, article.publish_at or now)
    if not _will_be_read(article, begin) or (met is not None and met.digest == digest):
        before.take_back()
    elif waiting is None or waiting.digest != digest:
        data = frozen(Article.objects.whole().get(pk=article.pk))
        values = {"title": article.title, "made": begin, "data": data, "digest": digest}
        number = met.number + 1 if met else 1
        Edition.objects.update_or_create(article=article, number=number, defaults=values)
    elif waiting.made != begin:
        Edition.objects.filter(pk=waiting.pk).update(made=begin)


def _will_be_read(article: Article, begin: datetime) -> bool:
    ended = article.expires_at is not None and article.expires_at <= begin
    return article.state == State.PUBLISHED and not ended and article.may_show_text(begin)


def frozen(article: Article) -> Data:
    """The article's page as plain data; texts as the pipeline's HTML, with the notes' slots still empty."""
    read = reading.read(article, fill=False)
    record = cited.article(article)
    return {
        **{name: getattr(article, name) for name in PLAIN},
        "kind": article.get_kind_display(),
        "is_summary": article.rights_basis == Article.Rights.OWN_WORDS,
        "is_ours": article.rights_basis in OURS,
        "original_date": article.original_date.isoformat() if article.original_date else "",
        "learning_points": list(filter(None, article.learning_points.splitlines())),
        "editors_note": str(read.editors_note),
        "passages": [_passage(each) for each in read.passages],
        "added": _passage(read.added) if read.added else None,
        "terms": [_term(each) for each in Term.objects.on_page(read.page)],
        "sources": [_source(each) for each in read.sources],
        "further": [_reference(each) for each in reading.further_works(article, read.page)],
        "named": [_named(each) for each in reading.named_works(article)],
        "usages": [{"title": each.term.title, "text": each.text} for each in reading.public_usages(article)],
        "listings": [
            {"reference": _reference(each.resource), "note": each.note} for each in reading.public_listings(article)
        ],
        "authors": [{"name": each.name, "role": each.role} for each in article.authors.all()],
        "others": [
            {"outlet": each.outlet, "date": each.date.isoformat() if each.date else "", "remark": each.remark}
            for each in article.other_publications.all()
        ],
        "cited": {"authors": [each.printed for each in record.authors], "genre": record.genre},
    }


def _passage(passage: Passage) -> Data:
    return {
        "anchor": passage.anchor,
        "title": str(passage.title),
        "html": str(passage.html),
        "number": passage.number,
        "claims": [_claim(each) for each in passage.claims],
    }


def _claim(shown: ShownClaim) -> Data:
    claim = shown.claim
    return {
        "claim": {
            "said_by": claim.said_by,
            "status": claim.status,
            "get_status_display": claim.get_status_display(),
        },
        "says": str(shown.says),
        "finds": str(shown.finds),
        "wording": str(shown.wording),
        "disputes": list(map(str, shown.disputes)),
        "supports": list(map(str, shown.supports)),
    }


def _term(term: Term) -> Data:
    return {"slug": term.slug, "title": term.title, "definition": term.definition}


def _source(source: Source) -> Data:
    return {
        "number": source.number,
        "locator": source.locator,
        "stances": list(source.stances),
        "reference": _reference(source.resource),
    }


def _reference(work: Resource) -> Data:
    return {
        "pieces": [list(piece) for piece in references.apa(work)],
        "address": references.address(work),
        "warnings": " ".join(bibliography.warnings(work)),
    }


def _named(work: reading.NamedWork) -> Data:
    rows = [{"reference": _reference(row.resource) if row.resource else None, "note": row.note} for row in work.rows]
    return {"as_printed": work.as_printed, "certainty": work.certainty, "rows": rows}


class _Today(NamedTuple):
    """What is put into a frozen text when it is shown: what its notes hold; and the pictures that were taken down."""

    slips: dict[int, SafeString]
    down: frozenset[str]


def shown(edition: Edition) -> Data:
    """What the page of an edition shows: the frozen data, its HTML cleaned again and its notes filled."""
    data = edition.data
    slips = {each["number"]: _slip(each) for each in data["sources"]}
    today = _Today(slips, picturing.taken_down(_strings(data)))
    return {
        **data,
        "original_date": _day(data["original_date"]),
        "others": [{**each, "date": _day(each["date"])} for each in data["others"]],
        "editors_note": _html(data["editors_note"], today),
        "parts": [_thawed(each, today) for each in data["passages"]],
        "added": _thawed(data["added"], today) if data["added"] else None,
    }


def _strings(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _strings(each)


def _slip(source: Data) -> SafeString:
    return render_to_string("articles/edition-slip.html", {"source": source})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _html(html: str, today: _Today) -> SafeString:
    return slots.filled(sanitizing.clean(picturing.without(today.down, html)), today.slips)


def _thawed(passage: Data, today: _Today) -> Data:
    return {
        **passage,
        "title": _html(passage["title"], today),
        "html": _html(passage["html"], today),
        "claims": [_thawed_claim(each, today) for each in passage["claims"]],
    }


def _thawed_claim(claim: Data, today: _Today) -> Data:
    def every(texts: Iterable[str]) -> list[SafeString]:
        return [_html(each, today) for each in texts]

    says, finds, wording = every((claim["says"], claim["finds"], claim["wording"]))
    stances = {"disputes": every(claim["disputes"]), "supports": every(claim["supports"])}
    return {**claim, "says": says, "finds": finds, "wording": wording, **stances}


def citation(edition: Edition) -> str:
    """The edition as a line of plain text, cited as the article is, with its own day and address."""
    record = bibliography.Record(
        key=f"{edition.article.slug}-{edition.number}",
        type="webpage",
        title=bibliography.one_line(f"{edition.title} (Version {edition.number})"),
        genre=edition.data["cited"]["genre"],
        authors=bibliography.names(edition.data["cited"]["authors"]),
        issued=bibliography.day(timezone.localdate(edition.made)),
        url=full(edition.get_absolute_url()),
    )
    return bibliography.plain(record)
