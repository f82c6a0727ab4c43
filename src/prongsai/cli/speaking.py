"""Help and mistakes of the command line in the chosen language, in lines that a terminal can show."""

from __future__ import annotations

from collections.abc import Iterable

import click

from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import padded, room, width, wrapped

# What click says by itself, in Thai. The rest of a command's help is our own.
_THAI = {
    "Usage: ": "วิธีใช้: ",
    "Options": "ตัวเลือก",
    "Commands": "คำสั่ง",
    "Show this message and exit.": "แสดงวิธีใช้นี้",
    "[required]": "[ต้องระบุ]",
    "[default: ": "[ค่าเริ่มต้น: ",
    "[OPTIONS]": "[ตัวเลือก]",
    "COMMAND [ARGS]...": "คำสั่ง …",
    "DIRECTORY": "โฟลเดอร์",
    "FILE…": "ไฟล์…",
    "FILE": "ไฟล์",
    "FIGURE": "ค่า",
    "INTEGER": "จำนวนเต็ม",
    "TEXT": "ข้อความ",
    "PATH": "ไฟล์หรือโฟลเดอร์",
}


def _said(text: str) -> str:
    if chosen() == "th":
        for english, thai in _THAI.items():
            text = text.replace(english, thai)
    return text


class Formatter(click.HelpFormatter):
    """Writes help in the chosen language; widths are those of a terminal, and lines break at spaces only."""

    def __init__(self) -> None:
        super().__init__(width=room())

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """One line: ``Usage: prongsai score [OPTIONS] FILE…``."""
        self.write(f"{_said(prefix or 'Usage: ')}{prog} {_said(args)}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """The head of a section."""
        self.write(f"{' ' * self.current_indent}{_said(heading)}:\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        lead = " " * self.current_indent
        self.write("".join(f"{line}\n" for line in wrapped(text, self.width, first=lead, rest=lead)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns."""
        said = [(_said(term), _said(meaning)) for term, meaning in rows]
        cells = max((width(term) for term, _ in said if width(term) <= col_max), default=0) + col_spacing
        lead = " " * self.current_indent
        for term, meaning in said:
            head = lead + padded(term, cells)
            if width(term) > col_max:
                self.write(f"{lead}{term}\n")
                head = " " * width(head)
            rest = " " * (self.current_indent + cells)
            self.write("".join(f"{line}\n" for line in wrapped(meaning, self.width, first=head, rest=rest)))


class Context(click.Context):
    """A context whose help is written by our formatter."""

    def make_formatter(self) -> click.HelpFormatter:
        """The formatter of this call."""
        return Formatter()


def speaking(command: click.Command) -> click.Command:
    """``command`` and its sub-commands, with help in the chosen language."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for sub_command in command.commands.values():
            speaking(sub_command)
    return command


def show_mistake(mistake: click.ClickException) -> None:
    """Prints on the error stream what is wrong with a call, and how to see the command's usage."""
    if type(mistake).__name__ == "NoArgsIsHelpError":  # older clicks have no such class
        click.echo(mistake.message, err=True)
        return
    for line in wrapped(_mistake(mistake), room(), first=pick("ผิดพลาด: ", "Error: ")):
        click.echo(line, err=True)
    ctx = getattr(mistake, "ctx", None)
    if isinstance(ctx, click.Context):
        click.echo(pick("ดูวิธีใช้: ", "For usage: ") + f"{ctx.command_path} --help", err=True)


def _mistake(mistake: click.ClickException) -> str:
    match mistake:
        case click.MissingParameter():
            name = _name(mistake)
            return pick(f"ยังไม่ได้ระบุ {name}", f"{name} is missing")
        case click.BadParameter():
            return _bad_value(mistake)
        case click.NoSuchOption():
            options = (
                [name for parameter in mistake.ctx.command.params for name in parameter.opts] if mistake.ctx else []
            )
            known = [name for name in options if name.startswith("--")]
            return _unknown(pick("ไม่มีตัวเลือก", "there is no option"), mistake.option_name, known)
        case click.BadOptionUsage():
            option = mistake.option_name
            if "does not take" in mistake.message:
                return pick(f"ตัวเลือก {option} ไม่ต้องมีค่าตามหลัง", f"option {option} takes no value")
            return pick(f"ตัวเลือก {option} ต้องมีค่าตามหลัง", f"option {option} needs a value")
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as ctx) if hasattr(
            mistake, "command_name"
        ):
            what = pick("ไม่มีคำสั่ง", "there is no command")
            return _unknown(what, str(mistake.command_name), group.list_commands(ctx))
    said = mistake.format_message()
    if said == "Missing command.":
        return pick("ยังไม่ได้ระบุคำสั่ง", "no command is named")
    if said.startswith("Got unexpected extra argument"):
        return pick("มีคำเกินมา: ", "too many words: ") + said.partition("(")[2].rstrip(").")
    return said


def _bad_value(mistake: click.BadParameter) -> str:
    kind = mistake.param.type if mistake.param is not None else None
    name = _name(mistake)
    if isinstance(kind, click.Choice):
        known = ", ".join(map(str, kind.choices))
        return pick(f"ค่าของ {name} ต้องเป็น {known}", f"{name} must be one of {known}")
    if isinstance(kind, click.Path) and not kind.file_okay:
        return pick(
            f"{name} ต้องเป็นโฟลเดอร์ แต่มีไฟล์ชื่อนี้อยู่แล้ว", f"{name} must be a folder, but there is a file of this name"
        )
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return pick(
            f"{name} ต้องเป็นไฟล์ แต่มีโฟลเดอร์ชื่อนี้อยู่แล้ว", f"{name} must be a file, but there is a folder of this name"
        )
    return f"{name}: {mistake.message}" if name else mistake.message


def _unknown(what: str, name: str, possible: Iterable[str]) -> str:
    known = ", ".join(possible)
    return f"{what} “{name}”" + (pick(f" ที่มีคือ {known}", f"; there are {known}") if known else "")


def _name(mistake: click.BadParameter) -> str:
    hint = mistake.param_hint
    if hint is None and mistake.param is not None and mistake.ctx is not None:
        hint = mistake.param.get_error_hint(mistake.ctx)
    text = hint if isinstance(hint, str) else " / ".join(hint or ())
    return _said(text.replace("'", ""))
