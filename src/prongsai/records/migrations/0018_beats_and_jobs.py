"""What the program does by itself: what repeats, and what is done once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_one_decision_a_thing"),
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
    ]
