"""The ruled tables of a page, from its lines: columns, rows, cells that go over several of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prongsai.proofread.document.pdf.shapes import Page, Rule, Run

# Rules that are this near are one; rules that miss each other by this much still meet.
NEAR = 2.0
_JOINED = 3.5
MOST_CELLS = 20_000
_SMALLEST = 4.0


@dataclass(slots=True)
class Table:
    """A ruled table of a page: ``columns`` from left to right, ``lines`` from the top down, as places of its rules.

    ``cells`` gives for each row and column the upper left place of the cell that covers it; ``runs`` what stands in
    each cell by that place.
    """

    columns: tuple[float, ...]
    lines: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]
    runs: dict[tuple[int, int], list[Run]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """The place of its first rule."""
        return self.lines[0]

    @property
    def bottom(self) -> float:
        """The place of its last rule."""
        return self.lines[-1]

    def right_of(self, place: tuple[int, int]) -> float:
        """Where the cell that begins at a place ends on the right."""
        row, column = place
        return self.columns[column + sum(1 for other in self.cells[row] if other == place)]


def tables_of(page: Page) -> tuple[list[Table], list[Run]]:
    """The ruled tables of a page from the top down, each with its runs, and the runs that stand in none."""
    across = _merged(rule for rule in page.rules if rule.way == "across")
    down = _merged(rule for rule in page.rules if rule.way == "down")
    tables = [table for group in _together(across, down) if (table := _table(*group)) is not None]
    tables = [table for table in tables if not any(_within(table, other) for other in tables if other is not table)]
    outside: list[Run] = []
    for run in page.runs:
        for table in tables:
            if _put(table, run):
                break
        else:
            outside.append(run)
    # A frame with one cell is a box around text, and one with nothing in it is no table.
    kept: list[Table] = []
    for table in tables:
        if len({place for row in table.cells for place in row}) > 1 and len(table.runs) > 1:
            kept.append(table)
        else:
            outside += [run for runs in table.runs.values() for run in runs]
    order = {id(run): at for at, run in enumerate(page.runs)}
    outside.sort(key=lambda run: order[id(run)])
    return sorted(kept, key=lambda table: -table.top), outside


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch, as one: programs draw the border of each cell by itself."""
    kept: list[Rule] = []
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _JOINED:
                end = max(end, rule.end)
            else:
                kept.append(Rule(rule.way, at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            kept.append(Rule(line[0].way, at, start, end))
    return kept


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _JOINED <= down.at <= across.end + _JOINED
        and down.start - _JOINED <= across.at <= down.end + _JOINED
    )


def _together(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups that meet each other."""
    owner = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    if len(across) * len(down) > 4_000_000:
        return []
    for at, rule in enumerate(across):
        for other, crossing in enumerate(down, start=len(across)):
            if _meet(rule, crossing):
                owner[root(at)] = root(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate((*across, *down)):
        groups.setdefault(root(at), ([], []))[at >= len(across)].append(rule)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 1]


def _places(values: Iterable[float]) -> list[float]:
    """Places in order, those that are near each other once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _JOINED:
            kept.append(value)
    return kept


def _table(across: list[Rule], down: list[Rule]) -> Table | None:
    """The table that rules make; None where they close no cell."""
    # Sides that are left open are drawn where the rules across end.
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    columns = _places([*(rule.at for rule in down), left, right])
    lines = _places(rule.at for rule in across)[::-1]
    wide, high = len(columns) - 1, len(lines) - 1
    if wide < 1 or high < 1 or wide * high > MOST_CELLS or columns[-1] - columns[0] < _SMALLEST:
        return None
    cells: list[list[tuple[int, int]]] = [[(-1, -1)] * wide for _ in range(high)]
    for row in range(high):
        for column in range(wide):
            if cells[row][column] != (-1, -1):
                continue
            last, low = column, row
            while last + 1 < wide and not _drawn(down, columns[last + 1], lines[row + 1], lines[row]):
                last += 1
            while low + 1 < high and not any(
                _drawn(across, lines[low + 1], columns[at], columns[at + 1]) for at in range(column, last + 1)
            ):
                low += 1
            for covered in range(row, low + 1):
                for at in range(column, last + 1):
                    if cells[covered][at] == (-1, -1):
                        cells[covered][at] = (row, column)
    return Table(tuple(columns), tuple(lines), tuple(map(tuple, cells)))


def _drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule stands at a place over the middle of a stretch."""
    middle = (start + end) / 2
    return any(abs(rule.at - at) <= _JOINED and rule.start <= middle <= rule.end for rule in rules)


def _within(table: Table, other: Table) -> bool:
    """Whether a table lies in a cell of another: it is read as the text of that cell."""
    return (
        other.top >= table.top
        and other.bottom <= table.bottom
        and other.columns[0] <= table.columns[0] + NEAR
        and other.columns[-1] >= table.columns[-1] - NEAR
        and len(other.lines) * len(other.columns) > 4
        and (other.top - other.bottom) > (table.top - table.bottom) + NEAR
    )


def _put(table: Table, run: Run) -> bool:
    """Puts a run into the cell that it begins in; whether there is one."""
    middle = run.base + 0.3 * run.size
    begin = min(run.left + 0.25 * run.size, (run.left + run.right) / 2)
    if not (table.bottom <= middle <= table.top and table.columns[0] <= begin <= table.columns[-1]):
        return False
    row = next(at for at, line in enumerate(table.lines[1:]) if middle >= line)
    column = next(at for at, place in enumerate(table.columns[1:]) if begin <= place)
    place = table.cells[row][column]
    end = table.right_of(place)
    if end < table.columns[-1] - NEAR and run.right > end + 0.3 * run.size and (parts := run.before_and_after(end)):
        # Programs write the numbers of narrow cells one behind the other.
        table.runs.setdefault(place, []).append(parts[0])
        return _put(table, parts[1])
    table.runs.setdefault(place, []).append(run)
    return True


@dataclass(slots=True)
class Field:
    """A field of its own colour or frame with text in it, as the cards on a summary; one of several side by side."""

    top: float
    left: float
    runs: list[Run]


def fields_of(page: Page, runs: Sequence[Run], tables: Sequence[Table]) -> tuple[list[list[Field]], list[Run]]:
    """Fields that stand side by side, row by row from the top down, and the runs that stand in none of them."""
    boxes = sorted(
        {
            box
            for box in page.drawn
            if box[2] - box[0] > 30
            and box[3] - box[1] > 14
            and not any(table.bottom - NEAR <= box[1] and box[3] <= table.top + NEAR for table in tables)
        },
        key=lambda box: (box[2] - box[0]) * (box[3] - box[1]),
    )
    taken: dict[int, tuple[float, float, float, float]] = {}
    for run in runs:
        inside = next((box for box in boxes if _holds(box, run)), None)
        if inside is not None:
            taken[id(run)] = inside
    rows: list[list[Field]] = []
    held = [box for box in boxes if box in set(taken.values())]
    for box in sorted(held, key=lambda box: (-box[3], box[0])):
        field = Field(box[3], box[0], [run for run in runs if taken.get(id(run)) == box])
        beside = rows and abs(rows[-1][0].top - field.top) < 4
        if beside:
            rows[-1].append(field)
        else:
            rows.append([field])
    rows = [row for row in rows if len(row) > 1]
    used = {id(run) for row in rows for field in row for run in field.runs}
    return rows, [run for run in runs if id(run) not in used]


def _holds(box: tuple[float, float, float, float], run: Run) -> bool:
    left, bottom, right, top = box
    return left - NEAR <= run.left and run.right <= right + NEAR and bottom <= run.base <= top
