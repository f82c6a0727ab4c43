"""Nobody eats the machine through a form: passwords in turn, long texts refused before anything is made of them."""

from __future__ import annotations

import threading
import time

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client, override_settings
from django.urls import reverse
from site_of_tests import Site

from prongsai.screens.agency.papers.own_words import LONGEST
from prongsai.web.shell import hashing
from prongsai.web.shell.hashing import Busy, turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site()


def test_two_at_once_some_wait_and_the_rest_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "PATIENCE", 5.0)
    most, now, told, lock = [0], [0], list[float](), threading.Lock()
    began = time.monotonic()

    def sign_in() -> None:
        try:
            with turn():
                with lock:
                    now[0] += 1
                    most[0] = max(most[0], now[0])
                time.sleep(0.4)
                with lock:
                    now[0] -= 1
        except Busy:
            told.append(time.monotonic() - began)

    threads = [threading.Thread(target=sign_in) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]
    assert len(told) == 6
    assert max(told) < 0.4


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "PATIENCE", 0.1)
    with turn(), turn():
        start = time.monotonic()
        with pytest.raises(Busy), turn():
            pass
        assert 0.09 < time.monotonic() - start < 2
    with turn():
        pass


REAL = override_settings(PASSWORD_HASHERS=["prongsai.web.shell.hashing.Argon2InTurn"])


@REAL
def test_sign_in_when_too_many_do_is_answered_in_words(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    sent = {"login": site.anan.email, "password": "whatever it is"}
    with turn(), turn():
        answer = Client().post("/accounts/login/", sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "ระบบยังไม่ได้ตรวจรหัสผ่านของท่าน" in answer.content.decode()
    assert Client().post("/accounts/login/", sent).status_code == 200


@REAL
def test_hashes_of_before_are_understood() -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    before = Argon2PasswordHasher().encode("a password", "saltsaltsalt")
    assert check_password("a password", before)
    assert not check_password("another", before)
    assert make_password("a password", "saltsaltsalt").startswith("argon2$argon2id$")


@pytest.mark.parametrize("unit", ["{total} ", "{", "{a}", "99.99 ", "ก\n", "ก "])
def test_long_words_are_refused_before_anything_is_made_of_them(site: Site, unit: str) -> None:
    browser = site.client(site.anan)
    start = time.process_time()
    answer = browser.post(site.at("texts/preface/"), {"text": unit * (600_000 // len(unit)) + "ก", "opened": ""})
    assert time.process_time() - start < 3
    assert answer.status_code == 422
    assert f"รับได้ไม่เกิน {LONGEST:,} ตัวอักษร" in answer.content.decode()


def test_words_with_thousands_of_mistakes_show_the_first(site: Site) -> None:
    text = " ".join(f"{{x{number}}}" for number in range(2_500))
    answer = site.client(site.anan).post(site.at("texts/preface/"), {"text": text, "opened": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("ไม่รู้จักช่อง") == 20
    assert "และยังมีอีก 2,480 แห่งที่ต้องแก้" in page


@pytest.mark.parametrize("address", ["texts/preface/", "import/paste/", "entry/", "import/"])
def test_fields_of_megabytes_are_refused(site: Site, address: str) -> None:
    answer = site.client(site.anan).post(site.at(address), {"text": "x" * 5_000_000, "opened": ""})
    assert answer.status_code == 413
    assert "ใหญ่เกินไป" in answer.content.decode()


@pytest.mark.parametrize("line", ["ตัวชี้วัดที่ 1 ", "1. ๙๙.๙๙ ", "o1 ", "9" * 50, "การปฏิบัติหน้าที่ 99.99\n", "IIT IIT IIT\n"])
def test_paste_of_the_allowed_length_takes_seconds_at_most(site: Site, line: str) -> None:
    start = time.process_time()
    answer = site.client(site.anan).post(site.at("import/paste/"), {"text": line * (200_000 // len(line)), "part": ""})
    assert answer.status_code in (200, 422)
    assert time.process_time() - start < 20
    assert len(answer.content) < 5_000_000


def test_every_address_that_takes_a_password_waits_for_its_turn() -> None:
    """What is not told of as long would take a thread that a page could have."""
    for name in (
        "account_login", "account_reauthenticate", "account_change_password", "account_set_password", "join",
    ):  # fmt: skip
        assert hashing.takes_a_password("POST", reverse(name)), name
    assert hashing.takes_a_password("POST", reverse("account-step", args=[1, "password"]))
    assert hashing.takes_a_password("POST", reverse("account_reset_password_from_key", args=["1", "set-password"]))
    assert not hashing.takes_a_password("GET", reverse("account_login"))
    assert not hashing.takes_a_password("POST", reverse("people", args=["x"]))
