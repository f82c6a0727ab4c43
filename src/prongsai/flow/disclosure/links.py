"""Addresses where something is disclosed, read out of what somebody pasted: data, which nothing here ever opens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from prongsai.language.text import Text, shortened

MOST_LETTERS = 2000  # of an address
MOST_AT_ONCE = 20
_ADDRESS = re.compile(r"https?://[^\s<>\"“”‘’|\\^`{}]+", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w@.-])(?:www\.)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_OTHER = re.compile(r"\b(javascript|data|file|ftp|mailto|tel|vbscript):", re.IGNORECASE)
# What closes a sentence or a bracket around an address, and is no part of it.
_ENDS = ".,;:!?'*…ๆฯ"
_PAIRS = {")": "(", "]": "["}


def urls_in(text: str) -> tuple[str, ...] | Text:
    """The addresses in a text, letter for letter and each once, in order; or why there is none to take, in words."""
    found = list(dict.fromkeys(_ended(match) for match in _ADDRESS.findall(text)))
    if not found:
        return _none(text)
    if len(found) > MOST_AT_ONCE:
        return Text(
            th=f"พบ {len(found)} ลิงก์ รับได้ครั้งละไม่เกิน {MOST_AT_ONCE} ลิงก์ ให้แบ่งวางหลายครั้ง",
            en=f"{len(found)} addresses; at most {MOST_AT_ONCE} are taken at once",
        )
    wrong = next((said for url in found if (said := _wrong(url)) is not None), None)
    return wrong if wrong is not None else tuple(found)


def one_url(text: str) -> str | Text:
    """The one address in a text; or why there is none or which of several is meant is not known, in words."""
    found = urls_in(text)
    if isinstance(found, Text):
        return found
    if len(found) > 1:
        return Text(
            th=f"พบ {len(found)} ลิงก์ในข้อความ ให้วางเพียงลิงก์เดียวในช่องนี้", en=f"{len(found)} addresses: paste one alone here"
        )
    return found[0]


def host_in(url: str) -> str:
    """The host of an address, in small letters; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def of_site(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of the web sites ``hosts``, or on a host below one; ``www.`` makes no other site."""
    host = host_in(url).removeprefix("www.")
    own = [each.casefold().removeprefix("www.") for each in hosts]
    return any(host == each or host.endswith(f".{each}") for each in own if each)


def _ended(url: str) -> str:
    while url:
        last = url[-1]
        opened = _PAIRS.get(last)
        if last in _ENDS or (opened is not None and url.count(opened) < url.count(last)):
            url = url[:-1]
        else:
            break
    return url


def _wrong(url: str) -> Text | None:
    shown = shortened(url)
    if len(url) > MOST_LETTERS:
        return Text(
            th=f"ลิงก์ “{shown}” ยาว {len(url):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS:,} ตัวอักษร ให้คัดลอกลิงก์ของหน้านั้นโดยตรง",
            en=f"“{shown}” has {len(url):,} letters; at most {MOST_LETTERS:,} are taken",
        )
    if not host_in(url) or "." not in host_in(url):
        return Text(
            th=f"“{shown}” ไม่มีชื่อเว็บไซต์ที่ประชาชนเปิดได้ ให้คัดลอกที่อยู่ทั้งหมดจากแถบที่อยู่ของเบราว์เซอร์",
            en=f"“{shown}” names no public web site: copy the whole address from the browser",
        )
    if "@" in urlsplit(url).netloc:
        return Text(
            th=f"“{shown}” มีชื่อผู้ใช้หรือรหัสผ่านอยู่ในลิงก์ ให้ใช้ลิงก์ที่ประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ",
            en=f"“{shown}” holds a user name or password: take one that everybody can open",
        )
    return None


def _none(text: str) -> Text:
    if not text.strip():
        return Text(
            th="ยังไม่มีลิงก์ ให้วางที่อยู่เว็บไซต์ที่ขึ้นต้นด้วย http:// หรือ https://",
            en="there is no address: paste one that begins with http:// or https://",
        )
    bare = _BARE.search(text)
    if bare is not None:
        return Text(
            th=f"“{shortened(bare[0])}” ไม่มี http:// หรือ https:// นำหน้า ให้คัดลอกที่อยู่ทั้งหมดจากแถบที่อยู่ของเบราว์เซอร์",
            en=f"“{shortened(bare[0])}” lacks http:// or https://: copy the whole address from the browser",
        )
    if _OTHER.search(text) is not None:
        return Text(
            th="รับเฉพาะลิงก์ของหน้าเว็บที่ขึ้นต้นด้วย http:// หรือ https:// เท่านั้น",
            en="only addresses of web pages are taken, with http:// or https://",
        )
    return Text(
        th=f"ไม่พบลิงก์ใน “{shortened(' '.join(text.split()))}” ให้วางที่อยู่ที่ขึ้นต้นด้วย http:// หรือ https://",
        en=f"no address in “{shortened(' '.join(text.split()))}”: paste one with http:// or https://",
    )
