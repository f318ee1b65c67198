"""Web pages as government sites serve them: the article with its tables, none of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ingest.document import PAGE_BREAK, Document, joined
from ingest.encoding import decode
from ingest.errors import ReportAssistantError
from ingest.grid import Cell, Grid, text_of
from ingest.readers.article import Piece, article, hidden_in

if TYPE_CHECKING:
    from lxml import etree

# What holds no words of an article. Forms stay: some sites put the whole page into one.
_SILENT = frozenset(
    "script style template noscript iframe object embed applet svg math canvas map audio video "
    "del select option button input textarea datalist meter progress nav aside dialog link meta head".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s "
    "samp small span strike strong sub sup tt u var wbr o:p st1:chsdate st1:personname".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|"
    r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$)|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_GAP = re.compile(r"\t|[ \u00a0]{2,}")
_BY_HAND = frozenset({"pre", "xmp", "listing"})
_CELL_TEXT = 400  # characters; more in a cell is an article in a table for layout


@dataclass(slots=True)
class _Line:
    """The words of a block as they are collected."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0

    def piece(self) -> Piece | None:
        """The block, or None where it is empty; starts anew."""
        text = "".join(self.parts)
        linked = self.linked
        self.parts, self.linked = [], 0
        lines = [_SPACE.sub(" ", line).strip(" ") for line in text.split("\n")]
        kept = "\n".join(line for line in lines if line.strip())
        return Piece(block=kept, letters=len(kept), linked=linked) if kept else None


def read_html(data: bytes) -> Document:
    """A web page: its article, with the title and what signs it.

    The encoding is told by the bytes, never by what the page declares.

    Raises:
        ReportAssistantError: no text in any encoding, or no markup that can be read.
    """
    root, lost = _parse(decode(data))
    _check_frames(root)
    extracted = _extracted(root)
    kept = article(list(_pieces(root)), extracted=extracted)
    hidden = hidden_in(kept)
    text = text_of(piece.block for piece in kept if piece.letters)
    return Document(
        text=text.replace(PAGE_BREAK, "\n").replace("\ufffd", ""),
        left_out=joined(
            (
                f"正文中有 {hidden} 个字符设为隐藏，未读入" if hidden else "",
                lost,
            )
        ),
    )


