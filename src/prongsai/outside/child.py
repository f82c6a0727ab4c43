"""A pure function in a process of its own, with limits of time and memory: what it eats, nobody else goes without.

What people hand in is read here, and what libraries of others compile. The process never imports Django and never opens
the database; of the environment it has what Python needs. On POSIX a helper process waits with the modules loaded and
forks for each call, so that a call costs some milliseconds; on Windows each call has a process of its own, in a job
object. Where the system keeps no limit of memory, the caller measures twice a second.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import logging
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Literal, ParamSpec, TypeVar

from prongsai.files.problems import Refused

log = logging.getLogger("prongsai.child")

P = ParamSpec("P")
T = TypeVar("T")
Why = Literal["time", "memory", "died", "busy"]

# So many at once, of one process; others wait so many seconds.
AT_ONCE = 2
PATIENCE = 10.0
_LOOK = 0.5  # seconds between two looks at the memory
_LENGTH = struct.Struct(">Q")
_FORKS = hasattr(os, "fork") and sys.platform != "darwin"  # macOS's own libraries do not bear a fork
# Nothing else of the environment reaches the process: no address of a database, no secret.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


class Spent(Exception):
    """A call was ended: ``why`` is ``time`` or ``memory`` for its limits, ``died`` for anything that is a mistake of
    the program, ``busy`` where too many others were at it."""

    def __init__(self, why: Why, what: str = "") -> None:
        super().__init__(f"{why} {what}".strip())
        self.why = why


def call(function: Callable[P, T], seconds: float, megabytes: int, *given: P.args, **named: P.kwargs) -> T:
    """What a function of the program gives, computed in a process of its own.

    It may take so many seconds and so much memory (resident, beside what an idle Python takes). Function, arguments and
    result are pickled. Raises ``Spent``, and ``Refused`` where the function does.
    """
    if not _free.acquire(timeout=PATIENCE):
        raise Spent("busy", function.__qualname__)
    try:
        helper = _taken()
        whole = False
        try:
            answer = helper.ask((function.__module__, function.__qualname__, given, named), seconds, megabytes)
            whole = True
        finally:
            helper.leave(whole)
    finally:
        _free.release()
    match answer:
        case ("ok", value):
            given_back: T = value
            return given_back
        case ("refused", problems):
            raise Refused(problems)
        case ("memory" | "time" as why, status):
            log.warning("%s was ended in its own process: %s %s", function.__qualname__, why, status)
            raise Spent(why, function.__qualname__)
        case (_, said):
            # The trace has the program's lines and none of what was handed in.
            log.error("%s failed in its own process: %s", function.__qualname__, said)
            raise Spent("died", function.__qualname__)


class _Helper:
    """The process at the other end of two pipes."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.process = subprocess.Popen(
            # -P: not from the folder that one happens to stand in, where anything may lie that bears a module's name.
            [sys.executable, "-P", "-X", "utf8", "-m", "prongsai.outside.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=os.name == "posix",  # so that what it forks can be ended with it
        )
        self.job: Any = None

    def ask(self, job: object, seconds: float, megabytes: int) -> tuple[str, Any]:
        """Sends a call and waits for its answer. Raises ``Spent``."""
        if sys.platform == "win32":
            from prongsai.outside.windows_job import limited

            self.job = limited(self.process, megabytes)
        data = pickle.dumps((job, seconds, megabytes), protocol=pickle.HIGHEST_PROTOCOL)
        answers: list[bytes | None] = []
        talk = threading.Thread(target=self._talk, args=(data, answers), daemon=True)
        talk.start()
        end = time.monotonic() + seconds
        while talk.is_alive():
            left = end - time.monotonic()
            if left <= 0:
                raise Spent("time")
            talk.join(min(_LOOK, left))
            if not _FORKS and talk.is_alive() and _resident(self.process.pid) > (megabytes + 60) * 1_000_000:
                raise Spent("memory")
        if not answers or answers[0] is None:
            # Whatever ended it said nothing: a system that is out of memory does so.
            raise Spent("memory" if _killed(self.process) else "died")
        kind, value = pickle.loads(answers[0])  # noqa: S301 — from our own process
        return kind, value

    def _talk(self, data: bytes, answers: list[bytes | None]) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            _put(self.process.stdin, data)
            answers.append(_got(self.process.stdout))

    def leave(self, whole: bool) -> None:
        """Back to those that wait, where it can be used again; else it ends."""
        if whole and _FORKS:
            with _lock:
                _idle.append(self)
            return
        self.end()

    def end(self) -> None:
        """Ends the process and all that it started."""
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()
        if self.job is not None:
            from prongsai.outside.windows_job import close

            close(self.job)


_free = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_idle: list[_Helper] = []
_owner = os.getpid()


def _taken() -> _Helper:
    global _owner
    with _lock:
        if _owner != os.getpid():
            # A process that was forked off has no share in its parent's helpers.
            _idle.clear()
            _owner = os.getpid()
        while _idle:
            helper = _idle.pop()
            if helper.process.poll() is None:
                return helper
            helper.end()
    return _Helper()


@atexit.register
def end_all() -> None:
    """Ends the helpers that wait."""
    with _lock:
        left, _idle[:] = ([*_idle] if _owner == os.getpid() else []), []
    for helper in left:
        helper.end()


def _killed(process: subprocess.Popen[bytes]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
    return process.returncode in (-signal.SIGTERM, -9)


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where it cannot be told."""
    with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
        if os.name == "posix":
            said = subprocess.run(  # noqa: S603 — a number of our own
                ["ps", "-o", "rss=", "-p", str(pid)],  # noqa: S607 — wherever the system has it
                capture_output=True,
                timeout=5,
                check=False,
            )
            return int(said.stdout) * 1024
    return 0


def _put(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _got(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


# The other end.


def main() -> None:
    """Answers calls until nobody asks any more: each in a fork where the system has it, else one and no more."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints must not get between the answers.
    sys.stdout = sys.stderr
    while (data := _got(asked)) is not None:
        job, seconds, megabytes = pickle.loads(data)  # noqa: S301 — from our own process
        if not _FORKS:
            _put(answers, _answer(job))
            return
        # Loaded here once, so that every fork has it.
        importlib.import_module(job[0])
        pid = os.fork()
        if pid == 0:
            _limit(seconds, megabytes)
            _put(answers, _answer(job))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if status:
            _put(answers, pickle.dumps((_why(status), f"status {status}")))


def _why(status: int) -> Why:
    """What ended a fork that gave no answer: its clock, whoever looks after memory, or itself."""
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended_by == signal.SIGXCPU:
        return "time"
    return "memory" if ended_by in (signal.SIGKILL, signal.SIGABRT) else "died"


def _limit(seconds: float, megabytes: int) -> None:
    import resource

    # What is written to and belongs to this process alone, as the system counts it: heap, stacks, anonymous pages.
    limit = megabytes * 1_000_000 + _data_now()
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    # Counted over all threads of a fork; the clock is the caller's.
    cpu = int(seconds) * (os.cpu_count() or 1) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _data_now() -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 100_000_000


def _answer(job: tuple[str, str, tuple[Any, ...], dict[str, Any]]) -> bytes:
    module, name, given, named = job
    try:
        function: Any = importlib.import_module(module)
        for part in name.split("."):
            function = getattr(function, part)
        answer: tuple[str, Any] = ("ok", function(*given, **named))
        return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    except Refused as refused:
        answer = ("refused", refused.problems)
    except MemoryError:
        answer = ("memory", "")
    except BaseException:
        import traceback

        answer = ("died", "".join(traceback.format_exc(limit=-6)))
    return pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
