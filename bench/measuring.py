"""One database of one size, in a process of its own: fills it if it is not there, measures, prints JSON.

`python bench/search.py` starts it with the environment that chooses the database.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import building, hostile, raw  # noqa: E402
from bench.queries import Vocabulary, chosen  # noqa: E402
from search import engine, finding, indexing, suggesting  # noqa: E402
from search.matching import Window  # noqa: E402
from search.query import parse  # noqa: E402

WARMING = 5
OBJECTS = 100
AGAIN = 2
SLOW = 200.0  # ms
Task = Callable[..., object]


def search(query: str) -> tuple[Sequence[Any], Mapping[Any, int]]:
    """The search without its page: the ordered hits and the counts. Nothing else here knows the engine's inside."""
    window = Window(timezone.now())
    found = finding.search(parse(query), window)
    rows = list(found.rows.values())
    return found.ordered(rows, engine.PAGE, window), found.counts


class Clock:
    """Wall and CPU time of a task in ms.

    On PostgreSQL the CPU time of the server's process counts in; where that cannot be known, wall time stands for it.
    """

    def __init__(self) -> None:
        self.backend: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                process = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            self.backend = process if process.exists() else None
        self.blind = connection.vendor == "postgresql" and not self.backend

    def time(self, task: Task, *values: Any) -> tuple[float, float]:
        cpu, wall = self._cpu(), time.perf_counter_ns()
        task(*values)
        wall = time.perf_counter_ns() - wall
        return wall / 1e6, (wall if self.blind else self._cpu() - cpu) / 1e6

    def _cpu(self) -> int:
        server = int(self.backend.read_text().split()[0]) if self.backend else 0
        return time.process_time_ns() + server


class Times:
    """What was measured of many tasks, in ms."""

    def __init__(self, measured: Sequence[tuple[float, float]]) -> None:
        self.wall = [wall for wall, _ in measured]
        self.cpu = [cpu for _, cpu in measured]

    def told(self) -> dict[str, float]:
        return {
            "p50": median(self.wall),
            "p95": _p95(self.wall),
            "cpu": mean(self.cpu),
            "cpu_p50": median(self.cpu),
            "cpu_p95": _p95(self.cpu),
        }

    def against(self, other: Times) -> dict[str, float]:
        """These times as multiples of the other's: of the sums, and of the medians."""
        bare = {"raw_p50": median(other.wall), "raw_cpu": mean(other.cpu)}
        ratios = {"sums": sum(self.cpu) / sum(other.cpu), "medians": median(self.cpu) / median(other.cpu)}
        wall = {"wall_sums": sum(self.wall) / sum(other.wall), "wall_medians": median(self.wall) / median(other.wall)}
        return {**self.told(), **bare, **ratios, **wall}


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def classes(clock: Clock, asked: dict[str, list[str]]) -> dict[str, Any]:
    measured = {}
    for name, queries in asked.items():
        gc.collect()
        measured[name] = {
            "search": _ratio(clock, queries, search, _bare(name, raw.search)),
            "page": _plain(clock, queries, engine.find),
            "suggest": _ratio(clock, queries, suggesting.suggest, _bare(name, raw.suggest)),
        }
    return measured


def _ratio(clock: Clock, queries: Sequence[str], ours: Task, bare: Callable[[str], Task]) -> dict[str, float]:
    """Ours and the bare engine in turns, so that what slows the machine slows both; the first alternates."""
    mine, its = [], []
    for query in queries[:WARMING]:
        ours(query), bare(query)()
    for number, query in enumerate(queries):
        statement = bare(query)
        if number % 2:
            its.append(clock.time(statement))
        mine.append(clock.time(ours, query))
        if not number % 2:
            its.append(clock.time(statement))
    return Times(mine).against(Times(its))


def _plain(clock: Clock, queries: Sequence[str], ours: Task) -> dict[str, float]:
    for query in queries[:WARMING]:
        ours(query)
    return Times([clock.time(ours, query) for query in queries]).told()


def _bare(name: str, statement: Callable[[str, raw.Asked], raw.Statement]) -> Callable[[str], Task]:
    """The statement on the driver's own cursor, on the connection that the hub uses."""
    vendor = connection.vendor
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    cursor = connection.connection.cursor()

    def task(query: str) -> Task:
        sql, values = raw.for_driver(statement(name, raw.Asked(query, vendor, now)), vendor)
        return lambda: cursor.execute(sql, values).fetchall()

    return task


def slowest(clock: Clock, texts: dict[str, str]) -> list[tuple[float, str]]:
    """The CPU time of each hostile text, as a page and as suggestions, slowest first."""
    tasks = (("page", engine.find), ("suggestions", suggesting.suggest))
    measured = [(_usual(clock, ours, text), f"{name} ({how})") for name, text in texts.items() for how, ours in tasks]
    return sorted(measured, reverse=True)


def _usual(clock: Clock, ours: Task, text: str) -> float:
    """The CPU time without what the machine adds: the median of three, or the only one where it is slow anyway."""
    first = clock.time(ours, text)[1]
    return first if first > SLOW else median((first, *(clock.time(ours, text)[1] for _ in range(AGAIN))))


def one_object(clock: Clock, terms: Sequence[Any]) -> dict[str, float]:
    """Taking in one object whose title, names and text changed; it is put back, which is measured as well."""
    measured = []
    step = max(1, len(terms) // OBJECTS)
    for number, term in enumerate(terms[::step][:OBJECTS]):
        document = building.document(term)
        other = replace(
            document,
            title=f"{document.title} changed {number}",
            names=(*document.names, f"another name {number}"),
            text=f"{document.text} It was changed, for the {number}th time.",
        )
        measured += [clock.time(indexing.put, building.LABEL, term.key, made) for made in (other, document)]
    return Times(measured).told()


def _built(size: int, home: Path) -> float | None:
    """Build unless what is there is what would be built; the seconds, if so."""
    stamp = home / "bench.stamp"
    wanted = building.stamp(size)
    if stamp.exists() and stamp.read_text() == wanted:
        building.settle()
        return None
    stamp.unlink(missing_ok=True)
    building.empty(home)
    seconds = building.build(size)
    stamp.write_text(wanted)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--classes", default="")
    parser.add_argument("--number", type=int, default=200)
    options = parser.parse_args()
    from django.conf import settings

    seconds = _built(options.size, Path(settings.HUB_HOME))
    terms = building.terms(options.size)
    vocabulary = Vocabulary(terms)
    asked = chosen(vocabulary, options.number)
    wanted = [name for name in options.classes.split(",") if name]
    asked = {name: queries for name, queries in asked.items() if not wanted or name in wanted}
    gc.freeze()  # the terms are not the hub's
    clock = Clock()
    report: dict[str, Any] = {"seconds": seconds, "classes": classes(clock, asked)}
    if not wanted:
        report["hostile"] = slowest(clock, hostile.texts(vocabulary.frequent, vocabulary.names))
        report["object"] = one_object(clock, terms)
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
