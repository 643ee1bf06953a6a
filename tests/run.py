"""`make test`: every check of the hub, one summary line each; any failure or unnamed skip fails the run.

`python tests/run.py` runs all parts, `python tests/run.py lint sqlite` the named ones.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import chromium, postgres  # noqa: E402

REPORTS = ROOT / ".coverage"
WORKERS = "2"

# Tests that may be skipped, by name, with the reason. A skip that is not named here fails the run.
NAMED_SKIPS: dict[str, str] = {
    "test_an_index_of_the_right_name_but_another_order_is_out_of_date_and_made_anew": "on SQLite, which has no such",
}


# Variables that name what the parts of one run share.
SHARED: dict[str, str] = {}
# What one process compiled, the next ones read: tests with their asserts rewritten, and the hub for each start of it.
KEPT_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}


class PartError(Exception):
    """A part failed; the message says how."""


def run(*command: str, **variables: str) -> None:
    """Run one command in the project's folder, its output shown as it comes."""
    environment = {**os.environ, **KEPT_BYTECODE, **variables}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if status:
        raise PartError(f"{' '.join(Path(part).name for part in command[:4])} ended with status {status}")


def python(*arguments: str, **variables: str) -> None:
    run(sys.executable, *arguments, **variables)


def lint() -> str:
    python("-m", "ruff", "check", "--quiet")
    python("-m", "ruff", "format", "--check", "--quiet")
    return "ruff"


def templates() -> str:
    python("-m", "djlint", "--quiet", "--lint", "templates")
    return "djlint"


def types() -> str:
    with tempfile.TemporaryDirectory(prefix="hub-types-") as home:
        python("-m", "mypy", HUB_HOME=home)
    return "mypy --strict"


def migrations() -> str:
    with tempfile.TemporaryDirectory(prefix="hub-migrations-") as home:
        python("manage.py", "makemigrations", "--check", "--dry-run", HUB_HOME=home, DATABASE_URL="")
    return "every model change has its migration"


def deploy() -> str:
    with tempfile.TemporaryDirectory(prefix="hub-deploy-") as home:
        variables = {"HUB_HOME": home, "DATABASE_URL": "", "HUB_URL": "https://hub.example.org"}
        variables["SECRET_KEY"] = secrets.token_urlsafe(64)
        python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **variables)
    return "check --deploy"


def sqlite() -> str:
    return suite("sqlite", "-m", "not soak", "--ignore=tests/browser", "tests", DATABASE_URL="")


def postgresql() -> str:
    with postgres.server() as url:
        options = ("-m", "not once and not heavy and not soak", "--ignore=tests/browser", "tests")
        counts = suite("postgresql", *options, DATABASE_URL=url)
    return counts + once(REPORTS / "sqlite.xml", REPORTS / "postgresql.xml")


def once(first: Path, second: Path) -> str:
    """How many tests the second part left to the first one; nothing if the first one was not asked for."""
    if not first.is_file():
        return ""
    left = names(first) - names(second)
    return f"; {len(left)} more ran in the SQLite part alone"


def names(report: Path) -> set[str]:
    return {f"{case.get('classname')}.{case.get('name')}" for case in ET.parse(report).iter("testcase")}


def browser() -> str:
    path = chromium.find_or_install()
    options = ("--dist=worksteal", "-m", "not soak", "tests/browser")
    return suite("browser", *options, DATABASE_URL="", HUB_CHROMIUM=path)


def coverage() -> str:
    """The SQLite part once more, measured: that costs half its time again, so it has `make coverage`."""
    options = ("-m", "not soak", "--ignore=tests/browser", "tests")
    counts = suite("coverage", *options, measured=True, DATABASE_URL="")
    python("-m", "coverage", "combine", "--quiet")
    python("-m", "coverage", "report")
    return f"branch coverage; {counts}"


