"""The glossary as CSV, JSON and SKOS; an entry as Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client, override_settings
from django.utils import timezone
from markdown_it import MarkdownIt
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from glossary.models import Relation, Term
from glossary.skos import RELATIONS
from publishing.changes import gathered
from publishing.markdown.sentences import plain
from publishing.models import State
from tests.citation_files import HOSTILE, one_line
from tests.glossary.exports_content import UNSEEN, make_content
from tests.making import make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "http://127.0.0.1:8000"
FILES = {
    "/glossary.csv": "text/csv; charset=utf-8; header=present",
    "/glossary.json": "application/json; charset=utf-8",
    "/glossary.ttl": "text/turtle; charset=utf-8",
}
ENTRY = "/glossary/attunement.md"


def rows(client: Client) -> list[dict[str, str]]:
    return rows_of(client.get("/glossary.csv"))


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def entries(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/glossary.json").json()["terms"]
    return found


def graph(client: Client) -> Graph:
    return graph_of(client.get("/glossary.ttl"))


def graph_of(response: Any) -> Graph:
    return Graph().parse(data=response.content.decode(), format="turtle")


def concept(slug: str) -> URIRef:
    return URIRef(f"{HUB}/glossary/{slug}/")


@pytest.fixture(scope="module")
def files(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """What the hub answers for each file of the glossary; its content stays for the tests of this module."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_content()
        yield {address: Client().get(address) for address in (*FILES, ENTRY)}


@pytest.fixture(scope="module")
def skos(files: dict[str, Any]) -> Graph:
    return graph_of(files["/glossary.ttl"])


@pytest.fixture
def term(files: dict[str, Any], db: None) -> Term:
    return Term.objects.get(slug="attunement")


@pytest.mark.parametrize("address", FILES)
def test_the_glossary_has_a_file_in_each_format(client: Client, files: dict[str, Any], address: str) -> None:
    response = files[address]
    assert (response.status_code, response["Content-Type"]) == (200, FILES[address])
    assert response.headers.get("Content-Disposition") == (
        'attachment; filename="ipnb-hub-glossary.csv"' if address.endswith("csv") else None
    )
    assert client.post(address).status_code == 405


def test_an_empty_glossary_is_a_whole_file(client: Client, term: Term) -> None:
    Term.objects.update(state=State.DRAFT)
    assert (rows(client), entries(client)) == ([], [])
    assert list(graph(client).subjects(RDF.type, SKOS.Concept)) == []


@pytest.mark.parametrize("address", [*FILES, ENTRY])
def test_what_the_public_may_not_see_is_in_no_file(files: dict[str, Any], address: str) -> None:
    assert files[address].status_code == 200
    assert "Attunement" in files[address].content.decode()
    assert "nseen" not in files[address].content.decode()


@pytest.mark.parametrize("number", range(len(UNSEEN)))
def test_an_entry_that_the_public_may_not_see_has_no_file(client: Client, term: Term, number: int) -> None:
    assert Term.objects.filter(slug=f"unseen-thing-{number}").exists()
    assert client.get(f"/glossary/unseen-thing-{number}.md").status_code == 404


def test_the_json_holds_all_of_an_entry(files: dict[str, Any], term: Term) -> None:
    whole = files["/glossary.json"].json()
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


def test_the_csv_begins_with_a_mark_and_has_several_values_on_lines_of_a_cell(files: dict[str, Any]) -> None:
    assert files["/glossary.csv"].content.startswith(b"\xef\xbb\xbfslug,title,")
    first = rows_of(files["/glossary.csv"])[0]
    assert first["title"] == "Attunement"
    assert first["other names"] == "tuning in\nattunements"
    assert first["evidence"] == "Supported"
    assert first["relations"].splitlines()[:2] == ["has the part Gaze", "contrasts with Neglect"]
    assert first["sources"] == "Siegel, D. J. (1999). The book siegel1999. https://doi.org/10.1/a_b"


def test_no_cell_is_a_formula(client: Client, term: Term) -> None:
    begins = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1"]
    with gathered():
        for number, begin in enumerate(begins):
            make_term(f"Sum {number}", definition=begin, evidence_note=f"{begin} again")
    found = [row for row in rows(client) if row["slug"].startswith("sum-")]
    assert [row["definition"] for row in found] == [f"'{begin}" for begin in begins]
    assert [row["evidence note"] for row in found] == [f"'{begin} again" for begin in begins]


