"""Programs from elsewhere that judge the finished pages, and a hub for them to judge."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests import serving

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".coverage" / "npm"
VERSIONS = {"vnu-jar": "26.9.27", "lighthouse": "13.5.0"}
# Programs that must be there already, each with what it is for.
NEEDED = {"java": "runs the Nu HTML checker", "node": "runs Lighthouse", "npm": "installs both"}
# Where the crawl begins besides the first page: pages that are reached by a form.
BEGIN = ("/", "/search/?q=mirror+neurons", "/search/?q=mirrow+nurons", "/search/?q=zzzz", "/nowhere/")


def missing() -> list[str]:
    return [f"{name} ({use})" for name, use in NEEDED.items() if not shutil.which(name)]


def package(name: str) -> Path:
    """The folder of a package from npm, installed on its first use."""
    folder = FOLDER / "node_modules" / name
    if not folder.is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = [f"{each}@{version}" for each, version in VERSIONS.items()]
        command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix", str(FOLDER)]
        subprocess.run([*command, *wanted], check=True, cwd=FOLDER)
    return folder


@contextmanager
def delivered() -> Iterator[str]:
    """The address of a hub with its content, as an operator starts it."""
    with tempfile.TemporaryDirectory(prefix="hub-checked-") as name:
        home = Path(name) / "hub"
        serving.lend_static(home)
        with serving.hub(home, "") as running:
            yield running.url


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def pages(hub: str) -> dict[str, str]:
    """Every page of a hub that links lead to, by its path. Filters are followed once from each list."""
    waiting, found = list(BEGIN), dict[str, str]()
    connection = HTTPConnection(urlsplit(hub).netloc)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        connection.request("GET", path)
        answer = connection.getresponse()
        text, kind = answer.read().decode(), answer.headers.get("Content-Type", "")
        if not kind.startswith("text/html"):
            continue
        found[path] = text
        waiting += [link for link in _local(path, text) if "?" not in link or "?" not in path]
    connection.close()
    return found


def _local(path: str, text: str) -> Iterator[str]:
    links = _Links()
    links.feed(text)
    for link in links.found:
        parts = urlsplit(urljoin(path, link))
        if not parts.scheme and not parts.netloc and not parts.path.startswith(("/admin/", "/static/")):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
