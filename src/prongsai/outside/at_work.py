"""Whether the process of a number may still be at work with a file, or is gone."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def is_gone(number: int, tasks: frozenset[str]) -> bool:
    """Whether nobody of that number does one of our ``tasks`` (words of the command line) any more.

    The number of a process that ended is given to another one: what is no program of ours, or does another task, is
    not the one that was meant, and neither is whoever asks. Where a system does not tell what a process does, it counts
    as at work as long as it is there.
    """
    if number == os.getpid():
        return True
    if not _is_there(number):
        return True
    words = _words_of(number)
    return words is not None and not (tasks & set(words) and any("prongsai" in word for word in words))


def _is_there(number: int) -> bool:
    if sys.platform == "win32":  # where a signal 0 would end it
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        held = kernel.OpenProcess(0x1000, False, number)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not held:
            return bool(ctypes.get_last_error() == 5)  # ERROR_ACCESS_DENIED: somebody else's
        kernel.CloseHandle(ctypes.c_void_p(held))
        return True
    try:
        os.kill(number, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _words_of(number: int) -> list[str] | None:
    """What a process was called with; None where the system does not tell."""
    try:
        said = Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return None
    return said.decode("utf-8", "replace").split("\0")
