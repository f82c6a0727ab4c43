"""Every setting that an operator may change: one typed table, from the environment or ``prongsai.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

Mode = Literal["desk", "served"]


def _option(default: object, text: str, *, env: str | None = None, secret: bool = False) -> Any:
    return field(default=default, metadata={"text": text, "env": env, "secret": secret})


@dataclass(frozen=True)
class Options:
    """The settings. Each may be given as ``PRONGSAI_<NAME>`` or as ``name`` in ``prongsai.toml``; the former wins."""

    mode: Mode = _option("desk", "desk: one office PC, 127.0.0.1 only; served: a name, a certificate, many people")
    folder: str = _option("", "where data is kept; empty: ~/.prongsai")
    database_url: str = _option("", "postgresql://…; empty: SQLite in the folder", env="DATABASE_URL", secret=True)
    host: str = _option("127.0.0.1", "address that the server listens on")
    port: int = _option(8080, "port that the server listens on")
    site: str = _option("", "the site's public address, as https://ita.example.go.th; needed where served")
    language: str = _option("th", "language of people who have not chosen one: th or en")
    mail_url: str = _option("", "smtp://user:password@host:port; empty: mail is written to the log", secret=True)
    mail_from: str = _option("prongsai@localhost", "sender of mail")
    upload_limit_mb: int = _option(20, "largest upload in MB")
    openid_issuer: str = _option("", "OpenID Connect issuer for signing in; empty: none")
    openid_client: str = _option("", "client id at the issuer")
    openid_secret: str = _option("", "client secret at the issuer", secret=True)
    openid_name: str = _option("OpenID", "what the sign-in button calls the issuer")
    debug: bool = _option(False, "shows errors to whoever sees them; for developers only")

    @property
    def home(self) -> Path:
        """The folder of data, absolute."""
        return Path(self.folder).expanduser().resolve() if self.folder else Path.home() / ".prongsai"


class WrongOption(Exception):
    """A setting that cannot be used: which, what was found, what is expected."""


def read_options(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Options:
    """The settings from the environment over ``prongsai.toml`` (in the working folder) over the defaults.

    Raises ``WrongOption`` for an unknown name in the file or a value of the wrong kind.
    """
    environment = os.environ if environment is None else environment
    path = file or Path(environment.get("PRONGSAI_CONFIG", "prongsai.toml"))
    given: dict[str, object] = {}
    if path.is_file():
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {each.name: each for each in fields(Options)}
    if unknown := sorted(set(given) - set(known)):
        raise WrongOption(f"{path}: unknown setting {', '.join(unknown)}; there are {', '.join(known)}")
    kinds = get_type_hints(Options)
    values: dict[str, object] = {}
    for name, each in known.items():
        env = each.metadata["env"] or f"PRONGSAI_{name.upper()}"
        if env in environment:
            values[name] = _typed(env, environment[env], kinds[name])
        elif name in given:
            values[name] = _typed(f"{path}: {name}", given[name], kinds[name])
    return Options(**values)  # type: ignore[arg-type]


def _typed(name: str, value: object, kind: object) -> object:
    if kind is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in ("1", "true", "yes", "on"):
            return True
        if str(value).lower() in ("0", "false", "no", "off", ""):
            return False
        raise WrongOption(f"{name}: found {value!r}, expected true or false")
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            raise WrongOption(f"{name}: found {value!r}, expected a whole number") from None
    if choices := get_args(kind):
        if value in choices:
            return value
        raise WrongOption(f"{name}: found {value!r}, expected one of {', '.join(choices)}")
    return str(value)
