"""The glossary as CSV, JSON and SKOS; an entry as Markdown."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.test import Client, override_settings
from django.utils import timezone
from markdown_it import MarkdownIt
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from glossary.models import Name, Relation, Term
from glossary.skos import RELATIONS
from publishing.changes import gathered
from publishing.markdown.sentences import plain
from publishing.models import Notice, State
from tests.citation_files import HOSTILE, one_line
from tests.making import make_article, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "http://127.0.0.1:8000"
FILES = {
    "/glossary.csv": "text/csv; charset=utf-8; header=present",
    "/glossary.json": "application/json; charset=utf-8",
    "/glossary.ttl": "text/turtle; charset=utf-8",
}
UNSEEN: list[dict[str, Any]] = [
    {"state": State.DRAFT},
    {"state": State.RETIRED},
    {"publish_at": timezone.now() + timedelta(days=1)},
    {"expires_at": timezone.now() - timedelta(days=1)},
]


def rows(client: Client) -> list[dict[str, str]]:
    text = client.get("/glossary.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def entries(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/glossary.json").json()["terms"]
    return found


def graph(client: Client) -> Graph:
    return Graph().parse(data=client.get("/glossary.ttl").content.decode(), format="turtle")


def concept(slug: str) -> URIRef:
    return URIRef(f"{HUB}/glossary/{slug}/")


@gathered()
def full_term() -> Term:
    """A term with a name of each kind, a relation each way, and a source."""
    term = make_term(
        "Attunement",
        "tuning in",
        region="Relationships",
        evidence_status="supported",
        evidence_note="Limits remain.",
        body="Known since long.[@siegel1999, p. 3] With safety.",
    )
    Name.objects.create(term=term, text="attunements", kind=Name.Kind.PLURAL, order=2)
    part, whole, wide, odd = (make_term(each) for each in ("Gaze", "Safety", "Relation", "Neglect"))
    Relation.objects.create(source=part, target=term, kind=Relation.Kind.PART)
    Relation.objects.create(source=term, target=whole, kind=Relation.Kind.PART)
    Relation.objects.create(source=wide, target=term, kind=Relation.Kind.BROADER)
    Relation.objects.create(source=term, target=odd, kind=Relation.Kind.CONTRASTS)
    term.citations.create(resource=make_work("siegel1999", year=1999, doi="10.1/a_b"), stance="supports")
    return term


@pytest.mark.parametrize("address", FILES)
def test_the_glossary_has_a_file_in_each_format(client: Client, address: str) -> None:
    make_term("Attunement")
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, FILES[address])
    assert response.headers.get("Content-Disposition") == (
        'attachment; filename="ipnb-hub-glossary.csv"' if address.endswith("csv") else None
    )
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FILES)
def test_an_empty_glossary_is_a_whole_file(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert (rows(client), entries(client)) == ([], [])
    assert list(graph(client).subjects(RDF.type, SKOS.Concept)) == []


@pytest.mark.parametrize("address", [*FILES, "/glossary/seen.md"])
@pytest.mark.parametrize("fields", UNSEEN)
def test_what_the_public_may_not_see_is_in_no_file(client: Client, address: str, fields: dict[str, Any]) -> None:
    hidden, seen = make_term("Hidden thing", **fields), make_term("Seen")
    Relation.objects.create(source=hidden, target=seen)
    seen.citations.create(resource=make_work("hidden1", title="Hidden work", state=State.DRAFT))
    response = client.get(address)
    assert response.status_code == 200
    assert "Seen" in response.content.decode()
    assert "idden" not in response.content.decode()


@pytest.mark.parametrize("fields", UNSEEN)
def test_an_entry_that_the_public_may_not_see_has_no_file(client: Client, fields: dict[str, Any]) -> None:
    make_term("Hidden thing", **fields)
    assert client.get("/glossary/hidden-thing.md").status_code == 404


def test_the_json_holds_all_of_an_entry(client: Client) -> None:
    term = full_term()
    whole = client.get("/glossary.json").json()
    assert (whole["title"], whole["address"]) == ("IPNB Hub: Glossary", f"{HUB}/glossary/")
    assert "CC BY 4.0" in whole["rights"]
    assert [each["slug"] for each in whole["terms"]] == ["attunement", "gaze", "neglect", "relation", "safety"]
    related = [
        ("has the part", "Gaze"),
        ("contrasts with", "Neglect"),
        ("is narrower than", "Relation"),
        ("is part of", "Safety"),
    ]
    assert whole["terms"][0] == {
        "slug": "attunement",
        "title": "Attunement",
        "names": [{"text": "tuning in", "kind": "alias"}, {"text": "attunements", "kind": "plural"}],
        "definition": "What Attunement means.",
        "region": "Relationships",
        "evidence": {"status": "supported", "label": "Supported", "note": "Limits remain."},
        "relations": [
            {
                "label": label,
                "slug": title.lower(),
                "title": title,
                "address": f"{HUB}/glossary/{title.lower()}/",
            }
            for label, title in related
        ],
        "sources": [
            {
                "key": "siegel1999",
                "reference": "Siegel, D. J. (1999). The book siegel1999. https://doi.org/10.1/a_b",
                "address": "https://doi.org/10.1/a_b",
            }
        ],
        "address": f"{HUB}/glossary/attunement/",
        "revised": timezone.localdate(term.updated).isoformat(),
    }


def test_the_csv_begins_with_a_mark_and_has_several_values_on_lines_of_a_cell(client: Client) -> None:
    full_term()
    assert client.get("/glossary.csv").content.startswith(b"\xef\xbb\xbfslug,title,")
    first = rows(client)[0]
    assert first["title"] == "Attunement"
    assert first["other names"] == "tuning in\nattunements"
    assert first["evidence"] == "Supported"
    assert first["relations"].splitlines()[:2] == ["has the part Gaze", "contrasts with Neglect"]
    assert first["sources"] == "Siegel, D. J. (1999). The book siegel1999. https://doi.org/10.1/a_b"


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1"])
def test_no_cell_is_a_formula(client: Client, begin: str) -> None:
    make_term("Attunement", definition=begin, evidence_note=f"{begin} again")
    [row] = rows(client)
    assert row["definition"] == f"'{begin}"
    assert row["evidence note"] == f"'{begin} again"


def test_skos_names_and_relates_the_concepts(client: Client) -> None:
    full_term()
    found, term = graph(client), concept("attunement")
    assert (term, RDF.type, SKOS.Concept) in found
    assert (term, SKOS.inScheme, URIRef(f"{HUB}/glossary/")) in found
    assert (URIRef(f"{HUB}/glossary/"), RDF.type, SKOS.ConceptScheme) in found
    assert list(found.objects(term, SKOS.prefLabel)) == [Literal("Attunement", lang="en")]
    assert list(found.objects(term, SKOS.altLabel)) == [Literal("tuning in", lang="en")]
    assert list(found.objects(term, SKOS.hiddenLabel)) == [Literal("attunements", lang="en")]
    assert list(found.objects(term, SKOS.definition)) == [Literal("What Attunement means.", lang="en")]
    assert list(found.objects(term, SKOS.scopeNote)) == [Literal("Evidence: Supported. Limits remain.", lang="en")]
    assert list(found.objects(term, DCTERMS.hasPart)) == [concept("gaze")]
    assert list(found.objects(term, DCTERMS.isPartOf)) == [concept("safety")]
    assert list(found.objects(term, SKOS.broader)) == [concept("relation")]
    assert list(found.objects(concept("relation"), SKOS.narrower)) == [term]
    assert list(found.objects(term, SKOS.related)) == [concept("neglect")]
    assert list(found.objects(concept("neglect"), SKOS.related)) == [term]


def test_skos_gathers_the_concepts_of_a_status_under_its_notation(client: Client) -> None:
    full_term()
    found = graph(client)
    [supported] = found.subjects(SKOS.notation, Literal("supported"))
    assert (supported, RDF.type, SKOS.Collection) in found
    assert list(found.objects(supported, SKOS.member)) == [concept("attunement")]
    [unrated] = found.subjects(SKOS.notation, Literal("not-yet-assessed"))
    assert len(list(found.objects(unrated, SKOS.member))) == 4
    assert len(list(found.subjects(RDF.type, SKOS.Collection))) == 2


def test_skos_cites_works_by_their_place_among_the_references(client: Client) -> None:
    full_term()
    found = graph(client)
    [work] = found.objects(concept("attunement"), DCTERMS.source)
    assert work == URIRef(f"{HUB}/references/#siegel1999")
    assert str(found.value(work, DCTERMS.bibliographicCitation)).startswith("Siegel, D. J. (1999). The book")


def test_every_relation_of_terms_has_a_word_in_skos() -> None:
    labels = {str(kind.label) for kind in Relation.Kind} | set(Relation.INVERSES.values())
    assert set(RELATIONS) == labels


@pytest.mark.parametrize("text", [*HOSTILE, 'Quote " and \\u0041 \\', "<https://a.example> {|}^`"])
def test_no_text_breaks_a_file_or_changes_on_its_way(client: Client, text: str) -> None:
    term = make_term("Attunement", definition=text, evidence_note=text)
    term.citations.create(resource=make_work("w", title=text, url="https://a.example/<x>{y}|z\\"))
    make_term("Safety")
    assert len(rows(client)) == len(entries(client)) == 2
    assert rows(client)[0]["definition"].removeprefix("'") == text
    assert entries(client)[0]["definition"] == text
    found = graph(client)
    assert list(found.objects(concept("attunement"), SKOS.definition)) == [Literal(text, lang="en")]
    assert len(list(found.subjects(RDF.type, SKOS.Concept))) == 2


@pytest.mark.parametrize("terms", [1, 3])
@pytest.mark.parametrize("address", FILES)
def test_the_number_of_terms_costs_no_query(
    client: Client, address: str, terms: int, django_assert_num_queries: Any
) -> None:
    with gathered():
        for number in range(terms):
            term = make_term(f"Term {number}")
            term.citations.create(resource=make_work(f"w{number}"))
            Relation.objects.create(source=term, target=make_term(f"Other {number}"))
    with django_assert_num_queries(11):
        client.get(address)


@pytest.mark.parametrize("relations", [1, 3])
def test_the_number_of_relations_costs_the_markdown_of_an_entry_no_query(
    client: Client, relations: int, django_assert_num_queries: Any
) -> None:
    term = make_term("Attunement")
    with gathered():
        for number in range(relations):
            Relation.objects.create(source=term, target=make_term(f"Term {number}"))
            Relation.objects.create(source=make_term(f"Other {number}"), target=term)
    with django_assert_num_queries(14):
        client.get("/glossary/attunement.md")


def test_an_entry_as_markdown_carries_its_links_notes_and_notices(client: Client) -> None:
    Notice.objects.create(key="disclaimer", title="For learning", text="No **treatment**.")
    make_article("The basics")
    term = full_term()
    response = client.get("/glossary/attunement.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert "Content-Disposition" not in response.headers
    _, front, body = response.content.decode().split("---\n", 2)
    revised = timezone.localdate(term.updated)
    assert list(yaml.safe_load(front).items())[:6] == [
        ("title", "Attunement"),
        ("kind", "Glossary entry"),
        ("address", f"{HUB}/glossary/attunement/"),
        ("evidence", "Supported"),
        ("revised", revised),
        ("reviewed", "Not yet reviewed by an editor."),
    ]
    assert body == (
        "\n# Attunement\n\nWhat Attunement means.\n\nAlso found under tuning in.\n\n"
        "**Evidence: Supported.** Limits remain.\n\n## What is known\n\n"
        f"Known since long.[^1] With [safety]({HUB}/glossary/safety/).\n\n## Connected with\n\n"
        f"- has the part: [Gaze]({HUB}/glossary/gaze/)\n- contrasts with: [Neglect]({HUB}/glossary/neglect/)\n"
        f"- is narrower than: [Relation]({HUB}/glossary/relation/)\n- is part of: [Safety]({HUB}/glossary/safety/)\n\n"
        f"## Cite this page\n\nIPNB Hub. ({revised:%Y, %B} {revised.day}). Attunement. In Glossary. "
        f"<{HUB}/glossary/attunement/>\n\n___\n\n**For learning**\n\nNo **treatment**.\n\n"
        f"[More ways to get help]({HUB}/about/help-now/)\n\n"
        "[^1]: Siegel, D. J. (1999). The book siegel1999. <https://doi.org/10.1/a_b> Supports the idea. Here: p. 3.\n"
    )


@override_settings(HUB_URL="https://hub.example")
def test_addresses_in_files_begin_with_the_public_one(client: Client) -> None:
    full_term()
    for address in (*FILES, "/glossary/attunement.md"):
        text = client.get(address, headers={"host": "127.0.0.1"}).content.decode()
        assert "https://hub.example/glossary/safety/" in text or address.endswith("csv")
        assert "127.0.0.1" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_front_matter_and_heading_hold_any_title(client: Client, text: str) -> None:
    title = f"A {one_line(text)}"
    term = make_term("Attunement")
    term.names.all().delete()
    Name.objects.create(term=term, text=title, kind=Name.Kind.TITLE)
    _, front, body = client.get("/glossary/attunement.md").content.decode().split("---\n", 2)
    assert yaml.safe_load(front)["title"] == title
    heading, words, _ = MarkdownIt("commonmark").parse(body)[:3]
    assert heading.tag == "h1"
    assert plain(words.children or []) == title