def suite(name: str, *arguments: str, measured: bool = False, **variables: str) -> str:
    """Run pytest, `measured` with coverage; counts and skips come from its own report."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    options = [
        "-q",
        "-n",
        WORKERS,
        "--dist=loadfile",
        "--no-loadscope-reorder",  # tests/conftest.py says which files come first
        *(["--cov", "--cov-report=", "--cov-fail-under=0"] if measured else []),
        f"--junitxml={report}",
    ]
    problem = None
    try:
        # pytest-cov combines its data when it ends; a name of its own keeps the parts apart.
        python("-m", "pytest", *options, *arguments, COVERAGE_FILE=str(REPORTS / f"data.{name}"), **SHARED, **variables)
    except PartError as failure:
        problem = failure
    counts = count(report)
    if problem:
        raise PartError(f"{counts}; {problem}")
    if unnamed := unnamed_skips(report):
        raise PartError(f"{counts}; skipped without a reason in tests/run.py: {', '.join(unnamed)}")
    return counts


TOTALS = {"passed": 0, "failed": 0}


def count(report: Path) -> str:
    """What one pytest run passed and failed, added to the totals."""
    if not report.is_file():
        TOTALS["failed"] += 1
        return "pytest did not finish"
    cases = list(ET.parse(report).iter("testcase"))
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    passed = len(cases) - failed - skipped
    TOTALS["passed"] += passed
    TOTALS["failed"] += failed
    return ", ".join([f"{passed} passed, {failed} failed, {skipped} skipped", *measurements(report)])


def measurements(report: Path) -> list[str]:
    """What tests measured and recorded with `record_property`, as they named it."""
    return [f"{entry.get('name')} {entry.get('value')}" for entry in ET.parse(report).iter("property")]


def unnamed_skips(report: Path) -> list[str]:
    """The skipped or expected-to-fail tests that NAMED_SKIPS does not excuse."""
    cases = ET.parse(report).iter("testcase")
    skipped = [case.get("name", "") for case in cases if case.find("skipped") is not None]
    return [name for name in skipped if name.split("[")[0] not in NAMED_SKIPS]


PARTS: dict[str, Callable[[], str]] = {
    part.__name__: part for part in (lint, templates, types, migrations, deploy, sqlite, postgresql, browser, coverage)
}
NOT_BY_DEFAULT = ("coverage",)
# What runs at the same time, two of a group: a part that is one process leaves a processor to the tests beside it;
# a browser and a database server often wait.
TOGETHER = [
    ("sqlite", "types", "lint", "templates", "migrations", "deploy"),
    ("postgresql", "browser"),
    ("coverage",),
]


def attempt_all(names: list[str]) -> list[tuple[bool, str]]:
    """Run the named parts; what each of them came to, in the order of the names."""
    results: dict[str, tuple[bool, str]] = {}
    known = {name for group in TOGETHER for name in group}
    for group in (*TOGETHER, *((name,) for name in names if name not in known)):
        with ThreadPoolExecutor(max_workers=int(WORKERS)) as pool:
            asked = {name: pool.submit(attempt, name) for name in group if name in names}
        results |= {name: each.result() for name, each in asked.items()}
    return [results[name] for name in names]


def attempt(name: str) -> tuple[bool, str]:
    """Run one part: whether it held, and its summary line."""
    print(f"\n=== {name} ===", flush=True)
    start = time.monotonic()
    try:
        held, words = True, PARTS[name]()
    except (PartError, RuntimeError, OSError, subprocess.SubprocessError) as failure:
        held, words = False, str(failure)
    return held, f"{'ok  ' if held else 'FAIL'}  {name:<10} {time.monotonic() - start:5.1f} s  {words}"


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in PARTS]:
        print(f"Unknown part: {', '.join(unknown)}; the parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that PostgreSQL is stopped then, too
    if "sqlite" in names or not names:
        shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hub-seeded-") as folder:
        SHARED["SEEDED_SQLITE"] = f"{folder}/hub.sqlite3"  # tests/seeded.py makes them
        SHARED["SEEDED_POSTGRESQL"] = "seeded"
        results = attempt_all(names or [name for name in PARTS if name not in NOT_BY_DEFAULT])
    print("\n=== summary ===")
    for _, line in results:
        print(line)
    for name, reason in NAMED_SKIPS.items():
        print(f"skip  {name}: {reason}")
    print(f"{TOTALS['passed']} passed, {TOTALS['failed']} failed")
    return 0 if all(held for held, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
