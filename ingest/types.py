"""What a file becomes: a report with its sections, passages and figures.

Every offset is a half-open range of Unicode code points into ``Report.text``, which is cleaned
once and never changed afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Role = Literal["opening", "measures", "problems", "leader", "plan", "closing", "other"]

ROLE_NAMES: dict[Role, str] = {
    "opening": "开头帽段",
    "measures": "举措成效",
    "problems": "不足原因",
    "leader": "第一责任人履职",
    "plan": "下一年安排",
    "closing": "结尾落款",
    "other": "其他",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with all that stands under it, its subsections included.

    Attributes:
        heading: as written; empty for text before the first heading and for the closing.
        path: headings from the outermost down to this one.
        role: canonical function of the section; a subsection inherits its parent's.
        start: where the heading begins.
        end: where the next section of the same or a higher level begins.
    """

    heading: str
    path: tuple[str, ...]
    role: Role
    start: int
    end: int

    @property
    def label(self) -> str:
        """The path as citations show it."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a section, cut at the author's own joints; the unit of retrieval.

    Passages tile the text of a report: each begins where the one before ends.

    Attributes:
        ordinal: 0, 1, 2 … within the report.
        section: index into ``Report.sections`` of the deepest section that holds it.
    """

    ordinal: int
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that the report states, with what it counts.

    Attributes:
        start: where the number begins, its qualifier included (近30件).
        end: where its measure, or the qualifier behind it, ends (870余次; 5%以上).
        value: as stated: 40.95 for 40.95万元, 3 for 三起.
        high: upper end of a range, else None.
        measure: as stated, its multiplier included (万元, 人次, 万㎡, %); empty for a bare number.
        amount: value in ``base``: 409500 for 40.95万元.
        amount_high: the same for ``high``.
        base: canonical measure without multiplier (元, 平方米, 人次, %).
        qualifier: 余 近 约 超 不少于 以上 左右 以内 …, as written; else empty.
        change: "by" for 增长/下降/提高/减少…, "to" for 达到/压缩至/降至…, else "".
        indicator: what is counted, in the report's words (审核合同; 处罚金额).
        subject: who or what did it when the sentence says so, else empty.
        period: the year or span that the sentence states (2024年; 近年来), else empty.
        sentence_start: where the sentence that holds it begins.
        sentence_end: where that sentence ends, its full stop included.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    measure: str
    amount: Decimal
    amount_high: Decimal | None = None
    base: str
    qualifier: str = ""
    change: Literal["", "by", "to"] = ""
    indicator: str
    subject: str = ""
    period: str = ""
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, known by its content.

    Attributes:
        id: first 16 hexadecimal digits of the SHA-256 of ``text``.
        title: the title line, or one made from what the text says where there is none.
        unit: the issuing office in the fullest form the text supports; None if unknown.
        aliases: the other ways it is named.
        region: administrative divisions from the province down; empty if unknown.
        year: the year of the title; None if unknown.
        date: ISO date of signing or publication; None if unknown.
        genre: kind of report in Chinese (法治政府建设年度报告 …); None if unknown.
        pages: start offset of each page where the file has pages, else empty.
    """

    id: str
    title: str
    unit: str | None
    aliases: tuple[str, ...]
    region: tuple[str, ...]
    year: int | None
    date: str | None
    genre: str | None
    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    pages: tuple[int, ...] = ()

    def section_of(self, start: int) -> Section:
        """The deepest section that holds offset ``start``."""
        best = self.sections[0]
        for section in self.sections:
            if section.start <= start < section.end:
                best = section  # sections are in document order, parents before children
        return best

    def page_of(self, start: int) -> int | None:
        """Page number (from 1) of offset ``start``; None where the file has no pages."""
        if not self.pages:
            return None
        return sum(1 for page in self.pages if page <= start) or 1
