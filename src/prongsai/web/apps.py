"""The app's registration with Django: templates, static files and tags; no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Screens; what they show is kept by ``prongsai.records``."""

    name = "prongsai.web"
    label = "web"

    def ready(self) -> None:
        """Listens to who comes and goes."""
        from prongsai.web.shell.doors import security_log

        security_log.listen()
