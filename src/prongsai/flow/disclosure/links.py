"""Addresses where something is disclosed, read out of what somebody pasted: data, which nothing here ever opens."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from prongsai.language.text import Text, shortened

MOST_LETTERS = 2000  # of an address
MOST_AT_ONCE = 20
MOST_PASTED = 60_000  # letters of a text, more than so many addresses have
_ADDRESS = re.compile(r"https?://[^\s<>\"“”‘’|\\^`{}]+", re.IGNORECASE)
# One address glued to the next: none holds another but after a slash or an equals sign.
_GLUED = re.compile(r"(?<![/=:?&%])(?=https?://)", re.IGNORECASE)
# Between them, or after words of Thai, a site whose https:// was left out.
_BARE = re.compile(
    r"(?<![\w@./:%-])(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:th|com|org|net|me|gl|ly)(?=[/?#]|(?![\w.@-])))",
    re.IGNORECASE | re.ASCII,
)
# Pages and chats put these into long words, where nobody sees them; an address has none.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+([^\x00-\x7f]?)")
_OTHER = re.compile(r"\b(javascript|data|file|ftp|mailto|tel|vbscript):", re.IGNORECASE)
# What closes a sentence or a bracket around an address, and is no part of it.
_ENDS = ".,;:!?'*…ๆฯ"
_PAIRS = {")": "(", "]": "["}


def urls_in(text: str) -> tuple[str, ...] | Text:
    """The addresses in a text, letter for letter and each once, in order; or why there is none to take, in words.

    One among them without https:// is said: nothing that was pasted is left out in silence.
    """
    if len(text) > MOST_PASTED:
        return Text(
            th=f"ข้อความยาว {len(text):,} ตัวอักษร รับได้ครั้งละไม่เกิน {MOST_PASTED:,} ตัวอักษร ให้แบ่งวางหลายครั้ง",
            en=f"{len(text):,} letters; at most {MOST_PASTED:,} are taken at once",
        )
    # A mark before Thai letters ends the address there, any other stands within it.
    text = _UNSEEN.sub(lambda found: f" {found[1]}" if found[1] else "", text)
    matches = [[_ended(piece) for piece in _GLUED.split(match) if piece] for match in _ADDRESS.findall(text)]
    found = list(dict.fromkeys(url for pieces in matches for url in pieces))
    if not found:
        return _none(text)
    glued = next((url for pieces in matches for url in pieces[:-1] if not url[-1:].isascii()), None)
    if glued is not None:
        return Text(
            th=f"“{shortened(glued)}” ติดกับลิงก์ถัดไป จึงไม่ทราบว่าลิงก์จบที่ใด ให้เว้นวรรคหรือขึ้นบรรทัดใหม่ระหว่างลิงก์",
            en=f"where “{shortened(glued)}” ends is not known: put a space or a new line between the addresses",
        )
    bare = _BARE.search(_ADDRESS.sub(" ", text))
    if bare is not None:
        return _lacks(bare[0])
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
    # Brackets are counted once: a text of nothing else takes no longer than any.
    extra = {last: url.count(last) - url.count(opened) for last, opened in _PAIRS.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if extra.get(last, 0) > 0:
            extra[last] -= 1
        elif last not in _ENDS:
            break
        end -= 1
    return url[:end]


def _wrong(url: str) -> Text | None:
    shown = shortened(url)
    if len(url) > MOST_LETTERS:
        return Text(
            th=f"ลิงก์ “{shown}” ยาว {len(url):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS:,} ตัวอักษร ให้คัดลอกลิงก์ของหน้านั้นโดยตรง",
            en=f"“{shown}” has {len(url):,} letters; at most {MOST_LETTERS:,} are taken",
        )
    if not host_in(url) or "." not in host_in(url) or _is_inner(host_in(url)):
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


def _is_inner(host: str) -> bool:
    """Whether a host is a number that is reached within an office alone."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _lacks(bare: str) -> Text:
    return Text(
        th=f"“{shortened(bare)}” ไม่มี http:// หรือ https:// นำหน้า ให้คัดลอกที่อยู่ทั้งหมดจากแถบที่อยู่ของเบราว์เซอร์",
        en=f"“{shortened(bare)}” lacks http:// or https://: copy the whole address from the browser",
    )


def _none(text: str) -> Text:
    if not text.strip():
        return Text(
            th="ยังไม่มีลิงก์ ให้วางที่อยู่เว็บไซต์ที่ขึ้นต้นด้วย http:// หรือ https://",
            en="there is no address: paste one that begins with http:// or https://",
        )
    bare = _BARE.search(text)
    if bare is not None:
        return _lacks(bare[0])
    if _OTHER.search(text) is not None:
        return Text(
            th="รับเฉพาะลิงก์ของหน้าเว็บที่ขึ้นต้นด้วย http:// หรือ https:// เท่านั้น",
            en="only addresses of web pages are taken, with http:// or https://",
        )
    return Text(
        th=f"ไม่พบลิงก์ใน “{shortened(' '.join(text.split()))}” ให้วางที่อยู่ที่ขึ้นต้นด้วย http:// หรือ https://",
        en=f"no address in “{shortened(' '.join(text.split()))}”: paste one with http:// or https://",
    )
