"""Beside each name stands what decides whether and where its entry is found; the index over it is made by `ensure()`."""

from django.db import migrations, models

FROM_ENTRIES = """
    UPDATE search_key SET model = entry.model, object_id = entry.object_id, kind = entry.kind, facet = entry.facet,
        title = substr(entry.folded, 1, 200), visible_from = entry.visible_from, visible_until = entry.visible_until
    FROM search_entry AS entry WHERE entry.id = search_key.entry_id"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_names_in_order_and_backwards"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="key", name="search_key_in_order"),
        migrations.AddField(
            model_name="key", name="model", field=models.CharField(default="", max_length=60), preserve_default=False
        ),
        migrations.AddField(
            model_name="key", name="object_id", field=models.PositiveBigIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            model_name="key", name="kind", field=models.CharField(default="", max_length=20), preserve_default=False
        ),
        migrations.AddField(
            model_name="key",
            name="facet",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="key",
            name="title",
            field=models.CharField(default="", help_text="The folded title of its entry.", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(model_name="key", name="visible_from", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="key", name="visible_until", field=models.DateTimeField(null=True)),
        migrations.RunSQL(FROM_ENTRIES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["id", "model", "place", "object_id", "kind", "facet", "visible_from", "visible_until"],
                name="search_entry_without_texts",
            ),
        ),
        # Made outside the migrations; on the way back it would keep the columns.
        migrations.RunSQL(migrations.RunSQL.noop, "DROP INDEX IF EXISTS search_key_in_order_c"),
    ]
