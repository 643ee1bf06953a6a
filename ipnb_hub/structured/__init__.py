"""What a page says to machines: schema.org data about what it shows, as JSON-LD.

Every value stands on the page too; what is unknown or unchecked is left out.
"""

from .block import block
from .pages import describe

__all__ = ["block", "describe"]
