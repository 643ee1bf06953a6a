"""The delivered content in every file that is taken away, read back with equal fields by parsers that are not ours."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from articles.models import Article, PracticeOutline, Step
from glossary.models import Name, Relation, Term
from publishing.models import Tracked
from resources import references
from resources.models import Contributor, Resource
from tests import citation_files
from tests.citation_files import latex, one_line

pytestmark = [pytest.mark.usefixtures("seeded_hub"), pytest.mark.once]

EDITORS = (Contributor.Role.EDITOR, Contributor.Role.SERIES_EDITOR)
RANGE = re.compile("[–-]")


def works() -> list[Resource]:
    found = references.in_order(Resource.objects.published().with_names())
    assert len(found) > 90
    return found


def shown(work: Resource, field: str) -> str:
    value = work.shown(field)
    return "" if value is None else str(value)


def people(work: Resource, *, editors: bool) -> list[str]:
    """The names as printed."""
    return [each.name for each in references.credited(work) if (each.role in EDITORS) == editors]


def same(names: list[tuple[str, str]], printed: list[str]) -> bool:
    """Whether names in two parts are those that are printed, in one order or the other."""
    forms = [{f"{given} {family}".strip(), f"{family}, {given}" if given else family} for family, given in names]
    return len(forms) == len(printed) and all(each in form for each, form in zip(printed, forms, strict=True))


def address(work: Resource) -> str:
    return "" if work.shown("doi") else references.address(work)


def test_bibtex_gives_back_every_field_of_every_work(client: Client) -> None:
    entries = citation_files.bibtex(client.get("/references.bib").content.decode())
    assert [entry["key"] for entry in entries] == [work.key for work in works()]
    for entry, work in zip(entries, works(), strict=True):
        assert latex(entry["title"]) == work.title
        for name, field in {"year": "year", "volume": "volume", "edition": "edition", "isbn": "isbn"}.items():
            assert latex(entry.get(name, "")) == shown(work, field), work.key
        for name, field in {"pages": "pages", "number": "issue"}.items():
            assert RANGE.sub("–", latex(entry.get(name, ""))) == RANGE.sub("–", shown(work, field)), work.key
        assert entry.get("doi", "") == shown(work, "doi")
        assert entry.get("url", "") == address(work)
        assert latex(entry.get("publisher", entry.get("institution", ""))) == shown(work, "publisher")
        assert ("Title not confirmed." in entry.get("note", "")) == ("title" in work.unverified_fields)
        authors = [name for name in people(work, editors=False) if name != "et al."]
        read = [name for name in citation_files.names(entry.get("author")) if name != ("others", "")]
        assert same(read, authors), work.key
        if work.kind != Resource.Kind.CHAPTER:
            assert same(citation_files.names(entry.get("editor")), people(work, editors=True)), work.key
            held = entry.get("journal", entry.get("howpublished", ""))
            assert latex(held) in (shown(work, "container"), work.get_kind_display()), work.key


def test_ris_gives_back_every_field_of_every_work(client: Client) -> None:
    items = citation_files.ris(client.get("/references.ris").content.decode())
    assert [item["id"] for item in items] == [work.key for work in works()]
    names = {"title": "title", "year": "year", "volume": "volume", "number": "issue", "edition": "edition"}
    names |= {"doi": "doi", "issn": "isbn", "publisher": "publisher"}
    for item, work in zip(items, works(), strict=True):
        for name, field in names.items():
            assert item.get(name, "") == shown(work, field), (work.key, name)
        pages = [item[name] for name in ("start_page", "end_page") if name in item]
        assert pages == [part for part in RANGE.split(shown(work, "pages"), maxsplit=1) if part]
        assert item.get("urls", [""]) == [address(work)]
        assert same([split(each) for each in item.get("authors", [])], people(work, editors=False)), work.key
        if work.kind != Resource.Kind.CHAPTER:
            assert item.get("secondary_title", "") == shown(work, "container"), work.key
            editors = [*item.get("secondary_authors", []), *item.get("tertiary_authors", [])]
            assert same([split(each) for each in editors], people(work, editors=True)), work.key
        assert ("Title not confirmed." in "".join(item.get("notes", []))) == ("title" in work.unverified_fields)


def split(name: str) -> tuple[str, str]:
    family, _, given = name.partition(", ")
    return family, given


def test_csl_gives_back_every_field_of_every_work(client: Client) -> None:
    items = client.get("/references.json").json()
    assert [item["id"] for item in items] == [work.key for work in works()]
    names = {"title": "title", "volume": "volume", "issue": "issue", "edition": "edition", "DOI": "doi"}
    names |= {"ISBN": "isbn", "publisher": "publisher"}
    for item, work in zip(items, works(), strict=True):
        for name, field in names.items():
            assert item.get(name, "") == shown(work, field), (work.key, name)
        assert item.get("issued", {"date-parts": [[""]]})["date-parts"] == [[work.shown("year") or ""]]
        assert RANGE.sub("–", item.get("page", "")) == RANGE.sub("–", shown(work, "pages"))
        assert item.get("URL", "") == address(work)
        authors = [(each.get("family", each.get("literal")), each.get("given", "")) for each in item.get("author", [])]
        assert same(authors, people(work, editors=False)), work.key
        if work.kind != Resource.Kind.CHAPTER:
            assert item.get("container-title", "") == shown(work, "container")


def test_a_chapter_names_its_book_and_the_editors_of_it(client: Client) -> None:
    [item] = [each for each in client.get("/references.json").json() if each["type"] == "chapter"]
    assert item["container-title"] == "Healing Trauma: Attachment, Mind, Body, and Brain"
    assert item["editor"] == [{"family": "Solomon", "given": "M. F."}, {"family": "Siegel", "given": "D. J."}]


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_every_recommended_work_has_the_file_that_holds_its_own_record(client: Client, ending: str) -> None:
    every = client.get(f"/references.{ending}").content.decode()
    for work in Resource.objects.published().recommended():
        own = client.get(f"/resources/{work.slug}.{ending}").content.decode()
        assert own.strip("[]\r\n ") in every, work.slug


def terms() -> list[Term]:
    found = list(Term.objects.published().whole().by_title())
    assert len(found) > 50
    return found


def cited(term: Term) -> list[Resource]:
    return [each.resource for each in term.citations.all() if each.resource.is_live()]


def test_csv_gives_back_every_field_of_every_term(client: Client) -> None:
    text = client.get("/glossary.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row, term in zip(rows, terms(), strict=True):
        others = [name.text for name in term.names.all() if name.kind != Name.Kind.TITLE]
        assert (row["slug"], row["title"], row["definition"]) == (term.slug, term.title, term.definition)
        assert row["other names"].splitlines() == others
        assert (row["region"], row["evidence note"]) == (term.region, term.evidence_note)
        assert row["evidence"] == term.get_evidence_status_display()
        assert row["relations"].splitlines() == [f"{label} {other.title}" for label, other in term.related_terms()]
        assert len(row["sources"].splitlines()) == len(cited(term))
        assert row["address"] == f"{settings.HUB_URL}{term.get_absolute_url()}"


def test_json_gives_back_every_field_of_every_term(client: Client) -> None:
    entries = client.get("/glossary.json").json()["terms"]
    for entry, term in zip(entries, terms(), strict=True):
        names = [(name.text, name.kind) for name in term.names.all() if name.kind != Name.Kind.TITLE]
        assert (entry["slug"], entry["title"], entry["definition"]) == (term.slug, term.title, term.definition)
        assert [(each["text"], each["kind"]) for each in entry["names"]] == names
        assert entry["evidence"]["status"] == term.evidence_status
        assert entry["evidence"]["note"] == term.evidence_note
        related = [(label, other.slug) for label, other in term.related_terms()]
        assert [(each["label"], each["slug"]) for each in entry["relations"]] == related
        assert [each["key"] for each in entry["sources"]] == [work.key for work in cited(term)]
        assert [each["address"] for each in entry["sources"]] == [references.address(work) for work in cited(term)]


def test_skos_gives_back_every_field_of_every_term(client: Client) -> None:
    found = Graph().parse(data=client.get("/glossary.ttl").content.decode(), format="turtle")
    assert set(found.subjects(RDF.type, SKOS.Concept)) == {iri(term) for term in terms()}
    for term in terms():
        named: dict[Any, set[str]] = {SKOS.prefLabel: set(), SKOS.altLabel: set(), SKOS.hiddenLabel: set()}
        shown = {Name.Kind.TITLE: SKOS.prefLabel, Name.Kind.ALIAS: SKOS.altLabel, Name.Kind.ACRONYM: SKOS.altLabel}
        for name in term.names.all():
            named[shown.get(Name.Kind(name.kind), SKOS.hiddenLabel)].add(name.text)
        for label, texts in named.items():
            assert set(found.objects(iri(term), label)) == {Literal(text, lang="en") for text in texts}
        assert found.value(iri(term), SKOS.definition) == Literal(term.definition, lang="en")
        assert term.evidence_note in str(found.value(iri(term), SKOS.scopeNote))
        keys = {str(each).rpartition("#")[2] for each in found.objects(iri(term), DCTERMS.source)}
        assert keys == {work.key for work in cited(term)}
        [status] = found.subjects(SKOS.member, iri(term))
        assert found.value(status, SKOS.notation) == Literal(term.evidence_status)


def iri(content: Tracked) -> URIRef:
    return URIRef(f"{settings.HUB_URL}{content.get_absolute_url()}")


def test_skos_gives_back_every_relation_and_keeps_its_rules(client: Client) -> None:
    found = Graph().parse(data=client.get("/glossary.ttl").content.decode(), format="turtle")
    kinds = {
        Relation.Kind.RELATED: SKOS.related,
        Relation.Kind.CONTRASTS: SKOS.related,
        Relation.Kind.BROADER: SKOS.narrower,
        Relation.Kind.PART: DCTERMS.isPartOf,
    }
    back = {SKOS.related: SKOS.related, SKOS.narrower: SKOS.broader, DCTERMS.isPartOf: DCTERMS.hasPart}
    expected = set()
    for relation in Relation.objects.select_related("source", "target"):
        kind, source, target = kinds[Relation.Kind(relation.kind)], iri(relation.source), iri(relation.target)
        expected |= {(source, kind, target), (target, back[kind], source)}
    assert len(expected) > 100
    read = {triple for kind in (*back, *back.values()) for triple in found.triples((None, kind, None))}
    assert read == expected
    for narrow in found.subjects(SKOS.broader):
        above = set(found.transitive_objects(narrow, SKOS.broader)) - {narrow}
        assert above & set(found.objects(narrow, SKOS.related)) == set()
        assert narrow not in set(found.objects(narrow, SKOS.broader))


PAGES = {
    "term": Term.objects.published,
    "article": lambda: Article.objects.published().to_read(),
    "outline": PracticeOutline.objects.published,
    "step": lambda: Step.objects.published().with_outline(),
}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The delivered pages as Markdown that were asked for, by their address."""
    return {}


