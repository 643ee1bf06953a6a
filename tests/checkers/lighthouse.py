"""Lighthouse as a phone: 100 in all categories, nothing moves, nothing blocks; the median of three runs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from tests import chromium
from tests.checkers import tools

PAGES = {
    "home": "/",
    "article": "/articles/interpersonal-neurobiology-the-basics/",
    "term": "/glossary/implicit-memory/",
    "glossary": "/glossary/",
    "search": "/search/",  # results ask not to be indexed, which Lighthouse counts as a fault
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
STILL = ("cumulative-layout-shift", "total-blocking-time")
RUNS = 3
ATTEMPTS = 2


def check() -> str:
    """Measure the pages of a delivered hub.

    Raises:
        RuntimeError: a page has less than 100, or something moves or blocks.
    """
    with tools.delivered() as hub:
        short = [fault for name, path in PAGES.items() for fault in _faults(name, f"{hub}{path}")]
    if short:
        raise RuntimeError("; ".join(short))
    return f"Lighthouse: 100 in {len(CATEGORIES)} categories on {', '.join(PAGES)}"


def _faults(name: str, address: str) -> Iterable[str]:
    runs = [measured(address) for _ in range(RUNS)]
    for category in CATEGORIES:
        if (score := _score(runs, category)) < 1:
            yield f"{name}: {100 * score:.0f} in {category} ({', '.join(_reasons(runs[0], category))})"
    for audit in STILL:
        if (value := median(run["audits"][audit]["numericValue"] for run in runs)) > 0:
            yield f"{name}: {audit} is {value:.3f}"


def _score(runs: list[dict[str, Any]], category: str) -> float:
    return median(run["categories"][category]["score"] or 0 for run in runs)


def _reasons(run: dict[str, Any], category: str) -> list[str]:
    audits = [run["audits"][each["id"]] for each in run["categories"][category]["auditRefs"] if each["weight"]]
    return [each["id"] for each in audits if (each["score"] or 0) < 1 and each["scoreDisplayMode"] != "notApplicable"]


def measured(address: str) -> dict[str, Any]:
    """One run on one page, as Lighthouse reports it; where the browser failed, Lighthouse asks to be run again."""
    program: Path = tools.package("lighthouse") / "cli" / "index.js"
    flags = f"--chrome-flags=--headless=new {' '.join(chromium.flags())}"
    command = ["node", str(program), address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": chromium.find_or_install()}
    for _ in range(ATTEMPTS):
        done = subprocess.run([*command, flags], env=environment, capture_output=True, text=True, check=False)
        if not done.returncode:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    raise RuntimeError(f"Lighthouse failed on {address}: {done.stderr[-500:]}")
