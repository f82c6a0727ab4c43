"""Every setting that an operator may change: one typed table, from the environment or ``prongsai.toml``."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text

Mode = Literal["desk", "served"]
Language = Literal["th", "en"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Activity is written every ten minutes; whoever is away longer than a session may last at all is not asked for.
LEAST_IDLE, MOST_IDLE = 15, 14 * 24 * 60


def _option(default: object, text: str, *, env: str | None = None, secret: bool = False) -> Any:
    return field(default=default, metadata={"text": text, "env": env, "secret": secret})


@dataclass(frozen=True)
class Options:
    """The settings. Each may be given as ``PRONGSAI_<NAME>`` or as ``name`` in ``prongsai.toml``; the former wins."""

    mode: Mode = _option("desk", "desk: one office PC, 127.0.0.1 only; served: a name, a certificate, many people")
    folder: str = _option("", "where data is kept; empty: ~/.prongsai")
    database_url: str = _option(
        "",
        "postgresql://user:password@host/name, with libpq's options as `?sslmode=` and `connect_timeout=`; "
        "empty: SQLite in the folder",
        env="DATABASE_URL",
        secret=True,
    )
    host: str = _option("127.0.0.1", "address that the server listens on")
    port: int = _option(8080, "port that the server listens on")
    site: str = _option("", "the site's public address, as https://ita.example.go.th; needed where served")
    language: Language = _option("th", "language of people who have not chosen one: th or en")
    mail_url: str = _option(
        "",
        "smtp://user:password@host (STARTTLS, port 587; on port 25 plain) or smtps://… (SSL, port 465), "
        "with `?timeout=`, `starttls=no`; empty: mail is written to the log",
        secret=True,
    )
    mail_from: str = _option("prongsai@localhost", "sender of mail")
    upload_limit_mb: int = _option(20, "largest upload in MB")
    openid_issuer: str = _option("", "OpenID Connect issuer for signing in, as https://…; empty: none")
    openid_client: str = _option("", "client id at the issuer")
    openid_secret: str = _option("", "client secret at the issuer", secret=True)
    openid_name: str = _option("OpenID", "what the sign-in button calls the issuer")
    idle_minutes: int = _option(480, "minutes without activity after which a session has ended at the latest")
    idle_minutes_over_areas: int = _option(
        60, "the same for people with a role over an area or over every agency, who see more"
    )
    trusted_proxies: str = _option(
        "",
        "proxies of one's own whose X-Forwarded-For is believed: addresses or networks with commas between, as "
        "`127.0.0.1, 10.0.0.0/8`; empty: none is",
    )
    log_addresses: bool = _option(False, "writes the network address into the log of sign-ins and refusals")
    debug: bool = _option(False, "shows errors to whoever sees them; for developers only")

    @property
    def home(self) -> Path:
        """The folder of data, absolute."""
        return Path(self.folder).expanduser().resolve() if self.folder else Path.home() / ".prongsai"


class WrongOption(Refused):
    """A setting that cannot be used: which, what was found, what is expected."""

    def __init__(self, name: str, th: str, en: str) -> None:
        super().__init__([Problem(name, Text(th=th, en=en))])


def read_options(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Options:
    """The settings from the environment over ``prongsai.toml`` (in the working folder) over the defaults.

    Raises ``WrongOption`` for an unknown name in the file or a value of the wrong kind.
    """
    environment = os.environ if environment is None else environment
    path = file or Path(environment.get("PRONGSAI_CONFIG", "prongsai.toml"))
    given = _of_file(path)
    known = {option.name: option for option in fields(Options)}
    if unknown := sorted(set(given) - set(known)):
        names, there = ", ".join(unknown), ", ".join(known)
        raise WrongOption(
            str(path), f"ไม่มีการตั้งค่าชื่อ {names} ที่มีคือ {there}", f"unknown setting {names}; there are {there}"
        )
    kinds = get_type_hints(Options)
    values: dict[str, object] = {}
    for name, option in known.items():
        variable = option.metadata["env"] or f"PRONGSAI_{name.upper()}"
        if variable in environment:
            values[name] = _typed(variable, environment[variable], kinds[name])
        elif name in given:
            values[name] = _typed(f"{path}: {name}", given[name], kinds[name])
    return _possible(Options(**values))  # type: ignore[arg-type]


def _possible(options: Options) -> Options:
    if not 0 <= options.port < 65_536:
        raise WrongOption(
            "PRONGSAI_PORT", f"พบ {options.port} ต้องอยู่ระหว่าง 0 ถึง 65535", f"found {options.port}, expected 0 to 65535"
        )
    if options.site and not re.fullmatch(r"https?://[^/?#\s]+/?", options.site):
        raise WrongOption(
            "PRONGSAI_SITE",
            f"พบ {options.site!r} ต้องเป็นที่อยู่ เช่น https://ita.example.go.th",
            f"found {options.site!r}, expected an address as https://ita.example.go.th",
        )
    if options.openid_issuer and not re.fullmatch(r"https://[^/?#\s]+[^?#\s]*", options.openid_issuer):
        raise WrongOption(
            "PRONGSAI_OPENID_ISSUER",
            f"พบ {options.openid_issuer!r} ต้องเป็นที่อยู่ที่ขึ้นต้นด้วย https://",
            f"found {options.openid_issuer!r}, expected an address that begins with https://",
        )
    for name in ("idle_minutes", "idle_minutes_over_areas"):
        if not LEAST_IDLE <= getattr(options, name) <= MOST_IDLE:
            raise WrongOption(
                f"PRONGSAI_{name.upper()}",
                f"พบ {getattr(options, name)} ต้องอยู่ระหว่าง {LEAST_IDLE} ถึง {MOST_IDLE} นาที",
                f"found {getattr(options, name)}, expected {LEAST_IDLE} to {MOST_IDLE} minutes",
            )
    networks_of(options.trusted_proxies)
    if options.upload_limit_mb < 1:
        raise WrongOption("PRONGSAI_UPLOAD_LIMIT_MB", "ต้องเป็น 1 ขึ้นไป", "must be 1 or more")
    return replace(options, site=options.site.rstrip("/"))


def networks_of(proxies: str) -> tuple[Network, ...]:
    """The networks of a list with commas between; an address is a network of one. Raises ``WrongOption``."""
    found = []
    for said in filter(None, (part.strip() for part in proxies.split(","))):
        try:
            found.append(ipaddress.ip_network(said))
        except ValueError:
            raise WrongOption(
                "PRONGSAI_TRUSTED_PROXIES",
                f"พบ {said!r} ต้องเป็นที่อยู่หรือเครือข่าย เช่น 127.0.0.1, 10.0.0.0/8",
                f"found {said!r}, expected addresses or networks, as 127.0.0.1, 10.0.0.0/8",
            ) from None
    return tuple(found)


def _of_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongOption(
            str(path),
            f"อ่านไฟล์การตั้งค่าไม่ได้ ({error}) ให้เขียนบรรทัดละหนึ่งค่า เช่น port = 8080",
            f"the file of settings cannot be read ({error}); write a setting a line, as port = 8080",
        ) from error


def _typed(name: str, value: object, kind: object) -> object:
    if kind is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in ("1", "true", "yes", "on"):
            return True
        if str(value).lower() in ("0", "false", "no", "off", ""):
            return False
        raise WrongOption(name, f"พบ {value!r} ต้องเป็น true หรือ false", f"found {value!r}, expected true or false")
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            raise WrongOption(
                name, f"พบ {value!r} ต้องเป็นจำนวนเต็ม", f"found {value!r}, expected a whole number"
            ) from None
    if choices := get_args(kind):
        if value in choices:
            return value
        listed = ", ".join(choices)
        raise WrongOption(name, f"พบ {value!r} ต้องเป็น {listed}", f"found {value!r}, expected one of {listed}")
    return str(value)
