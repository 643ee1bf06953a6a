"""Editions that do not say whether the text was the hub's own: the version of that time does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations

OURS = ("own-work", "own-words")
ONE_CHANGE = timedelta(seconds=2)  # an edition is frozen first, the version of the same change is kept last


def tell(apps: Any, editor: Any) -> None:
    for edition in apps.get_model("articles", "Edition").objects.exclude(data__has_key="is_ours"):
        edition.data["is_ours"] = _basis(apps, edition) in OURS
        edition.save(update_fields=["data"])


def _basis(apps: Any, edition: Any) -> str:
    """On what rights the article stood when readers first saw it so; empty if nothing tells."""
    versions = apps.get_model("publishing", "Version").objects.filter(
        content_type__app_label="articles",
        content_type__model="article",
        object_id=edition.article_id,
        record__isnull=False,
    )
    with_it = versions.filter(made__range=(edition.made, edition.made + ONE_CHANGE)).order_by("number").first()
    version = with_it or versions.filter(made__lt=edition.made).order_by("-number").first()
    return version.record["rights_basis"] if version else ""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0002_editing"),
        ("articles", "0004_words_for_editors"),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
