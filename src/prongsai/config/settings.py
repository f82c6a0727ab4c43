"""Django's settings, made from the options; nothing else is read from the environment."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from prongsai.outside import addresses
from prongsai.outside.options import read_options
from prongsai.outside.secret import secret_key
from prongsai.outside.values import networks_of

OPTIONS = read_options()
HOME = OPTIONS.home
DEBUG = OPTIONS.debug
SERVED = OPTIONS.mode == "served"
PACKAGE = Path(__file__).resolve().parent.parent


def _database(url: str) -> dict[str, object]:
    if url:
        return {**addresses.database(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "prongsai.sqlite3",
        # Opening costs as much as several pages; a thread keeps its connection as long as it lives.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _database(OPTIONS.database_url)}
_MAIL = addresses.mail(OPTIONS.mail_url)
SECRET_KEY = secret_key(HOME, elsewhere=bool(OPTIONS.database_url))
# Tries are counted here: shared by all processes, and a restart forgets none.
CACHES = {
    "default": {
        "BACKEND": "prongsai.web.shell.doors.counts.KeptCounts",
        "LOCATION": "shared_cache",
        "KEY_PREFIX": "p",
        # From so many rows on those that ran out are taken away; see ``KeptCounts``.
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    }
}
CSRF_FAILURE_VIEW = "prongsai.web.shell.errors.stale"
ALLOWED_HOSTS = (
    [name for name in (urlsplit(OPTIONS.site).hostname,) if name] if SERVED else ["127.0.0.1", "localhost", "[::1]"]
)
TRUSTED_PROXIES = networks_of(OPTIONS.trusted_proxies)
CSRF_TRUSTED_ORIGINS = [OPTIONS.site] if SERVED and OPTIONS.site else []
ROOT_URLCONF = "prongsai.config.urls"
WSGI_APPLICATION = "prongsai.config.wsgi.application"
AUTH_USER_MODEL = "records.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
LANGUAGE_CODE = OPTIONS.language
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]

INSTALLED_APPS = [
    "prongsai.records",
    "prongsai.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "prongsai.web.shell.doors.client_address.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prongsai.web.shell.headers.SafetyHeaders",
    "prongsai.web.shell.doors.security_log.RefusalsTold",
    "prongsai.web.shell.doors.inputs.OnlyText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "prongsai.web.shell.languages.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "prongsai.web.shell.errors.PagesForBareAnswers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "prongsai.web.shell.activity.SeenNow",
    "prongsai.web.shell.scoping.ScopeOfRequest",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prongsai.web.shell.context.shell",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "prongsai.web.shell.hashing.Argon2InTurn",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "prongsai.web.shell.passwords.rules.NotTooLong"},
    {"NAME": "prongsai.web.shell.accounts.forms.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "prongsai.web.shell.accounts.forms.NotCommon"},
    {"NAME": "prongsai.web.shell.accounts.forms.NotLikeOneself"},
    {"NAME": "prongsai.web.shell.passwords.rules.NotGuessable"},
]

# Signing in. Nobody signs up by themselves: people are invited. Limits count per account, never per address, because a
# whole office or ministry shares one address.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "prongsai.web.shell.accounts.adapters.AccountAdapter"
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "8/10m/key",
    "reset_password": None,  # a stranger could use it up for the owner; mails to one person are merged instead
    "reset_password_from_key": None,
    "change_password": "10/h/user",
    "manage_email": "10/h/user",
    "reauthenticate": "10/m/user",
    "signup": None,
    "confirm_email": "1/3m/key",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SERVED else "http"
ACCOUNT_FORMS = {
    "login": "prongsai.web.shell.accounts.forms.Login",
    "change_password": "prongsai.web.shell.accounts.forms.ChangePassword",
    "set_password": "prongsai.web.shell.accounts.forms.SetPassword",
    "reset_password": "prongsai.web.shell.accounts.forms.ResetPassword",
    "reset_password_from_key": "prongsai.web.shell.accounts.forms.ResetPasswordKey",
    "reauthenticate": "prongsai.web.shell.accounts.forms.Reauthenticate",
}
ACCOUNT_SESSION_REMEMBER = None
USERSESSIONS_TRACK_ACTIVITY = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # pages offer it where it can work, see web/shell/accounts/passkeys
MFA_TOTP_ISSUER = "Prongsai"
MFA_ADAPTER = "prongsai.web.shell.accounts.adapters.SecondFactorAdapter"
# allauth's own limit of passkeys counts by address. A passkey has no secret that could be guessed.
MFA_RATE_LIMITS = {"webauthn_login": None}
# Whoever joined with a printed slip has no proven address and may need a second factor all the same.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "prongsai.web.shell.accounts.forms.Authenticate",
    "reauthenticate": "prongsai.web.shell.accounts.forms.ReauthenticateWithCode",
    "activate_totp": "prongsai.web.shell.accounts.forms.ActivateTotp",
    "add_webauthn": "prongsai.web.shell.accounts.forms.AddKey",
    "edit_webauthn": "prongsai.web.shell.accounts.forms.EditKey",
    "authenticate_webauthn": "prongsai.web.shell.accounts.forms.AuthenticateWithKey",
    "reauthenticate_webauthn": "prongsai.web.shell.accounts.forms.ReauthenticateWithKey",
    "login_webauthn": "prongsai.web.shell.accounts.forms.LoginWithKey",
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "prongsai.web.shell.accounts.adapters.OpenIdAdapter"
# Providers speak https. Tests alone have one on this machine that does not.
OPENID_PLAIN_HOSTS: tuple[str, ...] = ()
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if OPTIONS.openid_issuer:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OPTIONS.openid_name,
                "client_id": OPTIONS.openid_client,
                "secret": OPTIONS.openid_secret,
                "settings": {"server_url": OPTIONS.openid_issuer},
            }
        ],
    }
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

# Where the hashed and compressed files lie is known when they are made: see flow/site/statics.
STATIC_URL = "static/"
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "prongsai.outside.statics.HashedFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Where it is served over https, no other name below the same domain can set or overwrite these.
SESSION_COOKIE_NAME = "__Host-prongsai" if SERVED else "prongsai"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SERVED else "csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-language" if SERVED else "django_language"
MESSAGES_COOKIE_NAME = "__Host-messages" if SERVED else "messages"
MESSAGE_STORAGE = "prongsai.web.shell.doors.told.Told"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if SERVED:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_REDIRECT_EXEMPT = [r"^health$"]
# Fields, beside files: the longest is a pasted table of 200,000 letters, each nine bytes as a form sends it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = OPTIONS.upload_limit_mb * 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

DEFAULT_FROM_EMAIL = OPTIONS.mail_from
EMAIL_BACKEND = "prongsai.outside.mail.MailServer" if _MAIL.host else "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = _MAIL.ssl, _MAIL.starttls, _MAIL.timeout

# Addresses of people and bodies of requests are never logged. What happens at the doors is a line of JSON each.
# A service's lines go to its journal. On somebody's own PC the window is theirs: there they go to a file.
_FILE: dict[str, object] = {
    "class": "logging.handlers.RotatingFileHandler",
    "encoding": "utf-8",
    "maxBytes": 1_000_000,
    "backupCount": 3,
    "delay": True,
}
_DOORS: dict[str, object] = (
    {"class": "logging.StreamHandler", "formatter": "bare", "stream": "ext://sys.stdout"}
    if SERVED
    else _FILE | {"formatter": "bare", "filename": HOME / "security.log"}
)
# A program that a shortcut started has no window at all.
_WINDOW: dict[str, object] = (
    {"class": "logging.StreamHandler"}
    if SERVED or sys.stderr is not None
    else _FILE | {"filename": HOME / "prongsai.log"}
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "bare": {"format": "{message}", "style": "{"},
    },
    "filters": {"spared": {"()": "prongsai.web.shell.doors.log_lines.Spared"}},
    "handlers": {
        "console": _WINDOW | {"formatter": "line", "filters": ["spared"]},
        "security": _DOORS,
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "prongsai": {"level": "INFO"},
        "prongsai.security": {"handlers": ["security"], "propagate": False},
        "django.db.backends": {"level": "WARNING"},
    },
}
