"""Fills the database of this process: the hub's own content, then terms of WordNet, straight into the index.

What was built is described by a stamp, so that a kept database is built anew only if it would come out differently.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from glossary.evidence import Evidence
from glossary.models import Name, Term
from ipnb_hub.seeding import seed
from search import postgresql, sqlite
from search.documents import Document
from search.indexing import RECIPE, chunks, put_all
from search.structure import ensure

from . import wordnet

CHUNK = 1_000
LABEL = "glossary.term"
_DESCRIBED = ("search/migrations/0*.py", "search/text.py", "bench/wordnet.py")


def stamp(size: int) -> str:
    """What decides how a database of this size comes out."""
    root = Path(settings.BASE_DIR)
    statements = postgresql.STATEMENTS if connection.vendor == "postgresql" else sqlite.STATEMENTS
    parts = [str(size), RECIPE, str(statements)]
    for pattern in _DESCRIBED:
        parts += [path.read_text(encoding="utf-8") for path in sorted(root.glob(pattern))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def empty(home: Path) -> None:
    """Leave nothing of what stood there before."""
    connection.close()
    for path in home.glob("hub.sqlite3*"):
        path.unlink()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")


def build(size: int) -> float:
    """Make the tables, the hub's own content and terms up to this number; the seconds that filling the index took."""
    call_command("migrate", verbosity=0)
    ensure()
    seed(settings.BASE_DIR / "fixtures")
    filling = terms(size)
    _sync("OFF")  # a power cut would cost a database that is quickly made anew
    start = time.perf_counter()
    for chunk in chunks(filling, CHUNK):
        put_all(LABEL, {term.key: document(term) for term in chunk})
    seconds = time.perf_counter() - start
    _sync("FULL")
    settle()
    return seconds


def _sync(how: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={how}")


def terms(size: int) -> list[wordnet.Term]:
    """The terms of WordNet that make the hub's own up to this number."""
    taken = set(Name.objects.values_list("folded", flat=True))
    return wordnet.terms(size - Term.objects.count(), taken)


def document(term: wordnet.Term) -> Document:
    evidence = list(Evidence)[term.key % len(Evidence)]
    return Document(
        kind="term",
        title=term.names[0],
        url=f"/glossary/wordnet-{term.key}/",
        names=term.names[1:],
        summary=term.definition,
        text=term.text,
        facet=evidence.value,
        label=str(evidence.label),
        visible_from=wordnet.PUBLISHED,
    )


def settle() -> None:
    """What a server does by itself in its first quiet minutes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
