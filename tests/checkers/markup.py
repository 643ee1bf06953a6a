"""The W3C Nu checker on every page and on the style sheets: no error and no warning."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.checkers import tools

# What the checker does not know yet, by the words of its message, each with the reason why it stays.
ALLOWED: dict[str, str] = {
    "“field-sizing”": "an editor's text fields grow with their text; browsers without it keep the usual height",
    "“container-type”": "the editor's preview is as wide as its column, not as the window",
    "“@container”": "the same",
    "“max-width”: Parse Error": "a tall picture is as narrow as it must be low, by the numbers of its own attributes",
}
MOST_SHOWN = 20


class Complaint(NamedTuple):
    file: str
    line: int
    message: str


def check() -> str:
    """Judge all pages of a delivered hub.

    Raises:
        RuntimeError: the checker objects to something that is not allowed by name.
    """
    with tempfile.TemporaryDirectory(prefix="hub-markup-") as name, tools.delivered() as hub:
        folder, found = Path(name), tools.pages(hub)
        for number, (path, text) in enumerate(sorted(found.items())):
            (folder / f"{number:04}{re.sub(r'[^a-z0-9]+', '-', path.lower())[:80]}.html").write_text(text)
        complaints = [*judge([folder]), *judge(sorted((tools.ROOT / "static").rglob("*.css")), "--css")]
    if left := [each for each in complaints if not any(words in each.message for words in ALLOWED)]:
        raise RuntimeError(_told(left))
    return f"Nu checker: {len(found)} pages without an error or a warning"


def judge(files: list[Path], *options: str) -> list[Complaint]:
    """What the checker says about these files or folders of files."""
    jar = tools.package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", *options, *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(told)["messages"]
    return [
        Complaint(Path(each.get("url", "")).name, each.get("lastLine", 0), each["message"])
        for each in messages
        if each["type"] == "error" or each.get("subType") == "warning"
    ]


def _told(complaints: list[Complaint]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    for each in complaints:
        places[each.message].append(f"{each.file}:{each.line}")
    lines = [f"{message} ({len(where)} times, first {where[0]})" for message, where in places.items()]
    return "\n".join(["the Nu checker objects:", *lines[:MOST_SHOWN]])
