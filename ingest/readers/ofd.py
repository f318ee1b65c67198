"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese offices."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Document, joined
from ingest.errors import ReportAssistantError
from ingest.package import Package, open_package
from ingest.readers.ofd_objects import Rule, glyphs_of, numbers, rules_of, tables_of
from ingest.readers.ooxml import child, children, local
from ingest.readers.page import Glyph, Page, segments_of
from ingest.readers.paragraphs import text_of_pages
from ingest.readers.ruled import outside, region_of
from ingest.xml import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
_MOST_PAGES = 500
_MOST_GLYPHS = 400_000
_MOST_RULES = 4_000  # ruled lines of a page; more is a drawing
_TINY = 0.5  # millimetres; nobody reads smaller letters
_FEW = 10  # letters of a page that is a picture all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    page: Page
    letters: int
    scanned: bool
    hidden: int


def read_ofd(data: bytes) -> Document:
    """An OFD file: the writing of its pages, in reading order.

    Raises:
        ReportAssistantError: no OFD, locked, damaged, or pictures of pages only.
    """
    package = open_package(data)
    leaves: list[_Leaf] = []
    letters = total = 0
    for root in _documents(package):
        document = parse_xml(package.read(root))
        templates = _templates(document, root)
        box = _page_box(child(document, "CommonData"), _A4)
        for name in _page_parts(document, root):
            total += 1
            if total <= _MOST_PAGES and letters <= _MOST_GLYPHS:
                leaves.append(_leaf(package, name, templates, box))
                letters += leaves[-1].letters
    if not leaves:
        raise ReportAssistantError("OFD里没有一页", hint="请重新下载或另存该文件")
    pictures = [index for index, leaf in enumerate(leaves) if leaf.scanned]
    if len(pictures) == len(leaves):
        raise ReportAssistantError(
            f"这份OFD是扫描件({len(leaves)} 页都是图片，没有文字层)",
            hint="请转成PDF后再导入(可识别扫描的PDF)，或提供可复制文字的版本",
        )
    text, starts = text_of_pages([leaf.page for leaf in leaves])
    hidden = sum(leaf.hidden for leaf in leaves)
    missing = "、".join(str(index + 1) for index in pictures[:10])
    return Document(
        text=text,
        pages=starts,
        left_out=joined(
            (
                f"第 {missing} 页是图片，未能读出文字" if pictures else "",
                f"文件中有 {hidden} 个字符小得看不见，未读入" if hidden else "",
                f"共 {total} 页，只读了前 {len(leaves)} 页" if total > len(leaves) else "",
            )
        ),
    )


def _documents(package: Package) -> list[str]:
    """The roots of the documents that the file holds."""
    root = parse_xml(package.read("OFD.xml"))
    found: list[str] = []
    for body in children(root, "DocBody"):
        place = child(body, "DocRoot")
        if place is not None and place.text:
            found.append(_resolved("OFD.xml", place.text))
    if not found:
        raise ReportAssistantError("OFD里没有文档(缺少 DocRoot)", hint="请重新下载或另存该文件")
    return found


def _resolved(base: str, place: str) -> str:
    """A place in the container, relative to the part that names it."""
    place = place.strip().replace("\\", "/")
    if place.startswith("/"):
        return posixpath.normpath(place[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))


def _templates(document: etree._Element, root: str) -> dict[str, str]:
    common = child(document, "CommonData")
    return {
        one.get("ID", ""): _resolved(root, one.get("BaseLoc", ""))
        for one in (children(common, "TemplatePage") if common is not None else ())
    }


def _page_parts(document: etree._Element, root: str) -> list[str]:
    pages = child(document, "Pages")
    return [
        _resolved(root, page.get("BaseLoc", ""))
        for page in (children(pages, "Page") if pages is not None else ())
    ]


def _page_box(parent: etree._Element | None, default: Sequence[float]) -> list[float]:
    area = child(parent, "PageArea") if parent is not None else None
    if area is None and parent is not None:
        area = child(parent, "Area")
    box = child(area, "PhysicalBox") if area is not None else None
    values = numbers(box.text, 4) if box is not None else []
    return values if values and values[2] > 0 and values[3] > 0 else list(default)


def _leaf(
    package: Package, name: str, templates: dict[str, str], default: Sequence[float]
) -> _Leaf:
    root = parse_xml(package.read(name))
    box = _page_box(root, default)
    layers = [root]
    for use in children(root, "Template"):
        if (template := templates.get(use.get("TemplateID", ""), "")) in package:
            layers.insert(0, parse_xml(package.read(template)))
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    pictures = 0.0
    for element in (e for layer in layers for e in layer.iter() if isinstance(e.tag, str)):
        kind = local(element)
        if kind == "TextObject":
            glyphs += glyphs_of(element)
        elif kind == "PathObject" and len(rules) <= _MOST_RULES:
            rules += rules_of(element)
        elif kind == "ImageObject":
            area = numbers(element.get("Boundary"), 4)
            pictures += area[2] * area[3] if area else 0.0
    hidden = sum(1 for g in glyphs if g.size <= _TINY and not g.text.isspace())
    glyphs = [g for g in glyphs if g.size > _TINY]
    tables = tables_of(rules) if len(rules) <= _MOST_RULES else []
    regions = [region for boxes in tables if (region := region_of(boxes, glyphs))]
    return _Leaf(
        page=Page(
            width=box[2],
            height=box[3],
            segments=tuple(segments_of(outside(glyphs, regions))),
            regions=tuple(regions),
        ),
        letters=len(glyphs),
        scanned=len(glyphs) < _FEW and pictures > 0.4 * box[2] * box[3],
        hidden=hidden,
    )
