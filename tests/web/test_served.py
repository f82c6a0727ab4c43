"""What the served mode adds: secure cookies, HTTPS with HSTS. Read in a process of its own, as a server starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SHOW = """
import json, sys, django
django.setup()
from django.conf import settings as s
print(json.dumps({name: getattr(s, name) for name in sys.argv[1:]}))
"""
NAMES = (
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS",
    "MFA_PASSKEY_LOGIN_ENABLED", "ACCOUNT_DEFAULT_HTTP_PROTOCOL", "DEBUG",
)  # fmt: skip


def settings_of(folder: Path, *, names: tuple[str, ...] = NAMES, **options: str) -> dict[str, object]:
    environment = {**os.environ, "PRONGSAI_FOLDER": str(folder), **options}
    made = subprocess.run(
        [sys.executable, "-c", SHOW, *names], env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(made.stdout)
    return found


def test_the_served_mode_is_strict_and_the_desk_mode_works_without_a_certificate(tmp_path: Path) -> None:
    served = settings_of(tmp_path, PRONGSAI_MODE="served", PRONGSAI_SITE="https://ita.example.go.th")
    assert served == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": ["ita.example.go.th"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "DEBUG": False,
    }
    desk = settings_of(tmp_path)
    assert desk["SESSION_COOKIE_SECURE"] is False
    assert desk["SECURE_SSL_REDIRECT"] is False


def test_the_secret_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings_of(tmp_path)
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
