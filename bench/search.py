"""`make bench`: how quick the search is, beside the bare engine, on both databases; FULL=1 adds 100,000 terms.

`--only sqlite`, `--size 10000` and `--classes exact,"1 letter"` measure less; `--keep FOLDER` keeps the databases there
and uses them again for as long as they would come out the same.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # in place of this folder, where this file would be taken for the package "search"

from bench import databases, wordnet  # noqa: E402
from bench.goals import Goal, goals, object_goal  # noqa: E402

SIZES = (1_000, 10_000)
FULL_SIZE = 100_000
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SHOWN_HOSTILE = 5
SHOWN_MISSED = 10
SHOWN_TIMES = ("p50", "p95", "cpu", "raw_cpu", "sums", "medians")
_HEAD = f"{'':16}{'search':<46}{'page':<24}suggest"
_COLUMNS = f"{'':14}{'p50':>7}{'p95':>8}{'CPU':>7}{'raw':>7}{'×sum':>7}{'×med':>7}"
_COLUMNS += f"{'p50':>10}{'CPU':>7}{'p95':>7}{'p50':>11}{'p95':>8}{'CPU':>7}{'raw':>7}{'×sum':>7}{'×med':>7}"
LEGEND = """All in ms. p50 and p95 of a search and of suggestions are wall time, all else is CPU time, on PostgreSQL
with that of the server. raw: the statement that answers this class alone, its mean; ×sum and ×med: ours as a multiple
of it, of the sums and of the medians. The goals are set for 100,000 terms (FULL=1), judged by CPU time and sums."""


def main() -> int:
    options = _options()
    if wordnet.missing():
        print(wordnet.MISSING, file=sys.stderr)
        return 2
    print(LEGEND)
    for vendor in options.only or databases.VENDORS:
        reports = {size: _measured(vendor, size, options) for size in options.size}
        for line in _across(reports):
            print(line)
    if options.whole:
        _relevance()
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=list(databases.VENDORS), help="one database")
    parser.add_argument("--size", action="append", type=int, help="this number of terms")
    parser.add_argument("--keep", type=Path, help="a folder for the databases")
    parser.add_argument("--classes", default="", help="these classes of queries alone, with commas")
    parser.add_argument("--number", type=int, default=200, help="queries a class (200)")
    options = parser.parse_args()
    options.whole = not (options.only or options.size or options.classes)
    options.size = options.size or [*SIZES, *([FULL_SIZE] if os.environ.get("FULL") else [])]
    return options


def _measured(vendor: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Measure in a process of its own, print, and give back the report."""
    command = [sys.executable, "-m", "bench.measuring", "--size", str(size)]
    command += ["--classes", options.classes, "--number", str(options.number)]
    with databases.VENDORS[vendor](size, options.keep) as environment:
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"Measuring {size:,} terms on {TITLES[vendor]} ended with status {done.returncode}.")
    report: dict[str, Any] = json.loads(done.stdout)
    for line in _lines(vendor, size, report):
        print(line)
    sys.stdout.flush()
    return report


def _lines(vendor: str, size: int, report: dict[str, Any]) -> Iterator[str]:
    yield f"\n{TITLES[vendor]}, {size:,} terms ({_built(size, report['seconds'])})\n"
    yield from (_HEAD, _COLUMNS)
    for name, each in report["classes"].items():
        search, page, suggest = each["search"], each["page"], each["suggest"]
        own = f"{page['p50']:10.2f}{page['cpu']:7.2f}{page['cpu_p95']:7.2f}"
        yield f"{name:<14}{_times(search)}{own}    {_times(suggest)}"
    yield ""
    if "hostile" in report:
        slowest = "; ".join(f"{name} {cpu:.1f}" for cpu, name in report["hostile"][:SHOWN_HOSTILE])
        yield f"slowest hostile inputs, ms CPU: {slowest}"
    if "object" in report:
        yield "taking in one object: CPU {cpu_p50:.2f} (mean {cpu:.2f}), wall {p50:.2f} (p95 {p95:.2f})".format(
            **report["object"]
        )
    yield from (_goal(goal, size) for goal in goals(vendor, report))


def _times(measured: dict[str, float]) -> str:
    p50, p95, *others = (measured[name] for name in SHOWN_TIMES)
    return f"{p50:7.2f}{p95:8.2f}" + "".join(f"{each:7.2f}" for each in others)


def _built(size: int, seconds: float | None) -> str:
    return f"filled in {seconds:.0f} s, {seconds / size * 1000:.1f} ms a term" if seconds else "kept from before"


def _goal(goal: Goal, size: int) -> str:
    """One line; what is over the goal at fewer terms is no miss: there the bare engine has next to nothing to do."""
    if not goal.missed:
        return f"  reached           {goal.text} (worst {max(goal.measured.values()):.2f})"
    worst = sorted(goal.missed.items(), key=lambda each: -each[1])
    over = ", ".join(f"{name} {value:.2f}" for name, value in worst[:SHOWN_MISSED])
    over += f" and {len(worst) - SHOWN_MISSED} more" if len(worst) > SHOWN_MISSED else ""
    return f"  {'GOAL NOT REACHED' if size >= FULL_SIZE else 'over':<16}  {goal.text}: {over}"


def _across(reports: dict[int, dict[str, Any]]) -> Iterator[str]:
    """What shows only between sizes."""
    sizes = sorted(size for size, report in reports.items() if "object" in report)
    if len(sizes) > 1:
        yield f"\nfrom {sizes[0]:,} to {sizes[-1]:,} terms"
        yield _goal(object_goal(reports[sizes[0]]["object"], reports[sizes[-1]]["object"]), sizes[-1])


def _relevance() -> None:
    """The second table: whether the right answer stands first."""
    script = ROOT / "bench" / "relevance.py"
    if script.exists():
        print(flush=True)
        subprocess.run([sys.executable, str(script), "--both"], cwd=ROOT, check=False)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
