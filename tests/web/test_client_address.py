"""The address that a session and a line of the log name: what proxies of one's own say, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from prongsai.outside.values import networks_of
from prongsai.web.shell.doors.client_address import ClientAddress, client_of

OWN = networks_of("127.0.0.1, 10.0.0.0/8,::1")


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what the client itself wrote stands before
        ("127.0.0.1", "198.51.100.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # no proxy of ours
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1, nonsense, 10.0.0.1", "10.0.0.1"),
        ("127.0.0.1", "10.0.0.5, 10.0.0.6", "10.0.0.5"),
        ("::1", "[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:127.0.0.1", "203.0.113.9:5123", "203.0.113.9"),
        ("127.0.0.1", "fe80::1%eth0", "fe80::1"),
        ("127.0.0.1", "9" * 5_000, "127.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_client_is_the_last_hop_that_is_no_proxy_of_ours(peer: str, said: str, client: str) -> None:
    assert client_of(peer, said.split(","), OWN) == client


def seen(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.META["REMOTE_ADDR"])


def test_nobody_is_believed_by_default() -> None:
    with pytest.raises(MiddlewareNotUsed):
        ClientAddress(seen)


def test_named_proxy_is_believed(settings: Any) -> None:
    settings.TRUSTED_PROXIES = networks_of("127.0.0.1")
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert ClientAddress(seen)(request).content == b"203.0.113.9"
