"""The target and the level in words: met or not, what decides the level, and whether it is certain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prongsai.analyze.figure_keys import least_key
from prongsai.analyze.finding.margin import deciding, margins
from prongsai.analyze.ranking import known
from prongsai.analyze.sentences import FigureValue, Sentence, bar_of, points_of, score_of, sentence
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_names, level_mark, score_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

NOT_KNOWN = Text(th="ทราบคะแนนไม่ครบ", en="not all scores are known")


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A target of the edition: met or not, and by how many points (negative: missing)."""

    figure: str
    target: Decimal
    margin: Decimal
    met: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class LevelReading:
    """The level by the rules (None while it is open), the one announced, and what keeps it from the next better one.

    ``certain``: the rules give exactly one level, and the announced one, where there is one, is it. ``deciding``: the
    figures that are short of the next level and how many points they lack, most lacking first; ``hidden``: tested
    figures that are not known. ``sentences`` say all this in order.
    """

    level: str | None
    announced: str | None
    certain: bool
    possible: tuple[str, ...]
    next: str | None
    deciding: dict[str, Decimal]
    hidden: tuple[str, ...]
    sentences: tuple[Sentence, ...]


def target_readings(criteria: Criteria, scorecard: Scorecard) -> tuple[TargetReading, ...]:
    """One per target whose figure is known."""
    targets = []
    for margin in margins(criteria, scorecard):
        shown = margin.target + margin.margin
        template = "above" if margin.margin > 0 else "equal" if not margin.margin else "below"
        said = sentence(
            f"target.{template}",
            {
                "score": score_of(margin.figure, shown),
                "target": bar_of(f"target:{margin.figure}", margin.target),
                "margin": points_of(f"margin:{margin.figure}", margin.margin),
            },
            {"name": score_name(criteria, margin.figure)},
        )
        targets.append(TargetReading(margin.figure, margin.target, margin.margin, margin.met, said))
    return tuple(targets)


def level_reading(criteria: Criteria, scorecard: Scorecard) -> LevelReading | None:
    """The level of the year in words; None where no score at all is known."""
    if not known(scorecard, scorecard.figures):
        return None
    level = scorecard.level
    announced = level.name if level.basis == "published" else None
    by_rules = level.computed
    decisive = deciding(criteria, scorecard)
    tested = ("total", *criteria.levels.tested)
    values = known(scorecard, tested)
    hidden = tuple(figure for figure in tested if figure not in values)
    said: list[Sentence] = []
    if announced is not None and level.possible and announced not in level.possible:
        names = " / ".join(level.possible)
        said.append(
            sentence(
                "level.announced-differs",
                {"announced": _named("level", announced), "level": _named("level:by-rules", names)},
                {"year": criteria.year},
            )
        )
    # What was announced stands, where the rules cannot tell.
    name = by_rules or (announced if announced in level.possible else None)
    if name is not None and decisive is not None:
        key = "level" if level.name == name else "level:by-rules"
        figures = {"level": _named(key, name)}
        if decisive.next is None:
            said.append(sentence("level.best", figures))
        else:
            after = _named("level:next", decisive.next)
            said.append(sentence("level.next", figures | {"next": after}))
            said += [
                sentence(
                    "level.lacking",
                    {
                        "score": score_of(figure, values[FigureId(figure)]),
                        "least": score_of(least_key(figure), values[FigureId(figure)] + lacking),
                        "lacking": points_of(f"lacking:{figure}", lacking),
                        "next": after,
                    },
                    {"name": score_name(criteria, figure)},
                )
                for figure, lacking in decisive.short.items()
            ]
            if hidden:
                template = "level.hidden-too" if decisive.short else "level.hidden"
                said.append(sentence(template, {"next": after}, {"names": figure_names(criteria, hidden)}))
        if name != announced and level_mark(criteria, name) is not None:
            said.append(sentence("level.carried-over", {}, {"year": criteria.year}))
    else:
        said.append(sentence("level.open", {}, {"why": level.reason or NOT_KNOWN}))
    return LevelReading(
        level=name,
        announced=announced,
        certain=len(level.possible) == 1 and (announced is None or announced in level.possible),
        possible=level.possible,
        next=decisive.next if decisive else None,
        deciding=dict(decisive.short) if decisive else {},
        hidden=hidden,
        sentences=tuple(said),
    )


def _named(key: str, name: str) -> FigureValue:
    return FigureValue(key, name, "level")
