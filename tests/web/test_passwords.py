"""What a password may be: what people guess first is refused wherever one is set, in words, and long ones unhashed."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mailing import delivered
from people import NOW, PASSWORD, TODAY, Cast, cast
from prongsai.files.problems import Refused
from prongsai.flow.people import site
from prongsai.records.actions import people as actions
from prongsai.records.models import Person
from prongsai.web.shell.passwords.guessing import MOST_WORDS, why_guessed
from prongsai.web.shell.passwords.rules import MOST_LETTERS, NotGuessable, NotTooLong
from prongsai.web.shell.passwords.words import guessed_words, letters, loosened

GUESSED = {
    "a place and a year": ["rangsit2568", "Rangsit@2025", "2568rangsit", "รังสิต๒๕๖๘!", "รังสิต2568", "maesot-2569!"],
    "however it is romanised": ["pathumthani99", "patumtani2569", "phatthaya2500", "pattaya12345"],
    "an office": ["tessaban2569", "เทศบาลนครรังสิต2568", "ทต.แม่สาย2569", "NACC2568!!"],
    "a name": ["somchai1990", "สมชาย2533xx", "Somsri.2520", "wichai081234"],
    "words of the ITA": ["prongsai2025", "PRONGSAI-ita-2569", "ผู้ประสานงานITA2569", "โปร่งใส2568!", "integrity2568!"],
    "keys in a row": ["qwertyuiop12", "1qaz2wsx3edc", "poiuytrewq99", "ฟหกดเ้่าสวง1", "ๆไำพะัีรนย5", "abcdefgh2568"],
    "signs for letters": ["P@ssw0rd2568", "r4ngs1t2568!", "$omch@i2533"],
    "the keyboard on the other language": ["l;ylfu123456", "iy'lb92568", "2568iy'lb9", "พฟืเหระ/ถูค"],
    "the same again": ["bangkokbangkok", "bangkokbangkokbangkokbangkok20"],
    "a word of Django's list and a year": ["dragonball2568", "2568-sunshine-1"],
}
NO_WORDS = {
    "blank": ["          ", "\u3000" * 12, "\t \u00a0      \n "],
    "few": ["aaaaaaaaaa", "กกกกกกกกกกก", "             a", "abababababab", "11111111112222", "Aa Aa Aa Aa Aa"],
    "no-letters": ["0812345678", "081-234-5678", "๒๕๖๘๒๕๖๙๑๒๓๔", "31/12/2568-99", "!@#$%^&*()_+"],
}
GOOD = [
    *("กระดาษเปียกฝน9", "ช้างม่วงร่มกระดาษดินสอ", "โต๊ะ กระจก ฝนตก ปลาหมึก", "tractor lemon violin cloud"),
    *("correct horse battery staple", "8#kQ2$vL9!xW", "xk7-mmq-22p-hv", "83#47$kQ!92x5w", "another-good-password"),
]


@pytest.fixture
def everybody() -> Cast:
    return cast()


def refused(password: str, user: object = None) -> bool:
    try:
        NotGuessable().validate(password, user)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("kind", GUESSED)
def test_what_people_guess_first_is_refused(kind: str) -> None:
    assert [password for password in GUESSED[kind] if not refused(password)] == []


@pytest.mark.parametrize("reason", NO_WORDS)
def test_blanks_one_letter_again_and_digits_alone_are_refused(reason: str) -> None:
    assert {why_guessed(password) for password in NO_WORDS[reason]} == {reason}


def test_what_nobody_guesses_first_is_taken() -> None:
    assert [password for password in GOOD if refused(password)] == []


def test_ones_own_name_and_address_are_refused_with_whatever_digits() -> None:
    who = Person(email="nokyoong77@wiangkum.example", name="ปลาบู่ ชนเขื่อน")
    for password in ("nokyoong2568", "ชนเขื่อน๒๕๖๘!!", "wiangkum-2569", "ปลาบู่ชนเขื่อน1"):
        assert (refused(password, who), refused(password)) == (True, False), password


WORDS = sorted(word for word in guessed_words().plain if 4 <= len(word) <= 12)
AROUND = st.text("0123456789๐๑๒๓๔๕๖๗๘๙ .-_!@#/", max_size=8)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=MOST_WORDS), AROUND, AROUND, AROUND, st.booleans())
def test_listed_words_are_refused_whatever_digits_and_signs_stand_around_them(
    words: list[str], before: str, between: str, after: str, capitals: bool
) -> None:
    password = before + between.join(words) + after

    assert why_guessed(password.upper() if capitals else password) in ("words", "few")


@given(st.text(max_size=MOST_LETTERS))
def test_no_text_breaks_the_rule_and_digits_change_nothing(password: str) -> None:
    said = why_guessed(password)

    assert said in (None, "blank", "few", "no-letters", "words")
    if said == "words" and letters(password)[:1]:
        assert why_guessed(f"{password}2568") is not None


def test_every_group_of_words_says_where_it_is_from_and_how_certain_it_is() -> None:
    from importlib import resources

    from prongsai.files.strict_yaml import read_yaml

    raw = resources.files("prongsai.web.shell.passwords").joinpath("words.yaml").read_bytes()
    data = read_yaml(raw, "words.yaml")
    assert isinstance(data, dict)
    parts = [*data["groups"].values(), data["runs"], data["keys"]]
    assert {part["certainty"] for part in parts} <= {"confirmed", "inferred", "recollection"}
    assert all(len(part["source"]) > 20 for part in parts)
    assert len(data["keys"]["qwerty"]) == len(data["keys"]["kedmanee"])
    assert len(data["groups"]["provinces"]["words"].split()) == 2 * 77
    listed = [word for group in data["groups"].values() for word in group["words"].split()]
    assert [word for word in listed if word != word.casefold() or letters(word) == ""] == []
    assert guessed_words() is guessed_words()


def test_romanisations_of_one_word_are_one() -> None:
    pairs = [
        ("phatthaya", "pattaya"),
        ("khon", "kon"),
        ("somboon", "sombun"),
        ("โปร่งใส", "โปรงใส"),
        ("withaya", "vitaya"),
    ]
    assert [(one, other) for one, other in pairs if loosened(one) != loosened(other)] == []


@pytest.mark.parametrize(
    ("password", "code"),
    [("rangsit2568", "words"), (" " * 12, "blank"), ("a" * 12, "few"), ("0812345678", "no-letters")],
)
def test_refusal_says_why_and_what_to_do_instead_in_both_languages(password: str, code: str) -> None:
    said = {}
    for language in ("th", "en"):
        with translation.override(language):
            with pytest.raises(ValidationError) as error:
                NotGuessable().validate(password)
            (said[language],) = error.value.messages
    assert "สี่คำที่ไม่เกี่ยวข้องกัน" in said["th"]
    assert "four words that have nothing to do with each other" in said["en"]
    assert re.search("[ก-๛]", said["en"]) is None
    assert password.strip() == "" or password not in said["th"] + said["en"]
    why = {"words": "แต่คำที่คนเดาก่อน", "blank": "ช่องว่าง", "few": "ซ้ำกัน", "no-letters": "ไม่มีตัวอักษร"}
    assert why[code] in said["th"]


def test_two_hundred_letters_are_the_most() -> None:
    password = "ช้างม่วงร่มกระดาษดินสอ" * 20
    NotTooLong().validate(password[:MOST_LETTERS])
    with pytest.raises(ValidationError, match="200"):
        NotTooLong().validate(password[: MOST_LETTERS + 1])
    assert MOST_LETTERS == 200


def by_change(password: str, everybody: Cast) -> str:
    client = Client()
    client.force_login(everybody.anan, backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    return client.post("/accounts/password/change/", data).content.decode()


def by_reset(password: str, everybody: Cast) -> str:
    client = Client()
    client.post("/accounts/password/reset/", {"email": everybody.anan.email})
    link = next(word for word in delivered()[-1].body.split() if "/password/reset/key/" in word)
    address = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(address, {"password1": password, "password2": password}).content.decode()


def by_first_password(password: str, everybody: Cast) -> str:
    everybody.anan.set_unusable_password()
    everybody.anan.save()
    client = Client()
    client.force_login(everybody.anan, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.post("/accounts/password/set/", {"password1": password, "password2": password}).content.decode()


def by_invitation(password: str, everybody: Cast) -> str:
    place = {"agency": everybody.a, "area": None}
    code = actions.invite(by=everybody.anan, role="section-owner", email="", now=NOW, **place).code
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        fields = {"code": code, "step": "join", "name": "ผู้มาใหม่", "email": "new@example.org", "password": password}
        return Client().post("/join/", fields).content.decode()


def by_adding(password: str, everybody: Cast) -> str:
    with pytest.raises(Refused) as refusal:
        site.add_person(
            email="new@example.org", name="N", role="administrator", agency=None, password=password, today=TODAY
        )
    return " ".join(problem.text.th for problem in refusal.value.problems)


def by_command(password: str, everybody: Cast) -> str:
    with pytest.raises(Refused) as refusal:
        site.set_password(email=everybody.anan.email, password=password)
    return " ".join(problem.text.th for problem in refusal.value.problems)


WAYS: list[Callable[[str, Cast], str]] = [
    *(by_change, by_reset, by_first_password, by_invitation, by_adding, by_command),
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_rules_hold_wherever_a_password_is_set_and_nothing_long_is_hashed(
    everybody: Cast, way: Callable[[str, Cast], str]
) -> None:
    before = dict(Person.objects.values_list("pk", "password"))
    assert "แต่คำที่คนเดาก่อน" in way("rangsit2568", everybody)
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    # What somebody types as their old password is compared, not set.
    with (
        mock.patch(f"{hasher}.encode", side_effect=AssertionError("hashed")),
        mock.patch(f"{hasher}.verify", return_value=True),
    ):
        said = way("ช้างม่วงร่มกระดาษดินสอ" * 20, everybody)
    assert "ไม่เกิน 200 ตัวอักษร" in said
    after = dict(Person.objects.values_list("pk", "password"))
    changed = {everybody.anan.pk} if way is by_first_password else set()
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == changed
