"""Paper, type and spacing of GB/T 9704-2012 for python-docx.

Source: GB/T 9704-2012, sections 5 (A4, margins 37, 35, 28 and 26 mm) and 7 (title 小标宋 二号, body
仿宋 三号, first level 黑体, second level 楷体, indent of two characters, page number 四号 between
dashes, at the outer edge).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_LATIN = "Times New Roman"
_LINE_SPACING = 28.5  # points, exactly: 22 lines on a page of 225 mm
# What a computer without the standard's own typefaces shows instead.
_SUBSTITUTES = {
    "方正小标宋简体": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
}
_FOOTER = 28  # millimetres from the paper's edge: 7 mm below the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a kind of paragraph is set.

    Attributes:
        face: of Chinese characters.
        points: size; 二号 is 22, 三号 16, 四号 14, 小四 12.
        indent: first line, in characters.
        spacing: line distance in points, exactly; None for single.
    """

    face: str
    points: float
    indent: int = 0
    spacing: float | None = _LINE_SPACING
    centred: bool = False
    keep: bool = False


TITLE = Type(face="方正小标宋简体", points=22, spacing=33, centred=True, keep=True)
BODY = Type(face="仿宋_GB2312", points=16, indent=2)
HEADING = Type(face="黑体", points=16, indent=2, keep=True)
SUBHEADING = Type(face="楷体_GB2312", points=16, indent=2, keep=True)
SOURCE = Type(face="仿宋_GB2312", points=14, indent=2)
TABLE_HEAD = Type(face="黑体", points=12, spacing=None, centred=True)
TABLE_CELL = Type(face="仿宋_GB2312", points=12, spacing=None)
_PAGE_NUMBER = Type(face="宋体", points=14, spacing=None)


def set_page(section: Section) -> None:
    """A4 with the standard's margins."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(_FOOTER - 5)  # half the height of the number itself


def set_type(run: Any, kind: Type) -> None:
    """Typeface and size of a run, for Chinese characters and for Latin ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name = _LATIN
    run.font.size = Pt(kind.points)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), kind.face)


def shape_paragraph(paragraph: Any, kind: Type) -> None:
    """Alignment, indent and line distance."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.keep_with_next = kind.keep or None
    if kind.spacing is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        shape.line_spacing = Pt(kind.spacing)
    if kind.centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if kind.indent:
        shape.first_line_indent = Pt(kind.indent * kind.points)
        # In hundredths of a character it follows the type's size, as Word writes it itself.
        paragraph._p.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(kind.indent * 100))


def add_page_numbers(document: Document) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    )
    for footer, side in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        shape_paragraph(paragraph, _PAGE_NUMBER)
        paragraph.alignment = side
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = paragraph.add_run(text)
            set_type(run, _PAGE_NUMBER)
            if field:
                _add_field(run, field)


def _add_field(run: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {name} "
        run._r.append(part)


def name_substitutes(document: Document) -> None:
    """Tells Word what to show where a typeface of the standard is not installed."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(face)}><w:altName w:val={quoteattr(other)}/></w:font>"
        for face, other in _SUBSTITUTES.items()
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            told = part.blob.decode("utf-8").replace("</w:fonts>", f"{fonts}</w:fonts>")
            part._blob = told.encode("utf-8")
