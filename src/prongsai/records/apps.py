"""The app's registration with Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables live here and nowhere else."""

    name = "prongsai.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
