"""How often the search shows first what was meant: queries written by hand, and queries made from every name.

`python bench/relevance.py` scores what program made and the half of the written queries that may be tuned for;
`--held-out` scores the other half. On DATABASE_URL's database, or on a new one that is gone afterwards.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from bench.names import Name, Names  # noqa: E402
from bench.typed import SEED, Typed, made  # noqa: E402
from tests import postgres  # noqa: E402

WRITTEN = ROOT / "bench/relevance.yaml"
DATABASES = ("sqlite", "postgresql")
# What a hit says that was found by the text of its page, where the two databases may order differently.
BY_TEXT = ("in the text", "some of the words")


class Answer(NamedTuple):
    """A query and the addresses on the first page of its answer; `by_name` of them come before any found by text."""

    source: str
    query: Typed
    found: tuple[str, ...]
    by_name: int

    @property
    def place(self) -> int:
        """Of the first right answer, from 1; 0 if there is none."""
        return next((place for place, url in enumerate(self.found, 1) if url in self.query.wanted), 0)

    def as_data(self) -> dict[str, Any]:
        group, typed, wanted = self.query
        place = {"place": self.place, "wanted": sorted(wanted), "found": list(self.found), "by_name": self.by_name}
        return {"source": self.source, "group": group, "query": typed, **place}


class Score(NamedTuple):
    number: int
    first: float
    in_three: float


def written(path: Path = WRITTEN) -> list[Typed]:
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Typed(group, typed, frozenset(wanted)) for group, lines in groups.items() for typed, *wanted in lines]


def halves(queries: Sequence[Typed], seed: int = SEED) -> tuple[list[Typed], list[Typed]]:
    """The half that may be tuned for and the one held out; each group is divided evenly, by chance."""
    tuned: list[Typed] = []
    held_out: list[Typed] = []
    for group in dict.fromkeys(query.group for query in queries):
        members = [query for query in queries if query.group == group]
        random.Random(f"{seed}:{group}").shuffle(members)  # noqa: S311 - the same halves each time
        middle = (len(members) + 1) // 2
        tuned += members[:middle]
        held_out += members[middle:]
    return tuned, held_out


def names() -> Names:
    """Of the terms that the public may see, with the titles of the articles."""
    from articles.models import Article
    from glossary.models import Term

    terms = Term.objects.published().prefetch_related("names").order_by("slug")
    borne = (
        Name(name.text, term.get_absolute_url(), name.kind == name.Kind.TITLE, name.kind == name.Kind.ACRONYM)
        for term in terms
        for name in term.names.order_by("text")
    )
    articles = Article.objects.published()
    return Names(borne, [(article.title, article.get_absolute_url()) for article in articles])


def answers(source: str, queries: Iterable[Typed]) -> Iterator[Answer]:
    from search.engine import find

    for query in queries:
        results = find(query.text)
        found = tuple(hit.url for hit in results.hits)
        # A corrected query's hits say what was corrected; those of the query that was meant say how they match.
        meant = find(results.corrected).hits if results.corrected else results.hits
        by_text = {hit.url for hit in meant if hit.why in BY_TEXT}
        by_name = next((place for place, url in enumerate(found) if url in by_text), len(found))
        yield Answer(source, query, found, by_name)


def score(answered: Iterable[Answer]) -> dict[tuple[str, str], Score]:
    """By source and group, then of each source ("all"), in per cent."""
    places: dict[tuple[str, str], list[int]] = {}
    for answer in answered:
        for group in (answer.query.group, "all"):
            places.setdefault((answer.source, group), []).append(answer.place)
    return {key: _score(found) for key, found in sorted(places.items(), key=lambda item: item[0][1] == "all")}


def _score(places: list[int]) -> Score:
    first = sum(place == 1 for place in places)
    in_three = sum(1 <= place <= 3 for place in places)
    return Score(len(places), 100 * first / len(places), 100 * in_three / len(places))


def table(scores: dict[tuple[str, str], Score]) -> str:
    lines = [f"{'':50}{'queries':>8}{'first':>9}{'in 3':>9}"]
    for (source, group), (number, first, in_three) in scores.items():
        lines.append(f"{source:17}{group:33}{number:8}{first:8.1f}%{in_three:8.1f}%")
    return "\n".join(lines)


def failures(answered: Iterable[Answer]) -> Iterator[str]:
    for answer in answered:
        if answer.place != 1:
            wanted, found = sorted(answer.query.wanted), list(answer.found[:3])
            yield f"{answer.place}  {answer.query.group}: {answer.query.text!r} wants {wanted}, shows {found}"


@contextlib.contextmanager
def database(kind: str) -> Iterator[None]:
    """The hub set up on DATABASE_URL's database (kind ""), or on a new one with the delivered content."""
    with contextlib.ExitStack() as stack:
        if kind:
            os.environ["HUB_HOME"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-relevance-"))
            os.environ["DATABASE_URL"] = stack.enter_context(postgres.server()) if kind == "postgresql" else ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "ipnb_hub.settings"
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        if kind:
            call_command("migrate", verbosity=0)
            call_command("seed", verbosity=0)
        try:
            yield
        finally:
            connections.close_all()


def answered(kind: str, *, held_out: bool) -> list[Answer]:
    tuned, held = halves(written())
    with database(kind):
        if held_out:
            return list(answers("held out", held))
        return [*answers("written by hand", tuned), *answers("made by program", made(names()))]


def differing(options: argparse.Namespace) -> int:
    """Score both databases, each in a process of its own; say which queries name other pages by name."""
    data: dict[str, list[dict[str, Any]]] = {}
    for kind in DATABASES:
        with tempfile.TemporaryDirectory(prefix="hub-relevance-") as folder:
            file = Path(folder) / "answers.json"
            command = [sys.executable, __file__, "--database", kind, "--json", str(file)]
            command += [f"--{name}" for name in ("held-out", "failures") if getattr(options, name.replace("-", "_"))]
            subprocess.run(command, check=True)  # noqa: S603 - this file
            data[kind] = json.loads(file.read_text(encoding="utf-8"))
    pairs = [pair for pair in zip(*data.values(), strict=True) if len({_by_name(one) for one in pair}) > 1]
    print(f"{len(pairs)} answers by name differ between the databases.")
    for one, other in pairs:
        print(f"{one['group']}: {one['query']!r}\n  {_by_name(one)}\n  {_by_name(other)}")
    return len(pairs)


def _by_name(answer: dict[str, Any]) -> tuple[str, ...]:
    return tuple(answer["found"][: answer["by_name"]])


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=DATABASES, help="a new database, whatever DATABASE_URL says")
    parser.add_argument("--both", action="store_true", help="both databases, and where their answers differ")
    parser.add_argument("--held-out", action="store_true", help="the half that nothing was tuned for")
    parser.add_argument("--failures", action="store_true", help="each query whose first answer is not right")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every answer")
    return parser.parse_args(given)


def main() -> int:
    options = arguments()
    if options.both:
        return 1 if differing(options) else 0
    kind = options.database or ("" if os.environ.get("DATABASE_URL") else "sqlite")
    found = answered(kind, held_out=options.held_out)
    print(f"{kind or 'DATABASE_URL'}\n{table(score(found))}")
    if options.failures:
        print("\n".join(failures(found)))
    if options.json:
        options.json.write_text(json.dumps([answer.as_data() for answer in found], indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
