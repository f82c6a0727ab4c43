"""What the program does by itself: what repeats, what is done once, and what people are told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0018_units_of_agencies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beat",
            fields=[
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.CharField(blank=True, max_length=40)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("problem_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last_done", models.DateTimeField(blank=True, null=True)),
                ("on_since", models.DateTimeField()),
                ("off_since", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.AddField(
            model_name="person",
            name="mail_choice",
            field=models.CharField(
                choices=[("at-once", "at once"), ("digest", "once a day"), ("none", "no mail")],
                default="digest",
                max_length=7,
            ),
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.CharField(blank=True, max_length=40)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("problem_at", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("due_at", "pk"),
                "indexes": [
                    models.Index(condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="job_due")
                ],
                "constraints": [models.UniqueConstraint(fields=("name", "key"), name="job_once_a_key")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_key", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("channel", models.CharField(choices=[("app", "app"), ("mail", "mail")], max_length=4)),
                ("text_th", models.CharField(max_length=300)),
                ("text_en", models.CharField(max_length=300)),
                ("link", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("wanted_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.CharField(blank=True, max_length=40)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("sent", "sent"), ("unsure", "unsure"), ("unsent", "unsent"), ("dropped", "dropped")],
                        max_length=7,
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="records.agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-pk"),
                "indexes": [
                    models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="message_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "subject_key", "day", "channel"), name="told_once_a_day")
                ],
            },
        ),
    ]
