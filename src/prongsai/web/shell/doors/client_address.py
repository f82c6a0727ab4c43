"""From which network address a request comes, where it comes through proxies of one's own."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ClientAddress:
    """Puts the client's address in the place of the proxy's, as far as proxies that the settings name can be believed.

    Anybody may send ``X-Forwarded-For``: it is read from its end, and only while each hop is a proxy of one's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.trusted: tuple[Network, ...] = settings.TRUSTED_PROXIES
        if not self.trusted:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        request.META["REMOTE_ADDR"] = client_of(request.META.get("REMOTE_ADDR", ""), hops, self.trusted)
        return self.get_response(request)


def client_of(peer: str, hops: list[str], trusted: tuple[Network, ...]) -> str:
    """Who asked: the last hop that is no trusted proxy; where a hop is no address, the one after it."""
    here = _address(peer)
    for hop in reversed(hops):
        if here is None or not any(here in network for network in trusted):
            break
        before = _address(hop)
        if before is None:
            break
        here = before
    return str(here) if here is not None else peer


def _address(said: str) -> Address | None:
    said = said.strip()
    if said.startswith("["):
        said = said[1:].partition("]")[0]
    elif said.count(":") == 1:
        said = said.partition(":")[0]
    try:
        found = ipaddress.ip_address(said.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
