"""Settings for the tests that need the web application; the tests of the steps run without Django as well.

SQLite by default; PostgreSQL where ``PRONGSAI_TEST_POSTGRES=1``, with a server of its own that ends with the run.
"""

from __future__ import annotations

import atexit
import gc
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No example fails because the machine is busy. CI tries the same examples every time, so that what lands is what was
# seen; everywhere else new ones are tried on each run, and one that failed is tried again first.
settings.register_profile("new-examples", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("same-examples", settings.get_profile("new-examples"), derandomize=True)
settings.load_profile("same-examples" if os.environ.get("CI") else "new-examples")

HERE = Path(__file__).parent
WITH_DJANGO = all(importlib.util.find_spec(each) for each in ("django", "pytest_django", "allauth"))
# Folders of tests that cannot even be read without Django.
collect_ignore = [] if WITH_DJANGO else ["records", "web", "people.py"]
# Some hundred processes start in a run, and each would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What takes longest begins first, so that both workers of a parallel run end together; the rest follows as it stands.
LONGEST = (
    "journeys/test_old_sites.py",
    "journeys/test_keeping.py",
    "web/test_browser.py",
    "journeys/test_site.py",
    "journeys/test_check_documents.py",
    "steps/test_excel_form.py::test_form_gives_back_any_small_round",
    "journeys/",
    "web/",
    "steps/",
)


def _rank(item: pytest.Item) -> int:
    place = f"{item.path.relative_to(HERE).as_posix()}::{item.name}"
    return next((rank for rank, lead in enumerate(LONGEST) if place.startswith(lead)), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    # Some hundred thousand objects of the libraries and the tests stay to the end: nobody looks again and again for
    # which of them are gone.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each worker begins with one end of the tests and takes from the other's when it is done with its own.

    So what a file makes once is made by one worker alone.
    """
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getvalue("dist") == "load" else None


def _start() -> str:
    """Has the site that the tests are about made for them; says what stands in the way, where something does."""
    from django.conf import settings

    if os.environ.get("PRONGSAI_TEST_FOLDER"):
        os.environ["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"
        return ""  # a worker of a parallel run: the first process has prepared everything
    if settings.configured:
        # Read before anything here was: of somebody's own site, with its folder and its database.
        return (
            "DJANGO_SETTINGS_MODULE is set, so that the tests would run on the settings of a site and not on the "
            "database that they are asked for: unset it (unset DJANGO_SETTINGS_MODULE), and leave --ds out"
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"
    from large_database import folder_of_server, server_of_run

    folder = tempfile.mkdtemp(prefix="prongsai-tests-")
    for made in (folder, folder_of_server(Path(folder))):
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    os.environ["PRONGSAI_TEST_FOLDER"] = os.environ["PRONGSAI_FOLDER"] = folder
    for name in [each for each in os.environ if each.startswith("PRONGSAI_")]:
        if name not in ("PRONGSAI_FOLDER", "PRONGSAI_TEST_FOLDER", "PRONGSAI_TEST_POSTGRES", "PRONGSAI_LANG"):
            del os.environ[name]
    os.environ["PRONGSAI_CONFIG"] = str(Path(folder) / "none.toml")
    Path(os.environ["PRONGSAI_CONFIG"]).touch()
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get("PRONGSAI_TEST_POSTGRES") == "1":
        server = server_of_run(Path(folder))
        atexit.register(server.cleanup)
        os.environ["DATABASE_URL"] = server.get_uri()
    return ""


if WITH_DJANGO:
    IN_THE_WAY = _start()

    def pytest_configure() -> None:
        if IN_THE_WAY:
            raise pytest.UsageError(IN_THE_WAY)
        from django.conf import settings

        wanted = "postgresql" if os.environ.get("PRONGSAI_TEST_POSTGRES") == "1" else "sqlite3"
        used = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        if used != wanted:
            raise pytest.UsageError(f"the tests are to run on {wanted}, and the settings say {used}")
        # The real one is slow on purpose.
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
        """A file instead of memory: two connections at once behave as they do in earnest."""
        from django.db import connections

        given = connections["default"].settings_dict
        if "sqlite" in given["ENGINE"]:
            worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
            given["TEST"]["NAME"] = str(Path(os.environ["PRONGSAI_TEST_FOLDER"]) / f"test-{worker}.sqlite3")
            # It ends with the run: nobody waits for the disk.
            given["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

    @pytest.fixture(autouse=True)
    def _one_store(monkeypatch: pytest.MonkeyPatch) -> None:
        """The workers of a run have a database each and one folder of files: its mark is that of them all."""
        from prongsai.records.queries.machine.files import known_mark

        monkeypatch.setattr("prongsai.flow.files.store.known_mark", lambda: known_mark() or "0" * 32)
        monkeypatch.setattr("prongsai.flow.files.store.new_mark", lambda: "0" * 32)

    @pytest.fixture(autouse=True)
    def _forget_tries(request: pytest.FixtureRequest) -> Iterator[None]:
        yield
        from django.utils import translation

        translation.deactivate()
