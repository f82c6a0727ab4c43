"""What a person was told: their list, what became of its mail, and the words for an office's LINE group."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.language.text import Text

# How somebody wants mail, by the words of the rows.
MAIL_CHOICES: Mapping[str, Text] = {
    "at-once": Text(th="ส่งทันที", en="at once"),
    "digest": Text(th="รวมส่งวันละฉบับ เวลา 07.00 น.", en="one mail a day, at 7 in the morning"),
    "none": Text(th="ไม่ส่งอีเมล", en="no mail"),
}
# What became of the mail beside a message.
OUTCOMES: Mapping[str, Text] = {
    "": Text(th="รอส่งอีเมล", en="mail waits"),
    "sent": Text(th="ส่งอีเมลแล้ว", en="mail was sent"),
    "unsure": Text(th="อีเมลอาจไม่ถึงผู้รับ", en="the mail may not have arrived"),
    "unsent": Text(th="ส่งอีเมลไม่สำเร็จใน 24 ชั่วโมง", en="the mail could not be sent in 24 hours"),
}


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """One message. ``mail``: what became of its mail, a key of ``OUTCOMES`` (None: there is none)."""

    number: int
    text: Text
    made_at: datetime.datetime
    link: str = ""
    agency: str = ""
    by: str = ""
    new: bool = False
    mail: str | None = None

    @property
    def outcome(self) -> Text | None:
        """What became of its mail, in words."""
        return None if self.mail is None else OUTCOMES.get(self.mail)


@dataclass(frozen=True, kw_only=True)
class LineText:
    """Words that are ready to be pasted into the LINE group of one agency."""

    agency: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class MessagesPage:
    """A person's messages, newest first. ``by_mail``: the site sends mail, so that they choose how."""

    lines: tuple[MessageLine, ...] = ()
    line_texts: tuple[LineText, ...] = ()
    names: bool = False
    by_mail: bool = False
    mail_choice: str = "digest"

    @property
    def new(self) -> int:
        """How many were not read."""
        return sum(line.new for line in self.lines)

    @property
    def choices(self) -> list[tuple[str, Text]]:
        """How mail can be chosen, by its word."""
        return list(MAIL_CHOICES.items())


def for_line(lines: Sequence[MessageLine], *, names: bool, site: str, today: Text) -> tuple[LineText, ...]:
    """What is new, agency by agency, so that nothing of one stands in the group of another; oldest first."""
    by_agency: dict[str, list[MessageLine]] = {}
    for line in reversed(lines):
        if line.new:
            by_agency.setdefault(line.agency, []).append(line)
    return tuple(
        LineText(
            agency=agency,
            text=Text(
                th="\n".join(
                    [_head("แจ้งงาน ITA", agency, today.th), *(_one(each, "th", names, site) for each in some)]
                ),
                en="\n".join([_head("ITA", agency, today.en), *(_one(each, "en", names, site) for each in some)]),
            ),
        )
        for agency, some in by_agency.items()
    )


def _head(what: str, agency: str, today: str) -> str:
    return f"{what}{' ' if agency else ''}{agency} ({today})"


def _one(line: MessageLine, language: str, names: bool, site: str) -> str:
    said, by = (line.text.en, f" (by {line.by})") if language == "en" else (line.text.th, f" (โดย {line.by})")
    return f"• {said}{by if names and line.by else ''}" + (f"\n  {site}{line.link}" if site and line.link else "")
