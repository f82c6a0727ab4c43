"""The app's registration with Django: templates, static files and tags; no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Screens; what they show is kept by ``prongsai.records``."""

    name = "prongsai.web"
    label = "web"
