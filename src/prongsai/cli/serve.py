"""``prongsai serve``: the web application on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import pick


@click.command("serve", help=pick("เปิดเว็บแอปพลิเคชันบนเครื่องนี้", "The web application, on this machine."))
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูล", "folder of data"))
@click.option("--host", help=pick("ที่อยู่ที่รับฟัง", "address to listen on"))
@click.option("--port", type=int, help=pick("พอร์ต", "port to listen on"))
@click.option("--demo", is_flag=True, help=pick("ใส่หน่วยงานตัวอย่างและบัญชีทดลอง", "with the example agencies and accounts"))
def command(folder: Path | None, host: str | None, port: int | None, demo: bool) -> int:
    """Brings the tables up to date and serves until stopped."""
    from prongsai.flow.site.start import listen, now, prepare, today

    options = prepare(folder)
    address = f"http://{host or options.host}:{port or options.port}/"
    if demo:
        if options.mode != "desk":
            raise click.ClickException(
                pick("ตัวอย่างใช้ได้เฉพาะโหมด desk", "the demo has a known password and runs in desk mode only")
            )
        from prongsai.flow.site.showcase import PASSWORD, load_examples

        accounts = load_examples(now=now(), today=today())
        click.echo(pick("บัญชีทดลอง (รหัสผ่านเดียวกันทุกบัญชี: ", "Demo accounts (one password for all: ") + PASSWORD + ")")
        for each in accounts:
            click.echo(f"  {each.email:<32} {each.role:<14} {each.where}")
    click.echo(pick(f"เปิดที่ {address}  (กด Ctrl-C เพื่อหยุด)", f"Open {address}  (Ctrl-C stops it)"))
    listen(options, host=host, port=port)
    return 0
