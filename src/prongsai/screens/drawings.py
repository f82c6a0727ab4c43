"""Charts of pages: values and words in both languages, drawn as inline SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prongsai.language.text import Language, Text
from prongsai.publish.html.charts import chart_svg

TARGET = Text(th="เป้าหมาย", en="Target")
BELOW = Text(th="ต่ำกว่าเป้าหมาย", en="below the target")


@dataclass(frozen=True)
class Point:
    """A value of a chart with the text that stands for it."""

    value: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart in both languages. ``series``: a name and, by category, a point or None where it is not known."""

    kind: Literal["bars", "columns", "lines", "stacked"]
    title: Text
    description: Text
    categories: tuple[Text, ...]
    series: tuple[tuple[Text, tuple[Point | None, ...]], ...]
    target: Point | None = None

    def svg(self, language: Language, key: str) -> str:
        """The chart as inline SVG, every word escaped; ``key`` is its own on the page."""

        def plain(point: Point | None) -> dict[str, object] | None:
            return None if point is None else {"value": point.value, "text": point.text}

        return chart_svg(
            {
                "kind": self.kind,
                "title": self.title.say(language),
                "description": self.description.say(language),
                "categories": [category.say(language) for category in self.categories],
                "series": [
                    {"name": name.say(language), "points": [plain(point) for point in points]}
                    for name, points in self.series
                ],
                "target": plain(self.target),
                "target_name": TARGET.say(language),
                "below_name": BELOW.say(language),
                "maximum": 100,
                "digits": "arabic",
            },
            key,
        )
