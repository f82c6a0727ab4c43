"""A job object of Windows: a process with a limit of memory, which ends when whoever holds the job ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

# winnt.h: JobObjectExtendedLimitInformation and the limits that are set.
_EXTENDED = 9
_PROCESS_MEMORY = 0x100
_KILL_ON_CLOSE = 0x2000
# Beside what it is asked for, an idle Python with its modules.
_IDLE = 100_000_000


def limited(process: subprocess.Popen[bytes], megabytes: int) -> Any:
    """Puts a process into a job with a limit of committed memory; the job, to be held while the process lives.

    None where the system refuses: then only time limits it.
    """
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = [
            ("BasicLimitInformation", Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = Extended()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
    limits.ProcessMemoryLimit = megabytes * 1_000_000 + _IDLE
    handle = wintypes.HANDLE(job)
    held = wintypes.HANDLE(int(process._handle))
    if kernel.SetInformationJobObject(handle, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)) and (
        kernel.AssignProcessToJobObject(handle, held)
    ):
        return handle
    close(handle)
    return None


def close(job: Any) -> None:
    """Lets a job go; what is still in it ends."""
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("kernel32").CloseHandle(job)
