"""What is wrong with a file: the place, what was found there and what was expected."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.language.text import Language, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file.

    ``place`` is the path of the field (``answers.IIT.items.i3``) or a cell (``IIT!C12``); ``line`` counts from 1.
    """

    place: str
    text: Text
    line: int | None = None
    file: str | None = None

    def say(self, language: Language = "th") -> str:
        """The problem in one line: file:line: place: text."""
        lead = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return ": ".join(part for part in (lead, self.place, self.text.say(language)) if part)


class Refused(Exception):
    """A file that cannot be used, with every problem found in it. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.say("en") for problem in problems))
        self.problems = problems


def refusal(th: str, en: str, place: str = "") -> Refused:
    """A refusal for one reason, said in both languages."""
    return Refused([Problem(place, Text(th=th, en=en))])


def file_refusal(name: str, th: str, en: str) -> Refused:
    """A refusal of the file ``name`` for one reason, said in both languages."""
    return Refused([Problem("", Text(th=th, en=en), file=name)])
