"""The guided summary has everything of the article that the facts have, in its order and apart from what was added."""

from __future__ import annotations

import re

import pytest

from .prose import counted, keys, without_headings
from .sources import ADDED, APPENDED, ARTICLE_FACTS, DIGGINS, NAMED_FACTS, PUBLIC, TERM_FACTS, key_of, straight

pytestmark = pytest.mark.once

METADATA = ARTICLE_FACTS["metadata"]
SECTIONS = [each["id"] for each in ARTICLE_FACTS["sections"]]
CLAIMS = ARTICLE_FACTS["claims_to_qualify"]
HEADING = re.compile(r"^## (.+?) \{#([\w-]+)\}$", re.MULTILINE)


def test_the_origin_is_that_of_the_facts() -> None:
    assert (DIGGINS["title"], DIGGINS["slug"]) == (METADATA["title"], METADATA["suggested_slug"])
    assert DIGGINS["byline"] == ", ".join([METADATA["author"], *METADATA["author_credentials"]])
    assert [(each["name"], each["role"], each["person"]) for each in DIGGINS["authors"]] == [
        (METADATA["author"], METADATA["author_role_at_publisher"], "christopher-diggins")
    ]
    origin = ("original_title", "original_outlet", "original_date", "original_url")
    assert [str(DIGGINS[name]) for name in origin] == [
        METADATA["title"],
        "GoodTherapy",
        METADATA["date_published"],
        METADATA["source_url"],
    ]


def test_the_republication_is_that_of_the_facts() -> None:
    found = [(each["outlet"], str(each["date"]), each["url"]) for each in DIGGINS["other_publications"]]
    outlet = METADATA["republished_on"].removesuffix(" (blog)")
    assert found == [(outlet, METADATA["date_republished"], METADATA["republished_url"])]
    assert all(each["remark"] for each in DIGGINS["other_publications"])


def test_the_twelve_sections_are_the_author_s_and_the_added_information_stands_apart() -> None:
    headings = [
        (straight(facts["heading"]), facts["id"]) for facts in ARTICLE_FACTS["sections"] if facts["id"] != APPENDED
    ]
    assert HEADING.findall(straight(DIGGINS["body"])) == headings
    assert len(headings) == 12
    assert SECTIONS[-1] == APPENDED
    assert "source not given" in DIGGINS["added_information"]


def test_the_summary_is_much_shorter_than_the_original() -> None:
    assert counted(DIGGINS["body"]) <= 650
    assert counted(without_headings(DIGGINS["body"])) >= 450


def test_the_place_where_the_known_copy_breaks_off_is_marked() -> None:
    section = DIGGINS["body"].split("{#case-of-harm}")[1].split("## ")[0]
    assert "breaks off" in section
    assert "middle of a sentence" in " ".join(DIGGINS["gaps"].split())


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_cites_the_works_of_its_facts(section: str) -> None:
    facts = ARTICLE_FACTS["sections"][SECTIONS.index(section)]
    if section == APPENDED:
        text, also = DIGGINS["added_information"], {"schore2003"}  # named for the block in source_post_citations
    else:
        text, also = re.split(r"^## ", DIGGINS["body"].split(f"{{#{section}}}")[1], flags=re.MULTILINE)[0], set()
    assert set(keys(text)) == set(facts["cites"]) & set(PUBLIC) | also


def test_the_rights_are_recorded_in_our_words() -> None:
    assert (DIGGINS["rights_basis"], DIGGINS["rights_holder"]) == ("own-words", METADATA["author"])
    assert "© 2010 Christopher Diggins" in DIGGINS["rights_statement"]
    assert "rights_end" not in DIGGINS


def in_order_of_sections(claim: dict[str, object]) -> int:
    return SECTIONS.index(str(claim["section"]))


def test_all_sixteen_claims_are_there_by_section_each_said_by_whom_the_facts_say() -> None:
    expected = [
        (ADDED, "added", set(claim["references"])) if claim["section"] == APPENDED
        else (claim["section"], "author", set(claim["references"]))
        for claim in sorted(CLAIMS, key=in_order_of_sections)
    ]  # fmt: skip
    found = [
        (claim["section"], claim["said_by"], {each["resource"] for each in claim["citations"]})
        for claim in DIGGINS["claims"]
    ]
    assert len(found) == 16
    assert found == expected


@pytest.mark.parametrize("place", range(16))
def test_a_claim_has_its_texts_and_cites_in_them_only_what_it_lists(place: int) -> None:
    claim = DIGGINS["claims"][place]
    assert all(claim[name].strip() for name in ("says", "finds", "wording"))
    assert keys(claim["says"] + claim["wording"]) == []
    assert set(keys(claim["finds"])) == {each["resource"] for each in claim["citations"]}


def test_what_the_article_names_is_as_its_copy_names_it_and_as_sure_as_the_facts_are() -> None:
    expected = [
        (facts["seed_text"], key, facts["confidence"])
        for facts in NAMED_FACTS
        for key in [key for key in facts["keys"] if key in PUBLIC] or [None]
    ]
    found = [(each["as_printed"], each.get("resource"), each["certainty"]) for each in DIGGINS["citations"]]
    assert found == expected


def test_the_three_resources_are_listed_in_their_order() -> None:
    resources = ARTICLE_FACTS["sections"][-1]["resources"]
    assert [each["resource"] for each in DIGGINS["listings"]] == [key_of(slug) for slug in resources]
    assert len(resources) == 3
    assert all(each["note"] for each in DIGGINS["listings"])


def test_it_says_how_the_article_uses_each_of_its_twenty_seven_terms() -> None:
    used = {slug for slug, facts in TERM_FACTS.items() if facts["in_source_post"]}
    assert len(DIGGINS["term_usages"]) == len(used) == 27
    assert {each["term"] for each in DIGGINS["term_usages"]} == used
    assert all(each["text"].strip() for each in DIGGINS["term_usages"])
