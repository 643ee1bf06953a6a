"""How to cite a work, for the sheet that shows editors how to write."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models.functions import Length

from publishing.desk.cheat_sheet import Example

from .models import Resource


def examples() -> Iterator[Example]:
    """With a work of this hub; nothing while it has none."""
    key = Resource.objects.published().order_by(Length("key"), "key").values_list("key", flat=True).first()
    if key:
        yield Example("Sources", f"A statement [@{key}]. One page of the work [@{key}, p. 13].")
