"""Sends spreadsheets as an editor's browser does, and reads the pages that answer."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.shown import document


def page_of(response: Any) -> Any:
    """The document of an answer, which may come piece by piece."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return document(content.decode())


def check(client: Client, address: str, sheet: str, data: str | bytes, name: str = "file.csv") -> Any:
    """The page that says what importing the file would do."""
    content = data.encode() if isinstance(data, str) else data
    return page_of(client.post(address, {"sheet": sheet, "file": SimpleUploadedFile(name, content)}))


def confirm(client: Client, page: Any) -> Any:
    """Say yes to what the page shows."""
    form = next(each for each in page.iter("form") if each.get("id") == "confirm_form")
    return page_of(client.post(form.get("action")))


def may_confirm(page: Any) -> bool:
    return any(each.get("id") == "confirm_form" for each in page.iter("form"))


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def summary(page: Any) -> str:
    return next((text_of(each) for each in page.iter("p") if each.get("class") == "sheet-sum"), "")


def told(page: Any) -> list[str]:
    lists = [each for each in page.iter("ul") if each.get("class") == "sheet-told"]
    return [text_of(item) for each in lists for item in each.iter("li")]


def wrong(page: Any) -> list[tuple[str, ...]]:
    """Row, column and sentence of each thing that is wrong."""
    rows = [[text_of(cell) for cell in row.iter("td")] for body in page.iter("tbody") for row in body.iter("tr")]
    return [(row[0], row[2], row[3]) for row in rows]


def refusal(page: Any) -> str:
    """What stands above the form when the file cannot be read, or above all when nothing was imported."""
    lists = [each for each in page.iter("ul") if "errorlist" in (each.get("class") or "")]
    notes = [each for each in page.iter("p") if each.get("class") == "errornote"]
    return " ".join(text_of(each) for each in (*lists, *notes))


def shown(page: Any) -> list[str]:
    """The heading of each row that changes."""
    return [text_of(each) for each in page.iter("h3") if text_of(each).startswith("Row ")]


def marked(page: Any, tag: str) -> list[str]:
    return [text_of(each) for each in page.iter(tag)]


def as_csv(rows: list[list[str]]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()
