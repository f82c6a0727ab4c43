"""Text in the product's two languages: what a person reads always exists in Thai and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict

Language = Literal["th", "en"]

FROZEN = ConfigDict(extra="forbid", arbitrary_types_allowed=True, defer_build=True)


@dataclass(frozen=True)
class Text:
    """One message, title or sentence. Both languages say the same and use the same ``{names}``."""

    th: str
    en: str

    def say(self, language: Language = "th", /, **values: object) -> str:
        """The text in ``language`` with ``{names}`` filled in from ``values``."""
        template = self.th if language == "th" else self.en
        return template.format(**values) if values else template


def shortened(words: str, most: int = 60) -> str:
    """What somebody wrote, as far as a message shows it."""
    return words if len(words) <= most else words[:most] + "…"
