"""What the frame of a page costs, and a row: ratios of one run, so that they hold on any machine.

- The empty signed-in page (the frame around nothing, a role held) takes at most 6 times the CPU of the anonymous one.
  Nothing is kept from request to request but what the server itself keeps: `request_started` and `request_finished`
  are sent, as a server does.
- A bare insert with our settings takes at most 1.3 times the CPU of one with Django's own, its connection kept.

Prints all of it; exits 1 where a bound is broken. `--requests N` and `--inserts N` for a quick look.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REQUESTS, INSERTS = 400, 400
ROUNDS = 7
SIGNED_IN, INSERT = 6.0, 1.3


def _settings(folder: Path) -> None:
    for name in [name for name in os.environ if name.startswith("PRONGSAI_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    (folder / "none.toml").touch()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PRONGSAI_FOLDER": str(folder),
        "PRONGSAI_CONFIG": str(folder / "none.toml"),
    }
    from prongsai.flow.site.start import prepare

    prepare()


def _asking(cookies: str) -> Callable[[], None]:
    """Asks for the empty page as a server would: the application is called, the answer is closed."""
    from io import BytesIO

    from django.core.handlers.wsgi import WSGIHandler

    application = WSGIHandler()

    def ask() -> None:
        environment = {
            "REQUEST_METHOD": "GET", "PATH_INFO": "/empty/", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
            "wsgi.input": BytesIO(), "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_USER_AGENT": "bench", "HTTP_COOKIE": cookies,
        }  # fmt: skip
        status: list[str] = []
        answer = application(environment, lambda said, _headers: status.append(said))
        b"".join(answer)
        answer.close()
        assert status == ["200 OK"], status

    return ask


def _empty_page() -> None:
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import render
    from django.urls import path

    from prongsai.config import urls
    from prongsai.outside.serving.connections import KeptConnections

    KeptConnections().serve()

    def empty(request: HttpRequest) -> HttpResponse:
        return render(request, "base.html")

    urls.urlpatterns.append(path("empty/", empty))


def _person() -> str:
    """Somebody with a role and a session; the cookie."""
    from django.test import Client

    from prongsai.flow.by_file.examples import examples
    from prongsai.flow.intake.taking import agency_of
    from prongsai.records.models import Grant, Person

    now = datetime.datetime.now(datetime.UTC)
    agency = agency_of(examples()["mae-sot-2568"], person=None, now=now)
    person = Person.objects.create_user("bench@example.org", None, name="ผู้ประสานงาน")
    Grant.objects.create(person=person, role="coordinator", agency=agency, starts=datetime.date(2024, 1, 1))
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _cpu(work: Callable[[], None], times: int) -> float:
    """Milliseconds of CPU of one."""
    gc.collect()
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) * 1000 / times


def _pages(requests: int) -> float:
    _empty_page()
    signed_in, anonymous = _asking(_person()), _asking("")
    for warm in (signed_in, anonymous):
        _cpu(warm, 20)
    pairs = [(_cpu(signed_in, requests // ROUNDS), _cpu(anonymous, requests // ROUNDS)) for _ in range(ROUNDS)]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, others = (min(pair[at] for pair in pairs) for at in (0, 1))
    print(
        f"empty page: signed in {mine:.2f} ms, anonymous {others:.2f} ms of CPU, "
        f"ratio {ratio:.1f} (at most {SIGNED_IN})"
    )
    return ratio


def _inserting(model: Any, alias: str) -> Callable[[], None]:
    from django.db import close_old_connections, connections

    with connections[alias].schema_editor() as editor:
        editor.create_model(model)

    def insert() -> None:
        close_old_connections()  # as before and after each request
        model.objects.using(alias).create(text="แถว")
        close_old_connections()

    return insert


def _inserts(folder: Path, count: int) -> float:
    from django.db import connections, models

    class Bare(models.Model):
        text = models.CharField(max_length=40)

        class Meta:
            app_label = "bench"

    usual = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "usual.sqlite3"), "CONN_MAX_AGE": None}
    connections.settings["usual"] = {**connections.settings["default"], "OPTIONS": {}, **usual}
    own, theirs = _inserting(Bare, "default"), _inserting(Bare, "usual")
    for warm in (own, theirs):
        _cpu(warm, 20)
    pairs = [(_cpu(own, count // ROUNDS), _cpu(theirs, count // ROUNDS)) for _ in range(ROUNDS)]
    ratio = statistics.median(one / other for one, other in pairs)
    mine, others = (min(pair[at] for pair in pairs) for at in (0, 1))
    print(f"bare insert: ours {mine:.2f} ms, Django's own {others:.2f} ms of CPU, ratio {ratio:.2f} (at most {INSERT})")
    return ratio


def main() -> int:
    """Run both; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--inserts", type=int, default=INSERTS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _settings(folder)
        broken = [
            title
            for title, ratio, bound in (
                ("signed-in page", _pages(given.requests), SIGNED_IN),
                ("insert", _inserts(folder, given.inserts), INSERT),
            )
            if ratio > bound
        ]
        from django.db import connections

        connections.close_all()
    if broken:
        print(f"bounds broken: {', '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
