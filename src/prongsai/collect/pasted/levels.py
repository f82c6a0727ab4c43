"""The level that a line names, and the line without it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.criteria.lexicon import level_names
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import skeleton

_SAID = (
    r"(?:อยู่\s?)?(?:ใน\s?)?(?:ได้\s?)?(?:หรือ\s?)?(?:ระดับ|เกรด|level|grade)"
    r"(?:\s?ผล\s?การ\s?ประเมิน|\s?คะแนน)?\s?[:=]?\s?[\"“']?"
)


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A level's name in a line. ``known``: it is one of the edition's; ``said``: a word for levels stands before it."""

    name: str
    known: bool
    said: bool
    rest: str  # the line without it


def level_in(text: str, criteria: Criteria, *, alone: bool = False) -> LevelWord | None:
    """The level's name in a line, where it stands as a word of its own; ``alone``: also a single letter does.

    Levels of any year are known, so that ผ่านดีมาก is never read as ผ่านดี.
    """
    names = level_names(criteria).pattern
    own = {skeleton(step.name): step.name for step in criteria.levels.steps}
    said = re.search(rf"\(?\s*{_SAID}({names})[\"”']?(?=$|[\s)\"”',.;/*]|$)\s*\)?", text, re.IGNORECASE)
    match = said or re.search(rf"(?:^|(?<=[\s(:=/,\"“]))\(?({names})\)?(?=$|[\s)\"”',.;/*])", text)
    if match is None:
        return None
    name = match[1]
    letter = re.fullmatch(r"[A-F]{1,3}", name) is not None
    if letter and said is None and not alone and not match[0].startswith("("):
        return None
    if name.isascii() and not letter:
        return None
    known = own.get(skeleton(name))
    rest = text[: match.start()] + " " + text[match.end() :]
    return LevelWord(known or name, known is not None, said is not None, rest)
