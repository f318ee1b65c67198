"""Pages of print made by hand: letters where a printer would put them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from ingest.readers.page import Glyph, Page, segments_of

SIZE = 10.0
WIDTH, HEIGHT = 600.0, 800.0


def letters(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """A line of letters from ``x``; ASCII is half as wide."""
    placed: list[Glyph] = []
    for letter in text:
        width = size * (0.5 if letter.isascii() else 1.0)
        placed.append(Glyph(text=letter, x0=x, x1=x + width, top=y, bottom=y + size, size=size))
        x += width
    return placed


def set_lines(text: str, width: int, *, indent: int = 2) -> list[tuple[int, str]]:
    """A paragraph broken after ``width`` letters: (letters of indent, words)."""
    first, rest = text[: width - indent], text[width - indent :]
    return [(indent, first), *((0, rest[i : i + width]) for i in range(0, len(rest), width))]


def page(placed: Iterable[Sequence[Glyph]]) -> Page:
    """A page of such lines."""
    glyphs = [glyph for line in placed for glyph in line]
    return Page(width=WIDTH, height=HEIGHT, segments=tuple(segments_of(glyphs)))


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_file(pages: Sequence[str], template: str = "") -> bytes:
    """An OFD whose pages hold the given objects."""
    listed = "".join(
        f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages))
    )
    templates = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/>' if template else ""
    use = '<ofd:Template TemplateID="5"/>' if template else ""

    def content(objects: str, used: str) -> str:
        return (
            f'<ofd:Page {_OFD}>{used}<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )

    members = {
        "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        f"0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData><ofd:Pages>{listed}"
        "</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content(one, use) for i, one in enumerate(pages)},
    }
    if template:
        members["Doc_0/Tpls/T.xml"] = content(template, "")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in members.items():
            archive.writestr(name, xml)
    return held.getvalue()


def ofd_text(text: str, x: float, y: float, size: float = 5.0) -> str:
    """A line of text as OFD writers give it, distances shortened with ``g``."""
    deltas = f"g {max(1, len(text) - 1)} {size}"
    return (
        f'<ofd:TextObject ID="4" Boundary="{x} {y} 180 {size}" Font="3" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.85}" DeltaX="{deltas}">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def ofd_rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruled line."""
    return (
        f'<ofd:PathObject ID="6" Boundary="{x0} {y0} {max(0.1, x1 - x0)} {max(0.1, y1 - y0)}" '
        f'LineWidth="0.3"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )
