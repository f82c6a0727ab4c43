"""The log of sign-ins by person, for sites that choose to keep one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0022_no_bytes_in_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("address", models.CharField(blank=True, max_length=45)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("in", "เข้าสู่ระบบ"),
                            ("refused", "ถูกปฏิเสธ"),
                            ("out", "ออกจากระบบ"),
                            ("ended", "สิ้นสุดเพราะไม่ได้ใช้งาน"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("-at", "-pk")},
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["at"], name="sign_in_at"),
        ),
    ]
