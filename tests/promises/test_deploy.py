"""What a release carries for a server agrees with the program: limits, times, commands, the sandbox of its units."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from prongsai.cli.main import COMMANDS
from prongsai.outside.options import Options
from prongsai.outside.serving.front import Patience

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HOW_TO = (ROOT / "docs" / "how-to" / "install-debian.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "th" / "command-line.md").read_text("utf-8")
PROXY = (DEPLOY / "nginx.conf").read_text("utf-8")
SERVICES = sorted(DEPLOY.glob("*.service"))
UNITS = [*SERVICES, *sorted(DEPLOY.glob("*.timer"))]
# Where a server keeps things, as the files name it.
LOGS, PROGRAM = "/{}/log/nginx".format("var"), "/{}/prongsai/bin/prongsai".format("opt")
# A unit of systemd's that shuts a service in, and what it is to say.
SANDBOX = {
    "User": "prongsai",
    "UMask": "0077",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictSUIDSGID": "yes",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallFilter": "@system-service",
    "StateDirectory": "prongsai",
    "StateDirectoryMode": "0700",
    "EnvironmentFile": "/etc/prongsai.env",
}


def directives(name: str) -> list[str]:
    """What the proxy's file says by that name, in its order."""
    return re.findall(rf"^ *{name} +(.+);$", PROXY, re.MULTILINE)


def settings(unit: Path) -> dict[str, str]:
    lines = [line for line in unit.read_text("utf-8").splitlines() if "=" in line and not line.startswith("#")]
    said = {line.partition("=")[0]: line.partition("=")[2] for line in lines}
    assert len(said) == len(lines), unit.name
    return said


def test_proxy_lets_through_what_the_program_takes_and_not_a_byte_more() -> None:
    """The program hangs up on a longer request, and nginx would say that it is away."""
    limit = (Options().upload_limit_mb + 1) * 1_000_000
    assert directives("client_max_body_size") == [str(limit)]
    front = (ROOT / "src" / "prongsai" / "config" / "asgi.py").read_text("utf-8")
    assert "most_bytes=OPTIONS.upload_limit_mb * 1_000_000 + 1_000_000" in front
    assert f"PRONGSAI_UPLOAD_LIMIT_MB is another than {Options().upload_limit_mb}" in PROXY


def test_proxy_waits_as_long_as_the_program_does() -> None:
    patience = Patience(most_bytes=0)
    assert directives("client_body_timeout") == [f"{patience.seconds:.0f}s"]
    assert directives("client_header_timeout") == [f"{patience.seconds:.0f}s"]
    (read,) = directives("proxy_read_timeout")
    assert patience.answer < int(read.removesuffix("s")) <= patience.answer + 30
    # One address may not take all the places where requests come in.
    (zone,) = directives("limit_conn")
    assert int(zone.split()[1]) < patience.at_once


def test_proxy_leads_to_where_the_program_listens() -> None:
    assert f"    server {Options().host}:{Options().port};\n" in PROXY
    assert directives("proxy_pass") == ["http://prongsai"]
    assert directives("proxy_request_buffering") == ["on"]


def test_proxy_sets_what_it_says_of_a_browser_and_believes_nothing_that_the_browser_says() -> None:
    said = dict(line.split(" ", 1) for line in directives("proxy_set_header"))
    assert said == {
        "Host": "$host",
        "X-Forwarded-Host": "$host",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "$remote_addr",
        "X-Real-IP": "$remote_addr",
        "Forwarded": '""',
        "Proxy": '""',
        "Connection": '""',
    }
    assert "$proxy_add_x_forwarded_for" not in PROXY


def test_proxy_speaks_tls_of_today_and_leads_there() -> None:
    assert directives("ssl_protocols") == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = directives("ssl_ciphers")
    assert all(re.match("ECDHE-.*(GCM|CHACHA20)", cipher) for cipher in ciphers.split(":"))
    assert directives("return")[0] == "301 https://ita.example.go.th$request_uri"
    year = 60 * 60 * 24 * 365  # as the settings write it
    assert directives("add_header") == [f'Strict-Transport-Security "max-age={year}" always']
    assert directives("proxy_hide_header") == ["Strict-Transport-Security"]
    from prongsai.config import settings as made

    assert "SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365" in Path(made.__file__).read_text("utf-8")


