"""Works and people as spreadsheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from publishing.sheets.columns import Column, Day, Lines, Numbers, Reference, Refused, Whole, YesNo, chosen
from publishing.sheets.sheet import Sheet, choice_of, slug_column, state_columns

from .models import Contributor, Person, Resource

_PARTS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributors(Column):
    """Names in order, each on a line: “Siegel, D. J. | editor | note | slug of the person”; the end may be left out."""

    def shown(self, value: Any) -> str:
        return "\n".join(_line(each) for each in value)

    def value(self, text: str) -> list[dict[str, Any]]:
        return [_contributor(line) for line in text.split("\n") if line.strip()]


def _line(contributor: dict[str, Any]) -> str:
    role = Contributor.Role(contributor.get("role") or Contributor.Role.AUTHOR)
    shown = "" if role == Contributor.Role.AUTHOR else str(role.label)
    parts = [contributor["name"], shown, contributor.get("note") or "", contributor.get("person") or ""]
    while not parts[-1] and len(parts) > 1:
        parts.pop()
    return " | ".join(each.replace("\\", "\\\\").replace("|", "\\|") for each in parts)


def _contributor(line: str) -> dict[str, Any]:
    parts = [re.sub(r"\\([\\|])", r"\1", each).strip() for each in _PARTS.split(line)]
    if len(parts) > 4:
        raise Refused(f"“{line.strip()}” has more than four parts; write: name | role | note | slug of the person.")
    name, role, note, person = (*parts, "", "", "")[:4]
    role = chosen(role or Contributor.Role.AUTHOR, Contributor.Role.choices)
    return {"name": name, "role": role, "note": note, "person": person or None}


RESOURCES = Sheet(
    name="resources",
    words="Resources",
    model=Resource,
    identity=("key",),
    note="One row a work, recommended or only cited.",
    columns=(
        Column(heading="key", field="key", help="The citation key: it says which work the row is about."),
        Column(heading="slug", field="slug", help="The last part of its address."),
        choice_of(Resource, "kind"),
        Column(heading="title", field="title"),
        Contributors(
            heading="contributors",
            field="contributors",
            help="In order, each on a line: name | role | note | slug of the person; only the name must be there.",
        ),
        Whole(heading="year", field="year"),
        Column(heading="container", field="container", help="The journal, or the book that holds the chapter."),
        Column(heading="publisher", field="publisher"),
        Numbers(heading="volume", field="volume"),
        Numbers(heading="issue", field="issue"),
        Numbers(heading="pages", field="pages"),
        Numbers(heading="edition", field="edition"),
        Numbers(heading="DOI", field="doi"),
        Numbers(heading="ISBN", field="isbn", is_long=True),
        Column(heading="web address", field="url"),
        Column(heading="archived address", field="archived_url"),
        choice_of(Resource, "availability"),
        Column(heading="availability note", field="availability_note"),
        Reference(heading="instead", field="instead", help="Citation key of what readers can turn to."),
        choice_of(Resource, "standing", "source standing"),
        Column(heading="how it was verified", field="how_verified"),
        Lines(heading="not yet checked", field="unverified_fields", help="Fields that readers do not see."),
        Column(heading="note for editors", field="editors_note", help="Never shown to readers."),
        Column(heading="description", field="description"),
        YesNo(heading="for therapists", field="for_therapists"),
        YesNo(heading="for students", field="for_students"),
        YesNo(heading="for general readers", field="for_general_readers"),
        YesNo(heading="recommended", field="recommended", help="Listed among the resources; otherwise only cited."),
        *state_columns(),
    ),
)

PEOPLE = Sheet(
    name="people",
    words="People",
    model=Person,
    identity=("slug",),
    note="One row a person.",
    columns=(
        slug_column("whom the row is about"),
        Column(heading="name", field="name"),
        Column(heading="credentials", field="credentials", help="As printed."),
        Day(heading="credentials as of", field="credentials_as_of", help="Year-month-day."),
        Column(heading="biography", field="biography", help="Markdown; a short paragraph."),
        Column(heading="website", field="website"),
        *state_columns(),
    ),
)