def markdown(files: dict[str, str], content: Tracked) -> tuple[dict[str, Any], str]:
    address = f"{content.get_absolute_url().rstrip('/')}.md"
    if address not in files:
        response = Client().get(address)
        assert response.status_code == 200, content
        files[address] = response.content.decode()
    _, front, body = files[address].split("---\n", 2)
    return yaml.safe_load(front), body


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_as_markdown_tells_its_title_address_and_rights(files: dict[str, str], kind: str) -> None:
    for content in PAGES[kind]():
        head, body = markdown(files, content)
        title = str(getattr(content, "title", ""))
        assert head["title"] == one_line(title)
        assert head["address"] == f"{settings.HUB_URL}{content.get_absolute_url()}"
        assert head["rights"]
        assert body.startswith("\n# ")
        assert "988" in body


@pytest.mark.parametrize("kind", PAGES)
def test_every_note_of_a_page_has_its_reference_at_the_foot_and_every_link_is_whole(
    files: dict[str, str], kind: str
) -> None:
    md = MarkdownIt("commonmark").use(footnote_plugin)
    for content in PAGES[kind]():
        _, body = markdown(files, content)
        marked, defined = set(re.findall(r"\[\^(\d+)\](?!:)", body)), set(re.findall(r"(?m)^\[\^(\d+)\]:", body))
        assert marked == defined, content
        assert "[[" not in body
        assert "[@" not in body
        inline = [child for token in md.parse(body) for child in token.children or () if child.type == "link_open"]
        addresses = [str(child.attrGet("href")) for child in inline]
        assert addresses
        assert [each for each in addresses if not each.startswith(("http://", "https://"))] == [], content


def test_the_claims_of_the_guided_summary_are_all_in_its_file(files: dict[str, str]) -> None:
    article = Article.objects.get(slug="interpersonal-neurobiology-the-basics")
    _, body = markdown(files, article)
    assert article.claims.count() > 10
    assert body.count("> **A claim that needs qualifying**") == article.claims.count()
