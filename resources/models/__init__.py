"""People and works."""

from .people import Person
from .works import Audience, Citation, Contributor, Resource

__all__ = ["Audience", "Citation", "Contributor", "Person", "Resource"]
