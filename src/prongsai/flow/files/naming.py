"""What files are, in words: as whoever looks after a site is told of one that is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from prongsai.language.text import Text
from prongsai.publish.assemble.kinds import kinds
from prongsai.records.models import AgencyFile, AgencyPicture, Issuance, MadeDocument
from prongsai.records.queries.readable import attempt
from prongsai.records.scope import SYSTEM

FORMATS = {"docx": "Word", "pdf": "PDF", "html": "HTML"}


def document_words(kind: str, ending: str, version: int) -> Text:
    """A made document: its kind, its format and its version."""
    name = kinds()[kind].name if kind in kinds() else Text(th="", en="")
    ending = FORMATS.get(ending, "")
    return Text(th=f"{name.th} ({ending}) ฉบับที่ {version}", en=f"{name.en} ({ending}), version {version}")


_PICTURES = {"garuda": "ภาพครุฑ", "seal": "ตราสัญลักษณ์"}


def names_of(checksums: Collection[str]) -> dict[str, str]:
    """What each of some files is, by checksum; what no row names is left out."""
    named: dict[str, str] = {}
    for read in (_documents, _issued, _pictures, _given):
        # Where a row says what no program writes, its files go without a name; the history names that row.
        for checksum, name in attempt(_all_of, read, checksums) or ():
            named.setdefault(checksum, name)
    return named


Named = Iterator[tuple[str, str]]


def _all_of(read: Callable[[Collection[str]], Named], checksums: Collection[str]) -> list[tuple[str, str]]:
    return list(read(checksums))


def _documents(checksums: Collection[str]) -> Named:
    rows = MadeDocument.objects.within(SYSTEM).filter(file__in=checksums).order_by("pk")
    columns = ("file", "kind", "format", "version", "round__year", "round__agency__name")
    for checksum, *told in rows.values_list(*columns):
        yield checksum, _paper(*told)


def _issued(checksums: Collection[str]) -> Named:
    rows = Issuance.objects.within(SYSTEM).filter(file__in=checksums).order_by("pk")
    paper = ("kind", "format", "version", "round__year", "round__agency__name")
    for checksum, *told in rows.values_list("file", *(f"document__{column}" for column in paper)):
        yield checksum, f"{_paper(*told)} (ฉบับที่ออกแล้ว)"


def _given(checksums: Collection[str]) -> Named:
    rows = AgencyFile.objects.within(SYSTEM).filter(file__in=checksums).order_by("pk")
    for checksum, name, agency in rows.values_list("file", "name", "agency__name"):
        yield checksum, f"{name} ของ{agency}"


def _paper(kind: str, format: str, version: int, year: int, agency: str) -> str:
    name = kinds()[kind].name.th if kind in kinds() else kind
    return f"{name} ปี {year} ฉบับที่ {version} (.{format}) ของ{agency}"


def _pictures(checksums: Collection[str]) -> Named:
    rows = AgencyPicture.objects.within(SYSTEM).filter(file__in=checksums).order_by("pk")
    for checksum, name, agency in rows.values_list("file", "name", "agency__name"):
        yield checksum, f"{_PICTURES.get(name, name)}ของ{agency}"
