"""Puts one edition together from its files."""

from __future__ import annotations

import datetime

from prongsai.criteria.canonical import checksum
from prongsai.criteria.reading import context
from prongsai.criteria.reading.carried import marked_as_carried
from prongsai.criteria.reading.nodes import EditionFiles
from prongsai.criteria.reading.rules import rules
from prongsai.criteria.shapes import Assesses, Change, Criteria

FORMAT = "prongsai/criteria@1"


def joined(book: EditionFiles) -> Criteria | None:
    """The edition in ``book``; None where mistakes were found, which then stand in ``book.findings``."""
    top = book.top("edition.yaml").only(
        "format", "id", "year", "revision", "previous", "body", "title", "notice", "carried_from", "assesses", "changes"
    )
    top.one_of("format", (FORMAT,))
    previous = top.maybe("previous")
    name, year = top.text("id"), top.whole("year") or 0
    core = rules(book)
    demographics, samples, phases = context.demographics(book), context.samples(book), context.phases(book)
    crosswalk, links, forms = context.crosswalk(book, previous), context.links(book), context.forms(book)
    recommendations = context.recommendations(book, set(core.sub_indicators))
    assesses = tuple(Assesses(row.only("kinds").strings("kinds"), row.origin()) for row in top.rows("assesses"))
    sources = context.sources(book)  # last: it looks at all that was named above
    changes = tuple(
        Change(
            revision=row.only("revision", "date", "text", "figures").whole("revision") or 0,
            date=row.date("date") or datetime.date.min,
            text=row.words("text"),
            figures=row.strings("figures"),
        )
        for row in top.rows("changes")
    )
    criteria = Criteria(
        id=name,
        year=year,
        title=top.words("title"),
        body=top.words("body"),
        revision=top.whole("revision") or 0,
        checksum=_checksum(book, tuple(recommendations)),
        changes=changes,
        previous=previous,
        instruments=core.instruments,
        indicators=core.indicators,
        sub_indicators=core.sub_indicators,
        items=core.items,
        scales=core.scales,
        methods=core.methods,
        roundings=core.roundings,
        levels=core.levels,
        targets=core.targets,
        demographics=demographics,
        samples=samples,
        phases=phases,
        crosswalk=crosswalk,
        links=links,
        recommendations=recommendations,
        forms=forms,
        sources=sources,
        assesses=assesses,
        notice=top.words("notice") if top.has("notice") else None,
        carried_from=top.maybe("carried_from"),
    )
    if book.findings:
        return None
    return marked_as_carried(criteria, criteria.carried_from) if criteria.carried_from is not None else criteria


def _checksum(book: EditionFiles, items: tuple[str, ...]) -> str:
    """Over the edition's own files and what it takes from the shared ones, whatever their layout and comments."""
    own = {name: data for name, data in book.files.items() if not name.startswith("../")}
    shared = book.top("../recommendations.yaml").under("items").mapping
    use = book.top("advice.yaml").under("use").mapping
    taken = {item: shared.get(str(use.get(item))) for item in items if item in use}
    sources = book.top("../sources.yaml").under("sources").mapping
    named = {name: sources[name] for name in book.used if name in sources}
    return checksum({"files": own, "recommendations": taken, "sources": named})
