"""Changes the code in small ways, one at a time, and counts which changes the tests notice.

`python -m tests.mutation.runner search/text.py` tries the named files, without names all of them.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.mutation import session
from tests.mutation.operators import mutants

ROOT = session.ROOT
TESTS = (
    "tests/search/test_*.py",
    "tests/publishing/markdown/test_*.py",
    "tests/publishing/test_uses.py",
    "tests/glossary/test_linking*.py",
)
FIRST_TEST = "tests/search/test_structure.py::test_nothing_is_missing_after_a_migration"
SLOW_FILES = ("test_properties.py", "test_hostile_input.py")  # random input; other tests say what is right
POSTGRESQL = ("search/postgresql.py",)  # files that nothing but PostgreSQL runs
SEED = 2025
WORKERS = 2
SLOWEST_SECONDS = 2.0  # of the processor; tests that take more are left out: they measure time or size
PATIENCE_SECONDS = 20.0
MOST_NAMED = 10


def files() -> list[str]:
    """What is mutated: the search but for its migrations, of which the database is made, and two rules of text."""
    search = [path for path in sorted((ROOT / "search").rglob("*.py")) if "migrations" not in path.parts]
    return [str(path.relative_to(ROOT)) for path in search] + ["publishing/markdown/__init__.py", "glossary/linking.py"]


@dataclass(frozen=True, slots=True)
class Database:
    """Where the tests run; `fresh` gives a worker its own copy and says by which variables it is found."""

    name: str
    tests: tuple[str, ...]
    template: Path
    variables: dict[str, str]
    fresh: Callable[[int], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the tests do with the code as it is: their seconds, who runs which line of a file, which of them fail."""

    seconds: dict[str, float]
    lines: defaultdict[str, defaultdict[int, list[str]]]
    failed: list[str]

    def add(self, report: dict[str, Any]) -> None:
        """What one worker has seen."""
        self.seconds.update(report["seconds"])
        self.failed.extend(report["failed"])
        for file, lines in report["lines"].items():
            for line, tests in lines.items():
                self.lines[file][int(line)].extend(tests)

    def tests(self, file: str, line: int | None) -> list[str]:
        """The tests that run a line, or any line of the file, the quickest first."""
        lines = self.lines.get(file, {})
        found = {test for tests in lines.values() for test in tests} if line is None else {*lines.get(line, [])}
        return sorted(found & self.quick(), key=lambda test: self.seconds[test])

    def quick(self) -> set[str]:
        return {test for test, seconds in self.seconds.items() if seconds <= SLOWEST_SECONDS} - {*self.failed}


@dataclass(slots=True)
class Trial:
    """One mutant: its place among those of its file, and what became of it."""

    file: str
    line: int
    change: str
    in_function: bool
    number: int
    fate: str = ""


@dataclass(slots=True)
class Run:
    """The mutants that are being tried, by their process."""

    folder: Path
    deadline: float
    running: dict[int, tuple[Trial, int, float]] = field(default_factory=dict)

    def start(self, trial: Trial, slot: int, tests: list[str], base: Baseline, database: Database) -> None:
        tree = ast.parse((ROOT / trial.file).read_text(encoding="utf-8"))
        mutants(tree)[trial.number].apply()
        limit = PATIENCE_SECONDS + 10 * sum(base.seconds[test] for test in tests)
        output = self.folder / f"output-{slot}"
        temporary = self.folder / f"state-{slot}"
        temporary.mkdir(exist_ok=True)
        environment = {**database.fresh(slot), "TMPDIR": str(temporary)}
        process = session.fork(
            lambda: session.try_out(ROOT / trial.file, tree, tests, database.template), output, environment
        )
        self.running[process] = (trial, slot, time.monotonic() + limit)

    def finish(self) -> int:
        """Wait for one of them; the slot that is free again."""
        while True:
            for process, (trial, slot, limit) in list(self.running.items()):
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    trial.fate = "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
                elif time.monotonic() > limit:
                    os.killpg(process, signal.SIGKILL)
                    os.waitpid(process, 0)
                    trial.fate = "timed out"
                else:
                    continue
                del self.running[process]
                return slot
            time.sleep(0.005)


def trials(names: list[str]) -> list[Trial]:
    """Every mutant of these files, in an order that is random but always the same."""
    found = []
    for file in names:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        found += [
            Trial(file, each.line, each.change, each.in_function, number) for number, each in enumerate(mutants(tree))
        ]
    random.Random(SEED).shuffle(found)  # noqa: S311 (a sample, no secret)
    return found


def attempt(wanted: list[Trial], base: Baseline, database: Database, run: Run) -> None:
    """Try each of them, two at a time, until the deadline."""
    free = list(range(WORKERS))
    for trial in wanted:
        if time.monotonic() > run.deadline:
            break
        tests = base.tests(trial.file, trial.line if trial.in_function else None)
        if not tests:
            trial.fate = "not reached"
            continue
        if not free:
            free.append(run.finish())
        run.start(trial, free.pop(), tests, base, database)
    while run.running:
        run.finish()


