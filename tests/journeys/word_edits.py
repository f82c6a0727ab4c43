"""Changes words in a Word file as somebody does who types over them: in one paragraph or one row, and nothing else."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass

MAIN = "word/document.xml"
_PLACES = {
    "paragraph": re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL),
    "row": re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL),
}
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(frozen=True)
class Edit:
    """``old`` becomes ``new`` in the first ``place`` (a paragraph or a row) that holds ``near`` and ``old``; ``last``:
    the last such words in it, else the first."""

    near: str
    old: str
    new: str
    place: str = "paragraph"
    last: bool = False


def edited(data: bytes, *edits: Edit) -> bytes:
    """The file with these edits. ``LookupError`` where the words of one do not stand in it."""
    before, after = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    xml = before.read(MAIN).decode()
    for edit in edits:
        xml = _changed(xml, edit)
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as written:
        for info in before.infolist():
            written.writestr(info, xml.encode() if info.filename == MAIN else before.read(info))
    return after.getvalue()


def _changed(xml: str, edit: Edit) -> str:
    for place in _PLACES[edit.place].finditer(xml):
        runs = list(_TEXT.finditer(xml, place.start(), place.end()))
        # Blanks at which no line breaks are blanks to whoever types.
        text = "".join(html.unescape(run[1]) for run in runs).replace("\u00a0", " ")
        at = text.rfind(edit.old) if edit.last else text.find(edit.old)
        if edit.near in text and at >= 0:
            return _typed_over(xml, runs, at, edit)
    raise LookupError(f"{edit.near!r} … {edit.old!r}")


def _typed_over(xml: str, runs: list[re.Match[str]], at: int, edit: Edit) -> str:
    """What is new stands in the run in which the old words began, as it does when one types over them."""
    end, begun = at + len(edit.old), 0
    spans = []
    for run in runs:
        words = html.unescape(run[1])
        left, right = max(0, at - begun), min(len(words), end - begun)
        if left < right or (left == right == 0 and not edit.old):
            spans.append((run, words[:left], words[right:]))
        begun += len(words)
    for number, (run, before, after) in reversed(list(enumerate(spans))):
        words = before + (edit.new if number == 0 else "") + after
        xml = xml[: run.start(1)] + html.escape(words, quote=False) + xml[run.end(1) :]
    return xml
