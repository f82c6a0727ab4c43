"""Addresses of the database and of the mail server are honoured or refused, in words, without showing a password."""

from __future__ import annotations

import pytest

from prongsai.outside.addresses import MailServer, database, mail
from prongsai.outside.options import WrongOption
from prongsai.outside.values import masked

SECRET = "s3cret"


@pytest.mark.parametrize(
    ("url", "settings", "options"),
    [
        ("postgresql://u:p%40%20w@h:5433/db?sslmode=require&connect_timeout=5",
         ("db", "u", "p@ w", "h", "5433"), {"sslmode": "require", "connect_timeout": "5"}),
        ("postgresql:///postgres?host=/run/A/b", ("postgres", "", "", "/run/A/b", ""), {}),
        ("postgresql://postgres:@/postgres?host=/run/A/b", ("postgres", "postgres", "", "/run/A/b", ""), {}),
        ("postgres://%2Frun%2FA/x", ("x", "", "", "/run/A", ""), {}),
        ("postgresql://one:1,two:2/db?target_session_attrs=read-write",
         ("db", "", "", "one,two", "1,2"), {"target_session_attrs": "read-write", "connect_timeout": 5}),
        ("postgresql://h", ("prongsai", "", "", "h", ""), {"connect_timeout": 5}),
        ("postgresql://?service=ita", ("", "", "", "", ""), {"service": "ita"}),
    ],
)  # fmt: skip
def test_database_address_is_honoured_with_its_options(
    url: str, settings: tuple[str, ...], options: dict[str, str]
) -> None:
    given = database(url)
    assert tuple(given[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == settings
    assert given["OPTIONS"] == options


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://h/x", "expected postgresql://"),
        ("nonsense", "expected postgresql://"),
        (f"postgresql://u:{SECRET}@h/x?sslmod=require", 'invalid URI query parameter: "sslmod"'),
        (f"postgresql://u:{SECRET}@h/x?sslmode=requrie", "found 'requrie', expected one of disable"),
        (f"postgresql://u:{SECRET}@h/x?connect_timeout=five", "connect_timeout"),
        (f"postgresql://u:{SECRET}%zz@h/x", "cannot be read"),
        (f"postgresql://u:p@x:{SECRET}@h/x", "the port must be a number"),
        (f"postgresql://u:{SECRET}@[h/x", "cannot be read"),
    ],
)
def test_database_address_that_cannot_be_honoured_is_refused_in_both_languages(url: str, said: str) -> None:
    with pytest.raises(WrongOption) as refused:
        database(url)
    (problem,) = refused.value.problems
    assert problem.place == "DATABASE_URL"
    assert said in problem.text.en
    assert SECRET not in problem.text.en + problem.text.th


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer()),
        ("smtp://h", MailServer("h", 587, starttls=True)),
        ("smtp://h:2525", MailServer("h", 2525, starttls=True)),
        ("smtp://h:25", MailServer("h", 25)),
        ("smtp://h:1025?starttls=no&timeout=5", MailServer("h", 1025, timeout=5)),
        ("smtps://u%40x:p+a%2Fb@h", MailServer("h", 465, "u@x", "p+a/b", ssl=True)),
        ("smtps://[::1]:9465/", MailServer("::1", 9465, ssl=True)),
    ],
)
def test_mail_address_says_how_it_is_spoken(url: str, server: MailServer) -> None:
    assert mail(url) == server


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.example.go.th", "found nothing://"),
        ("ftp://h", "found ftp://"),
        ("smtp://", "no host is named"),
        ("smtp://h/path", "something follows"),
        (f"smtp://u:{SECRET}@h:465", "write smtps://"),
        (f"smtps://u:{SECRET}@h:587", "write smtp://"),
        (f"smtp://u:p@x:{SECRET}@h:abc", "%40"),
        ("smtp://h?tls=yes", "the options are timeout"),
        ("smtp://h?timeout=0", "the options are timeout"),
        ("smtps://h?starttls=yes", "leave starttls out"),
    ],
)
def test_mail_address_that_contradicts_itself_is_refused_in_both_languages(url: str, said: str) -> None:
    with pytest.raises(WrongOption) as refused:
        mail(url)
    (problem,) = refused.value.problems
    assert problem.place == "PRONGSAI_MAIL_URL"
    assert said in problem.text.en
    assert SECRET not in problem.text.en + problem.text.th


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://h/x user=a password={SECRET}", "postgresql://h/x…"),
        (f"smtp://u:1234/{SECRET}", "smtp://u:1234/…"),
        ("postgresql://u:p@h:5433/db", "postgresql://u:…@h:5433/db"),
        ("postgresql://h/a-b.c", "postgresql://h/a-b.c"),
        ("smtp://mail.example.go.th:587", "smtp://mail.example.go.th:587"),
    ],
)
def test_address_is_shown_without_what_may_be_its_password(url: str, shown: str) -> None:
    assert masked(url) == shown


@pytest.mark.parametrize("timeout", ["0005000", "000001" + "0" * 4_400, "601", "0", "00000"])
def test_numbers_are_looked_at_whole(timeout: str) -> None:
    with pytest.raises(WrongOption):
        mail(f"smtp://h?timeout={timeout}")
    with pytest.raises(WrongOption):
        database("postgresql://h:0000155555/x")
