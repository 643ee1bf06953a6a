"""What every piece of content shares, and what the site keeps beside it."""

from .content import THE_BEGINNING, Content, ContentQuerySet, Listed, State, Tracked, revised, window
from .revision import Revision
from .site import FormerAddress, Notice, Seeded, SiteVersion
from .use import Use
from .watched import Part, Watched, WatchedQuerySet

__all__ = [
    "THE_BEGINNING",
    "Content",
    "ContentQuerySet",
    "FormerAddress",
    "Listed",
    "Notice",
    "Part",
    "Revision",
    "Seeded",
    "SiteVersion",
    "State",
    "Tracked",
    "Use",
    "Watched",
    "WatchedQuerySet",
    "revised",
    "window",
]
