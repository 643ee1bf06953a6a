"""Every work is as the facts have it, field by field, and hides what nobody has checked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .sources import PEOPLE, PUBLIC, REFERENCE_FACTS, RESOURCE_FACTS, WORKS, key_of

pytestmark = pytest.mark.once

FIELDS = ("year", "container", "publisher", "volume", "issue", "pages", "edition", "doi", "isbn", "url")
KINDS = {"book series": "book"}
AVAILABILITY = {"available": "available", "defunct": "gone", "unknown": "unknown"}
AUDIENCES = {"therapist": "for_therapists", "student": "for_students", "general reader": "for_general_readers"}
EDITION = re.compile(r" \((\d\w\w) ed\.\)$")
# Words beside a name in the facts, and the role that they mean on the site.
BESIDE = {
    "one of several co-founders": "founder",
    "founding editor": "series-editor",
    "series editor from 2007": "series-editor",
    "series editor": "series-editor",
    "Ed.": "editor",
}
# What is neither a person's initial nor a word beside a name, though it stands in brackets.
PART_OF_THE_NAME = ("US",)
# The years of these resources were recalled, as their notes say; the facts list such fields only for references.
YEAR_RECALLED = ("brain-savvy-therapists-workbook", "the-heart-of-trauma")
# What a bare name of the facts is to these; the article's facts name Fosha as founder.
ROLES = {"researchchannel-siegel-lecture": "speaker", "aedp-institute": "founder"}


def forms(name: str) -> set[str]:
    """A name, and how a list of references has it."""
    *given, family = name.split()
    return {name, f"{family}, {' '.join(part[0] + '.' for part in given)}"}


RECOMMENDED = {key_of(slug): facts for slug, facts in RESOURCE_FACTS.items()}


def expected(key: str) -> dict[str, Any]:
    """The bibliographic fields of a work: its reference first, then its record as a resource."""
    resource, reference = RECOMMENDED.get(key, {}), PUBLIC.get(key, {})
    fields = {name: reference.get(name) or resource.get(name) for name in FIELDS}
    if reference.get("container"):
        fields["publisher"] = reference.get("publisher")
    if not reference and (found := EDITION.search(resource["title"])):
        fields["edition"] = found[1]
    return {name: value for name, value in fields.items() if value}


def unverified(key: str) -> set[str]:
    """What design and facts say nobody has checked, among the fields that the work has."""
    resource, reference = RECOMMENDED.get(key, {}), PUBLIC.get(key, {})
    fields = set(reference.get("unverified_fields", ()))
    fields |= {"isbn" for each in (resource, reference) if str(each.get("isbn_status", "")).startswith("known")}
    url = str(reference.get("url") or resource.get("url", ""))
    if "doi" in fields and "//doi.org/" in url:
        fields.add("url")
    if re.search("recalled|pattern", str(resource.get("url_status", ""))):
        fields.add("url")
    return fields | ({"year"} if key in YEAR_RECALLED else set())


def without_brackets(name: str) -> tuple[str, str]:
    """A name of the facts, and what stands in brackets behind it."""
    found = re.fullmatch(r"(.+?) \(([^()]+)\)", name)
    return (found[1], found[2]) if found and found[2] not in PART_OF_THE_NAME else (name, "")


def test_the_works_are_the_public_references_and_the_recommended_resources() -> None:
    assert set(WORKS) == set(PUBLIC) | set(RECOMMENDED)
    assert len(WORKS) == 93


def test_a_doubtful_work_has_no_entry() -> None:
    doubtful = {key for key, work in REFERENCE_FACTS.items() if work["verified"] not in ("yes", "known")}
    assert doubtful == {"vanguard_in_action"}
    assert not doubtful & set(WORKS)


def test_the_forty_resources_are_recommended_at_their_addresses_and_no_other_work() -> None:
    recommended = {key: work["slug"] for key, work in WORKS.items() if work["recommended"]}
    assert recommended == {key: facts["slug"] for key, facts in RECOMMENDED.items()}
    assert len(recommended) == 40


def test_bibliographic_fields_are_those_of_the_facts() -> None:
    found = {key: {name: work[name] for name in FIELDS if work.get(name)} for key, work in WORKS.items()}
    assert found == {key: expected(key) for key in WORKS}


def test_what_nobody_has_checked_is_hidden() -> None:
    found = {key: set(work.get("unverified_fields", ())) for key, work in WORKS.items()}
    assert found == {key: unverified(key) for key in WORKS}


def test_titles_are_those_of_the_facts() -> None:
    known = {key: (PUBLIC.get(key) or RECOMMENDED[key])["title"] for key in WORKS}
    assert {key: work["title"] for key, work in WORKS.items()} == {
        key: EDITION.sub("", title) for key, title in known.items()
    }


def test_names_on_a_work_are_those_of_the_facts_in_their_order() -> None:
    found = {key: [(each["name"], each["role"]) for each in work["contributors"]] for key, work in WORKS.items()}
    assert found == {key: people(key) for key in WORKS}


def people(key: str) -> list[tuple[str, str]]:
    """The names of the facts, each with the role that it has on the site."""
    named = RECOMMENDED[key]["people"] if key in RECOMMENDED else PUBLIC[key]["authors"]
    apart = [without_brackets(name) for name in named]
    return [(name, BESIDE.get(beside, ROLES.get(key, "author"))) for name, beside in apart]


def test_a_name_leads_to_its_own_person_and_an_unchecked_list_of_names_to_nobody() -> None:
    owners = {form: slug for slug, person in PEOPLE.items() for form in forms(person["name"])}
    wrong = {
        (key, each["name"]): each.get("person")
        for key, work in WORKS.items()
        for each in work["contributors"]
        if each.get("person") != (None if "authors" in unverified(key) else owners.get(each["name"]))
    }
    assert wrong == {}


def test_a_resource_is_of_its_kind_for_its_readers_and_as_available_as_the_facts_say() -> None:
    found = {
        key: (
            WORKS[key]["kind"],
            WORKS[key]["availability"],
            {field for field in AUDIENCES.values() if WORKS[key].get(field)},
        )
        for key in RECOMMENDED
    }
    assert found == {
        key: (kind(key), AVAILABILITY[facts["status"]], {AUDIENCES[each] for each in facts["audience"]})
        for key, facts in RECOMMENDED.items()
    }


def test_a_work_that_is_only_cited_is_of_its_kind() -> None:
    cited = set(PUBLIC) - set(RECOMMENDED)
    assert {key: WORKS[key]["kind"] for key in cited} == {key: kind(key) for key in cited}


def kind(key: str) -> str:
    if key in PUBLIC:
        return str(PUBLIC[key]["type"])
    return KINDS.get(RECOMMENDED[key]["kind"], RECOMMENDED[key]["kind"])


def test_no_link_is_called_checked_and_no_standing_is_claimed() -> None:
    claimed = [key for key, work in WORKS.items() if "standing" in work or "archived_url" in work]
    assert claimed == []
    notes = " ".join(work.get("availability_note", "") for work in WORKS.values())
    assert not re.search(r"\b(link|address)\b[^.]*\b(works|is checked|was checked|has been tested and)\b", notes)


def test_the_lost_lecture_has_no_link_and_points_to_the_article_of_2001() -> None:
    lecture = WORKS["researchchannel-siegel-lecture"]
    assert "url" not in lecture
    assert (lecture["availability"], lecture["instead"]) == ("gone", "siegel2001")
