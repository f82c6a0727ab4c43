"""The app's registration with Django: templates, static files and tags; no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Screens; what they show is kept by ``prongsai.records``."""

    name = "prongsai.web"
    label = "web"

    def ready(self) -> None:
        """Listens to who comes and goes."""
        from django.contrib.auth.signals import user_logged_out

        from prongsai.web.shell import headers
        from prongsai.web.shell.doors import security_log, sign_in_log

        user_logged_out.connect(headers.signed_out, dispatch_uid="headers.signed_out")
        security_log.listen()
        sign_in_log.listen()
