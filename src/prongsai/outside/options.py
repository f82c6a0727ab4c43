"""Every setting that an operator may change: one typed table, from the environment or ``prongsai.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside import values
from prongsai.outside.files import read_limited

# Bytes; with every setting and a comment to each it has some thousand.
MOST_OF_A_FILE = 1_000_000
Mode = Literal["desk", "served"]
Language = Literal["th", "en"]
# Whether a log of sign-ins by person is kept: the body that runs a served site chooses; none is kept before.
SignInLog = Literal["not-chosen", "kept", "not-kept"]
# Activity is written every ten minutes; whoever is away longer than a session may last at all is not asked for.
LEAST_IDLE, MOST_IDLE = 15, 14 * 24 * 60
# Names that begin like settings and are none: which file, which language the command line speaks; and those of tests.
_NO_SETTINGS, _OF_TESTS = frozenset({"PRONGSAI_CONFIG", "PRONGSAI_LANG"}), "PRONGSAI_TEST_"


def _option(
    default: object,
    text: str,
    *,
    as_in: str = "",
    env: str | None = None,
    secret: bool = False,
    check: values.Check = values.text,
) -> Any:
    """A setting; ``as_in`` is a value as it may be written."""
    told = {"text": text, "env": env, "secret": secret, "check": check, "as": as_in or str(default)}
    return field(default=default, metadata=told)


@dataclass(frozen=True)
class Options:
    """The settings. Each may be given as ``PRONGSAI_<NAME>`` or as ``name`` in ``prongsai.toml``; the former wins."""

    mode: Mode = _option("desk", "desk: one office PC, 127.0.0.1 only; served: a name, a certificate, many people")
    folder: str = _option("", "where data is kept; empty: ~/.prongsai", as_in="~/.prongsai", check=values.folder)
    database_url: str = _option(
        "",
        "postgresql://user:password@host/name, with libpq's options as `?sslmode=` and `connect_timeout=`; "
        "empty: SQLite in the folder",
        as_in="postgresql://user:password@host/prongsai",
        env="DATABASE_URL",
        secret=True,
    )
    host: str = _option("127.0.0.1", "address that the server listens on", check=values.host)
    port: int = _option(8080, "port that the server listens on", check=values.between(1, 65_535))
    site: str = _option(
        "",
        "the site's public address, as https://ita.example.go.th; needed where served",
        as_in="https://ita.example.go.th",
        check=values.site,
    )
    language: Language = _option("th", "language of people who have not chosen one: th or en")
    mail_url: str = _option(
        "",
        "smtp://user:password@host (STARTTLS, port 587; on port 25 plain) or smtps://… (SSL, port 465), "
        "with `?timeout=`, `starttls=no`; empty: mail is written to the log; needed where served",
        as_in="smtp://user:password@mail.example.go.th",
        secret=True,
    )
    mail_from: str = _option("prongsai@localhost", "sender of mail", as_in="ita@example.go.th", check=values.sender)
    upload_limit_mb: int = _option(
        50,
        "largest upload in MB; the proxy in front must let one MB more through",
        check=values.between(1, values.MOST_UPLOAD_MB),
    )
    files_quota_mb: int = _option(
        2_000,
        "room in MB that the files of one agency may take; official records are kept whatever it says",
        check=values.between(10, 1_000_000),
    )
    openid_issuer: str = _option(
        "",
        "OpenID Connect issuer for signing in, as https://…; empty: none",
        as_in="https://sso.example.go.th",
        check=values.issuer,
    )
    openid_client: str = _option("", "client id at the issuer", as_in="prongsai")
    openid_secret: str = _option("", "client secret at the issuer", as_in="…", secret=True)
    openid_name: str = _option("OpenID", "what the sign-in button calls the issuer", check=values.name_on_a_button)
    idle_minutes: int = _option(
        480,
        "minutes without activity after which a session has ended at the latest",
        check=values.between(LEAST_IDLE, MOST_IDLE),
    )
    idle_minutes_over_areas: int = _option(
        60,
        "the same for people with a role over an area or over every agency, who see more",
        check=values.between(LEAST_IDLE, MOST_IDLE),
    )
    trusted_proxies: str = _option(
        "",
        "proxies of one's own whose X-Forwarded-For is believed: addresses or networks with commas between, as "
        "`127.0.0.1, 10.0.0.0/8`; empty: none is",
        as_in="127.0.0.1",
        check=values.networks,
    )
    log_addresses: bool = _option(
        False, "writes the network address into the log of sign-ins and refusals", as_in="false"
    )
    sign_in_log: SignInLog = _option(
        "not-chosen",
        "kept: who signed in or out and from which network address is kept by person for 90 days; not-kept: it is not; "
        "not-chosen: nothing is kept, and where served `prongsai doctor` says that nobody has chosen",
        as_in="kept",
    )
    privacy_contact: str = _option(
        "",
        "whom people ask about their personal data, as the privacy notice names it: unit, telephone, e-mail; empty: "
        "the notice says that nobody is named yet",
        as_in="งานนิติการ สำนักปลัด โทร. 0 2000 0000",
        check=values.short_line,
    )
    debug: bool = _option(False, "shows errors to whoever sees them; for developers only", as_in="false")

    @property
    def home(self) -> Path:
        """The folder of data, absolute."""
        return Path(self.folder).expanduser().resolve() if self.folder else Path.home() / ".prongsai"


class WrongOption(Refused):
    """Settings that cannot be used: of each its name, what was found, what is expected and what to do."""

    def __init__(self, name: str, th: str, en: str, *, more: tuple[Problem, ...] = ()) -> None:
        super().__init__([Problem(name, Text(th=th, en=en)), *more])


def variable(name: str) -> str:
    """The name of the variable that a setting is read from."""
    option = {option.name: option for option in fields(Options)}[name]
    return str(option.metadata["env"] or f"PRONGSAI_{name.upper()}")


def read_options(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Options:
    """The settings from the environment over ``prongsai.toml`` (in the working folder) over the defaults.

    Raises ``WrongOption`` that tells of every unknown name and of every value that cannot be used.
    """
    environment = os.environ if environment is None else environment
    named = environment.get("PRONGSAI_CONFIG")
    path = file or Path(named or "prongsai.toml")
    given = _of_file(path, must_be=file is None and bool(named))
    known = {option.name: option for option in fields(Options)}
    wrong = _unknown(environment, given, path)
    kinds = get_type_hints(Options)
    found: dict[str, Any] = {}
    for name, option in known.items():
        source: tuple[str, str, object]
        if variable(name) in environment:
            source = variable(name), f"{variable(name)}={option.metadata['as']}", environment[variable(name)]
        elif name in given:
            source = f"{path}: {name}", _line(option), given[name]
        else:
            source = variable(name), f"{variable(name)}={option.metadata['as']}", option.default
        place, example, value = source
        try:
            found[name] = _typed(value, kinds[name])
            expected = values.text(value) if isinstance(value, str) else None
            expected = expected or option.metadata["check"](found[name])
        except _OfAnotherKind as mistake:
            expected = mistake.expected
        if expected is not None:
            wrong.append(_problem(place, value, expected, example, secret=option.metadata["secret"]))
    if wrong:
        first, *others = wrong
        raise WrongOption(first.place, first.text.th, first.text.en, more=tuple(others))
    options = Options(**found)
    return replace(options, site=options.site.rstrip("/").lower())


def _unknown(environment: Mapping[str, str], given: Mapping[str, object], path: Path) -> list[Problem]:
    """Names that no setting bears: a mistyped one would leave the setting as it was, unnoticed."""
    names = [option.name for option in fields(Options)]
    variables = [name for name in map(variable, names) if name.startswith("PRONGSAI_")]
    wrong = [(str(path), name, names) for name in sorted(set(given) - set(names))]
    wrong += [
        (name, name, variables)
        for name in sorted(set(environment) - set(variables) - _NO_SETTINGS)
        if name.startswith("PRONGSAI_") and not name.startswith(_OF_TESTS)
    ]
    return [
        Problem(
            place,
            Text(
                th=f"ไม่มีการตั้งค่าชื่อ {name} ให้แก้ชื่อหรือลบออก ที่มีคือ {', '.join(listed)}",
                en=f"unknown setting {name}: correct the name or take it out; there are {', '.join(listed)}",
            ),
        )
        for place, name, listed in wrong
    ]


def _line(option: Field[Any]) -> str:
    plain = isinstance(option.default, bool | int)
    return f"{option.name} = {option.metadata['as']}" if plain else f'{option.name} = "{option.metadata["as"]}"'


def _problem(place: str, value: object, expected: Text, example: str, *, secret: bool) -> Problem:
    found = "…" if secret else values.shown(value)
    # Thai writes a blank before Latin letters and digits only.
    blank = " " if expected.th[0].isascii() else ""
    return Problem(
        place,
        Text(
            th=f"พบ {found} ต้องเป็น{blank}{expected.th} ให้แก้ เช่น {example}",
            en=f"found {found}, expected {expected.en}: correct it, as {example}",
        ),
    )


def _of_file(path: Path, *, must_be: bool) -> dict[str, object]:
    """What is in the file of settings; nothing where there is none, unless it was named."""
    if not must_be and not os.path.lexists(path):
        return {}
    try:
        return tomllib.loads(read_limited(path, MOST_OF_A_FILE).decode("utf-8-sig"))
    except Refused as refused:
        if not must_be and not path.exists():
            return {}  # taken away meanwhile, or a link to nowhere
        first = refused.problems[0].text
        place, alone = ("PRONGSAI_CONFIG", " หรือไม่ต้องตั้งค่านี้") if must_be else (str(path), "")
        found = f"{values.shown(path)} "
        raise WrongOption(
            place,
            f"พบ {found}{first.th} ต้องเป็นไฟล์การตั้งค่าที่มีบรรทัดละหนึ่งค่า เช่น port = 8080 ให้แก้ชื่อไฟล์{alone}",
            f"found {found}and {first.en}; expected a file of settings with one a line, as port = 8080: correct the "
            "name" + (", or do not set it" if must_be else ""),
        ) from None
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise WrongOption(
            str(path),
            f"อ่านไฟล์การตั้งค่าไม่ได้ ({reason}) ต้องเป็นไฟล์ที่อ่านได้และมีบรรทัดละหนึ่งค่า เช่น port = 8080",
            f"the file of settings cannot be read ({reason}); it must be readable and hold a setting a line, as "
            "port = 8080",
        ) from error


class _OfAnotherKind(Exception):
    def __init__(self, th: str, en: str) -> None:
        self.expected = Text(th=th, en=en)


def _typed(value: object, kind: object) -> object:
    if kind is bool:
        if isinstance(value, bool):
            return value
        if str(value).lower() in ("1", "true", "yes", "on"):
            return True
        if str(value).lower() in ("0", "false", "no", "off", ""):
            return False
        raise _OfAnotherKind("true หรือ false", "true or false")
    if kind is int:
        try:
            return int(str(value))
        except ValueError:
            raise _OfAnotherKind("จำนวนเต็ม", "a whole number") from None
    if choices := get_args(kind):
        if value in choices:
            return value
        raise _OfAnotherKind(" หรือ ".join(choices), f"one of {', '.join(choices)}")
    if not isinstance(value, str):
        raise _OfAnotherKind('ข้อความในเครื่องหมาย "…"', 'text in quotation marks, "…"')
    return value
