"""The pages of signing in that can be reached, each with its permission. What is not here does not exist."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from prongsai.web.shell.accounts import me, messages, openid, staying
from prongsai.web.shell.scoping import public_of, signed_in_of

View = Callable[..., HttpResponse]


def _public(route: str, view: View, name: str) -> URLPattern:
    return path(route, public_of(view), name=name)


def _own(route: str, view: View, name: str) -> URLPattern:
    # Without the demand for a second factor: here is where it is set up.
    return path(route, signed_in_of(view), name=name)


urlpatterns = [
    path("", me.account, name="my-account"),
    path("stay/", staying.stay, name="stay"),
    path("messages/", messages.messages, name="messages"),
    _public("login/", account.login, "account_login"),
    _public("logout/", account.logout, "account_logout"),
    _public("inactive/", account.account_inactive, "account_inactive"),
    _public("signup/", me.closed, "account_signup"),
    _own("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    _own("password/change/", account.password_change, "account_change_password"),
    _own("password/set/", account.password_set, "account_set_password"),
    _public("password/reset/", account.password_reset, "account_reset_password"),
    _public("password/reset/done/", account.password_reset_done, "account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_of(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _public("password/reset/key/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    _own("2fa/", factor.index, "mfa_index"),
    _public("2fa/authenticate/", factor.authenticate, "mfa_authenticate"),
    _own("2fa/reauthenticate/", factor.reauthenticate, "mfa_reauthenticate"),
    _own("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp"),
    _own("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("2fa/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _own("2fa/recovery-codes/generate/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _own("2fa/recovery-codes/download/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    _own("2fa/keys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _own("2fa/keys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _own("2fa/keys/reauthenticate/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _public("2fa/keys/login/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _own("2fa/keys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    _own("2fa/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _own("sessions/", sessions.list_usersessions, "usersessions_list"),
    _own("connections/", social.connections, "socialaccount_connections"),
    _public("openid/cancelled/", social.login_cancelled, "socialaccount_login_cancelled"),
    _public("openid/error/", social.login_error, "socialaccount_login_error"),
    _public("openid/signup/", me.closed, "socialaccount_signup"),
    _public("oidc/<str:provider_id>/login/", openid.login, "openid_connect_login"),
    _public("oidc/<str:provider_id>/login/callback/", openid.callback, "openid_connect_callback"),
]
