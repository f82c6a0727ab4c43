"""A function in a process of its own: its limits hold, its answer comes back, and it knows nothing of the site."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from prongsai.files.problems import Refused, refusal
from prongsai.outside import child
from prongsai.outside.child import Spent, call

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="where the system forks")


def doubled(value: int) -> int:
    return 2 * value


def slow(seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


def busy() -> None:
    while True:
        pass


def hungry(megabytes: int) -> int:
    return len([bytes(1_000_000) for _ in range(megabytes)])


def refusing() -> None:
    raise refusal("ไม่รับ", "not taken", "place")


def wrong() -> None:
    raise ZeroDivisionError("with a secret: 1234")


def dying() -> None:
    os.kill(os.getpid(), 9)


def crashing() -> None:
    os.kill(os.getpid(), 11)


def leaving() -> None:
    os._exit(3)


def chatty() -> str:
    sys.stdout.write("between the answers")
    os.write(2, b"beside them")
    return "said"


def surroundings() -> tuple[list[str], list[str], int]:
    return sorted(os.environ), [name for name in sys.modules if name.partition(".")[0] == "django"], os.getpid()


@pytest.fixture(autouse=True)
def _seen_by_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # Functions of the tests lie where only the tests look.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(Path(__file__).parent), *sys.path))))
    child.end_all()


def test_answer_comes_back() -> None:
    assert call(doubled, 10, 100, 21) == 42
    assert call(doubled, 10, 100, value=4) == 8
    assert call(chatty, 10, 100) == "said"


def test_it_is_another_process_each_time_and_knows_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("PRONGSAI_FOLDER", "secret")
    monkeypatch.setenv("PRONGSAI_SECRET_KEY", "secret")
    first, second = call(surroundings, 10, 100), call(surroundings, 10, 100)
    assert len({first[2], second[2], os.getpid()}) == 3
    assert first[1] == []
    assert not [name for name in first[0] if name.startswith("PRONGSAI") or "DATABASE" in name]


@pytest.mark.parametrize("function", [slow, busy])
def test_time_is_up(function: object) -> None:
    start = time.monotonic()
    given = (30.0,) if function is slow else ()
    with pytest.raises(Spent) as spent:
        call(function, 0.7, 100, *given)
    assert spent.value.why == "time"
    assert time.monotonic() - start < 10
    assert call(doubled, 10, 100, 1) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is the system's")
def test_memory_is_up() -> None:
    assert call(hungry, 20, 200, 100) == 100
    with pytest.raises(Spent) as spent:
        call(hungry, 20, 200, 2_000)
    assert spent.value.why == "memory"
    assert call(doubled, 10, 100, 1) == 2


def test_refusal_comes_back_with_its_problems() -> None:
    with pytest.raises(Refused) as refused:
        call(refusing, 10, 100)
    assert [(problem.place, problem.text.th) for problem in refused.value.problems] == [("place", "ไม่รับ")]


@pytest.mark.parametrize(
    ("function", "why"), [(wrong, "died"), (leaving, "died"), (crashing, "died"), (dying, "memory")]
)
def test_whatever_ends_it_is_said(function: object, why: str) -> None:
    with pytest.raises(Spent) as spent:
        call(function, 10, 100)
    assert spent.value.why == why
    assert call(doubled, 10, 100, 1) == 2


def test_no_more_than_two_at_once_and_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PATIENCE", 0.5)
    done: list[str] = []

    def ask() -> None:
        try:
            done.append(call(slow, 20, 100, 2.0))
        except Spent as spent:
            done.append(spent.why)

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["busy", "busy", "busy", "slept", "slept"]


def test_helper_that_was_killed_while_it_waited_is_replaced() -> None:
    assert call(doubled, 10, 100, 1) == 2
    (helper,) = child._idle
    helper.process.kill()
    helper.process.wait()
    assert call(doubled, 10, 100, 2) == 4


def test_nothing_is_left_running() -> None:
    assert call(doubled, 10, 100, 1) == 2
    (helper,) = child._idle
    child.end_all()
    assert helper.process.poll() is not None
    assert child._idle == []


@pytest.mark.parametrize(
    "module", ["flow.by_file.handed_in", "flow.by_file.write", "flow.site.copies.archive_checked", "publish.pdf.pdf"]
)
def test_what_is_called_there_knows_no_django(module: str) -> None:
    code = f"import sys, prongsai.{module}\nsys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
