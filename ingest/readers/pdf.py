"""PDF: the writing of its pages, tables by their ruled lines, scans by recognition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.document import Document, joined
from ingest.errors import ReportAssistantError
from ingest.readers.page import Glyph, Page, Region, segments_of
from ingest.readers.paragraphs import text_of_pages
from ingest.readers.ruled import outside, region_of
from ingest.readers.scan import recognise, recogniser_there

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

MOST_PAGES = 500
MOST_LETTERS = 300_000  # some 15 s of reading
_FEW = 10  # letters of a page that is a picture all the same (a stamp, a page number)
_TINY = 2.0  # points; nobody reads smaller letters
_CODE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08]")
_MOST_CONTENT = 32 * 1024 * 1024  # bytes of drawing instructions on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """A page as read: its writing, or that it is a picture of writing."""

    page: Page
    letters: int
    scanned: bool
    unreadable: int
    hidden: int


def read_pdf(data: bytes) -> Document:
    """A PDF; scanned pages are recognised where the extra ``ocr`` is installed.

    Raises:
        ReportAssistantError: damaged, locked with a password, or scanned without the extra.
    """
    leaves, total = _leaves(data)
    pictures = [index for index, leaf in enumerate(leaves) if leaf.scanned]
    pages = [leaf.page for leaf in leaves]
    read: dict[int, Page] = {}
    if pictures and recogniser_there():
        read = recognise(data, pictures)
        pages = [read.get(index, page) for index, page in enumerate(pages)]
    missing = [index for index in pictures if index not in read]
    if len(missing) == len(leaves):
        raise _is_a_scan(len(leaves))
    text, starts = text_of_pages(pages)
    return Document(text=text, pages=starts, left_out=_left_out(leaves, total, missing, read))


def _is_a_scan(pages: int) -> ReportAssistantError:
    hint = (
        "文字识别没有认出内容，请提供可复制文字的版本"
        if recogniser_there()
        else "请安装文字识别后再导入: pip install 'report-assistant[ocr]'，或提供可复制文字的版本"
    )
    return ReportAssistantError(f"这份PDF是扫描件({pages} 页都是图片，没有文字层)", hint=hint)


def _left_out(
    leaves: Sequence[_Leaf], total: int, missing: Sequence[int], read: dict[int, Page]
) -> str | None:
    unreadable = sum(leaf.unreadable for index, leaf in enumerate(leaves) if index not in read)
    hidden = sum(leaf.hidden for leaf in leaves)
    return joined(
        (
            f"第 {_listed(missing)} 页是图片，未能读出文字" if missing else "",
            f"第 {_listed(sorted(read))} 页是扫描图片，文字由识别得来，可能有错字" if read else "",
            f"有 {unreadable} 个字形没有对应的文字，已略去" if unreadable else "",
            f"文件中有 {hidden} 个字符小得看不见，未读入" if hidden else "",
            f"共 {total} 页，只读了前 {len(leaves)} 页" if total > len(leaves) else "",
        )
    )


def _listed(indices: Sequence[int]) -> str:
    shown = "、".join(str(index + 1) for index in indices[:10])
    return shown + f"等 {len(indices)}" if len(indices) > 10 else shown


def _leaves(data: bytes) -> tuple[list[_Leaf], int]:
    """The pages up to the limits, and how many the file has."""
    import io

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    leaves: list[_Leaf] = []
    letters = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            for page in pdf.pages[:MOST_PAGES]:
                _check_content(page)
                leaves.append(_leaf(page))
                page.close()
                letters += leaves[-1].letters
                if letters > MOST_LETTERS:
                    break
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise ReportAssistantError("PDF有打开密码", hint="请去掉密码后再提供") from error
        raise ReportAssistantError("PDF已损坏或不完整", hint="请重新下载或另存该文件") from error
    if not leaves:
        raise ReportAssistantError("PDF里没有一页", hint="请重新下载或另存该文件")
    return leaves, total


def _check_content(page: PdfPage) -> None:
    """Refuses a page whose instructions unpack to more than any page has."""
    import zlib

    from pdfminer.pdftypes import resolve1

    for stream in page.page_obj.contents:
        raw = getattr(resolve1(stream), "rawdata", None) or b""
        try:
            size = len(zlib.decompressobj().decompress(raw, _MOST_CONTENT))
        except zlib.error:  # packed in another way, or not at all
            size = len(raw)
        if size >= _MOST_CONTENT:
            raise ReportAssistantError(
                f"PDF第 {page.page_number} 页展开后超过 {_MOST_CONTENT // 2**20} MiB，是压缩炸弹",
                hint="请重新另存该文件",
            )


def _leaf(page: PdfPage) -> _Leaf:
    chars = [c for c in page.dedupe_chars().chars if c.get("upright", True)]
    glyphs, unreadable, hidden = _glyphs(chars, page)
    area = float(page.width) * float(page.height)
    images = sum(max(0.0, float(i["width"])) * max(0.0, float(i["height"])) for i in page.images)
    scanned = (len(glyphs) < _FEW and images > 0.4 * area) or unreadable > max(20, len(glyphs))
    regions = [] if scanned else _regions(page, glyphs)
    return _Leaf(
        page=Page(
            width=float(page.width),
            height=float(page.height),
            segments=tuple(segments_of(outside(glyphs, regions))),
            regions=tuple(regions),
        ),
        letters=len(chars),
        scanned=scanned,
        unreadable=unreadable,
        hidden=hidden,
    )


def _glyphs(chars: Iterable[dict[str, Any]], page: PdfPage) -> tuple[list[Glyph], int, int]:
    """The letters on the page, how many have no text, and how many are too small to be seen."""
    glyphs: list[Glyph] = []
    unreadable = hidden = 0
    x0, top, x1, bottom = (float(edge) for edge in page.bbox)
    for char in chars:
        if _CODE.search(char["text"]):
            unreadable += 1
        elif char["size"] <= _TINY:
            hidden += not char["text"].isspace()
        elif x0 <= char["x0"] <= x1 and top <= char["top"] <= bottom:
            glyphs.append(
                Glyph(
                    text=char["text"],
                    x0=char["x0"] - x0,
                    x1=char["x1"] - x0,
                    top=char["top"] - top,
                    bottom=char["bottom"] - top,
                    size=char["size"],
                )
            )
    return glyphs, unreadable, hidden


def _regions(page: PdfPage, glyphs: Sequence[Glyph]) -> list[Region]:
    """The ruled tables of a page; a box around text is none."""
    if len(page.rects) + len(page.lines) + len(page.curves) > 5_000:
        return []  # a drawing
    left, above = float(page.bbox[0]), float(page.bbox[1])
    found = (
        region_of([(x0 - left, t - above, x1 - left, b - above) for x0, t, x1, b in cells], glyphs)
        for table in page.find_tables()
        if (cells := table.cells)
    )
    return [region for region in found if region]
