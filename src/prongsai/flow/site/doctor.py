"""What is well and what is not with a site: settings, folder, tables, font, mail, logging, history. All of it tried."""

from __future__ import annotations

import datetime
import logging
import os
import shutil
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.files.problems import Problem
from prongsai.flow.privacy.log_chosen import standing
from prongsai.flow.site.copies.left_behind import left_behind, megabytes
from prongsai.flow.site.faults import of_the_demo, unfit
from prongsai.flow.site.start import now
from prongsai.flow.site.tables import bring, look, refuse_newer
from prongsai.flow.site.trouble import is_trouble, no_answer
from prongsai.language.text import Text
from prongsai.outside.options import Options

# What is written to see whether the disk takes it.
_TRIAL = b"\0" * 1_000_000
_ROOM_MB = 500


@dataclass(frozen=True)
class Finding:
    """One thing tried: whether it is well (None: not set up, so not tried), and what to do where it is not."""

    well: bool | None
    what: Text
    advice: Text | None = None


def examine(options: Options, *, mail_to: str = "") -> list[Finding]:
    """Tries everything. Nothing is changed but that an empty site gets its tables; ``mail_to`` gets a trial mail.

    ``Refused`` where a later program made the tables.
    """
    findings = [*_settings(options), *_left(options), _folder(options)]
    current = False
    if findings[-1].well is not False:
        try:
            tables = _tables()
            current = tables.well is True
        except Exception as error:
            if not is_trouble(error):
                raise
            tables = Finding(False, no_answer(error))
        findings.append(tables)
    findings += [_font(), _mail(options, mail_to), _statements(), Finding(*standing(options))]
    return [
        *findings,
        *(
            (
                *_refused(of_the_demo(options)),
                *_files(),
                _mail_queue(now()),
                _jobs(options, now()),
                *_history(),
            )
            if current
            else ()
        ),
    ]


def _refused(problems: list[Problem]) -> Iterator[Finding]:
    """What ``serve`` would refuse, in its words."""
    for problem in problems:
        yield Finding(False, Text(th=problem.say("th"), en=problem.say("en")))


def _settings(options: Options) -> Iterator[Finding]:
    problems = unfit(options)
    yield from _refused(problems)
    if not problems:
        yield Finding(True, Text(th=f"โหมด {options.mode}", en=f"mode {options.mode}"))


def _folder(options: Options) -> Finding:
    name = f"data folder {options.home}"
    trial = options.home / f".trial-{os.getpid()}"
    try:
        options.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with trial.open("wb") as file:
            file.write(_TRIAL)
            file.flush()
            os.fsync(file.fileno())
        written = trial.stat().st_size == len(_TRIAL)
    except OSError as error:
        reason = error.strerror or str(error)
        return Finding(
            False,
            Text(th=f"โฟลเดอร์ข้อมูล {options.home} เขียนไม่ได้ ({reason})", en=f"{name} cannot be written ({reason})"),
            Text(th="ตรวจสิทธิ์การเขียนและที่ว่าง", en="look at its permissions and at the room on the disk"),
        )
    finally:
        trial.unlink(missing_ok=True)
    free = shutil.disk_usage(options.home).free // 1_000_000
    return Finding(
        written and free > _ROOM_MB,
        Text(th=f"โฟลเดอร์ข้อมูล {options.home} เขียนได้ ว่าง {free:,} MB", en=f"{name} can be written, {free:,} MB free"),
        Text(th=f"ให้มีที่ว่างอย่างน้อย {_ROOM_MB} MB", en=f"it should have {_ROOM_MB} MB free"),
    )


def _left(options: Options) -> Iterator[Finding]:
    """Copies of the whole site that nobody writes any more: they take room, and everything of the site is in them."""
    left = left_behind(options.home)
    if left:
        size = megabytes(left)
        names = ", ".join(file.name for file in left[:_PROBLEMS_SHOWN]) + (", …" if len(left) > _PROBLEMS_SHOWN else "")
        yield Finding(
            False,
            Text(
                th=f"สำเนาข้อมูลจากการสำรองหรือกู้คืนที่หยุดกลางคันค้างอยู่ {len(left)} ไฟล์ รวม {size:,} MB ({names})",
                en=f"{len(left)} file(s) left by a backup or a restore that was broken off, {size:,} MB ({names})",
            ),
            Text(
                th="สั่งสำรองข้อมูลใหม่ด้วย prongsai backup หรือเปิดเว็บอีกครั้ง แล้วโปรแกรมจะลบไฟล์เหล่านี้เอง",
                en="make a backup with prongsai backup, or start the site again: then they are removed",
            ),
        )


