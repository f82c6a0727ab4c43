"""Mail that waits is kept in rows until it is sent."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_makers_of_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=60)),
                ("nobody", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("quiet_until", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=120)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="records.invitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("due_at", "pk"),
                "indexes": [models.Index(fields=["due_at"], name="mail_due")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("purpose"),
                        django.db.models.functions.comparison.Coalesce("person", 0),
                        django.db.models.functions.comparison.Coalesce("invitation", 0),
                        django.db.models.functions.comparison.Coalesce("nobody", 0),
                        name="one_mail_a_purpose_and_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("invitation__isnull", True), ("nobody__isnull", True), ("person__isnull", False)),
                            models.Q(("invitation__isnull", False), ("nobody__isnull", True), ("person__isnull", True)),
                            models.Q(("invitation__isnull", True), ("nobody__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="mail_goes_to_one",
                    ),
                ],
            },
        ),
    ]
