"""A report as PDF (PDF/UA-1), set by Typst with the Sarabun font that comes as a package."""

from __future__ import annotations

import json
from importlib.resources import as_file, files

from prongsai.publish.report import Report
from prongsai.publish.resolved import resolve_report


def pdf(report: Report) -> bytes:
    """The PDF's bytes. User text reaches Typst as data (JSON), never as source.

    Errors: RuntimeError (typst's) when a block cannot be drawn; that is a mistake of this program, not of the user.
    """
    import typst  # loaded when used: the command line starts without it

    data = json.dumps(resolve_report(report), ensure_ascii=False)
    with as_file(files("prongsai.publish") / "pages") as pages, as_file(files("fontpkg_sarabun") / "files") as fonts:
        made = typst.compile(
            str(pages / "report.typ"),
            root=str(pages),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"report": data},
            pdf_standards=["ua-1"],
        )
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__}, expected the bytes of one PDF")
    return made