def _tables() -> Finding:
    tables = look()
    refuse_newer(tables)
    if tables.state == "empty":
        bring()
        tables = look()
    count = len(tables.waiting)
    return Finding(
        tables.state == "current",
        Text(
            th=f"ตารางฐานข้อมูล ({tables.vendor}) รอปรับ {count} รายการ",
            en=f"tables ({tables.vendor}), {count} changes waiting",
        ),
        Text(th="สำรองข้อมูลไว้ แล้วสั่ง prongsai migrate", en="keep a copy, then run prongsai migrate"),
    )


def _font() -> Finding:
    from prongsai.publish.pdf.pdf import sets_thai

    return Finding(
        sets_thai(),
        Text(th="แบบอักษรสารบรรณสำหรับ PDF", en="the Sarabun font for PDF"),
        Text(th="ติดตั้งโปรแกรมใหม่", en="install the program again"),
    )


def _mail(options: Options, to: str) -> Finding:
    from django.core import mail

    if not options.mail_url:
        return Finding(
            None,
            Text(th="อีเมลขาออก: ยังไม่ได้ตั้งค่า", en="outgoing mail: not set up"),
            Text(
                th="ตั้งค่า PRONGSAI_MAIL_URL มิฉะนั้นคำเชิญและลิงก์ตั้งรหัสผ่านใหม่จะไม่ถูกส่ง "
                "ให้ใช้ใบรหัสคำเชิญ และ prongsai user password แทน",
                en="set PRONGSAI_MAIL_URL, or invitations and links for a new password are not sent: "
                "use printed slips, and prongsai user password",
            ),
        )
    try:
        if to:
            message = mail.EmailMessage("Prongsai", "ทดสอบการส่งอีเมล · A trial mail of prongsai doctor.", None, [to])
            message.send()
            return Finding(True, Text(th=f"อีเมลขาออก: ส่งถึง {to} แล้ว", en=f"outgoing mail: handed over for {to}"))
        connection = mail.get_connection()
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        return Finding(
            False,
            Text(th=f"อีเมลขาออก: ใช้ไม่ได้ ({reason})", en=f"outgoing mail: does not work ({reason})"),
            Text(
                th="ตรวจค่า PRONGSAI_MAIL_URL ว่าชื่อเครื่อง พอร์ต รหัสผ่าน และ smtp:// หรือ smtps:// ถูกต้อง",
                en="look at PRONGSAI_MAIL_URL: host, port, password, and whether it is smtp:// or smtps://",
            ),
        )
    return Finding(
        True,
        Text(
            th="อีเมลขาออก: เชื่อมต่อได้ (ยังไม่ได้ลองส่ง ลองด้วย prongsai doctor --mail-to)",
            en="outgoing mail: the server answers (nothing was sent: try prongsai doctor --mail-to)",
        ),
    )


# A mail that waits longer than this is a sign that none goes out.
_USUAL_WAIT = datetime.timedelta(minutes=10)
_PROBLEMS_SHOWN = 3


def _mail_queue(moment: datetime.datetime) -> Finding:
    from django.utils.timezone import localtime

    from prongsai.records.actions.mail import SHOWN_FOR
    from prongsai.records.queries.machine.mail import mail_queue

    queue, days = mail_queue(moment, SHOWN_FOR), SHOWN_FOR.days
    th, en = "ไม่มีอีเมลรอส่ง", "no mail waits"
    if queue.since is not None:
        since = f"{localtime(queue.since):%Y-%m-%d %H:%M}"
        th, en = f"อีเมลรอส่ง {queue.waiting} ฉบับ ตั้งแต่ {since}", f"{queue.waiting} mail(s) wait, since {since}"
    if queue.failing:
        over = _problems(queue.problems)
        th = f"{th} ในจำนวนนี้ส่งแล้วไม่สำเร็จ {queue.failing} ฉบับ ({over.th}) และจะส่งใหม่เอง"
        en = f"{en}; {queue.failing} tried in vain ({over.en}), to be tried again"
    if queue.given_up:
        over = _problems(queue.given_up_over)
        th = f"{th}; เลิกส่ง {queue.given_up} ฉบับใน {days} วันที่ผ่านมา ({over.th})"
        en = f"{en}; {queue.given_up} given up in the last {days} days ({over.en})"
    late = queue.since is not None and moment - queue.since > _USUAL_WAIT
    return Finding(
        not late and not queue.given_up,
        Text(th=th, en=en),
        Text(
            th="เปิดเว็บ (prongsai serve) ไว้ บนเครื่องที่ใช้ PostgreSQL ให้เปิด prongsai worker ไว้ด้วย "
            "และแก้สิ่งที่ตรวจพบเรื่องอีเมลขาออก แล้วอีเมลจะถูกส่งเอง",
            en="keep the site (prongsai serve) running, beside a PostgreSQL also prongsai worker, and mend "
            "what is said of outgoing mail; then it is sent by itself",
        ),
    )


