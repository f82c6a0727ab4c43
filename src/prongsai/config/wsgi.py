"""The WSGI application that granian serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from prongsai.flow.site.start import prepare
from prongsai.flow.site.statics import collect
from prongsai.outside.connections import KeptConnections

# Before the application is made: whitenoise lists its files then.
collect(prepare(tables="leave"))
KeptConnections().serve()
application = get_wsgi_application()

from prongsai.flow.people.mail import SENDER  # noqa: E402 — its tables are there only now

# Mail that was left when the site stopped.
SENDER.wake()
