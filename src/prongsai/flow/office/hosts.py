"""The hosts of an agency's web sites as somebody typed them."""

from __future__ import annotations

import ipaddress
import re

from prongsai.language.text import Text, shortened

MOST_HOSTS = 10
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def host_of(typed: str) -> str | Text:
    """The host of an address, in small letters: what stands before and behind it is left away; or why there is none."""
    shown = shortened(typed)
    bare = _SCHEME.sub("", typed.strip())
    host = re.split(r"[/?#\\]", bare, maxsplit=1)[0]
    if "@" in host:
        return Text(
            th=f"“{shown}” เป็นอีเมลหรือมีชื่อผู้ใช้ ให้พิมพ์เฉพาะชื่อเว็บไซต์ เช่น www.example.go.th",
            en=f"“{shown}” is an e-mail address or names a user: write the web site alone",
        )
    if _number(host):
        return Text(
            th=f"“{shown}” เป็นหมายเลขเครื่อง ให้พิมพ์ชื่อเว็บไซต์ เช่น www.example.go.th",
            en=f"“{shown}” is the number of a machine: write the name of the web site",
        )
    host, colon, port = host.partition(":")
    if colon:
        return Text(
            th=f"“{shown}” มีหมายเลขพอร์ต {shortened(port, 10)} ให้พิมพ์เฉพาะชื่อเว็บไซต์ คือ {shortened(host)}",
            en=f"“{shown}” has a port: write the name of the web site alone, {shortened(host)}",
        )
    host = host.rstrip(".").casefold()
    if not host.isascii():
        return _thai(shown, host)
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return _unlike(shown)
    return host


def _unlike(shown: str) -> Text:
    return Text(
        th=f"“{shown}” ไม่ใช่ชื่อเว็บไซต์ ให้พิมพ์ เช่น www.example.go.th",
        en=f"“{shown}” is not the name of a web site: write it as www.example.go.th",
    )


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").partition("]")[0])
    except ValueError:
        return False
    return True


def _thai(shown: str, host: str) -> Text:
    try:
        latin = host.encode("idna").decode("ascii")
    except UnicodeError:
        return _unlike(shown)
    return Text(
        th=f"“{shown}” เป็นชื่อที่ไม่ใช่อักษรโรมัน ซึ่งอาจดูเหมือนชื่ออื่น ให้พิมพ์ชื่อที่เครื่องใช้แทน คือ {latin}",
        en=f"“{shown}” is not in Latin letters and may look like another name: write what machines use, {latin}",
    )
