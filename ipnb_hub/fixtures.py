"""The fixtures: YAML files with the content that the hub is delivered with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db.models import Model

# What the records of a model are told apart by; anything else has a slug.
IDENTITY = {
    "glossary.relation": ("source", "target"),
    "articles.step": ("outline", "slug"),
    "publishing.notice": ("key",),
    "resources.resource": ("key",),
}
# A model comes after those that it refers to.
ORDER = (
    "publishing.notice",
    "resources.person",
    "resources.resource",
    "glossary.term",
    "glossary.relation",
    "articles.article",
    "articles.practiceoutline",
    "articles.step",
)


class BrokenFixture(Exception):
    """A fixture that cannot be loaded; the message names file, record and field."""


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a fixture with all its parts."""

    file: str
    model: type[Model]
    key: str
    data: dict[str, Any]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def identity(self) -> tuple[str, ...]:
        return IDENTITY.get(self.label, ("slug",))

    def digest(self) -> str:
        return digest(self.data)

    def broken(self, field: str, message: object) -> BrokenFixture:
        return BrokenFixture(f"{self.file}: record “{self.key}”, field “{field}”: {message}")


def digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read(folder: Path) -> list[Record]:
    """All records of the folder's files, in the order in which they can be written."""
    records = [record for path in sorted(folder.rglob("*.yaml")) for record in _read_file(path, folder)]
    _refuse_twins(records)
    return sorted(records, key=lambda record: ORDER.index(record.label))


def _read_file(path: Path, folder: Path) -> Iterator[Record]:
    file = str(path.relative_to(folder.parent))
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenFixture(f"{file}: this is not YAML: {error}") from error
    if not isinstance(content, dict) or set(content) != {"model", "records"}:
        raise BrokenFixture(f"{file}: a fixture has the two keys “model” and “records”")
    model = _model(str(content["model"]), file)
    if not isinstance(content["records"], list):
        raise BrokenFixture(f"{file}: field “records”: this is a list of mappings")
    for place, data in enumerate(content["records"], start=1):
        yield _record(file, model, place, data)


def _model(label: str, file: str) -> type[Model]:
    if label.lower() not in ORDER:
        raise BrokenFixture(f"{file}: field “model”: there is no content of the kind “{label}”")
    return apps.get_model(label)


def _record(file: str, model: type[Model], place: int, data: Any) -> Record:
    if not isinstance(data, dict) or not all(isinstance(name, str) for name in data):
        raise BrokenFixture(f"{file}: record {place}: a record is a mapping of fields")
    identity = IDENTITY.get(model._meta.label_lower, ("slug",))
    for field in identity:
        if not data.get(field):
            raise BrokenFixture(f"{file}: record {place}, field “{field}”: it is missing")
    return Record(file, model, "/".join(str(data[field]) for field in identity), data)


def _refuse_twins(records: list[Record]) -> None:
    seen: dict[tuple[str, str], Record] = {}
    for record in records:
        twin = seen.setdefault((record.label, record.key), record)
        if twin is not record:
            raise record.broken(record.identity[-1], f"the same record stands in {twin.file}")
