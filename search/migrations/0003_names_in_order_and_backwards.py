"""Names in the order of their kinds, and names and words backwards, for typing errors at their beginning.

An index of an older recipe is made anew by `search_rebuild --if-needed`, so that the new columns need no filling here.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_miss"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="word", name="search_word_first"),
        migrations.RemoveIndex(model_name="word", name="search_word_tail"),
        migrations.RemoveField(model_name="word", name="first"),
        migrations.RemoveField(model_name="word", name="length"),
        migrations.RemoveField(model_name="word", name="tail"),
        migrations.AddField(
            model_name="entry",
            name="known_words",
            field=models.TextField(
                blank=True, default="", help_text="Further words that typing errors are corrected to."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="key",
            name="place",
            field=models.PositiveSmallIntegerField(default=0, help_text="That of its entry."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="key",
            name="reversed",
            field=models.CharField(default="", help_text="The name without spaces, backwards.", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="word",
            name="reversed",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="key",
            index=models.Index(fields=["is_title", "place", "squashed", "folded", "entry"], name="search_key_in_order"),
        ),
        migrations.AddIndex(model_name="key", index=models.Index(fields=["reversed"], name="search_key_reversed")),
        migrations.AddIndex(model_name="word", index=models.Index(fields=["text"], name="search_word_text")),
        migrations.AddIndex(model_name="word", index=models.Index(fields=["reversed"], name="search_word_reversed")),
        # On the way back the columns that words had are made without a default.
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM search_word"),
    ]
