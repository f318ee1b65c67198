"""Cleaning: web furniture, broken lines and stray spaces go; visible characters stay as written."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import take_away, title_tail
from ingest.lines import Line, join_lines
from ingest.patterns import HEADING_MARK, is_title_line, without_tail

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = _HAN + "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·・％"
_LINE_END = re.compile("\r\n|[\r\n\f\u2028\u2029\x85]")
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b]+")
_BLANK = " \t\u00a0\u1680\u202f\u205f\u3000\x0b" + "".join(map(chr, range(0x2000, 0x200B)))
_GAP = re.compile(rf"[{_BLANK}]*\t[{_BLANK}]*|[{_BLANK}]{{2,}}")
_TABS = re.compile(rf"[{_BLANK}]*\t[{_BLANK}]*")
# 填报单位：某局    填报时间：… — the fields of a form on one line.
_FIELD = re.compile(rf"[{_HAN}（）()]{{2,14}}\s*[:：]\s*\S")
_RESIDUE = re.compile(r"\[(?:bookmark|image|img|picture|hyperlink)\s*:[^\[\]\n]*\]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BREAK_TAG = re.compile(
    r"<br\s*/?>|</(?:p|div|tr|li|ul|ol|table|h[1-6])\s*>|<(?:p|div|tr|li|h[1-6])(?:\s[^<>\n]*)?>",
    re.IGNORECASE,
)
_CELL_TAG = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:span|font|strong|b|i|u|em|a|img|table|tbody|thead|td|th|ul|ol|center|section|o:p)"
    r"(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)|\*\*(?=\S[^*\n]{0,200}\*\*)|(?<=[^\s*])\*\*")
_BULLET = re.compile(r"^[-*•●■◆▪]\s+(?=\S)")
# A space is stray where Han text stands on either side (digits included: 2023 年度).
_STRAY = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}0-9(])|(?<=[0-9.%)]) (?=[{_WIDE}])")
_STRAY_PUNCTUATION = re.compile(rf"(?<=[{_HAN}]) (?=[,.;:!?)\]\"])|(?<=[,;:!?(\"]) (?=[{_HAN}])")
_OFFICER = re.compile(
    rf"^[{_HAN}]{{0,14}}(?:长|主席|总理|主任|书记)(?P<gap> )[{_HAN}](?: ?[{_HAN}]){{1,3}}$"
)
_SIGNED = re.compile(
    rf"^(?P<unit>[{_HAN}（）()]{{4,40}})\s+"
    r"(?P<date>(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})\s*年.{1,12}日)$"
)
_TITLE_LABEL = re.compile(r"(?:文章标题|标题|信息名称|名称)\s*[:：]\s*")
_HEAD_LINES = 60
_PASSES = 4  # what one pass uncovers (a line made whole is a title now) the next one reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The text to keep and the furniture that was taken away (metadata may still read it)."""

    text: str
    furniture: tuple[str, ...]


def _characters(raw: str) -> str:
    """What is invisible or markup goes; entities become the characters they stand for."""
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), raw)
    text = _LINE_END.sub("\n", text)
    text = _RESIDUE.sub("", _INVISIBLE.sub("", text))
    if "<" in text:
        text = _CELL_TAG.sub("\t", _BREAK_TAG.sub("\n", text))
        text = _TAG.sub("", text)
    return text


def _cells(line: str) -> list[str]:
    """The cells of a row; where tabs hold them apart, wide spaces are inside a cell (合  计)."""
    bare = line.strip(_BLANK)
    return [cell for cell in (_TABS if "\t" in bare else _GAP).split(bare) if cell]


def _is_row(line: str, following: str) -> bool:
    """Whether gaps in ``line`` hold columns of a table apart.

    Tabs do, unless one alone stands in a sentence or behind a heading's number; wide spaces do
    where cells hold numbers, and in the line above such a row.
    """
    if len(line) > 400 or not _GAP.search(line.strip(_BLANK)):
        return False
    cells = _cells(line)
    if "\t" in line.strip(_BLANK):
        numbered = bool(HEADING_MARK.match(cells[0] + "x")) and len(cells[0]) <= 5
        return len(cells) > 2 or (len(cells) == 2 and not numbered and "。" not in line)
    if len(cells) > 1 and all(_FIELD.match(cell) and len(cell) <= 40 for cell in cells):
        return True
    return _is_number_row(cells) or (
        len(cells) > 2
        and len(cells) == len(_cells(following))
        and _is_number_row(_cells(following))
    )


def _is_number_row(cells: Sequence[str]) -> bool:
    numbers = sum(1 for cell in cells if re.fullmatch(r"[-+]?[0-9][0-9.,]*\S{0,4}", cell))
    return len(cells) > 2 and numbers >= 2 and all(len(cell) <= 30 for cell in cells)


def _physical_lines(raw: str) -> list[Line]:
    """Lines without blank ones; a signature and its date on one line are two."""
    split = [line for line in _characters(raw).split("\n") if line.strip(_BLANK)]
    lines: list[Line] = []
    for index, line in enumerate(split):
        following = split[index + 1] if index + 1 < len(split) else ""
        indented = line[0] in _BLANK
        if _is_row(line, following):
            cells = (_SPACES.sub(" ", cell) for cell in _cells(line))
            lines.append(Line(text="\t".join(cells), indented=indented))
            continue
        text = _SPACES.sub(" ", line.replace("\t", " ")).strip()
        labelled = _TITLE_LABEL.match(text) if index < _HEAD_LINES else None
        if labelled and is_title_line(text[labelled.end() :]):
            text = text[labelled.end() :]
        signed = _SIGNED.match(text) if len(text) < 80 else None
        for part in (signed["unit"], signed["date"]) if signed else (text,):
            if part:
                lines.append(Line(text=part, indented=indented))
    return lines


def _unspace(line: str) -> str:
    """Deletes stray spaces; an officer's name keeps the one before it."""
    if " " not in line:
        return line
    officer = _OFFICER.match(line) if len(line) < 40 else None
    gap = officer.start("gap") if officer else -1
    previous = None
    while previous != line:
        previous = line
        line = _STRAY_PUNCTUATION.sub("", _STRAY.sub("", line))
    return f"{line[:gap]} {line[gap:]}" if gap > 0 else line


def _once(raw: str) -> Cleaned:
    lines = _physical_lines(raw)
    kept, dropped = take_away([line.text for line in lines])
    article: list[Line] = []
    for position, index in enumerate(kept):
        line = lines[index]
        text = _BULLET.sub("", _MARKS.sub("", line.text))
        tail = title_tail(text) if position < 3 else ""
        if tail:
            dropped.append(tail)
            text = without_tail(text)
        article.append(Line(text=_unspace(text), indented=line.indented))
    paragraphs = join_lines([line for line in article if line.text])
    return Cleaned(
        text="\n".join(_unspace(paragraph) for paragraph in paragraphs), furniture=tuple(dropped)
    )


def clean(raw: str) -> Cleaned:
    """Cleaned text: paragraphs separated by one line end each, columns of tables by tabs.

    Cleaning what is clean changes nothing: passes only delete, and they are repeated until they
    agree (at most ``_PASSES`` times; only contrived text needs more).
    """
    text = raw.rstrip("\n")
    furniture: list[str] = []
    for _ in range(_PASSES):
        cleaned = _once(text)
        furniture.extend(cleaned.furniture)
        if cleaned.text == text:
            break
        text = cleaned.text
    return Cleaned(text=text, furniture=tuple(furniture))
