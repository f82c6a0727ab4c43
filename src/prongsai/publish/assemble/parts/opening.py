"""The parts that open a document: cover, preface, contents, introduction, rationale."""

from __future__ import annotations

from prongsai.publish.assemble.dossier import Source
from prongsai.publish.assemble.parts.registry import Options, part
from prongsai.publish.assemble.parts.wording import filled, heading, own, plan_year, prose, sections
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Contents, Cover, PageBreak, Paragraph, text_runs

PREFACE = """การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment: ITA) \
ช่วยให้หน่วยงานทราบสถานะด้านคุณธรรมและความโปร่งใสของตน และนำผลไปปรับปรุงการดำเนินงานและการให้บริการประชาชน
{agency}จัดทำรายงานฉบับนี้จากผลการประเมินประจำปีงบประมาณ พ.ศ. {year} เพื่อวิเคราะห์สิ่งที่ควรรักษาไว้และสิ่งที่ควรปรับปรุง \
และกำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}
{agency}หวังว่ารายงานฉบับนี้จะเป็นประโยชน์แก่ผู้บริหาร บุคลากร และประชาชน \
ในการติดตามและร่วมกันพัฒนาการดำเนินงานให้โปร่งใสและตรวจสอบได้"""

RATIONALE = """การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {year} \
เก็บข้อมูลจากผู้มีส่วนได้ส่วนเสียภายใน ผู้มีส่วนได้ส่วนเสียภายนอก และการเปิดเผยข้อมูลสาธารณะบนเว็บไซต์หลักของหน่วยงาน"""


@part("cover")
def cover(source: Source, figures: Figures, options: Options) -> list[Block]:
    """The cover; with ``style: head`` only a title at the top of the first page. ``title`` is the document's."""
    title = filled(source, options.get("title", "")) or _title(source)
    year, later = source.facts.year, plan_year(source)
    if options.get("style") == "head":
        blocks: list[Block] = [Paragraph(text_runs(title), style="title")]
        if source.agency not in title:
            under = f"{source.agency} {source.place}".strip()
            blocks.append(Paragraph(text_runs(under), style="subtitle"))
        return blocks
    lines = [title]
    if later != year and f"{year}" in title and f"{later}" in title:
        pass
    elif later != year:
        told = f"จากผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}"
        lines.append(told if f"{later}" in title else f"{told} และแผนปีงบประมาณ พ.ศ. {later}")
    elif f"{year}" not in title:
        lines.append(f"ประจำปีงบประมาณ พ.ศ. {year}")
    unit = source.document.unit if source.document else None
    return [Cover(tuple(lines), source.agency, source.place or None, ("จัดทำโดย", unit) if unit else ())]


def _title(source: Source) -> str:
    named = source.document.title if source.document else None
    return named or f"รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {source.facts.year}"


@part("preface")
def preface(source: Source, figures: Figures, options: Options) -> list[Block]:
    """The preface, signed by whom the document names, else by the agency."""
    written = own(source, "preface", "คำนำ")
    blocks = written or [heading("คำนำ"), *prose(filled(source, PREFACE))]
    signed = (source.document.signed_by if source.document else None) or source.agency
    return [*blocks, Paragraph(text_runs(signed), align="end"), PageBreak()]


@part("contents")
def contents(source: Source, figures: Figures, options: Options) -> list[Block]:
    """The table of contents; each format makes it from the headings."""
    return [Contents(options.get("title", "สารบัญ"))]


@part("introduction")
def introduction(source: Source, figures: Figures, options: Options) -> list[Block]:
    """What the agency wrote ahead of the report; nothing where it wrote nothing."""
    return own(source, "introduction", "บทนำ")


@part("rationale")
def rationale(source: Source, figures: Figures, options: Options) -> list[Block]:
    """Why the assessment is made and on which policy it rests."""
    if any(each.text for each in sections(source, "rationale")):
        return own(source, "rationale", "หลักการและเหตุผล")
    blocks: list[Block] = [heading("หลักการและเหตุผล"), *prose(filled(source, RATIONALE))]
    for target in source.criteria.targets:
        blocks += prose(f"ค่าเป้าหมายที่ใช้คือ {target.text.th}")
    if source.plan is not None and source.plan.year != source.facts.year:
        blocks += prose(
            filled(source, "ผลการประเมินเป็นข้อมูลสำหรับกำหนดมาตรการของ{agency} ประจำปีงบประมาณ พ.ศ. {plan_year}")
        )
    return blocks