def test_skos_names_and_relates_the_concepts(skos: Graph) -> None:
    found, term = skos, concept("attunement")
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


def test_skos_gathers_the_concepts_of_a_status_under_its_notation(skos: Graph) -> None:
    found = skos
    [supported] = found.subjects(SKOS.notation, Literal("supported"))
    assert (supported, RDF.type, SKOS.Collection) in found
    assert list(found.objects(supported, SKOS.member)) == [concept("attunement")]
    [unrated] = found.subjects(SKOS.notation, Literal("not-yet-assessed"))
    assert len(list(found.objects(unrated, SKOS.member))) == 4
    assert len(list(found.subjects(RDF.type, SKOS.Collection))) == 2


def test_skos_cites_works_by_their_place_among_the_references(skos: Graph) -> None:
    [work] = skos.objects(concept("attunement"), DCTERMS.source)
    assert work == URIRef(f"{HUB}/references/#siegel1999")
    assert str(skos.value(work, DCTERMS.bibliographicCitation)).startswith("Siegel, D. J. (1999). The book")


def test_every_relation_of_terms_has_a_word_in_skos() -> None:
    labels = {str(kind.label) for kind in Relation.Kind} | set(Relation.INVERSES.values())
    assert set(RELATIONS) == labels


def test_no_text_breaks_a_file_or_changes_on_its_way(client: Client, term: Term) -> None:
    texts = [*HOSTILE, 'Quote " and \\u0041 \\', "<https://a.example> {|}^`"]
    with gathered():
        for number, text in enumerate(texts):
            made = make_term(f"Text {number}", slug=f"a-{number}", definition=text, evidence_note=text)
            made.citations.create(resource=make_work(f"w{number}", title=text, url="https://a.example/<x>{y}|z\\"))
    cells = {row["slug"]: row["definition"].removeprefix("'") for row in rows(client)}
    said = {each["slug"]: each["definition"] for each in entries(client)}
    found = graph(client)
    assert len(cells) == len(said) == len(list(found.subjects(RDF.type, SKOS.Concept))) == len(texts) + 5
    for number, text in enumerate(texts):
        assert cells[f"a-{number}"] == said[f"a-{number}"] == text
        assert list(found.objects(concept(f"a-{number}"), SKOS.definition)) == [Literal(text, lang="en")]


def test_the_number_of_terms_costs_no_query(client: Client, term: Term, django_assert_num_queries: Any) -> None:
    for more in (0, 2):
        with gathered():
            for number in range(more):
                made = make_term(f"Term {number}")
                made.citations.create(resource=make_work(f"w{number}"))
                Relation.objects.create(source=made, target=make_term(f"Other {number}"))
        for address in FILES:
            with django_assert_num_queries(11):
                client.get(address)


def test_the_number_of_relations_costs_the_markdown_of_an_entry_no_query(
    client: Client, term: Term, django_assert_num_queries: Any
) -> None:
    with gathered():
        made = make_term("Related", "kin")
    for numbers in ([0], [1]):
        with gathered():
            for number in numbers:
                Relation.objects.create(source=made, target=make_term(f"Term {number}"))
                Relation.objects.create(source=make_term(f"Other {number}"), target=made)
        with django_assert_num_queries(14):
            client.get("/glossary/related.md")


def test_an_entry_as_markdown_carries_its_links_notes_and_notices(files: dict[str, Any], term: Term) -> None:
    response = files[ENTRY]
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
def test_addresses_in_files_begin_with_the_public_one(client: Client, term: Term) -> None:
    for address in (*FILES, ENTRY):
        text = client.get(address, headers={"host": "127.0.0.1"}).content.decode()
        assert "https://hub.example/glossary/safety/" in text or address.endswith("csv")
        assert "127.0.0.1" not in text


def test_front_matter_and_heading_hold_any_title(client: Client) -> None:
    titles = [f"A{number} {one_line(text)}" for number, text in enumerate(HOSTILE)]
    with gathered():
        for number, title in enumerate(titles):
            make_term(title, slug=f"a-{number}")
    for number, title in enumerate(titles):
        _, front, body = client.get(f"/glossary/a-{number}.md").content.decode().split("---\n", 2)
        assert yaml.safe_load(front)["title"] == title
        heading, words, _ = MarkdownIt("commonmark").parse(body)[:3]
        assert heading.tag == "h1"
        assert plain(words.children or []) == title
