"""What the register of outside links hears of works beside their address fields: DOIs, and archived copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from publishing.links import Keys, Model, Named

from .models import Resource
from .references import DOI_ADDRESS, of_doi


def named(model: Model, keys: Keys) -> Iterator[Named]:
    """The addresses that DOIs stand for."""
    if model is Resource:
        works = Resource.objects.exclude(doi="")
        for key, doi in (works if keys is None else works.filter(pk__in=keys)).order_by().values_list("pk", "doi"):
            yield Named(of_doi(doi), Resource, key)


def copies(addresses: Iterable[str]) -> Mapping[str, str]:
    """The archived copies that works before readers have of these addresses: a draft leads nobody anywhere."""
    archived = Resource.objects.published().exclude(archived_url="").order_by("pk")
    dois = {unquote(each.removeprefix(DOI_ADDRESS)): each for each in addresses if each.startswith(DOI_ADDRESS)}
    of_dois = archived.filter(doi__in=dois).values_list("doi", "archived_url")
    of_addresses = archived.filter(url__in=list(addresses)).values_list("url", "archived_url")
    return {dois[doi]: copy for doi, copy in of_dois} | dict(of_addresses)
