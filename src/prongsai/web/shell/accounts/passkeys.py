"""Where passkeys and security keys can work: browsers tie them to a name, by https or on the machine itself."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def passkeys_work(request: HttpRequest) -> bool:
    """Whether a browser would make and use a passkey at the address by which this page was asked for."""
    try:
        host = urlsplit(f"//{request.get_host()}").hostname or ""
    except (DisallowedHost, ValueError):
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return request.is_secure()
    return False
