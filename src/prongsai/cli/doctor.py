"""``prongsai doctor``: what is well with the site, and what is not."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("–", "yellow")}


@click.command("doctor", help=pick("ตรวจสุขภาพของระบบ", "What is well with the site, and what is not."))
@FOLDER
@click.option(
    "--mail-to",
    metavar="EMAIL",
    help=pick("ส่งอีเมลทดสอบไปยังที่อยู่นี้ (ไม่ระบุ = เพียงเชื่อมต่อ)", "sends a trial mail there; none: only connects"),
)
def command(folder: Path | None, mail_to: str | None) -> int:
    """Status 1 where something is not well. ✓ was tried and is well, – was not tried."""
    from prongsai.flow.site.doctor import examine
    from prongsai.flow.site.start import prepare

    findings = examine(prepare(folder, tables="leave"), mail_to=mail_to or "")
    for finding in findings:
        sign, colour = _MARKS[finding.well]
        click.echo(f"{click.style(sign, fg=colour)} {finding.what.say(chosen())}")
        if not finding.well and finding.advice is not None:
            click.echo(f"    → {finding.advice.say(chosen())}")
    return 1 if any(finding.well is False for finding in findings) else 0
