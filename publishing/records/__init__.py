"""An object of content with all its parts as plain data, and back.

    record = read(term)                 # {"slug": "memory", "names": [{"text": "Memory", "kind": "title"}], …}
    write(Term, record, term)           # as it was; raises Refused and leaves nothing half-written

What a record refers to is named by its natural key ("a/b" where that has two parts), moments are ISO texts in UTC.
What the models keep themselves (keys, version number, created, updated) is left out. A part stands in the record of
its first owner; its place in the list is its order.
"""

from .reading import read, read_all, records_of, stored
from .shape import Record, columns, digest, is_kept, kinds, label, natural_key, ordered, parts_of
from .writing import Refused, gaps, with_key, without_gaps, write

__all__ = [
    "Record",
    "Refused",
    "columns",
    "digest",
    "gaps",
    "is_kept",
    "kinds",
    "label",
    "natural_key",
    "ordered",
    "parts_of",
    "read",
    "read_all",
    "records_of",
    "stored",
    "with_key",
    "without_gaps",
    "write",
]
