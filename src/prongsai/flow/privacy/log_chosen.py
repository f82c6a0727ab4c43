"""Whether this site keeps a log of sign-ins by person; known from its settings alone, before there are tables."""

from __future__ import annotations

from prongsai.language.text import Text
from prongsai.outside.options import Options

# As records/actions/privacy/sign_ins.py has it, which only a site with tables can read.
DAYS = 90
_ADVICE = Text(
    th="ให้หน่วยงานที่ดูแลระบบพิจารณา แล้วตั้งค่า PRONGSAI_SIGN_IN_LOG=kept (เก็บ) หรือ not-kept (ไม่เก็บ) "
    "ดูข้อพิจารณาใน docs/th/look-after-personal-data.md",
    en="let the body that runs the site decide, and set PRONGSAI_SIGN_IN_LOG=kept or not-kept; what to consider stands "
    "in docs/how-to/look-after-personal-data.md",
)


def is_kept(options: Options) -> bool:
    """Whether this site keeps the log."""
    return options.sign_in_log == "kept"


def standing(options: Options) -> tuple[bool | None, Text, Text | None]:
    """Which holds: whether it is well (None: a served site has not chosen), in words, and what to do."""
    if is_kept(options):
        days = DAYS
        return (
            True,
            Text(
                th=f"บันทึกการเข้าสู่ระบบรายบุคคล: เก็บ {days} วัน แล้วลบเอง",
                en=f"log of sign-ins by person: kept {days} days, then deleted",
            ),
            None,
        )
    if options.sign_in_log == "not-kept":
        return (
            True,
            Text(
                th="บันทึกการเข้าสู่ระบบรายบุคคล: ไม่เก็บ ตามที่กำหนดไว้", en="log of sign-ins by person: not kept, as was chosen"
            ),
            None,
        )
    if options.mode == "desk":
        return (
            True,
            Text(
                th="บันทึกการเข้าสู่ระบบรายบุคคล: ไม่เก็บ ไม่จำเป็นบนเครื่องสำนักงานที่ใช้ในเครื่องเดียว",
                en="log of sign-ins by person: not kept, and not needed on a PC that nobody else reaches",
            ),
            None,
        )
    return (
        None,
        Text(
            th="บันทึกการเข้าสู่ระบบรายบุคคล: ไม่เก็บ เพราะยังไม่ได้เลือกว่าจะเก็บหรือไม่",
            en="log of sign-ins by person: not kept, as nobody has chosen yet",
        ),
        _ADVICE,
    )
