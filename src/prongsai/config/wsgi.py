"""The WSGI application that granian serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from prongsai.flow.site.start import prepare
from prongsai.flow.site.statics import collect
from prongsai.outside.background import later
from prongsai.outside.connections import KeptConnections
from prongsai.web.shell.doors.inputs import in_utf8

# Before the application is made: whitenoise lists its files then.
collect(prepare(tables="leave"))
KeptConnections().serve()
application = in_utf8(get_wsgi_application())

from prongsai.flow.documents.shelf import work_all  # noqa: E402 — its tables need the application
from prongsai.flow.people.mail import SENDER  # noqa: E402
from prongsai.flow.site.start import now  # noqa: E402

# Documents that waited, or were being made, and mail that was left when the program last ended.
later(lambda: work_all(now))
SENDER.wake()