def baseline(database: Database, folder: Path) -> Baseline:
    """Make the database and run every test once; one that fails by itself says nothing about a mutant."""
    output = folder / "output"
    process = session.fork(lambda: session.prepare(database.template, FIRST_TEST), output, database.variables)
    if os.waitpid(process, 0)[1]:
        raise RuntimeError(f"There is no test database: {output.read_text()[-3000:]}")
    found = Baseline({}, defaultdict(lambda: defaultdict(list)), [])
    shares = _shares(database.tests)
    for report in _at_once(lambda slot, place: session.watch(shares[slot], place, _is_excluded), database, folder):
        found.add(report)
    quickest = sorted(found.quick(), key=found.seconds.__getitem__)  # the order in which mutants meet them
    for report in _at_once(
        lambda slot, place: session.repeat(quickest[slot::WORKERS], place, database.template), database, folder
    ):
        found.failed.extend(report["failed"])
    for test in found.failed[:MOST_NAMED]:
        print(f"  left out, because it fails without any change: {test}")
    if len(found.failed) > MOST_NAMED:
        print(f"  and {len(found.failed) - MOST_NAMED} more")
    return found


def _at_once(work: Callable[[int, Path], int], database: Database, folder: Path) -> Iterator[dict[str, Any]]:
    """Let every worker run its share of the tests; what each of them reports."""
    started = []
    for slot in range(WORKERS):
        place = Path(tempfile.mkdtemp(dir=folder))
        environment = {**database.fresh(slot), "TMPDIR": str(place)}
        report = place / "report.json"
        started.append((session.fork(partial(work, slot, report), place / "output", environment), place))
    for process, place in started:
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) not in (0, 1):  # 1: some fail
            raise RuntimeError(f"The tests did not run: {(place / 'output').read_text()[-3000:]}")
        yield json.loads((place / "report.json").read_text())


def _shares(tests: Iterable[str]) -> list[list[str]]:
    """The files of tests, so divided that each worker has about as much to run."""
    files = [path for each in tests for path in ROOT.glob(each)]
    files.sort(key=lambda path: path.stat().st_size, reverse=True)
    return [[str(path.relative_to(ROOT)) for path in files[slot::WORKERS]] for slot in range(WORKERS)]


def _is_excluded(item: pytest.Item) -> bool:
    return item.path.name in SLOW_FILES or "no_cover" in item.keywords


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    yield Database(
        "SQLite", TESTS, folder / "template.sqlite3", {"DATABASE_URL": ""}, lambda slot: {"DATABASE_URL": ""}
    )


@contextmanager
def postgresql(folder: Path) -> Iterator[Database]:
    with postgres.server() as url:
        host = url.rpartition("/")[0]

        def fresh(slot: int) -> dict[str, str]:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS test_hub{slot} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE test_hub{slot} TEMPLATE test_hub")
            return {"DATABASE_URL": f"{host}/hub{slot}"}

        yield Database("PostgreSQL", TESTS[:1], folder / "none", {"DATABASE_URL": f"{host}/hub"}, fresh)


def mutate(names: list[str], minutes: float) -> list[Trial]:
    """Try the mutants of these files for that long; those that were not reached by then have no fate."""
    end = time.monotonic() + minutes * 60
    session.load()
    found = trials(names)
    print(f"{len(found):,} mutants of {len(names)} files", flush=True)
    of_postgresql = [trial for trial in found if trial.file in POSTGRESQL]
    of_both = [trial for trial in found if trial.file not in POSTGRESQL]
    for server, wanted, share in ((postgresql, of_postgresql, len(of_postgresql) / len(found)), (sqlite, of_both, 1)):
        if not wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="hub-mutants-") as name, server(Path(name)) as database:
            base, now = baseline(database, Path(name)), time.monotonic()
            run = Run(Path(name), now + (end - now) * share)
            attempt(wanted, base, database, run)
    return found


def report(found: list[Trial], survivors: Path) -> tuple[int, int]:
    """Print each file's score and write down what survived; how many of how many were killed."""
    each: dict[str, list[str]] = defaultdict(list)
    for trial in found:
        each[trial.file].append(trial.fate)
    for file, fates in sorted(each.items()):
        print(f"  {_score(fates):<34} {file}")
    left = sorted(
        (trial.file, trial.line, trial.change, trial.fate)
        for trial in found
        if trial.fate in ("survived", "not reached")
    )
    survivors.write_text("".join(f"{file}:{line}  {change}  ({fate})\n" for file, line, change, fate in left))
    tried = [trial.fate for trial in found if trial.fate]
    print(f"  {_score([trial.fate for trial in found])} in all; the others stand in {survivors.name}")
    return _killed(tried), len(tried)


def _score(fates: list[str]) -> str:
    tried = [fate for fate in fates if fate]
    share = f"{100 * _killed(tried) / len(tried):5.1f} %" if tried else "  none "
    return f"{share} killed: {_killed(tried)} of {len(tried)}" + (f" tried of {len(fates)}" if tried != fates else "")


def _killed(fates: list[str]) -> int:
    return sum(1 for fate in fates if fate in ("killed", "timed out"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--survivors", type=Path, default=ROOT / ".coverage" / "survivors.txt")
    options = parser.parse_args()
    options.survivors.parent.mkdir(exist_ok=True)
    killed, tried = report(mutate(options.files or files(), options.minutes), options.survivors)
    return 0 if tried and killed >= 0.8 * tried else 1


if __name__ == "__main__":
    sys.exit(main())
