"""What every piece of content shares, and what the site keeps beside it."""

from .content import THE_BEGINNING, Content, ContentQuerySet, Listed, State, Tracked, revised, window
from .draft import Draft
from .outside_link import LinkCheck, OutsideLink
from .picture import Picture
from .preview_link import PreviewLink
from .proposal import Proposal
from .revision import Revision
from .sheet_file import SheetFile
from .site import FormerAddress, Notice, Seeded, SiteVersion
from .use import Use
from .version import Version, latest_number
from .watched import Part, Watched, WatchedQuerySet

__all__ = [
    "THE_BEGINNING",
    "Content",
    "ContentQuerySet",
    "Draft",
    "FormerAddress",
    "LinkCheck",
    "Listed",
    "Notice",
    "OutsideLink",
    "Part",
    "Picture",
    "PreviewLink",
    "Proposal",
    "Revision",
    "Seeded",
    "SheetFile",
    "SiteVersion",
    "State",
    "Tracked",
    "Use",
    "Version",
    "Watched",
    "WatchedQuerySet",
    "latest_number",
    "revised",
    "window",
]
