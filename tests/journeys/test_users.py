"""People are added and their accounts looked after from the command line, as whole processes."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_site
from test_site import EMAIL, GIVEN, PASSWORD, ask, change, run

# The same site, and the same making of it once a run.
made, site = test_site.made, test_site.site
CODE = "ag-6830d96e"


@pytest.mark.parametrize("role", ["coordinator", "ผู้บริหาร", "section-owner", "mentor"])
def test_user_add_of_an_agencys_role_asks_for_the_agency(site: Path, role: str) -> None:
    shown, lines = run("user", "list", "--folder", str(site)), ask(site, GIVEN)
    add = ("user", "add", "new@example.org", "--name", "N", "--role", role, "--password-stdin", "--folder", str(site))
    status, said = run(*add, given=PASSWORD)
    assert (status, "is a role of an agency: name its code with --agency; there are" in said, CODE in said) == (
        2,
        True,
        True,
    )
    status, said = run(*add, "--agency", "nowhere", given=PASSWORD)
    assert (status, "there is no agency nowhere; there are" in said, CODE in said) == (2, True, True)
    status, said = run("user", "add", EMAIL, "--role", role, "--existing", "--folder", str(site))
    assert (status, "name its code with --agency" in said) == (2, True)
    assert (run("user", "list", "--folder", str(site)), ask(site, GIVEN)) == (shown, lines)
    assert run(*add, "--agency", CODE, given=PASSWORD)[0] == 0


def test_user_add_on_an_empty_site_says_how_an_agency_comes_in(tmp_path: Path) -> None:
    words = ("user", "add", "new@example.org", "--name", "N", "--role", "coordinator", "--password-stdin")
    status, said = run(*words, "--folder", str(tmp_path), given=PASSWORD)
    assert (status, "there is none yet: prongsai import" in said) == (2, True)


def test_role_that_ends_is_given_anew_from_the_day_after(site: Path) -> None:
    add = ("user", "add", EMAIL, "--role", "mentor", "--agency", CODE, "--existing", "--folder", str(site))
    days = "SELECT starts, ends FROM records_grant WHERE role = 'mentor' ORDER BY starts"
    assert run(*add)[0] == 0
    change(site, "UPDATE records_grant SET starts = '2020-01-01', ends = '2020-02-01' WHERE role = 'mentor'")
    assert run(*add) == (0, f"{EMAIL} is now mentor as well")
    change(site, "UPDATE records_grant SET ends = '2090-02-01' WHERE role = 'mentor' AND ends IS NULL")
    assert run(*add) == (0, f"{EMAIL} is mentor until a day that is set; the role goes on from 2 Feb 2090")
    assert run(*add) == (0, f"{EMAIL} is mentor already; nothing was changed")
    assert [ends for _, ends in ask(site, days)] == ["2020-02-01", "2090-02-01", None]
    assert ask(site, days)[-1] == ("2090-02-02", None)


def test_user_commands_look_after_an_account(site: Path) -> None:
    ((person,),) = ask(site, f"SELECT id FROM records_person WHERE email = '{EMAIL}'")
    folder = ("--folder", str(site))

    def signed_in() -> None:
        change(site, "INSERT INTO django_session VALUES ('k', 'x', '2099-01-01')")
        change(
            site,
            "INSERT INTO usersessions_usersession "
            "(user_id, ip, session_key, user_agent, data, created_at, last_seen_at) "
            f"VALUES ({person}, '10.1.2.3', 'k', 'Browser 9', '{{}}', '2026-01-01', '2026-01-02')",
        )

    signed_in()
    status, said = run("user", "sessions", EMAIL, *folder)
    assert (status, "10.1.2.3" in said, "Browser 9" in said, "2026-01-02 07:00" in said) == (0, True, True, True)
    assert run("user", "sessions", EMAIL, "--end", *folder) == (0, f"1 session(s) of {EMAIL} ended")
    assert run("user", "sessions", EMAIL, *folder) == (0, "Signed in nowhere.")

    for kind in ("totp", "webauthn", "recovery_codes"):
        change(
            site,
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at) "
            f"VALUES ({person}, '{kind}', '{{}}', '2026-01-01')",
        )
    signed_in()
    assert run("user", "reset-2fa", EMAIL, *folder) == (
        0,
        f"{EMAIL} has no second factor any more; 1 session(s) ended",
    )
    assert ask(site, f"SELECT count(*) FROM mfa_authenticator WHERE user_id = {person}") == [(0,)]
    assert run("user", "reset-2fa", EMAIL, *folder)[0] == 2

    assert run("user", "rename", EMAIL, "ชื่อใหม่", *folder) == (0, f"{EMAIL} has another name")
    status, said = run("user", "rename", EMAIL, "new@example.org", *folder)
    assert (status, "not an e-mail address" in said) == (2, True)

    signed_in()
    status, said = run("user", "close", EMAIL, *folder)
    assert (status, "This is the last coordinator of" in said) == (2, True)
    assert run("user", "close", EMAIL, "--orphan", *folder) == (
        0,
        f"the account {EMAIL} is closed; 1 session(s) ended",
    )
    assert ask(site, "SELECT count(*) FROM django_session") == [(0,)]
    assert ask(site, f"SELECT is_active FROM records_person WHERE id = {person}") == [(0,)]
    assert "closed" in run("user", "list", *folder)[1]
    assert run("user", "close", EMAIL, "--orphan", *folder)[0] == 2
    assert run("user", "open", EMAIL, *folder) == (0, f"the account {EMAIL} is open")
    assert "closed" not in run("user", "list", *folder)[1]

    lines = ask(site, "SELECT action FROM records_entry WHERE agency_id IS NULL ORDER BY number")
    told = ["end-sessions", "reset-second-factor", "rename", "close-account", "open-account"]
    assert [action for (action,) in lines][-5:] == told
    assert ask(site, "SELECT count(*) FROM records_entry WHERE detail LIKE '%@%' OR about LIKE '%@%'") == [(0,)]
    assert run("history", "verify", *folder)[0] == 0


@pytest.mark.parametrize("command", ["close", "open", "reset-2fa", "sessions", "rename"])
def test_user_commands_say_that_nobody_has_an_address(site: Path, command: str) -> None:
    more = ("N",) if command == "rename" else ()
    status, said = run("user", command, "nobody@example.org", *more, "--folder", str(site))
    assert (status, "nobody has the address nobody@example.org" in said) == (2, True)
