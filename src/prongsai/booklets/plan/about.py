"""What a row of a plan is for: the indicators, items and issue that its cells name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.criteria.lexicon import Lexicon, Mention
from prongsai.language.thai_text import digits

_ISSUE = re.compile(r"\s*ประเด็น\s?ที่\s?(\d{1,2})(?!\d)(?:\s|\.|:|$|[ก-๙A-Za-z])")
# Words that say what a code or a name is, and no more.
_FILLER = re.compile(r"ตัว\s?ชี้\s?วัด|ข้อ\s?คำถาม|ประเด็น|คะแนน|ข้อ|ที่|และ|ได้|แบบวัด|\(ต่อ\)|[\W\d_]+")
# An item's code with its question behind it is longer.
_TITLED = 12
_PARENTHESES = re.compile(r"\([^()]*\)")
_LEADING = re.compile(r"\s*(?:ข้อ\s?(?:คำถาม)?(?:ที่)?\s?|[-–•]\s*)?")


@dataclass(slots=True)
class About:
    """``indicators`` and ``items`` by their ids, each once; ``rest`` are lines that name none of them."""

    indicators: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    issue: str | None = None
    rest: list[str] = field(default_factory=list)

    def take(self, mention: Mention) -> bool:
        """Takes what a mention names, where it is an indicator or an item that is known."""
        if not mention.figures:
            return False
        figure = mention.figures[0]
        if figure.kind == "indicator" and figure.number not in self.indicators:
            self.indicators.append(figure.number)
        elif figure.kind == "item" and figure.item not in self.items:
            self.items.append(figure.item)
        return figure.kind in ("indicator", "item")

    def join(self, other: About) -> None:
        """Takes over what another names."""
        self.indicators += [number for number in other.indicators if number not in self.indicators]
        self.items += [item for item in other.items if item not in self.items]


def issue_in(text: str) -> str | None:
    """The number of the issue that a line heads: ``ประเด็นที่ 2 การให้บริการ``."""
    found = _ISSUE.match(digits(text))
    return str(int(found[1])) if found else None


def about_of(words: Lexicon, text: str) -> About:
    """What a cell of a column for indicators, items or issues names, line by line."""
    about = _about(words, text)
    if about.rest and "\n" in text:
        # Readers of PDF files break a name where its column ends.
        whole = _about(words, text.replace("\n", " "))
        return about if whole.rest else whole
    return about


def _about(words: Lexicon, text: str) -> About:
    about = About()
    for line in text.split("\n"):
        line = line.replace("(ต่อ)", "").strip()
        if not line:
            continue
        issue = issue_in(line)
        if issue is not None:
            about.issue = issue
            continue
        plain = digits(line)
        mentions = words.mentions(plain)
        clear = not any(_disagrees(plain, mention) for mention in mentions) and _only(plain, mentions)
        # A line that is more than names names for certain only what it gives the number of.
        taken = [mention for mention in mentions if (clear or _numbered(plain, mention)) and about.take(mention)]
        lead = _LEADING.match(plain)
        # A line that begins with an item's code goes on with its question, in whatever words.
        titled = bool(taken) and taken[0].kind == "item" and taken[0].start <= (lead.end() if lead else 0)
        if not taken or not (clear or titled):
            about.rest.append(line)
    return about


def named_in(words: Lexicon, texts: Iterable[str]) -> About:
    """What a row's own words name: by code and by number, and not what they refer to in parentheses."""
    about = About()
    for text in texts:
        for line in text.split("\n"):
            plain = _PARENTHESES.sub(lambda found: " " * len(found[0]), digits(line))
            for mention in words.mentions(plain):
                if _numbered(plain, mention):
                    about.take(mention)
    return about


def only_names(words: Lexicon, line: str) -> bool:
    """Whether a line is no more than the number and name of an item or indicator."""
    plain = digits(line)
    mentions = words.mentions(plain)
    named = [mention for mention in mentions if mention.figures and mention.kind in ("item", "indicator")]
    return len(named) == 1 and _numbered(plain, named[0]) and _only(plain, mentions)


def _numbered(plain: str, mention: Mention) -> bool:
    return any(letter.isdigit() for letter in plain[mention.start : mention.end])


def _disagrees(plain: str, mention: Mention) -> bool:
    """Whether a mention is of an indicator that is not known, or whose number and name are of two."""
    return not mention.figures and "วัด" in plain[mention.start : mention.end]


def lined_by_items(words: Lexicon, line: str) -> str:
    """A line that begins with an item's code, with a line for each item of it: scans leave no line ends."""
    plain = _PARENTHESES.sub(lambda found: " " * len(found[0]), digits(line))
    starts = [mention.start for mention in words.mentions(plain) if mention.figures and mention.kind == "item"]
    if len(starts) < 2 or starts[0] > 0:
        return line
    # "i2 และ i3 …" are items of one measure.
    parts = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
    return "\n".join(parts) if all(len(part) > _TITLED for part in parts) else line


def _only(plain: str, mentions: Iterable[Mention]) -> bool:
    at, left = 0, ""
    for mention in mentions:
        left += plain[at : mention.start]
        at = max(at, mention.end)
    return not _FILLER.sub("", left + plain[at:])
