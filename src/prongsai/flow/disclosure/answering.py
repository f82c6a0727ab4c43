"""What is done with one item of the board: answered, linked, ticked, talked of, divided."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping

from prongsai.criteria.board import PATTERNS, SET_BY_HAND, Merged, elements_of
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Refused
from prongsai.flow.disclosure.item import Held, held_item, item_page
from prongsai.flow.disclosure.links import one_url, urls_in
from prongsai.flow.disclosure.reading import board
from prongsai.language.text import Text
from prongsai.language.thai_text import tidy
from prongsai.records.actions.disclosure import items as actions
from prongsai.records.actions.disclosure import links
from prongsai.records.actions.disclosure.rows import NotYours, PeriodGone, RulesChanged
from prongsai.records.actions.year.opening import YearClosed
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.item import (
    FIELD_WORDS,
    MOST_EXPLANATION,
    MOST_NOTE,
    MOST_REASON,
    MOST_SAID,
    MOST_WHERE,
    ItemWork,
    Sent,
    clash_of,
    title_of,
)

GONE = Text(
    th="มีผู้นำลิงก์นี้ออกไปแล้ว จึงไม่มีสิ่งใดเปลี่ยน หากยังต้องใช้ ให้เพิ่มใหม่",
    en="somebody took the link away meanwhile; add it anew if needed",
)
NO_PERIOD = Text(
    th="ข้อนี้แบ่งงวดใหม่แล้ว ไม่มีงวดที่เปิดไว้ จึงไม่มีสิ่งใดเปลี่ยน ให้คัดลอกสิ่งที่พิมพ์ด้านล่างนี้แล้วบันทึกในงวดที่ถูกต้อง",
    en="the item was divided anew and this period is gone; nothing changed: copy what you typed to where it belongs",
)
OTHER_RULES = Text(
    th="หลักเกณฑ์ของปีเปลี่ยนหลังจากเปิดหน้านี้ ข้อที่มีเลขเดียวกันอาจถามเรื่องอื่น จึงยังไม่บันทึก ให้อ่านชื่อข้อและองค์ประกอบด้านล่างก่อน "
    "หากยังตรงกันให้บันทึกอีกครั้ง",
    en="the year’s rules changed since this page was opened, and the same number may ask for something else; nothing "
    "was saved: read the item below, and save again if it is the same",
)
DONE: Mapping[str, Text] = {
    "answer": Text(th="บันทึกแล้ว", en="Saved."),
    "change-link": Text(th="บันทึกลิงก์แล้ว", en="The link was saved."),
    "remove-link": Text(th="นำลิงก์ออกแล้ว", en="The link was taken away."),
    "tick": Text(th="บันทึกองค์ประกอบแล้ว", en="The elements were saved."),
    "all-shown": Text(th="ทำเครื่องหมายองค์ประกอบที่เหลือทั้งหมดแล้ว", en="The other elements were ticked."),
    "say": Text(th="บันทึกข้อความแล้ว", en="It was said."),
    "divide": Text(th="เปลี่ยนรอบแล้ว", en="The periods were changed."),
}


def change(
    scope: Scope,
    agency: Agency,
    which: int,
    item: str,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> ItemWork | None:
    """Does with an item what was ``sent``: ``do`` is answer, add-link, change-link, remove-link, tick, all-shown, say
    or divide. A page that is ``saved``, else one with what is wrong or with what somebody else changed meanwhile.

    None as ``page``; PermissionError where the reader may not; ``YearClosed``.
    """
    held = held_item(scope, agency, which, item, today)
    if held is None:
        return None
    do = sent.get("do", "")
    known: dict[str, Callable[[Held, Mapping[str, str], Person, datetime.datetime], ItemWork]] = {
        "answer": _answer,
        "add-link": _add_link,
        "change-link": _change_link,
        "remove-link": _remove_link,
        "tick": _tick,
        "all-shown": _all_shown,
        "say": _say,
        "divide": _divide,
    }
    if do not in known:
        return item_page(held)
    if sent.get("rules", held.board.criteria.id) != held.board.criteria.id:
        return _wrong(held, _sent(sent), OTHER_RULES, *_lost(held, sent))
    try:
        return known[do](held, sent, person, now)
    except YearClosed:
        raise
    except RulesChanged:
        return _wrong(held, _sent(sent), OTHER_RULES)
    except PeriodGone:
        return _wrong(held, _sent(sent), NO_PERIOD, *_lost(held, sent))
    except NotYours as error:
        raise PermissionError("answer-item") from error
    except links.LinkGone:
        return _wrong(held, Sent(), GONE)
    except Refused as refused:
        return _wrong(held, _sent(sent), *(problem.text for problem in refused.problems))


def _sent(sent: Mapping[str, str]) -> Sent:
    names = ("state", "reason", "note", "url", "explanation", "said")
    # An address stays letter for letter; it is taken out of its field by itself.
    fields = {name: (_clean if name == "url" else _tidied)(sent[name]) for name in names if name in sent}
    return Sent(do=sent.get("do", ""), at=sent.get("at", ""), fields=fields)


def _wrong(held: Held, sent: Sent, *wrong: Text) -> ItemWork:
    return dataclasses.replace(item_page(held, sent), wrong=wrong)


def _saved(held: Held, told: Text) -> ItemWork:
    title = title_of(held.board.criteria, held.item)
    return ItemWork(
        year=held.board.round.year,
        item=held.item,
        title=title,
        group=title,
        saved=told,
    )


def typed(sent: Mapping[str, str]) -> tuple[tuple[Text, str], ...]:
    """What somebody typed into a form of an item, each with the name of its field."""
    fields = _sent(sent).fields
    return tuple((FIELD_WORDS[name], fields[name]) for name in fields if name != "state" and fields[name])


def _lost(held: Held, sent: Mapping[str, str]) -> tuple[Text, ...]:
    """What was typed into a form that the page does not have any more, to be copied from what the page says."""
    at = sent.get("at", "")
    there = {row.key for (item, _), row in held.board.rows.items() if item == held.item}
    links = {str(link.number) for row in held.board.rows.values() for link in row.standing if row.item == held.item}
    if at in there | links | {held.item}:
        return ()
    return tuple(Text(th=f"{name.th}: {said}", en=f"{name.en}: {said}") for name, said in typed(sent))


def _key(held: Held, sent: Mapping[str, str]) -> actions.RowKey:
    """The row that a form is of: the item, or what it calls a period of it, which may be there no more."""
    item, _, period = sent.get("at", "").partition("_")
    return held.item, period[:8] if item == held.item else ""


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(CONTROL.sub(" ", line).rstrip() for line in lines).strip()


def _tidied(text: str) -> str:
    """As ``_clean``, with Thai as it is read: SARA AM whole, nothing invisible. It is copied into other systems."""
    return "\n".join(map(tidy, _clean(text).split("\n"))).strip()


def _bounded(fields: Mapping[str, str], most: Mapping[str, int]) -> list[Text]:
    return [
        Text(
            th=f"“{FIELD_WORDS[name].th}” ยาว {len(fields[name]):,} ตัวอักษร "
            f"รับได้ไม่เกิน {letters:,} ตัวอักษร ให้ย่อแล้วบันทึกอีกครั้ง",
            en=f"“{FIELD_WORDS[name].en}” has {len(fields[name]):,} letters; at most {letters:,} are taken",
        )
        for name, letters in most.items()
        if len(fields.get(name, "")) > letters
    ]


def _done_or(held: Held, sent: Sent, made: Merged, told: Text, ticks: Mapping[str, str] | None = None) -> ItemWork:
    """The page that is saved; or, where somebody else changed the same, both side by side."""
    if not made.clashes:
        return _saved(held, told)
    # What stands there now, read again: the next save is over that.
    found = board(held.scope, held.board.agency, held.board.round.year, held.today, item=held.item)
    now = dataclasses.replace(held, board=found) if found is not None else held
    merged = dataclasses.replace(sent, fields=dict(made.values))
    shown = item_page(now, merged, {**dict(made.values)} if ticks is not None else None)
    by, at = _who(now, sent)
    clashes = tuple(clash_of(name, left, shown.elements) for name, left in made.clashes.items())
    return dataclasses.replace(shown, clashes=clashes, clash_by=by, clash_at=at)


def _who(held: Held, sent: Sent) -> tuple[str, datetime.datetime | None]:
    """Who changed last that which was sent."""
    rows = [row for (item, _), row in held.board.rows.items() if item == held.item]
    if sent.do == "change-link":
        link = next((each for row in rows for each in row.links if str(each.number) == sent.at), None)
        return (link.by, link.at) if link is not None else ("", None)
    if sent.do == "tick":
        ticked = [(tick.at, tick.by) for row in rows for tick in row.ticks.values() if tick.at is not None]
        at, by = max(ticked, default=(None, ""))
        return by, at
    row = next((row for row in rows if row.key == sent.at), None)
    return (row.changed_by, row.changed_at) if row is not None else ("", None)


def _answer(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    key = _key(held, sent)
    row = held.board.row(*key)
    mine = _sent(sent)
    names = ("state", "reason", "note")
    base = {name: _clean(sent.get(f"was-{name}", "")) for name in names}
    # A field that the form does not have stays as it was: one that was entered has no state to choose, nor a reason.
    fields = {name: mine.fields.get(name, base[name]) for name in names}
    divides = any(item == held.item and period for item, period in held.board.rows) and not key[1]
    if fields["state"] not in SET_BY_HAND:
        fields["state"] = base["state"] or row.state
    elif divides and fields["state"] != "not-applicable":
        # An item with periods is as far as they are.
        fields["state"] = "to-do" if base["state"] == "not-applicable" else base["state"] or row.state
    wrong = _bounded(fields, {"reason": MOST_REASON, "note": MOST_NOTE})
    if wrong:
        return _wrong(held, mine, *wrong)
    made = actions.answer_item(
        round=held.board.round,
        key=key,
        base=base,
        mine=fields,
        may=held.may,
        leads=held.leads,
        person=person,
        now=now,
    )
    return _done_or(held, mine, made, DONE["answer"])


def _add_link(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    mine = _sent(sent)
    read = urls_in(sent.get("url", ""))
    explanation = mine.fields.get("explanation", "")
    wrong = _bounded({"explanation": explanation}, {"explanation": MOST_EXPLANATION})
    if isinstance(read, Text) or wrong:
        return _wrong(held, mine, *([read] if isinstance(read, Text) else []), *wrong)
    added = links.add_links(
        round=held.board.round,
        key=_key(held, sent),
        urls=read,
        explanation=explanation,
        may=held.may,
        person=person,
        now=now,
        carried=sent.get("carried", "") == "1",
    )
    if not added:
        return _wrong(
            held, mine, Text(th="ข้อนี้มีลิงก์นี้อยู่แล้ว จึงไม่เพิ่มซ้ำ", en="the item has this link already; nothing was added")
        )
    return _saved(held, Text(th=f"เพิ่มแล้ว {added} ลิงก์", en=f"Links added: {added}."))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _change_link(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    mine = _sent(sent)
    read = one_url(sent.get("url", ""))
    explanation = mine.fields.get("explanation", "")
    wrong = _bounded({"explanation": explanation}, {"explanation": MOST_EXPLANATION})
    if isinstance(read, Text) or wrong:
        return _wrong(held, mine, *([read] if isinstance(read, Text) else []), *wrong)
    made = links.change_link(
        round=held.board.round,
        number=_number(sent.get("at", "")),
        base={name: _clean(sent.get(f"was-{name}", "")) for name in ("url", "explanation")},
        mine={"url": read, "explanation": explanation},
        may=held.may,
        person=person,
        now=now,
    )
    return _done_or(held, mine, made, DONE["change-link"])


def _remove_link(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    number = _number(sent.get("at", ""))
    links.remove_link(round=held.board.round, number=number, may=held.may, person=person, now=now)
    return _saved(held, DONE["remove-link"])


def _tick(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    elements = [name for name, _ in elements_of(held.board.criteria.items[held.item], held.board.agency.kind or None)]
    ticks, base = {}, {}
    for element in elements:
        where = " ".join(_tidied(sent.get(f"where-{element}", ""))[:MOST_WHERE].split())
        chosen = sent.get(f"tick-{element}") == "1"
        ticks[element] = f"{_number(sent.get(f'link-{element}', ''))} {where}".rstrip() if chosen else ""
        base[element] = sent.get(f"was-{element}", "")
    made = links.tick_elements(
        round=held.board.round,
        key=(held.item, ""),
        base=base,
        mine=ticks,
        may=held.may,
        person=person,
        now=now,
    )
    return _done_or(held, Sent(do="tick", at=held.item), made, DONE["tick"], ticks)


def _all_shown(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    elements = elements_of(held.board.criteria.items[held.item], held.board.agency.kind or None)
    links.all_shown(
        round=held.board.round,
        number=_number(sent.get("at", "")),
        elements=[name for name, _ in elements],
        may=held.may,
        person=person,
        now=now,
    )
    return _saved(held, DONE["all-shown"])


def _say(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    mine = _sent(sent)
    said = mine.fields.get("said", "")
    if not said or len(said) > MOST_SAID:
        told = Text(
            th=f"ข้อความยาว {len(said):,} ตัวอักษร รับได้ 1 ถึง {MOST_SAID:,} ตัวอักษร",
            en=f"1 to {MOST_SAID:,} letters; these are {len(said):,}",
        )
        return _wrong(held, mine, told)
    actions.say_of_item(
        round=held.board.round,
        key=(held.item, ""),
        text=said,
        may=held.may_say,
        person=person,
        now=now,
    )
    return _saved(held, DONE["say"])


def _divide(held: Held, sent: Mapping[str, str], person: Person, now: datetime.datetime) -> ItemWork:
    if not held.leads:
        raise PermissionError("keep-board")
    pattern = next((each for each in PATTERNS if each == sent.get("pattern", "")), None)
    if pattern is None:
        return _wrong(held, Sent(), Text(th="ให้เลือกรอบจากรายการ", en="choose from the list"))
    actions.divide_item(round=held.board.round, item=held.item, pattern=pattern, person=person, now=now)
    return _saved(held, DONE["divide"])
