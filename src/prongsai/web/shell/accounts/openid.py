"""Signing in with OpenID Connect, with every check that the standard asks of us.

The account library leaves some of them out where the answer came by TLS. Here an ID token is always there, signed by a
key of the provider, for us and for this very sign-in (nonce), and of the same person as what the provider says of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.account.models import EmailAddress
from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

# Signatures that only the provider can make; those by a shared secret (HS…) and "none" are not among them.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
PLACES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
# Seconds by which the provider's clock may differ.
LEEWAY = 60


def _nonce(verifier: str) -> str:
    """What an ID token must repeat: it follows from this sign-in's PKCE verifier, which stays in the session."""
    digest = hashlib.sha256(b"nonce " + verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Adapter(OpenIDConnectOAuth2Adapter):
    """How a provider is spoken with. ``OAuth2Error`` for everything that is not as it must be."""

    _verifier = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; all of it by https."""
        try:
            config: dict[str, Any] = super().openid_config
            unsafe = [name for name in ("issuer", *PLACES) if not _by_https(config[name])]
        except (RequestException, LookupError, TypeError, ValueError) as error:
            raise OAuth2Error("the provider does not say how it is spoken with") from error
        if unsafe:
            raise OAuth2Error(f"not by https: {', '.join(unsafe)}")
        return config

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        """As the library's; what the nonce follows from is remembered."""
        self._verifier = pkce_code_verifier or ""
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def parse_token(self, data: Any) -> Any:
        """As the library's."""
        try:
            return super().parse_token(data)
        except (LookupError, TypeError, ValueError) as error:
            raise OAuth2Error("a token that cannot be read") from error

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **named: Any) -> Any:
        """The sign-in that the provider vouches for, in the ID token and beside it."""
        id_token = named["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("no ID token")
        claims = self._decode_id_token(app, id_token)
        said = self._fetch_user_info(token.token)
        if not isinstance(said, dict) or said.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo is of somebody else than the ID token")
        try:
            return self.get_provider().sociallogin_from_response(request, {"userinfo": said, "id_token": claims})
        except (AttributeError, TypeError, ValueError) as error:
            raise OAuth2Error("what is said of the person cannot be read") from error

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in SIGNATURES:
                raise OAuth2Error("the ID token has no signature that only the provider can make")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(header).key,
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, LookupError, TypeError, ValueError) as error:
            raise OAuth2Error("the ID token is not right") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else app.client_id) != app.client_id:
            raise OAuth2Error("the ID token was made for somebody else")
        if not 0 < len(claims["sub"]) <= app_settings.UID_MAX_LENGTH:
            raise OAuth2Error("the ID token names nobody")
        nonce = claims.get("nonce")
        if not self._verifier or not isinstance(nonce, str):
            raise OAuth2Error("the ID token is of no sign-in")
        if not hmac.compare_digest(nonce.encode(), _nonce(self._verifier).encode()):
            raise OAuth2Error("the ID token is of another sign-in")
        return claims

    def _key(self, header: dict[str, Any]) -> jwt.PyJWK:
        """The provider's key that the token names; its only one where it names none."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        if (named := header.get("kid")) is not None:
            keys = [key for key in keys if key.key_id == named]
        if len(keys) != 1:
            raise OAuth2Error("the key of the ID token is not one of the provider's")
        return keys[0]


def _by_https(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in settings.OPENID_PLAIN_HOSTS)


class Provider(OpenIDConnectProvider):
    """What a provider is asked for, and what is taken of its answer."""

    oauth2_adapter_class = Adapter

    def get_pkce_params(self) -> dict[str, str]:
        """The challenge, and the nonce that follows from it; without a challenge there is no signing in."""
        asked: dict[str, str] = super().get_pkce_params()
        return {**asked, "nonce": _nonce(asked["code_verifier"])}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """The address; proven only where the provider says true, and not "true" or 1."""
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        proven = data["userinfo"].get("email_verified") is True
        for address in addresses:
            address.verified = proven
        return addresses


def _view(kind: Any) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, provider_id: str) -> HttpResponse:
        adapter = Adapter(request, provider_id)
        try:
            answer: HttpResponse = kind.adapter_view(adapter)(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except (OAuth2Error, RequestException) as error:
            answer = render_authentication_error(request, adapter.get_provider(), exception=error)
        return answer

    declared: Callable[..., HttpResponse] = login_not_required(view)
    return declared


login = _view(OAuth2LoginView)
callback = _view(OAuth2CallbackView)
