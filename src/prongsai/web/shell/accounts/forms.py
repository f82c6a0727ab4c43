"""Labels and messages of the forms with which people sign in, in both languages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.http import HttpRequest
from django.utils import timezone

from prongsai.flow.people import mail
from prongsai.web.shell.doors.security_log import What, tell
from prongsai.web.shell.words import both

LABELS = {
    "login": both("อีเมล", "E-mail"),
    "email": both("อีเมล", "E-mail"),
    "password": both("รหัสผ่าน", "Password"),
    "remember": both("จำการเข้าสู่ระบบไว้เมื่อปิดเบราว์เซอร์", "Stay signed in when the browser is closed"),
    "oldpassword": both("รหัสผ่านปัจจุบัน", "Present password"),
    "password1": both("รหัสผ่านใหม่", "New password"),
    "password2": both("รหัสผ่านใหม่อีกครั้ง", "New password again"),
    "code": both("รหัส 6 หลักจากแอป หรือรหัสสำรอง", "Six-digit code from the app, or a recovery code"),
    "name": both("ชื่อของกุญแจ เช่น โทรศัพท์ของฉัน", "Name of the key, as: my phone"),
    "passwordless": both("ใช้แทนรหัสผ่านได้ (พาสคีย์)", "Works without a password (passkey)"),
}
REQUIRED = both("ช่องนี้ต้องกรอก", "Fill this in.")
NOT_MAIL = both("รูปแบบอีเมลไม่ถูกต้อง เช่น name@example.go.th", "Not an e-mail address; write it as name@example.go.th.")
NO_KEY = both("อ่านข้อมูลของกุญแจไม่ได้ ให้ลองอีกครั้ง", "The key could not be read. Try again.")
NOT_CONFIRMED = both("ยืนยันตัวตนไม่สำเร็จ", "It was not confirmed that it is you.")
NOT_SAME = both("รหัสผ่านสองช่องไม่ตรงกัน", "The two passwords differ.")
PASSWORD_HINT = both(
    "อย่างน้อย 10 ตัวอักษร ใช้หลายคำต่อกันได้ ไม่ใช้คำที่คนทั่วไปเดาได้",
    "At least 10 characters; several words are good; nothing that people guess first.",
)


def say_not_mail(field: forms.EmailField) -> None:
    """An address that is none, or too long for one, is told of in our words."""
    # Validators of their own: Django's are one for all forms of the process, and for the command line.
    field.validators = [EmailValidator(NOT_MAIL), MaxLengthValidator(field.max_length or 320, NOT_MAIL)]


def speak(form: forms.Form) -> None:
    """Gives the fields of a form their labels and messages. Placeholders go: they repeat the label and vanish."""
    for name, field in form.fields.items():
        if name in LABELS:
            field.label = LABELS[name]
        field.error_messages["required"] = REQUIRED
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = NOT_MAIL
            say_not_mail(field)
        field.widget.attrs.pop("placeholder", None)
        field.help_text = PASSWORD_HINT if name == "password1" else ""


class Spoken(forms.Form):
    """A form with our words. Two passwords that differ are told of in them too."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        speak(self)

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django's. allauth's own check of the two passwords is the only one that gives a bare text, and no Thai."""
        super().add_error(field, error if isinstance(error, ValidationError) or field != "password2" else NOT_SAME)


class Login(Spoken, account.LoginForm):
    """Signing in."""

    refused = both("เข้าสู่ระบบไม่สำเร็จ", "You are not signed in.")


class ChangePassword(Spoken, account.ChangePasswordForm):
    """A new password for somebody who knows the old one."""


class SetPassword(Spoken, account.SetPasswordForm):
    """A first password for somebody who signs in with OpenID."""


class ResetPassword(Spoken, account.ResetPasswordForm):
    """Asking for a link. Whoever asks sees and waits the same, whether somebody has the address or not."""

    def save(self, request: HttpRequest, **_: Any) -> str:
        """Has the link sent after the answer; to nobody where nobody has the address."""
        address = str(self.cleaned_data["email"])
        mail.ask_new_password(self.users, address=address, now=timezone.now())
        return address


class ResetPasswordKey(Spoken, account.ResetPasswordKeyForm):
    """A new password by that link."""


class Reauthenticate(Spoken, account.ReauthenticateForm):
    """The password again, before something grave."""

    refused = NOT_CONFIRMED


class Authenticate(Spoken, factor.AuthenticateForm):
    """The second step of signing in."""

    refused = Login.refused


class ReauthenticateWithCode(Spoken, factor.ReauthenticateForm):
    """A code again, before something grave."""

    refused = NOT_CONFIRMED


class ActivateTotp(Spoken, totp.ActivateTOTPForm):
    """The first code from a new app."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"].label = both("รหัส 6 หลักที่แอปแสดง", "The six digits that the app shows")


@contextlib.contextmanager
def _of_any_form() -> Iterator[None]:
    """Whatever a browser sends for a key and is none is refused in words.

    allauth gives JSON of any form to fido2, which looks for its fields without asking whether they are there.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(NO_KEY) from error


class AddKey(Spoken, webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    def clean(self) -> dict[str, Any]:
        """The form with the key that was made. ValidationError where what was sent is none."""
        with _of_any_form():
            cleaned: dict[str, Any] = super().clean() or {}
        return cleaned


class _KeyTold(webauthn.AuthenticateWebAuthnForm):
    """A key that does not fit is told of in the log, as a code that does not fit is."""

    failed: ClassVar[What] = "second-factor-failed"
    refused = NOT_CONFIRMED

    def clean_credential(self) -> Any:
        """The key that answered. ValidationError where it is none of this person's."""
        try:
            with _of_any_form():
                return super().clean_credential()
        except ValidationError:
            tell(self.failed, context.request, person=self.user.pk if self.user is not None else None)
            raise


class AuthenticateWithKey(_KeyTold):
    """The second step of signing in, by a key."""


class ReauthenticateWithKey(_KeyTold, webauthn.ReauthenticateWebAuthnForm):
    """A key again, before something grave."""


class LoginWithKey(_KeyTold, webauthn.LoginWebAuthnForm):
    """Signing in by a passkey alone."""

    failed = "sign-in-failed"


class EditKey(Spoken, webauthn.EditWebAuthnForm):
    """Another name for it."""


class LongEnough(password_validation.MinimumLengthValidator):
    """Django's rule, our words."""

    def get_error_message(self) -> Any:
        """What is expected."""
        return both(
            f"รหัสผ่านต้องยาวอย่างน้อย {self.min_length} ตัวอักษร", f"At least {self.min_length} characters are needed."
        )

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for a shorter one."""
        if len(password) < self.min_length:
            raise ValidationError(self.get_error_message(), code="password_too_short")


class NotCommon(password_validation.CommonPasswordValidator):
    """Django's list, our words."""

    def get_error_message(self) -> Any:
        """What is expected."""
        return both("รหัสผ่านนี้มีคนใช้มากเกินไป เลือกรหัสอื่น", "Too many people use this password; choose another.")

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError for one of the list."""
        if password.lower().strip() in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")


class NotLikeOneself(password_validation.UserAttributeSimilarityValidator):
    """Django's rule, our words."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError for a password that resembles the person's name or address."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                both("รหัสผ่านคล้ายชื่อหรืออีเมลของท่านเกินไป", "The password resembles your name or address too much."),
                code="password_too_similar",
            ) from None
