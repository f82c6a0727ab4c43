"""The board of a year: disclosure items, links, ticked elements, remarks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0024_files_of_agencies"),
    ]

    operations = [
        migrations.CreateModel(
            name="OitItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=20)),
                ("period", models.CharField(blank=True, default="", max_length=8)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to-do", "to do"),
                            ("doing", "in progress"),
                            ("ready", "ready"),
                            ("approved", "approved"),
                            ("entered", "entered in the assessor's system"),
                            ("not-applicable", "not applicable"),
                        ],
                        default="to-do",
                        max_length=14,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("note", models.TextField(blank=True, default="")),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                ("gone_from", models.CharField(blank=True, default="", max_length=80)),
                ("gone_title", models.CharField(blank=True, default="", max_length=400)),
                ("gone_into", models.CharField(blank=True, default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="oit_items", to="records.agency"
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="oit_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="oit_items", to="records.agencyround"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="oit_items",
                        to="records.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("round", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OitLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("url", models.CharField(max_length=2000)),
                ("explanation", models.TextField(blank=True, default="")),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                ("entered_text", models.TextField(blank=True, default="")),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="records.oititem"
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ElementTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("element", models.CharField(max_length=30)),
                ("where", models.CharField(blank=True, default="", max_length=100)),
                ("ticked_at", models.DateTimeField()),
                (
                    "ticked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="records.oititem"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ticks",
                        to="records.oitlink",
                    ),
                ),
            ],
            options={
                "ordering": ("item", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OitRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="records.oititem"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("item", "pk"),
            },
        ),
        migrations.AddIndex(
            model_name="oititem",
            index=models.Index(fields=["agency", "state"], name="oit_item_by_state"),
        ),
        migrations.AddIndex(
            model_name="oititem",
            index=models.Index(fields=["person", "due"], name="oit_item_by_person"),
        ),
        migrations.AddConstraint(
            model_name="oititem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_from", "")), fields=("round", "item", "period"), name="oit_item_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="oititem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not-applicable"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="oit_item_says_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="elementtick",
            constraint=models.UniqueConstraint(fields=("item", "element"), name="element_ticked_once"),
        ),
    ]