def _parse(text: str) -> tuple[etree._Element, str]:
    """The page, and what of it could not be read."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    plain = _DECLARATION.sub("", text).replace("\0", "")
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReportAssistantError(
            "网页里没有可读的内容", hint="请用浏览器另存该网页后再提供"
        ) from error
    if root is None:
        raise ReportAssistantError("网页里没有可读的内容", hint="请用浏览器另存该网页后再提供")
    lost = (
        "网页有无法识别的字节，已略去" if "\ufffd" in text else "",
        "网页的标签嵌套过深，里层的未读入" if _is_cut(parser) else "",
    )
    return root, joined(lost) or ""


def _check_frames(root: etree._Element) -> None:
    """Refuses a page of frames: its words are in other files.

    Raises:
        ReportAssistantError: it names where they are.
    """
    frames = [frame.get("src", "") for frame in root.iter("frame")]
    if frames:
        named = "、".join(source[:60] for source in frames[:5] if source) or "未注明"
        raise ReportAssistantError(
            f"这个网页只是框架，正文在另外的文件里({named})",
            hint="请在浏览器里打开正文那一框，另存为网页后再提供",
        )


def _is_cut(parser: etree.HTMLParser) -> bool:
    """Whether the parser gave up at its limit of depth (256, without ``huge_tree``)."""
    return any("depth" in entry.message.lower() for entry in parser.error_log)


def _extracted(root: etree._Element) -> str:
    """What a general extractor takes for the main text; empty where it finds none."""
    from lxml import etree
    from trafilatura import extract

    source = etree.tostring(root, encoding="unicode", method="html")
    return extract(source, favor_recall=True, include_comments=False, include_tables=True) or ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _name(element: Any) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _pieces(root: etree._Element) -> Iterator[Piece]:
    """Blocks of text and tables in document order, without recursion: pages nest without end."""
    from lxml import etree

    line = _Line()
    links = by_hand = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _name(element)
        if event == "end":
            if name == "a":
                links = max(0, links - _leads_away(element))
            elif name not in _INLINE and (piece := line.piece()):
                yield piece
            by_hand = max(0, by_hand - (name in _BY_HAND))
            _take(line, element.tail, links=links, set_by_hand=by_hand)
            continue
        if not name or name in _SILENT or _is_hidden(element):
            if name and name not in _SILENT:
                yield Piece(block="", letters=0, hidden=_unseen(element))
            walk.skip_subtree()
            continue
        if name not in _INLINE and (piece := line.piece()):
            yield piece
        if name == "table" and (table := _data_table(element)):
            if caption := _caption(element):
                yield caption
            yield table
            walk.skip_subtree()
            continue
        by_hand += name in _BY_HAND
        links += name == "a" and _leads_away(element)
        if name == "br":
            line.parts.append("\n")
        _take(line, element.text, links=links, set_by_hand=by_hand)
    if piece := line.piece():
        yield piece


def _leads_away(anchor: etree._Element) -> bool:
    """Whether a link leaves the page; a table of contents leads to places on it."""
    place = anchor.get("href", "").strip()
    return not (place.startswith("#") and len(place) > 1) and bool(place or anchor.get("onclick"))


def _unseen(element: etree._Element) -> int:
    return sum(1 for text in element.itertext() for c in text if not c.isspace())


def _take(line: _Line, text: str | None, *, links: int, set_by_hand: int) -> None:
    if text and set_by_hand:
        # Wide gaps hold columns apart there; spaces of a Han letter's width survive.
        line.parts.append(_GAP.sub("\u3000\u3000", text))
    elif text:
        line.parts.append(_SPACE.sub(" ", text))
    if text:
        line.linked += len(text.strip()) if links else 0


def _caption(table: etree._Element) -> Piece | None:
    """The line above a table, which may say what all of it is counted in."""
    caption = next((child for child in table if _name(child) == "caption"), None)
    if caption is None or _is_hidden(caption):
        return None
    text = _SPACE.sub(" ", "".join(caption.itertext())).strip()
    return Piece(block=text, letters=len(text)) if text else None


def _data_table(table: etree._Element) -> Piece | None:
    """A table of words and figures; None where the table only lays the page out."""
    if next((t for t in table.iterdescendants("table")), None) is not None:
        return None
    rows = [
        [_cell(cell) for cell in row if _name(cell) in ("td", "th")]
        for row in table.iter("tr")
        if not _is_hidden(row)
    ]
    rows = [row for row in rows if row]
    wide = [row for row in rows if len(row) > 1]
    letters = [len(cell.text) for row in rows for cell, _ in row]
    if len(rows) < 2 or not wide or max(letters) > _CELL_TEXT:
        return None
    return Piece(
        block=Grid(rows=tuple(tuple(cell for cell, _ in row) for row in rows)),
        letters=sum(letters),
        hidden=sum(hidden for row in rows for _, hidden in row),
    )


def _cell(element: etree._Element) -> tuple[Cell, int]:
    """A cell, and how many characters are hidden in it."""
    pieces: list[Piece] = []
    if not _is_hidden(element):
        tail, element.tail = element.tail, None  # what stands behind a cell is no word of it
        pieces = list(_pieces(element))
        element.tail = tail
    text = text_of(piece.block for piece in pieces if piece.letters)
    span = (_span(element.get("colspan")), _span(element.get("rowspan")))
    return Cell(text=text, columns=span[0], rows=span[1]), sum(piece.hidden for piece in pieces)


def _span(text: str | None) -> int:
    digits = (text or "").strip()[:4]
    return max(1, min(int(digits), 1000)) if digits.isdecimal() and digits.isascii() else 1
