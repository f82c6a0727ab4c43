"""What is well and what is not with a site: settings, tables, disk, fonts, mail, history, logging."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from importlib.resources import files

from prongsai.flow.site.start import writable
from prongsai.language.text import Text
from prongsai.outside.options import Options


@dataclass(frozen=True)
class Found:
    """One thing looked at: whether it is well, and what to do where it is not."""

    well: bool
    what: Text
    advice: Text | None = None


def examine(options: Options) -> list[Found]:
    """Looks at everything; nothing is changed."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    found = [_settings(options), _folder(options)]
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:
        reason = type(error).__name__
        text = Text(th=f"ฐานข้อมูลไม่ตอบ ({reason})", en=f"the database does not answer ({reason})")
        return [*found, Found(False, text, Text(th="ตรวจค่า DATABASE_URL และเครื่องฐานข้อมูล", en="look at DATABASE_URL"))]
    found.append(
        Found(
            not waiting,
            Text(
                th=f"ตารางฐานข้อมูล ({connection.vendor}) รอปรับ {len(waiting)} รายการ",
                en=f"tables ({connection.vendor}), {len(waiting)} changes waiting",
            ),
            Text(th="สั่ง prongsai serve หรือ prongsai doctor --fix เพื่อปรับตาราง", en="start prongsai serve to apply them"),
        )
    )  # fmt: skip
    fonts = (files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf").is_file()
    found.append(
        Found(
            fonts,
            Text(th="แบบอักษรสารบรรณสำหรับ PDF", en="the Sarabun font for PDF"),
            Text(th="ติดตั้งโปรแกรมใหม่", en="install again"),
        )
    )
    found.append(
        Found(
            bool(options.mail_url) or options.mode == "desk",
            Text(th="อีเมลขาออก", en="outgoing mail"),
            Text(
                th="ตั้งค่า PRONGSAI_MAIL_URL มิฉะนั้นคำเชิญและรหัสผ่านใหม่จะไม่ถูกส่ง",
                en="set PRONGSAI_MAIL_URL, or invitations are not sent",
            ),
        )
    )
    loud = logging.getLogger("django.db.backends").getEffectiveLevel() <= logging.DEBUG or settings.DEBUG
    found.append(
        Found(
            not loud,
            Text(th="ไม่บันทึกคำสั่งฐานข้อมูลลงล็อก", en="database statements are not logged"),
            Text(th="ปิดโหมด debug: ล็อกเช่นนี้เปิดเผยข้อมูลผู้ตอบได้", en="switch debug off: such logs betray respondents"),
        )
    )
    if not waiting:
        found += _history()
    return found


def _settings(options: Options) -> Found:
    served = options.mode == "served"
    well = not served or (options.site.startswith("https://") and bool(options.database_url))
    return Found(
        well,
        Text(th=f"โหมด {options.mode}", en=f"mode {options.mode}"),
        Text(
            th="โหมด served ต้องมี PRONGSAI_SITE (https://…) และ DATABASE_URL",
            en="served needs PRONGSAI_SITE (https://…) and DATABASE_URL",
        ),
    )


def _folder(options: Options) -> Found:
    ready = writable(options.home)
    free = shutil.disk_usage(options.home).free // 1_000_000 if ready else 0
    return Found(
        ready and free > 500,
        Text(th=f"โฟลเดอร์ข้อมูล {options.home} ว่าง {free:,} MB", en=f"data folder {options.home}, {free:,} MB free"),
        Text(th="ตรวจสิทธิ์การเขียน และให้มีที่ว่างอย่างน้อย 500 MB", en="check that it can be written and has 500 MB free"),
    )


def _history() -> list[Found]:
    from prongsai.flow.history.verify import chains

    verified = list(chains())
    bad = [(chain.agency or "–", chain.wrong[0]) for chain in verified if chain.wrong]
    th = "; ".join(f"{name}: {first.th}" for name, first in bad[:3])
    en = "; ".join(f"{name}: {first.en}" for name, first in bad[:3])
    return [
        Found(
            not bad,
            Text(th=f"ประวัติการแก้ไขครบถ้วน {len(verified)} ชุด {th}", en=f"history of {len(verified)} chains {en}"),
            Text(
                th="มีการแก้ฐานข้อมูลนอกโปรแกรม ให้เทียบกับไฟล์สำรอง",
                en="the tables were changed outside the program: compare with a backup",
            ),
        )
    ]
