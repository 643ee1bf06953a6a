from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Miss",
            fields=[
                (
                    "text",
                    models.CharField(
                        max_length=100, primary_key=True, serialize=False, verbose_name="what was searched for"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(verbose_name="how often")),
                ("first_day", models.DateField(verbose_name="first searched for on")),
                ("last_day", models.DateField(verbose_name="last searched for on")),
            ],
            options={
                "verbose_name": "search without an answer",
                "verbose_name_plural": "searches without an answer",
                "default_permissions": ("view", "delete"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="search_miss_is_counted")
                ],
            },
        ),
    ]
