"""Makes .venv exactly as the locks say, or does nothing where it is so already: `set_up.py run`, `set_up.py dev`.

`run` is what the program needs, `dev` what its tests and checks need besides. Nothing is resolved: a lock is whole, so
what it does not name is not installed, and newer releases of anything change nothing. An environment that was left half
made, or whose folder was moved, is made anew, since its programs point to where they were made.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
# Written when all is done, and taken away before anything is changed: without it the environment is half made.
STATE = FOLDER / "made.json"
# dev.txt names what the other two name as well.
LOCKS = {"run": ("run.txt", "build.txt"), "dev": ("dev.txt",)}
# What an environment has by itself, and the program.
OWN = {"pip", "setuptools", "wheel", "prongsai"}
WITHOUT_NETWORK = re.compile(r"Retrying \(|ConnectionError|[Tt]imed out|ProxyError|SSLError|No route to host")


class Failed(Exception):
    """Set-up cannot go on; says why in both languages."""


def say(line: str) -> None:
    """One line on the screen, at once."""
    print(line, flush=True)


def digest(*names: str) -> str:
    """Of files of the project."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def wanted(kind: str) -> dict[str, str]:
    """What the state must say for there to be nothing to do."""
    return {
        "folder": str(FOLDER),
        "python": "{}.{}".format(*sys.version_info[:2]),
        "kind": kind,
        "locks": digest(*(f"requirements/{lock}" for lock in LOCKS[kind])),
        "package": digest("pyproject.toml", "src/prongsai/__init__.py"),
    }


def state() -> dict[str, str]:
    """What the environment says of itself; nothing where there is none or it is half made."""
    try:
        said = json.loads(STATE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def works() -> bool:
    """Whether the environment's own Python can still be started."""
    try:
        return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def reason_to_begin_anew(kept: dict[str, str], asked: dict[str, str]) -> str | None:
    """Why the environment cannot be used as it is, in both languages; empty where there is none, None if it can be."""
    if not FOLDER.is_dir():
        return ""
    if not kept:
        return "an earlier set-up did not finish; beginning again · การติดตั้งครั้งก่อนไม่เสร็จ จึงเริ่มใหม่"
    if kept.get("folder") != asked["folder"]:
        return "this folder was moved or copied; beginning again · โฟลเดอร์นี้ถูกย้ายหรือคัดลอก จึงเริ่มใหม่"
    if kept.get("python") != asked["python"]:
        return f"with Python {asked['python']} from now on; beginning again · เปลี่ยนรุ่นของ Python จึงเริ่มใหม่"
    if not works():
        return "its Python is no longer there; beginning again · ไม่พบ Python ที่เคยใช้ จึงเริ่มใหม่"
    return None


def call(*arguments: str) -> str:
    """Standard output of a Python module of the environment, quietly. Failed, with its errors on the screen."""
    quiet = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}
    done = subprocess.run([PYTHON, "-m", *arguments], capture_output=True, encoding="utf-8", cwd=ROOT, env=quiet)
    if done.returncode == 0:
        return done.stdout
    said = (done.stderr + done.stdout).splitlines()
    errors = [line for line in said if not line.startswith("WARNING:")]
    print("\n".join(errors), file=sys.stderr)
    if any(WITHOUT_NETWORK.search(line) for line in said):
        raise Failed(
            "Nothing could be fetched. The first set-up needs the internet, once; afterwards none is needed. Connect\n"
            "(behind a proxy: set HTTPS_PROXY), then give the same command again.\n"
            "ดาวน์โหลดไม่ได้ การติดตั้งครั้งแรกต้องใช้อินเทอร์เน็ตหนึ่งครั้ง หลังจากนั้นไม่ต้องใช้ โปรดเชื่อมต่ออินเทอร์เน็ต\n"
            "(หากหน่วยงานใช้พร็อกซี ให้กำหนดค่า HTTPS_PROXY) แล้วสั่งคำสั่งเดิมอีกครั้ง"
        )
    raise Failed(
        "Set-up stopped at what is said above. Put it right, then give the same command again.\n"
        "การติดตั้งหยุดเพราะเหตุที่แจ้งไว้ข้างต้น โปรดแก้ไขแล้วสั่งคำสั่งเดิมอีกครั้ง"
    )


