"""What the search is held to, at 100,000 terms, and whether a report reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

LETTERS = ("1 letter", "2 letters", "3 letters")
ERROR = "typing error"  # the bare engine has nothing that could be compared
SEARCH_TIMES = {"sqlite": 2.0, "postgresql": 2.5}
SUGGEST_TIMES = {"sqlite": 2.0}
LETTERS_TIMES = 1.0
ERROR_MS = 5.0
PAGE_MS = 10.0
HOSTILE_MS = 50.0
OBJECT_TIMES = 1.5


class Goal(NamedTuple):
    """One goal with what was measured for it, the worst last."""

    text: str
    most: float
    measured: dict[str, float]

    @property
    def missed(self) -> dict[str, float]:
        return {name: value for name, value in self.measured.items() if value > self.most}


def goals(vendor: str, report: dict[str, Any]) -> Iterator[Goal]:
    """The goals of one database and size; those of which nothing was measured are left out."""
    return (goal for goal in _goals(vendor, report) if goal.measured)


def _goals(vendor: str, report: dict[str, Any]) -> Iterator[Goal]:
    for task, times in (("search", SEARCH_TIMES), ("suggest", SUGGEST_TIMES)):
        if vendor in times:
            ratios = {name: each for name, each in _ratios(report, task).items() if name not in (*LETTERS, ERROR)}
            yield Goal(f"{task} ≤ {times[vendor]:g} × raw", times[vendor], ratios)
        letters = {name: each for name, each in _ratios(report, task).items() if name in LETTERS}
        yield Goal(f"{task} of one to three letters ≤ {LETTERS_TIMES:g} × raw", LETTERS_TIMES, letters)
    classes = report["classes"]
    if vendor == "sqlite" and ERROR in classes:
        measured = {ERROR: classes[ERROR]["search"]["cpu_p50"]}
        yield Goal(f"search with a typing error p50 ≤ {ERROR_MS:g} ms CPU", ERROR_MS, measured)
    pages = {name: each["page"]["cpu_p95"] for name, each in classes.items()}
    yield Goal(f"page p95 ≤ {PAGE_MS:g} ms CPU", PAGE_MS, pages)
    hostile = {name: cpu for cpu, name in report.get("hostile", ())}
    yield Goal(f"slowest hostile input ≤ {HOSTILE_MS:g} ms CPU", HOSTILE_MS, hostile)


def object_goal(small: dict[str, float], large: dict[str, float]) -> Goal:
    """Taking in one object, of the largest size against the smallest."""
    ratio = {"one object": large["cpu_p50"] / small["cpu_p50"]}
    return Goal(f"indexing one object ≤ {OBJECT_TIMES:g} × that at 1,000 terms", OBJECT_TIMES, ratio)


def _ratios(report: dict[str, Any], task: str) -> dict[str, float]:
    return {name: each[task]["sums"] for name, each in report["classes"].items()}
