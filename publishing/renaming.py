"""Addresses that change on purpose: two pages that change places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import acting, changes
from .models import FormerAddress, Tracked

STAND_IN = "swap-of-addresses-{}"


def swap(first: Tracked, second: Tracked, check: Callable[[], None] = lambda: None) -> None:
    """Give each of two objects of one model the address of the other, all or nothing; older addresses follow.

    `check` may refuse, inside the transaction.
    """
    one, other = _stored(first), _stored(second)
    addresses = one.slug, other.slug
    with acting.because(f"Swapped the addresses “{addresses[0]}” and “{addresses[1]}”"), changes.gathered():
        check()
        _move(one, STAND_IN.format(one.pk))
        between = one.get_absolute_url()
        _move(other, addresses[0])
        _move(one, addresses[1])
        if "#" not in between:  # nobody ever met the stand-in
            FormerAddress.objects.filter(path__startswith=between).delete()


def _stored(content: Tracked) -> Any:
    return type(content)._base_manager.get(pk=content.pk)


def _move(content: Any, slug: str) -> None:
    content.slug = slug
    content.save()