def make_environment() -> None:
    """An empty .venv in place of what is there."""
    inside = sys.prefix != sys.base_prefix  # perhaps in the very environment that is made anew
    python = Path(sys.base_prefix, "bin", "python{}.{}".format(*sys.version_info[:2])) if inside else sys.executable
    if FOLDER.is_symlink():
        FOLDER.unlink()
    elif FOLDER.exists():
        shutil.rmtree(FOLDER)
    done = subprocess.run([python, "-m", "venv", FOLDER], capture_output=True, encoding="utf-8")
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise Failed(
            f"A virtual environment cannot be made in {FOLDER}. Is there room on the disk, and may you write there?\n"
            f"เตรียมสภาพแวดล้อมใน {FOLDER} ไม่ได้ โปรดตรวจพื้นที่ว่างของดิสก์และสิทธิเขียนในโฟลเดอร์"
        )


def install_pins(kind: str) -> None:
    """What the locks name, and nothing else."""
    locks = [part for lock in LOCKS[kind] for part in ("-r", f"requirements/{lock}")]
    call("pip", "install", "-q", "--no-deps", "--require-hashes", *locks)


def remove_others(kind: str) -> None:
    """What no lock names any more."""
    pinned = {
        re.sub(r"[-_.]+", "-", name).lower()
        for lock in LOCKS[kind]
        for name in re.findall(
            r"^([A-Za-z0-9][A-Za-z0-9._-]*)", (ROOT / "requirements" / lock).read_text("utf-8"), re.MULTILINE
        )
    }
    installed = {line["name"] for line in json.loads(call("pip", "list", "--format", "json"))}
    left = sorted(name for name in installed if re.sub(r"[-_.]+", "-", name).lower() not in pinned | OWN)
    if left:
        call("pip", "uninstall", "-q", "-y", *left)


def install_program() -> None:
    """The program itself, where it lies, with its bytecode, so that its first start is not slow."""
    call("pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    # A module that is being edited may not be sound just now; whoever runs it is told.
    subprocess.run([PYTHON, "-m", "compileall", "-qq", "src/prongsai"], cwd=ROOT)


def set_up(kind: str) -> None:
    """The environment as the locks say. Failed where it cannot be made."""
    kept = state()
    if kept.get("kind") == "dev":
        kind = "dev"  # who has the tests' tools keeps them
    asked = wanted(kind)
    if kept == asked and PYTHON.exists():  # a link into nothing where that Python was removed from the machine
        return
    reason = reason_to_begin_anew(kept, asked)
    if reason is not None:
        if reason:
            say(reason)
        kept = {}
        say("1/3 virtual environment in .venv · เตรียมสภาพแวดล้อม")
        make_environment()
    STATE.unlink(missing_ok=True)
    if (kept.get("kind"), kept.get("locks")) != (asked["kind"], asked["locks"]):
        say("2/3 pinned dependencies, some minutes the first time · ติดตั้งไลบรารีที่กำหนดรุ่นไว้ ครั้งแรกใช้เวลาหลายนาที")
        try:
            install_pins(kind)
        except Failed:
            if kept:
                # The package client fetches everything before it changes anything: what was there still is.
                STATE.write_text(json.dumps(kept), "utf-8")
            raise
        remove_others(kind)
    say("3/3 prongsai · ติดตั้งโปรแกรม")
    install_program()
    call("pip", "check")
    STATE.write_text(json.dumps(asked), "utf-8")


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other set-up is at work in this folder."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is at work in this folder; waiting · มีการติดตั้งอื่นกำลังทำงานในโฟลเดอร์นี้ โปรดรอ")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)


if __name__ == "__main__":
    try:
        with alone():
            set_up(sys.argv[1])
    except Failed as failure:
        sys.exit(f"\n{failure}")
    except OSError as problem:
        sys.exit(
            f"\n{problem}\nIs there room on the disk, and may you write in this folder? Then the same command again.\n"
            "โปรดตรวจพื้นที่ว่างของดิสก์และสิทธิเขียนในโฟลเดอร์นี้ แล้วสั่งคำสั่งเดิมอีกครั้ง"
        )
    except KeyboardInterrupt:
        sys.exit("\nstopped; the same command begins again · หยุดแล้ว สั่งคำสั่งเดิมเมื่อต้องการเริ่มใหม่")
