from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0002_editing"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="taken_down",
            field=models.DateTimeField(blank=True, help_text="Since when its files are gone for good.", null=True),
        ),
        migrations.AddField(
            model_name="picture",
            name="taken_down_why",
            field=models.CharField(blank=True, help_text="Never shown to readers.", max_length=200),
        ),
    ]
