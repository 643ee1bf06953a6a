"""Reads articles that appeared elsewhere: web pages, Markdown, Word files, and text copied from a page.

    found = read(Given("page.html", data))      # Refused says in plain words why a text cannot be read
    article = save(found)                       # a draft whose rights are not recorded

Nothing in a text is corrected by itself: what may be wrong is offered (`corrections.offered`), one by one.
"""

from .found import Dropped, Found
from .given import Given, Kind, Refused
from .reading import read
from .saving import save

__all__ = ["Dropped", "Found", "Given", "Kind", "Refused", "read", "save"]
