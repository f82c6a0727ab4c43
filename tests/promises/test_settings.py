"""Every setting is documented, and the page is made from the table of settings."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import fields
from pathlib import Path

import pytest

from prongsai.outside.options import Options, WrongOption, read_options

ROOT = Path(__file__).parents[2]


def page() -> str:
    spec = importlib.util.spec_from_file_location("settings_reference", ROOT / "scripts" / "settings_reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.page())


def test_settings_page_is_up_to_date_and_names_every_setting() -> None:
    kept = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert kept == page(), "run scripts/settings_reference.py"
    assert all(f"`{each.name}`" in kept for each in fields(Options))


def test_environment_comes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = tmp_path / "prongsai.toml"
    file.write_text('port = 9000\nlanguage = "en"\n', "utf-8")
    options = read_options({"PRONGSAI_PORT": "9001"}, file)
    assert (options.port, options.language, options.host) == (9001, "en", "127.0.0.1")


@pytest.mark.parametrize(
    ("environment", "file", "said"),
    [
        ({"PRONGSAI_MODE": "cloud"}, "", "desk, served"),
        ({"PRONGSAI_PORT": "eighty"}, "", "whole number"),
        ({"PRONGSAI_DEBUG": "perhaps"}, "", "true or false"),
        ({}, "prot = 80", "prot"),
        ({}, "port 80", "cannot be read"),
        ({"PRONGSAI_PORT": "70000"}, "", "1 to 65535"),
        ({"PRONGSAI_LANGUAGE": "fr"}, "", "th, en"),
        ({"PRONGSAI_SITE": "ita.example.go.th"}, "", "https://ita.example.go.th"),
        ({"PRONGSAI_UPLOAD_LIMIT_MB": "0"}, "", "1 to 200"),
        ({"PRONGSAI_OPENID_ISSUER": "http://sso.example.go.th"}, "", "https://"),
        ({"PRONGSAI_OPENID_ISSUER": "sso.example.go.th"}, "", "https://"),
        ({"PRONGSAI_IDLE_MINUTES": "5"}, "", "15 to 20160"),
        ({"PRONGSAI_IDLE_MINUTES_OVER_AREAS": "0"}, "", "15 to 20160"),
        ({"PRONGSAI_TRUSTED_PROXIES": "127.0.0.1, all"}, "", "expected addresses or networks"),
        ({"PRONGSAI_TRUSTED_PROXIES": "10.0.0.1/8"}, "", "expected addresses or networks"),
        ({"PRONGSAI_LOG_ADDRESSES": "perhaps"}, "", "true or false"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, environment: dict[str, str], file: str, said: str) -> None:
    path = tmp_path / "prongsai.toml"
    path.write_text(file, "utf-8")
    with pytest.raises(WrongOption, match=said) as refused:
        read_options(environment, path)
    (problem,) = refused.value.problems
    assert problem.place
    assert re.search("[ก-๙]", problem.text.th)
