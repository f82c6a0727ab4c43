"""Requests that nobody means well: every address and every form of the pages, with values that no form offers."""

from __future__ import annotations

import io
import logging
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, quote_plus

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import resolve
from test_permissions import ALL, address

from people import Cast, Furniture
from prongsai.web.shell.doors.inputs import without_charset

# Each has brought down some site: what is not there, what is nothing, what is too much, what means something else.
VALUES: tuple[str, ...] = (
    "", " ", "\u00a0\u200b\ufeff", "\x00", "a\x00b", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\u202e",
    "0", "-1", "00000", "9" * 5_000, "9" * 20, "1e999", "1.5", "๒๕๖๘", "²", "NaN", "Infinity", "31", "13", "2568",
    "../../etc/passwd", "//example.org/", "///", "https://[", "http://a b", "no-such-name", "home", "javascript:1", "?",
    "{{ 7*7 }}", "{total}", "{", "%", "%s %(x)s", "'", "' OR 1=1 --", '"><script>', "\\", "\r\nSet-Cookie: x=1",
    "ก" * 300, "x" * 10_000, "กำ" * 90, "🏛", "a@b", "x@" + "y" * 300 + ".th", "๙@example.org", "2026-02-30", "True",
    "[]", '{"id":"x","rawId":"x","type":"public-key","response":{}}', "null", "\n", "=1+1", "take", "leave", "join",
)  # fmt: skip
QUERIES = ("q", "page", "with", "next", "process", "part", "state", "code", "error", "year", "HX", "language")
METHODS = ("GET", "GET", "GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
HEADERS: tuple[dict[str, str], ...] = (
    {"HTTP_HX_REQUEST": "true"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://["},
    {"HTTP_HX_PROMPT": "%00", "HTTP_HX_PROMPT_URI_AUTOENCODED": "true"},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": "*/*;q=x"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5_000},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "a b"},
    {"HTTP_USER_AGENT": "a\x00b"},
    {"HTTP_USER_AGENT": "\xff" * 300},
    {"HTTP_X_FORWARDED_FOR": "'; --, ::1%eth0"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_REFERER": "\x00"},
    {"HTTP_IF_MODIFIED_SINCE": "0"},
    {"HTTP_COOKIE": 'django_language="\\000"'},
    {"HTTP_COOKIE": 'prongsai="\\000abcdefghijklmnop"'},
    {"HTTP_COOKIE": "prongsai=" + "x" * 5_000},
    {"HTTP_COOKIE": "messages=x; csrftoken=\x00; =; ;"},
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=rot13",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b; charset=unicode_escape",
    "multipart/form-data; boundary=b; charset=utf-7",
    "multipart/form-data; boundary=b; charset=rot13",
    "text/plain",
    "\x00",
    "",
)
FILES = (
    b"",
    b"\x00",
    b"{}",
    b"[" * 5_000,
    b"PK\x03\x04" + b"\x00" * 60,
    b"%PDF-1.7",
    b"\xff\xfe",
    b"format: x\nyear: 0",
)
NAMES = ("round.json", "a\x00b.json", "../../x.xlsx", "x" * 400 + ".yaml", "\u202ejson.exe", "", "ผล.yaml", 'a".json')


@dataclass
class Form:
    """A form of a page: where it goes, what it sends by itself, which of its fields are files."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str, where: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.where = where
        self._open: Form | None = None
        self._list = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action") or self.where, given.get("method", "get").upper())
            self.found.append(self._open)
        if self._open is None:
            return
        name = given.get("name", "")
        if tag in ("input", "button", "textarea") and name:
            if given.get("type") == "file":
                self._open.files.append(name)
            elif given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._open.fields.setdefault(name, given.get("value", ""))
        elif tag == "select":
            self._list = name
            self._open.fields.setdefault(name, "")
        elif tag == "option" and self._list and ("selected" in given or not self._open.fields[self._list]):
            self._open.fields[self._list] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._list = ""


class AsServed(ClientHandler):
    """What stands before Django where it is served stands before it here."""

    def __call__(self, environ: dict[str, Any]) -> HttpResponse:
        return super().__call__(without_charset(environ))


@dataclass(frozen=True)
class Asked:
    """A request and what came of it."""

    who: str
    what: str
    status: int


class Fuzz:
    """One kind of person, who asks; whatever a request changes is undone, so that all meet the same site."""

    def __init__(self, name: str, everybody: Cast, rows: Furniture, seed: int) -> None:
        self.name, self.everybody, self.rows = name, everybody, rows
        self.random = random.Random(f"{seed} {name}")
        self.client = Client(raise_request_exception=False)
        self.client.handler = AsServed(enforce_csrf_checks=False)
        if name != "nobody":
            who = getattr(everybody, name)
            self.client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
            # The password was asked for a moment ago: what grave steps ask for once more does not keep the fuzz out.
            session = self.client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": who.email}]
            session.save()
        self.cookie = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.asked: list[Asked] = []
        self.forms: dict[tuple[str, str, tuple[str, ...]], Form] = {}

    def ask(self, method: str, to: str, body: bytes = b"", kind: str = TYPES[0], **more: str) -> HttpResponse:
        """One request, undone."""
        self.client.cookies.clear()
        for name, value in self.cookie.items():
            self.client.cookies[name] = value
        if "HTTP_COOKIE" in more:
            self.client.cookies.clear()  # the test client would write its own over it
        with transaction.atomic():
            made = self.client.generic(method, to, body, kind, **more)
            answer = b"".join(made.streaming_content) if made.streaming else made.content
            transaction.set_rollback(True)
        what = f"{method} {to[:200]!a} {kind if body else ''} {body[:300]!a} {more or ''}"
        self.asked.append(Asked(self.name, what, made.status_code))
        page = "html" in made.headers.get("Content-Type", "") and not made.headers.get("Content-Disposition")
        if made.status_code == 200 and b"<form" in answer and page:
            for form in Forms(answer.decode("utf-8", "replace"), to.partition("?")[0]).found:
                self.forms.setdefault((form.action, form.method, tuple(form.fields)), form)
        return made

    def look(self) -> None:
        """Every page as its links lead to it: what forms there are."""
        for route, _ in ALL:
            self.ask("GET", address(route, self.everybody, self.rows))

    def addresses(self, count: int) -> None:
        """So many addresses with parts that no link has."""
        for _ in range(count):
            route, _pattern = self.random.choice(ALL)
            to = re.sub(r"\(\?P<(\w+)>.*?\)+", r"<str:\1>", route).replace("^", "").replace("$", "")
            if self.random.random() < 0.6:
                place = self.random.choice(re.findall(r"<\w+:\w+>", to) or ["/"])
                to = to.replace(place, self.in_path(self.value()), 1)
            to = address(to, self.everybody, self.rows)
            if self.random.random() < 0.4:
                to += "?" + "&".join(
                    f"{self.random.choice(QUERIES)}={self.in_query(self.value())}"
                    for _ in range(self.random.randint(1, 3))
                )
            more = self.random.choice(HEADERS) if self.random.random() < 0.25 else {}
            method = self.random.choice(METHODS)
            body = f"text={self.in_query(self.value())}".encode() if method in ("POST", "PUT", "PATCH") else b""
            self.ask(method, to, body, self.random.choice(TYPES) if self.random.random() < 0.3 else TYPES[0], **more)

    def every_value(self, done: set[object]) -> None:
        """Every value in all fields at once of each form that nobody filled in yet."""
        for form in list(self.forms.values()):
            kind = (resolve(form.action.partition("?")[0]).url_name, form.method, tuple(form.fields))
            if kind in done:
                continue
            done.add(kind)
            for value in VALUES:
                self.send(form, dict.fromkeys(form.fields, value))

    def posts(self, count: int) -> None:
        """So many forms with values that they do not offer, mostly in one field, so that the others pass."""
        found = list(self.forms.values())
        for _ in range(count):
            form = self.random.choice(found)
            names = list(form.fields) or ["x"]
            wrong = set(self.random.sample(names, 1 if self.random.random() < 0.8 else len(names)))
            sent = {name: self.value() if name in wrong else value for name, value in form.fields.items()}
            if self.random.random() < 0.1:
                sent.pop(self.random.choice(names), None)
            if self.random.random() < 0.05:
                sent[self.value()] = "1"
            self.send(form, sent, **(self.random.choice(HEADERS) if self.random.random() < 0.1 else {}))

    def send(self, form: Form, sent: dict[str, str], **more: str) -> None:
        """A form, as a browser sends it."""
        if form.method == "POST" and (form.files or self.random.random() < 0.15):
            self.ask("POST", form.action, self.parts(form, sent), "multipart/form-data; boundary=b", **more)
            return
        said = "&".join(f"{self.in_query(name)}={self.in_query(value)}" for name, value in sent.items())
        if form.method == "GET":
            self.ask("GET", f"{form.action}?{said}", **more)
        else:
            self.ask("POST", form.action, said.encode(), **more)

    def parts(self, form: Form, sent: dict[str, str]) -> bytes:
        """A form with files, as browsers send it."""
        lines = []
        for name, value in sent.items():
            lines.append(
                f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode(
                    errors="surrogatepass"
                )
            )
        for name in form.files:
            called = self.random.choice(NAMES)
            head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
            lines.append(
                head.encode() + b"Content-Type: application/json\r\n\r\n" + self.random.choice(FILES) + b"\r\n"
            )
        end = b"--b--\r\n" if self.random.random() < 0.9 else b"--b"
        return b"".join(lines) + end

    def value(self) -> str:
        """A value that no form offers."""
        return self.random.choice(VALUES)

    @staticmethod
    def in_path(value: str) -> str:
        """As a part of an address."""
        return quote(value.encode("utf-8", "surrogatepass"), safe="") or "%20"

    @staticmethod
    def in_query(value: str) -> str:
        """As a value of a query or a form."""
        return quote_plus(value.encode("utf-8", "surrogatepass"))


def logged() -> Iterator[io.StringIO]:
    """The site's log as it is written, instead of on the terminal."""
    console: Any = next(each for each in logging.getLogger().handlers if each.get_name() == "console")
    said = io.StringIO()
    before = console.setStream(said)
    yield said
    console.setStream(before)
