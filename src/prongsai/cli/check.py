"""``prongsai check``: what a document says that its own numbers contradict."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import chosen, pick


@click.command(
    "check",
    help=pick(
        "ตรวจว่าข้อความ ตาราง ระดับ อันดับ และแผนในเอกสาร ขัดกับตัวเลขของหน่วยงานเองตรงไหน (สถานะ 1 เมื่อพบ)",
        "Finds every claim, level, rank, change and plan row that the file's own numbers contradict (status 1 if any).",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help=pick("แสดงเป็น JSON", "as JSON"))
def command(files: tuple[Path, ...], as_json: bool) -> int:
    """Prints the findings of each file, in the file's order."""
    import json

    from prongsai.flow.check import checked
    from prongsai.flow.read import read_rounds

    language = chosen()
    rounds = read_rounds(files)
    found = [(one, checked(one)) for one in rounds]
    if as_json:
        data = [
            {
                "agency": {"name": one.facts.agency.name},
                "year": one.facts.year,
                "findings": [
                    {
                        "kind": each.kind,
                        "where": each.where,
                        "says": each.says.say(language),
                        "so": each.so.say(language),
                        "why": each.why.say(language),
                        "figures": list(each.figures),
                        "quote": each.quote,
                    }
                    for each in findings
                ],
            }
            for one, findings in found
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for number, (one, findings) in enumerate(found):
            if number:
                click.echo()
            title = click.style(one.facts.agency.name, bold=True)
            if not findings:
                click.echo(title + pick(": ไม่พบข้อความที่ขัดกับตัวเลข", ": nothing contradicts the numbers"))
                continue
            click.echo(title + pick(f": พบ {len(findings)} เรื่อง", f": {len(findings)} finding(s)"))
            for at, each in enumerate(findings, start=1):
                click.echo(f"{at:>2}. " + click.style(each.where, bold=True))
                if each.quote:
                    click.echo(f"    “{each.quote}”")
                click.echo(pick("    เอกสารว่า  ", "    it says  ") + each.says.say(language))
                click.echo(pick("    ที่ถูกคือ   ", "    in fact  ") + each.so.say(language))
                click.echo(pick("    เพราะ      ", "    because  ") + each.why.say(language))
    return 1 if any(findings for _, findings in found) else 0
