"""A double-click: opens what runs, or starts it and opens it then."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from prongsai.files.problems import Refused
from prongsai.flow.site.faults import of_the_demo, refuse, refuse_unfit
from prongsai.flow.site.serving import address_of, free_port, listen
from prongsai.flow.site.start import prepare
from prongsai.language.text import Language
from prongsai.outside.desk.browser import show, show_words
from prongsai.outside.desk.window import has_window, write_to
from prongsai.outside.options import Options, read_options

Opening = Literal["found", "starts", "no browser"]
LOG = "prongsai.log"
log = logging.getLogger("prongsai.desk")
_TITLE = {"th": "เปิดโปรแกรมโปร่งใสไม่ได้", "en": "Prongsai could not be opened"}


def home_of(folder: Path | None) -> Path:
    """The folder of data that is meant, absolute and there; ``Refused`` where it cannot be one."""
    return prepare(folder, tables="leave").home


def open_desk(
    folder: Path | None, tell: Callable[[Opening, str], None], *, language: Language, windowless: bool = False
) -> None:
    """Opens the running program of the site, or serves until stopped and opens it once it answers.

    Where there is no window, or none that somebody sees (``windowless``), words go to the site's log and a refusal is
    shown as a page of the browser.
    """
    if has_window() and not windowless:
        _open(folder, tell)
        return
    try:
        with contextlib.suppress(OSError):  # a folder that cannot be written is told below
            write_to((folder or read_options().home) / LOG)
        _open(folder, tell)
    except Refused as refused:
        show_words(_TITLE[language], [problem.say(language) for problem in refused.problems])
        raise
    except Exception as error:
        log.exception("the program did not start")
        show_words(_TITLE[language], [f"{type(error).__name__}: {error}"])
        raise


def _open(folder: Path | None, tell: Callable[[Opening, str], None]) -> None:
    refuse_unfit()
    options = prepare(folder, tables="leave")
    from prongsai.flow.site.desk.running import Running, found_or_mine, refuse_served

    refuse_served(options)
    found = found_or_mine(options.home)
    if isinstance(found, Running):
        tell("found", found.address)
        if not show(found.address):
            tell("no browser", found.address)
        return
    with contextlib.closing(found):
        _serve(options, tell)


def _serve(options: Options, tell: Callable[[Opening, str], None]) -> None:
    from prongsai.flow.site.desk.running import open_when_it_answers, said

    port = free_port(options.host, options.port, or_next=True)
    prepare(tables="bring")
    refuse(of_the_demo(options))
    address = address_of(options.host, port)
    with said(options.home, address):
        tell("starts", address)
        listen(options, host=options.host, port=port, first=lambda: open_when_it_answers(options.home))
