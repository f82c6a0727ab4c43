"""Who was shown which privacy notice, and the log of breaches of personal data."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0019_beats_jobs_and_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(choices=[("th", "ไทย"), ("en", "English")], max_length=2)),
                ("seen_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices_seen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("person", "version")},
        ),
        migrations.AddConstraint(
            model_name="noticeseen",
            constraint=models.UniqueConstraint(fields=("person", "version"), name="notice_seen_once_a_version"),
        ),
        migrations.CreateModel(
            name="BreachVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("noticed_at", models.DateTimeField()),
                ("what", models.TextField()),
                ("data", models.TextField()),
                ("whom", models.TextField()),
                ("measures", models.TextField(blank=True)),
                ("office_told_at", models.DateTimeField(blank=True, null=True)),
                ("people_told_at", models.DateTimeField(blank=True, null=True)),
                ("told_how", models.TextField(blank=True)),
                ("closed", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("-number", "-version")},
        ),
        migrations.AddConstraint(
            model_name="breachversion",
            constraint=models.UniqueConstraint(fields=("number", "version"), name="breach_version_once"),
        ),
    ]
