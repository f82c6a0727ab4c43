"""``prongsai worker``: makes the documents that wait, sends mail and does what repeats, beside the web processes."""

from __future__ import annotations

import time
from pathlib import Path

import click

from prongsai.cli.language import pick


@click.command(
    "worker",
    help=pick(
        "จัดทำเอกสาร ส่งอีเมล และทำงานประจำที่ถึงกำหนด (ใช้คู่กับเว็บที่มีหลายเครื่อง)",
        "Makes the documents and sends the mail that wait and does what repeats, until stopped.",
    ),
)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูล", "folder of data"))
@click.option("--once", is_flag=True, help=pick("ทำที่รออยู่แล้วจบ", "does what waits now, then ends"))
@click.option(
    "--every", type=float, default=2.0, show_default=True, help=pick("วินาทีระหว่างรอบ", "seconds between looks")
)
def command(folder: Path | None, once: bool, every: float) -> int:
    """The truth is in the rows: a worker that dies loses nothing, another takes over when its lease ends."""
    from prongsai.flow.site.faults import refuse_unfit
    from prongsai.flow.site.start import now, prepare

    refuse_unfit()
    prepare(folder)
    from prongsai.flow.documents.making import work_all
    from prongsai.flow.jobs.known import LANES
    from prongsai.flow.people.mail import send_due
    from prongsai.flow.upkeep.running import RUNNER, do_due, prepare_beats

    if not once:
        RUNNER.start()  # a mail server that does not answer stops no document
    while True:
        made = work_all(now)
        if made:
            click.echo(pick(f"จัดทำแล้ว {made} ฉบับ", f"{made} document(s) made"))
        if once:
            sent = send_due(now).sent
            if sent:
                click.echo(pick(f"ส่งอีเมลแล้ว {sent} ฉบับ", f"{sent} mail(s) sent"))
            prepare_beats(now)
            for lane in LANES:
                list(do_due(now, lane))
            return 0
        time.sleep(every)
