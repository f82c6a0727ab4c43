"""The command ``prongsai``: finds its sub-commands, and turns whatever goes wrong into a message and a status."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence

import click

from prongsai import __version__
from prongsai.cli.language import chosen, listen, pick
from prongsai.cli.speaking import Context, show_mistake, speaking
from prongsai.cli.tables import room, wrapped

# Starting makes some hundred thousand objects that stay. Python's usual 700 would have them looked through for a
# twentieth of a short command's time.
COLLECT_AFTER = 50_000

# What could not run, or a file that was refused. `check` and `--strict` use 1.
REFUSED = 2

# name → (module, what it does in Thai, in English). Modules are loaded when used: `--help` stays quick.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "score": ("score", "คำนวณคะแนนและระดับจากไฟล์ข้อมูลหน่วยงาน", "scores and levels from round files"),
    "explain": ("explain", "อธิบายที่มาของตัวเลขหนึ่งค่า", "why a figure is what it is"),
    "check": ("check", "ตรวจว่าเอกสารขัดกับตัวเลขตรงไหน", "what a document says that its own numbers contradict"),
    "report": ("report", "จัดทำเอกสาร (Word, PDF, HTML)", "documents in Word, PDF and HTML"),
    "template": ("template", "สร้างแบบกรอก Excel", "the Excel form"),
    "read": ("read", "อ่านตารางหรือข้อความที่คัดลอกมา", "what a copied table or text becomes"),
    "import": ("import_", "แปลงแบบกรอก Excel เป็นไฟล์ข้อมูล", "a round file from the Excel form"),
    "criteria": ("criteria", "เกณฑ์การประเมินรายปี", "the editions of the rules"),
    "demo": ("demo", "ดูผลของหน่วยงานตัวอย่างห้าแห่ง", "five real agencies at a glance"),
    "serve": ("serve", "เปิดเว็บแอปพลิเคชันบนเครื่องนี้", "the web application on this machine"),
    "desk": ("desk", "เปิดโปรแกรมบนเครื่องสำนักงานและทำทางลัด", "the program on an office PC, and its shortcut"),
    "worker": ("worker", "จัดทำเอกสารและส่งอีเมลที่รออยู่", "makes the documents and sends the mail that wait"),
    "year": ("year", "เปิดปีงบประมาณของหน่วยงาน", "an agency's year, opened before it has a result"),
    "user": ("user", "บัญชีผู้ใช้ของเว็บ", "people of the site"),
    "export": ("export", "นำไฟล์ข้อมูลออกจากเว็บ", "a round file out of the site"),
    "backup": ("backup", "สำรองข้อมูลของเว็บ", "the whole site in one file"),
    "restore": ("restore", "กู้คืนจากไฟล์สำรอง", "a site out of a backup"),
    "migrate": ("migrate", "ปรับฐานข้อมูลให้เป็นของโปรแกรมรุ่นนี้", "the tables brought up to date"),
    "doctor": ("doctor", "ตรวจสุขภาพของระบบ", "what is well with the site"),
    "history": ("history", "ตรวจประวัติการแก้ไข", "whether the history is whole"),
}


class Commands(click.Group):
    """A group whose commands are imported only when they are called."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order in which an officer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"prongsai.cli.{COMMANDS[cmd_name][0]}")
        return speaking(module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the chosen language, without importing any of them."""
        with formatter.section(pick("คำสั่ง", "Commands")):
            formatter.write_dl([(name, pick(th, en)) for name, (_, th, en) in COMMANDS.items()])


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from prongsai.flow.rules.known import readable

    click.echo(f"prongsai {__version__}")
    for rules in readable():
        click.echo(f"  {rules.id} {pick('ฉบับแก้ไขที่', 'revision')} {rules.revision}")
    ctx.exit()


@click.group(
    cls=Commands,
    help=pick(
        "โปร่งใส: งานประเมิน ITA ทั้งปี ด้วยตัวเลขชุดเดียวที่ไม่ขัดกันเอง",
        "Prongsai: the ITA year, with one set of numbers that cannot disagree.",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--lang", type=click.Choice(["th", "en"]), default=None, help=pick("ภาษาที่แสดง", "language of messages"))
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=pick("แสดงรุ่นของโปรแกรมและเกณฑ์", "version of the program and of the editions"),
)
@click.pass_context
def main(ctx: click.Context, lang: str | None) -> None:
    """Every sub-command finds the language in ``ctx.obj``."""
    ctx.obj = {"lang": lang or chosen()}


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 findings, 2 refused or impossible. Never shows a traceback."""
    gc.set_threshold(COLLECT_AFTER)
    for stream in (sys.stdout, sys.stderr):  # Windows consoles speak Thai only when told so
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")
    words = listen(sys.argv[1:] if arguments is None else arguments)
    try:
        result = main.main(words, standalone_mode=False, prog_name="prongsai")
    except click.exceptions.Exit as left:
        sys.exit(left.exit_code)
    except click.Abort:
        click.echo(pick("ยกเลิกแล้ว ไม่มีสิ่งใดถูกเขียน", "Stopped; nothing was written."), err=True)
        sys.exit(REFUSED)
    except click.ClickException as mistake:
        show_mistake(mistake)
        sys.exit(REFUSED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(REFUSED)
    except Exception as error:
        sys.exit(_explain_failure(error))
    sys.exit(result if isinstance(result, int) else 0)


def _explain_failure(error: Exception) -> int:
    from prongsai.files.problems import Problem, Refused
    from prongsai.flow.site.trouble import is_trouble, no_answer

    if is_trouble(error) and not isinstance(error, OSError):
        error = Refused([Problem("", no_answer(error))])
    if isinstance(error, Refused):
        for problem in error.problems:
            for line in wrapped(problem.say(chosen()), room(), rest="  "):
                click.echo(line, err=True)
        count = len(error.problems)
        click.echo(
            pick(
                f"พบปัญหา {count} แห่ง ไม่มีสิ่งใดถูกเขียน",
                f"{count} {'problem' if count == 1 else 'problems'}; nothing was written.",
            ),
            err=True,
        )
        return REFUSED
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        reason = error.strerror or str(error)
        room_th, room_en = ("", "")
        if is_trouble(error):
            room_th, room_en = " ดิสก์เต็ม ให้เพิ่มที่ว่างในดิสก์แล้วสั่งอีกครั้ง", " The disk is full: make room on it, then try again."
        click.echo(
            pick(
                f"เปิดหรือเขียนไฟล์ไม่ได้{where}: {reason} ไม่มีสิ่งใดถูกเขียน{room_th}",
                f"A file cannot be read or written{where}: {reason}; nothing was written.{room_en}",
            ),
            err=True,
        )
        return REFUSED
    click.echo(
        pick(
            f"โปรแกรมผิดพลาดภายใน ({type(error).__name__}: {error}) โปรดแจ้งผู้พัฒนาพร้อมไฟล์ที่ใช้ ไม่มีสิ่งใดถูกเขียน",
            f"Internal error ({type(error).__name__}: {error}). Please report it with the file; nothing was written.",
        ),
        err=True,
    )
    return REFUSED
