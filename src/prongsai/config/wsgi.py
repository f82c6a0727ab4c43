"""The WSGI application that granian serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from prongsai.flow.site.start import prepare
from prongsai.flow.site.statics import collect
from prongsai.outside.background import later
from prongsai.outside.serving.connections import KeptConnections
from prongsai.web.shell.doors.inputs import in_utf8

# Before the application is made: whitenoise lists its files then.
OPTIONS = prepare(tables="leave")
collect(OPTIONS)
KeptConnections().serve()
application = in_utf8(get_wsgi_application())


def _go_on() -> None:
    """Takes up, behind the scenes, what waited when the program last ended: documents and mail; and begins with what
    the program does by itself, where this process alone writes. Beside a database server `prongsai worker` does it."""
    # Their tables need the application.
    from prongsai.flow.documents.making import work_all
    from prongsai.flow.people.mail import SENDER
    from prongsai.flow.site.start import now
    from prongsai.flow.upkeep.running import RUNNER, prepare_beats

    later(lambda: work_all(now))
    SENDER.wake()
    if OPTIONS.database_url:
        later(lambda: prepare_beats(now))
    else:
        RUNNER.start()


_go_on()
