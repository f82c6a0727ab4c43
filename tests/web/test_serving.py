"""What a serving process keeps: connections whichever thread asks, and files of the look under hashed names."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection, connections

from prongsai.flow.site.statics import collect
from prongsai.outside.serving.connections import KeptConnections
from prongsai.outside.statics import HashedFiles


@pytest.mark.django_db(transaction=True)
def test_connections_are_kept_from_thread_to_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = KeptConnections()
    made = []
    create = connections.create_connection
    monkeypatch.setattr(connections, "create_connection", lambda alias: made.append(create(alias)) or made[-1])
    mistakes: list[BaseException] = []

    def request(asked: threading.Barrier | None = None) -> None:
        try:
            kept._take()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if asked is not None:
                asked.wait(10)
            kept._give()
            assert connections.all(initialized_only=True) == []
        except BaseException as error:
            mistakes.append(error)

    def together(count: int) -> None:
        barrier = threading.Barrier(count)
        threads = [threading.Thread(target=request, args=(barrier,)) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    together(3)
    together(3)
    together(1)
    assert mistakes == []
    assert len(made) == 3
    for each in made:
        each.close()


def test_connection_of_the_thread_itself_is_not_lent() -> None:
    kept = KeptConnections()
    own = connections["default"]
    kept._take()
    kept._give()
    assert connections["default"] is own
    assert kept._free == []


def test_serving_listens_to_requests() -> None:
    before = len(request_started.receivers), len(request_finished.receivers)
    kept = KeptConnections()
    kept.serve()
    del kept
    try:
        assert (len(request_started.receivers), len(request_finished.receivers)) == (before[0] + 1, before[1] + 1)
        assert all(not hasattr(receiver[1], "cell_contents") for receiver in request_started.receivers)
    finally:
        request_started.receivers.pop()
        request_finished.receivers.pop()
        request_started.sender_receivers_cache.clear()
        request_finished.sender_receivers_cache.clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "STATIC_ROOT", None)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_static_files_are_hashed_compressed_and_made_once(home: Path) -> None:
    options = replace(settings.OPTIONS, folder=str(home))
    folder = collect(options)
    made = HashedFiles(location=str(folder))
    style = made.url("prongsai/look.css")
    assert re.fullmatch(r"/static/prongsai/look\.[0-9a-f]{12}\.css", style)
    name = style.removeprefix("/static/")
    assert (folder / name).read_bytes() == (folder / "prongsai" / "look.css").read_bytes()
    assert (folder / f"{name}.gz").is_file()
    assert str(folder) == settings.STATIC_ROOT

    stamp = folder.stat().st_mtime_ns
    assert (collect(options), folder.stat().st_mtime_ns) == (folder, stamp)
    assert names(home / "static") == [folder.name]


def test_another_look_is_another_folder_and_the_last_but_one_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = home / "extra"
    extra.mkdir()
    monkeypatch.setattr(settings, "STATICFILES_DIRS", [str(extra)])
    options = replace(settings.OPTIONS, folder=str(home))
    made = []
    for text in ("a{}", "b{}", "c{}"):
        from django.contrib.staticfiles.finders import get_finder

        get_finder.cache_clear()
        (extra / "more.css").write_text(text, "utf-8")
        made.append(collect(options))
    get_finder.cache_clear()
    assert len(set(made)) == 3
    assert set(names(home / "static")) == {folder.name for folder in made[1:]}


def test_without_hashed_files_the_plain_names_are_used() -> None:
    assert HashedFiles().url("prongsai/look.css") == "/static/prongsai/look.css"