def test_proxy_logs_no_query_and_no_link_for_a_new_password() -> None:
    (form,) = re.findall(r"^log_format prongsai '(.*)';$", PROXY, re.MULTILINE)
    assert not re.search(r"\$(request|request_uri|args|query_string|uri|http_referer)\b", form)
    assert "~^/accounts/password/reset/key/ " in PROXY
    assert directives("access_log") == [f"{LOGS}/prongsai.log prongsai"] * 2
    assert directives("error_log") == [f"{LOGS}/prongsai-error.log crit"] * 2
    from django.urls import reverse

    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "a"})
    assert address.startswith("/accounts/password/reset/key/")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed here")
def test_nginx_takes_the_file(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    _certificate(key, certificate)
    (tmp_path / "site.conf").write_text(
        PROXY.replace("/etc/ssl/prongsai/fullchain.pem", str(certificate))
        .replace("/etc/ssl/private/prongsai.key", str(key))
        .replace(LOGS, str(tmp_path))
        # Whoever runs the tests may not listen on low ports.
        .replace(":80;", ":18080;")
        .replace("listen 80;", "listen 18080;")
        .replace(":443 ssl", ":18443 ssl")
        .replace("listen 443 ssl", "listen 18443 ssl"),
        "utf-8",
    )
    scratch = " ".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ client_body_temp_path {tmp_path}/body; {scratch} include {tmp_path}/site.conf; }}\n",
        "utf-8",
    )
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], capture_output=True, text=True
    )
    lines = [line for line in done.stderr.splitlines() if "user" not in line]
    assert done.returncode == 0, done.stderr
    assert [line for line in lines if "[warn]" in line or "[emerg]" in line] == []


def _certificate(key_file: Path, file: Path) -> None:
    """A certificate that signs itself, good for a day."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ita.example.go.th")])
    begin = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    key_file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    file.write_bytes(made.public_bytes(pem))


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_unit_shuts_the_program_in_and_names_a_command_that_there_is(unit: Path) -> None:
    said = settings(unit)
    assert {name: said.get(name) for name in SANDBOX} == SANDBOX
    (words,) = re.findall(rf"{PROGRAM} ([^']+)", said["ExecStart"])
    command, *given = words.split()
    assert command in COMMANDS
    options = {name for each in importlib.import_module(f"prongsai.cli.{command}").command.params for name in each.opts}
    assert {word for word in given if word.startswith("-")} <= options


def test_there_is_a_unit_for_each_thing_that_runs() -> None:
    assert [unit.name for unit in UNITS] == [
        "prongsai-backup.service",
        "prongsai-worker.service",
        "prongsai.service",
        "prongsai-backup.timer",
    ]
    assert settings(DEPLOY / "prongsai-backup.service")["ReadWritePaths"] == f"{Path(LOGS).parents[1]}/backups/prongsai"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, cwd=DEPLOY)
    about_us = [line for line in (done.stdout + done.stderr).splitlines() if "prongsai" in line]
    # The program itself is not installed where the tests run.
    assert [line for line in about_us if f"{PROGRAM} is not executable" not in line] == []


@pytest.mark.parametrize("file", [path.name for path in sorted(DEPLOY.iterdir())])
def test_how_to_uses_every_file_of_the_folder(file: str) -> None:
    assert f"deploy/{file}" in HOW_TO or ("deploy/*.service" in HOW_TO and file.endswith(".service"))


def test_how_to_gives_only_commands_that_there_are() -> None:
    given = re.findall(r"as_site ([a-z]+)( [^`\n]*)?", HOW_TO)
    assert {command for command, _ in given} == {"doctor", "user", "history", "backup", "restore"}
    assert {command for command, _ in given} <= set(COMMANDS)


def test_guides_name_no_file_that_is_not_there() -> None:
    named = {name for text in (HOW_TO, GUIDE) for name in re.findall(r"deploy/([\w.*-]+\w)", text)}
    assert named
    assert [name for name in named if not list(DEPLOY.glob(name))] == []


def test_release_carries_the_folder_and_its_sums() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\nrelease:")[2].partition("\n\n")[0]
    assert "cp -R deploy dist" in recipe
    assert re.search(r"\*\.\* deploy/\*.* > SHA256SUMS", recipe)
