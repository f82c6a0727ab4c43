"""Whether the value of a setting can be used: each check says what is expected, or nothing where the value is well."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from prongsai.language.text import Text

Check = Callable[[object], Text | None]

MOST_UPLOAD_MB = 200
_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")
# A value is shown as far as it helps to find it.
_SHOWN = 160


def shown(value: object) -> str:
    """A value as messages show it: in quotation marks, and not for pages."""
    text = str(value)
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def masked(url: str) -> str:
    """An address without what may be its password: user, host and name stay, a password and the options do not."""
    kind, mark, rest = url.partition("://")
    if not mark or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]{0,20}", kind):
        return "…"
    user, at, place = rest.rpartition("@")
    place = re.split(r"[?#]", place)[0]
    # Whatever signs a password holds, it ends at the last @ and begins after the first colon.
    name, sign = re.split(r"[:/?#]", user)[0], ":…" if re.search(r"[:/?#]", user) else ""
    return f"{kind}://{name}{sign}{at}{_place(kind, place)}{'?…' if '?' in rest else ''}"


def _place(kind: str, place: str) -> str:
    # What follows a colon and is no port may be a password whose @ was forgotten, or held signs of its own; so may what
    # follows a name of a database, and what follows the host of a mail server.
    shown = re.sub(r"(?<=[^:\[]):(?!\d{1,5}(?:[/,]|$))(?![^\[]*\]).*", ":…", place)
    if kind.lower().startswith("smtp"):
        return re.sub(r"/.+", "/…", shown, flags=re.DOTALL)
    return re.sub(r"(/[\w.-]*)[^\w.,:/-].*", r"\1…", shown, flags=re.DOTALL)


def between(lowest: int, highest: int) -> Check:
    """A whole number from the lowest to the highest."""

    def check(value: object) -> Text | None:
        if isinstance(value, int) and lowest <= value <= highest:
            return None
        return Text(th=f"เลขจำนวนเต็ม {lowest} ถึง {highest}", en=f"a whole number, {lowest} to {highest}")

    return check


def text(value: object) -> Text | None:
    """Anything but words with signs that cannot be seen."""
    if not isinstance(value, str) or value.isprintable():
        return None
    return Text(th="ข้อความที่ไม่มีอักขระควบคุม", en="text without control characters")


# As many letters as the table of providers holds.
MOST_LETTERS_OF_A_BUTTON = 40
MOST_LETTERS_OF_A_LINE = 300


def name_on_a_button(value: object) -> Text | None:
    """Words, at least one, and no more than a button shows."""
    if isinstance(value, str) and value.strip() and len(value) <= MOST_LETTERS_OF_A_BUTTON:
        return None
    most = MOST_LETTERS_OF_A_BUTTON
    return Text(th=f"ข้อความที่ไม่ว่าง ไม่เกิน {most} ตัวอักษร", en=f"text that is not empty, of at most {most} characters")


def short_line(value: object) -> Text | None:
    """Nothing, or a line of words that a page shows."""
    if isinstance(value, str) and len(value) <= MOST_LETTERS_OF_A_LINE and value.isprintable():
        return None
    most = MOST_LETTERS_OF_A_LINE
    return Text(th=f"ข้อความบรรทัดเดียว ไม่เกิน {most} ตัวอักษร", en=f"a line of text of at most {most} characters")


def is_host(name: str) -> bool:
    """Whether a machine may be called so: a name, or an address of either kind without brackets."""
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    labels = name.removesuffix(".").split(".")
    return len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels) and not re.fullmatch(r"[\d.]*", name)


def host(value: object) -> Text | None:
    """What a server listens on."""
    if is_host(str(value)):
        return None
    return Text(th="ชื่อเครื่องหรือหมายเลข IP โดยไม่มีพอร์ต", en="the name of a machine or an IP address, without a port")


def site(value: object) -> Text | None:
    """The address of a site: scheme, name, a port where it is not the usual one, nothing else."""
    given = str(value)
    if not given or _site_is_well(given):
        return None
    with contextlib.suppress(ValueError, UnicodeError):
        name = urlsplit(given).hostname or ""
        if not name.isascii() and is_host(latin := name.encode("idna").decode("ascii")):
            return Text(th=f"ชื่อในรูปอักษรละติน คือ {latin}", en=f"the name in Latin letters: {latin}")
    return Text(
        th="ที่อยู่ที่มีเพียงชื่อเครื่อง เช่น https://ita.example.go.th",
        en="an address of a name alone, as https://ita.example.go.th",
    )


def _site_is_well(given: str) -> bool:
    if not re.fullmatch(r"(?i:https?)://[^/?#@\s\\]+/?", given):
        return False
    try:
        parts = urlsplit(given)
        return parts.port != 0 and is_host(parts.hostname or "") and not parts.netloc.endswith(":")
    except ValueError:
        return False


def issuer(value: object) -> Text | None:
    """Where accounts of elsewhere are kept; none where it is empty."""
    given = str(value)
    if not given:
        return None
    with contextlib.suppress(ValueError):
        parts = urlsplit(given)
        whole = parts.scheme == "https" and not (parts.query or parts.fragment or "@" in parts.netloc)
        if whole and not re.search(r"\s", given) and is_host(parts.hostname or "") and parts.port != 0:
            return None
    return Text(th="ที่อยู่ที่ขึ้นต้นด้วย https://", en="an address that begins with https://")


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks_of(proxies: str) -> tuple[Network, ...]:
    """The networks of a list with commas between; an address is a network of one. ValueError for anything else."""
    return tuple(ipaddress.ip_network(said) for said in filter(None, (part.strip() for part in proxies.split(","))))


def networks(value: object) -> Text | None:
    """Addresses or networks with commas between; none where it is empty."""
    try:
        networks_of(str(value))
    except ValueError:
        return Text(
            th="ที่อยู่หรือเครือข่าย คั่นด้วยจุลภาค เช่น 127.0.0.1, 10.0.0.0/8",
            en="addresses or networks with commas between, as 127.0.0.1, 10.0.0.0/8",
        )
    return None


def sender(value: object) -> Text | None:
    """A mail address, alone or behind a name."""
    given = str(value)
    address = parseaddr(given)[1]
    bare = given.rpartition("<")[2].strip().removesuffix(">")
    name, at, place = address.rpartition("@")
    if (
        at
        and name
        and address == bare
        and address.isascii()
        and not re.search(r"[\s,;<>()]", address)
        and is_host(place)
    ):
        return None
    return Text(
        th="ที่อยู่อีเมลเดียว เช่น ita@example.go.th หรือ ชื่อ <ita@example.go.th>",
        en="one mail address, as ita@example.go.th or Name <ita@example.go.th>",
    )


def folder(value: object) -> Text | None:
    """A folder whose place can be told; empty is the one below the home of whoever runs the program."""
    try:
        place = Path(str(value)).expanduser() if value else Path.home()
        place.resolve()
    except (OSError, RuntimeError, ValueError):
        return Text(th="โฟลเดอร์ที่มีที่อยู่แน่นอน", en="a folder whose place can be told")
    return None
