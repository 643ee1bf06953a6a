"""Terms, and the other names of terms, as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publishing.sheets.columns import Column, Entry, Lines, ReadOnly, YesNo, text_of
from publishing.sheets.sheet import Record, Sheet, choice_of, slug_column, state_columns
from search.text import fold

from .models import Name, Term

TITLE = Name.Kind.TITLE.value


def _title(record: Record) -> dict[str, Any] | None:
    return next((each for each in record.get("names", ()) if each["kind"] == TITLE), None)


def _title_of(entry: Entry) -> str:
    title = _title(entry.whole)
    return str(title["text"]) if title else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Column):
    """The title, which is one of the term's names."""

    def read(self, entry: Entry) -> str:
        return _title_of(entry)

    def write(self, entry: Entry, cell: Any) -> None:
        text = text_of(cell).strip()
        title = _title(entry.whole)
        if title is None:
            title = {"kind": TITLE}
            entry.whole["names"] = [title, *entry.whole.get("names", ())]
        title["text"] = text


TERMS = Sheet(
    name="terms",
    words="Terms",
    model=Term,
    identity=("slug",),
    note="One row a term, with its title; the other names have a file of their own.",
    columns=(
        slug_column("which term the row is about"),
        Title(heading="title", field="names", help="What the entry is called."),
        Column(heading="definition", field="definition", help="One sentence of plain text, at most 240 characters."),
        Column(heading="region", field="region", help="A word or two that group terms on the map."),
        Column(heading="body", field="body", help="Markdown."),
        choice_of(Term, "evidence_status", "evidence", help="How well it is established."),
        Column(heading="evidence note", field="evidence_note", help="Plain text."),
        Lines(heading="recommended works", field="recommended", help="Citation keys, each on a line of its own."),
        *state_columns(),
    ),
)


@dataclass(frozen=True)
class NamesSheet(Sheet):
    """One row a name; titles stand in the file of terms."""

    def entries(self, record: Record) -> Iterator[Entry]:
        for name in record["names"]:
            if name["kind"] != TITLE:
                yield Entry(record, name)

    def find(self, record: Record, identity: Sequence[str]) -> Entry | None:
        wanted = fold(identity[1])
        found = (each for each in record["names"] if fold(each["text"]) == wanted)
        return next((Entry(record, each) for each in found), None)

    def make(self, record: Record, identity: Sequence[str]) -> Entry:
        name = {"text": identity[1], "kind": Name.Kind.ALIAS.value, "autolink": True}
        record["names"].append(name)
        return Entry(record, name)

    def folded(self, identity: Sequence[str]) -> tuple[str, ...]:
        return (identity[0], fold(identity[1]))

    def refusal(self, key: str) -> str:
        return f"There is no term “{key}”. Import the terms first, or correct the slug."


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTerm(ReadOnly):
    """Something about the term of a name."""

    def read(self, entry: Entry) -> str:
        return self.shown(entry.whole.get(self.field) or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOfTerm(ReadOnly):
    def read(self, entry: Entry) -> str:
        return _title_of(entry)


NAMES = NamesSheet(
    name="names",
    words="Other names of terms",
    model=Term,
    identity=("term", "name"),
    note="One row a name: aliases, plurals, acronyms, spellings. An import adds and changes names and removes none.",
    columns=(
        OfTerm(heading="term", field="slug", where="it says which term the row is about.", help="The term's slug."),
        Column(heading="name", field="text", help="With the term it says which name the row is about."),
        choice_of(Name, "kind", without=(TITLE,), help="Left empty, a new name is “Also called”."),
        YesNo(heading="link by itself", field="autolink", help="No for common words; left empty, a new name links."),
        TitleOfTerm(heading="title of the term", field="names", where="a title is changed in the file of terms."),
    ),
)

SHEETS = (TERMS, NAMES)
