"""What is done when nobody waits for it: one thread of a process, one thing after the other."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger("prongsai.background")

_waiting: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
_lock = threading.Lock()
_thread: threading.Thread | None = None


def later(work: Callable[[], object]) -> None:
    """Does ``work`` in this process's thread for such, after what was asked before; what goes wrong goes to the log.

    Whatever must not be lost stands in a row: the thread ends with the process.
    """
    global _thread
    _waiting.put(work)
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="background", daemon=True)
            _thread.start()


def _work() -> None:
    from django.db import connections

    while True:
        work = _waiting.get()
        try:
            work()
        except Exception:
            log.exception("work behind the scenes failed")
        finally:
            connections.close_all()
            del work
