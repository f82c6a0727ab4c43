"""``prongsai serve``: the web application on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import pick


@click.command("serve", help=pick("เปิดเว็บแอปพลิเคชันบนเครื่องนี้", "The web application, on this machine."))
@FOLDER
@click.option("--host", help=pick("ที่อยู่ที่รับฟัง", "address to listen on"))
@click.option("--port", type=click.IntRange(1, 65_535), help=pick("พอร์ต", "port to listen on"))
@click.option("--demo", is_flag=True, help=pick("ใส่หน่วยงานตัวอย่างและบัญชีทดลอง", "with the example agencies and accounts"))
def command(folder: Path | None, host: str | None, port: int | None, demo: bool) -> int:
    """Brings the tables up to date and serves until stopped. The demo takes the next port where none is named."""
    from prongsai.flow.site.faults import of_the_demo, refuse, refuse_unfit
    from prongsai.flow.site.serving import address_of, free_port, listen
    from prongsai.flow.site.start import now, prepare, today

    refuse_unfit(host=host, demo=demo)
    options = prepare(folder, tables="leave")
    host = host or options.host
    wanted = port or options.port
    port = free_port(host, wanted, or_next=demo and port is None)
    prepare(tables="bring")
    refuse(of_the_demo(options))
    if demo:
        from prongsai.flow.site.showcase import PASSWORD, load_examples, load_invented

        accounts = load_examples(now=now(), today=today())
        accounts += load_invented(options.home, now=now(), today=today())
        click.echo(pick("บัญชีทดลอง (รหัสผ่านเดียวกันทุกบัญชี: ", "Demo accounts (one password for all: ") + PASSWORD + ")")
        for account in accounts:
            click.echo(f"  {account.email:<32} {account.role:<14} {account.where}")
        if port != wanted:
            click.echo(
                pick(f"พอร์ต {wanted} มีโปรแกรมอื่นใช้อยู่ จึงใช้พอร์ต {port}", f"Port {wanted} is taken; {port} is used.")
            )
    from prongsai.flow.site.desk.running import announced

    address = address_of(host, port)
    click.echo(pick(f"เปิดที่ {address}  (กด Ctrl-C เพื่อหยุด)", f"Open {address}  (Ctrl-C stops it)"))
    with announced(options, address):
        listen(options, host=host, port=port)
    click.echo(pick("หยุดแล้ว", "Stopped."))
    return 0