def _problems(said: tuple[str, ...]) -> Text:
    """What mail met with, as far as a line holds it. A server's answers are names and numbers in both languages."""
    from prongsai.records.queries.machine.mail import OTHER_KEY

    words = {
        OTHER_KEY: Text(
            th="รหัสคำเชิญทำด้วยกุญแจลับอื่น ให้เพิกถอนคำเชิญแล้วเชิญใหม่",
            en="an invitation's code was made with another secret key: take the invitation back and invite again",
        )
    }
    shown = [words.get(each, Text(th=each, en=each)) for each in said[:_PROBLEMS_SHOWN]]
    more = ["…"] if len(said) > _PROBLEMS_SHOWN else []
    return Text(
        th=", ".join([*(each.th for each in shown), *more]), en=", ".join([*(each.en for each in shown), *more])
    )


def _jobs(options: Options, moment: datetime.datetime) -> Finding:
    """What the program does by itself. On a PC whose program is off at this moment, what it misses is no fault."""
    from prongsai.flow.jobs.standing import known_yet, late_names
    from prongsai.flow.site.desk.running import running

    if not known_yet():
        return Finding(
            None,
            Text(th="งานที่โปรแกรมทำเอง: ยังไม่เคยเริ่ม", en="what the program does by itself: never begun"),
            Text(
                th="เปิดเว็บ (prongsai serve) และบนเครื่องที่ใช้ PostgreSQL ให้สั่ง prongsai worker ไว้ด้วย",
                en="start the site (prongsai serve), and beside a PostgreSQL also prongsai worker",
            ),
        )
    late = late_names(now=moment, on=options.mode != "desk" or running(options.home) is not None)
    if not late:
        return Finding(True, Text(th="งานที่โปรแกรมทำเองทำตามกำหนด", en="what the program does by itself is on time"))
    return Finding(
        False,
        Text(
            th=f"งานที่โปรแกรมทำเองเกินกำหนด: {', '.join(each.th for each in late)}",
            en=f"what the program does by itself is late: {', '.join(each.en for each in late)}",
        ),
        Text(
            th="เปิดเว็บใหม่ และบนเครื่องที่ใช้ PostgreSQL ให้ตรวจว่า prongsai worker ทำงานอยู่ รายละเอียดอยู่ในหน้างานของโปรแกรม",
            en="start the site again, and beside a PostgreSQL see that prongsai worker runs; the page of the program's "
            "work tells more",
        ),
    )


def _files() -> Iterator[Finding]:
    from prongsai.flow.files.looking import told_of_files

    for well, what, advice in told_of_files(now=now()):
        yield Finding(well, what, advice)


def _statements() -> Finding:
    from django.conf import settings

    loud = logging.getLogger("django.db.backends").getEffectiveLevel() <= logging.DEBUG or settings.DEBUG
    return Finding(
        not loud,
        Text(th="ไม่บันทึกคำสั่งฐานข้อมูลลงล็อก", en="database statements are not logged"),
        Text(th="ปิดโหมด debug: ล็อกเช่นนี้เปิดเผยข้อมูลผู้ตอบได้", en="switch debug off: such logs betray respondents"),
    )


def _history() -> Iterator[Finding]:
    from prongsai.flow.history.verify import chains

    verified = list(chains())
    broken = [(chain.agency or "–", chain.wrong[0]) for chain in verified if chain.wrong]
    th = "; ".join(f"{name}: {first.th}" for name, first in broken[:3])
    en = "; ".join(f"{name}: {first.en}" for name, first in broken[:3])
    count = len(verified)
    if not broken:
        yield Finding(True, Text(th=f"ประวัติการแก้ไขครบถ้วน {count} ชุด", en=f"history of {count} chains"))
        return
    yield Finding(
        False,
        Text(th=f"ประวัติการแก้ไขไม่ครบถ้วน: {th}", en=f"history of {count} chains: {en}"),
        Text(
            th="มีการแก้ฐานข้อมูลนอกโปรแกรม ให้เทียบกับไฟล์สำรอง",
            en="the tables were changed outside the program: compare with a backup",
        ),
    )
