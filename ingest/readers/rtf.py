"""RTF: its visible words, the numbers of its lists, its tables; hidden and deleted text is left out.

Control words after Microsoft, "Rich Text Format (RTF) Specification", version 1.9.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.aligned import with_tables
from ingest.document import PAGE_BREAK, Document, joined
from ingest.errors import ReportAssistantError
from ingest.grid import Block, grid_of, text_of

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
# Groups that hold no words of the text.
_SILENT: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer "
    b"footerl footerr footerf listtable listoverridetable revtbl rsidtbl generator themedata "
    b"colorschememapping datastore latentstyles fldinst bkmkstart bkmkend filetbl xmlnstbl "
    b"annotation atnid atnauthor atndate atnref pgptbl userprops template panose falt wgrffmtfilter "
    b"mmathPr fchars lchars private nonshppict sp sn sv".split()
)
_WORDS: Final = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"emdash": "—",
    b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "", b"emspace": " ", b"enspace": " ", b"nestrow": "\n", b"nestcell": "\t",
}  # fmt: skip
_SYMBOLS: Final = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS: Final = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 204: "cp1251"}
_PAGES: Final = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_DEEPEST: Final = 2_000  # groups in groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds inside a group."""

    encoding: str
    silent: bool = False
    unseen: bool = False
    deleted: bool = False
    skip: int = 1  # characters that stand in for one given by its number
    fonts: bool = False
    note: bool = False
    number: bool = False  # the computed number before a paragraph


@dataclass(slots=True)
class _Text:
    """The text as it grows, and what was left out."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pending: bytes = b""
    hidden: int = 0
    in_table: bool = False

    def end_paragraph(self) -> None:
        """A paragraph ends; rows above it make a table."""
        if self.rows:
            self.blocks.append(grid_of(self.rows))
            self.rows = []
        self.blocks += "".join(self.parts).split("\n")
        self.parts = []
        self.blocks += [f"注：{note.strip()}" for note in self.notes if note.strip()]
        self.notes = []


def read_rtf(data: bytes) -> Document:
    """Rich text.

    Raises:
        ReportAssistantError: it does not begin as RTF does, or nests without end.
    """
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise ReportAssistantError(
            "文件不是RTF格式(开头不是{\\rtf)", hint="请用 Word 或 WPS 重新保存该文件"
        )
    text = _Text()
    reader = _Reader(text)
    for match in _TOKEN.finditer(data):
        reader.take(match)
    reader.flush()
    text.end_paragraph()
    hidden = f"文件中有 {text.hidden} 个字符设为隐藏，未读入" if text.hidden else ""
    words = _whole(text_of(with_tables(text.blocks))).replace(PAGE_BREAK, "\n").replace("\x00", "")
    return Document(text=words.replace("\ufffd", ""), left_out=joined((hidden,)))


def _whole(text: str) -> str:
    """Characters beyond the basic plane, which RTF gives in two halves, put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")


class _Reader:
    """Walks the tokens with a stack of states."""

    def __init__(self, text: _Text) -> None:
        self._text = text
        self._state = _State(encoding="cp1252")
        self._stack: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._page = "cp1252"
        self._skip = 0
        self._star = False

    def take(self, token: re.Match[bytes]) -> None:
        """One token: a control word, a byte, a symbol, a brace or words."""
        word, number, code, symbol, brace, words = token.groups()
        if code is not None:
            self._byte(bytes([int(code, 16)]))
            return
        if words is not None:
            self._byte(words)
            return
        self.flush()
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise ReportAssistantError(
                    "RTF的分组嵌套太深", hint="请用 Word 或 WPS 重新保存该文件"
                )
            self._stack.append(self._state)
            self._star = False
        elif brace == b"}":
            self._state = self._stack.pop() if self._stack else self._state
        elif symbol == b"*":
            self._star = True
        elif symbol is not None:
            self._write(_SYMBOLS.get(symbol, "\n" if symbol in (b"\n", b"\r") else ""))
        elif word is not None:
            self._control(word, int(number) if number else None)

    def _byte(self, raw: bytes) -> None:
        if self._skip:
            cut = min(self._skip, len(raw))
            self._skip -= cut
            raw = raw[cut:]
        self._text.pending += raw

    def flush(self) -> None:
        """The bytes so far, in the encoding of their font."""
        raw, self._text.pending = self._text.pending, b""
        if raw and not self._state.fonts:
            self._write(raw.decode(self._state.encoding, errors="replace"))

    def _write(self, words: str) -> None:
        state, text = self._state, self._text
        if not words or state.silent or state.deleted:
            return
        if state.unseen:
            text.hidden += sum(1 for c in words if not c.isspace())
        elif state.note:
            text.notes[-1] += words
        elif state.number:
            text.parts.append(words.replace("\t", ""))
        else:
            text.parts.append(words)

    def _control(self, word: bytes, number: int | None) -> None:
        state = self._state
        on = number != 0
        if word in _SILENT or (self._star and word not in (b"shppict", b"listtext", b"footnote")):
            self._state = replace(state, silent=True, fonts=word == b"fonttbl")
        elif word == b"u" and number is not None:
            self._write(_character(number))
            self._skip = state.skip
        elif word == b"uc":
            self._state = replace(state, skip=max(0, min(number or 0, 10)))
        elif word == b"ansicpg":
            self._page = _PAGES.get(
                number or 0, f"cp{number}" if _known(f"cp{number}") else "cp1252"
            )
            self._state = replace(state, encoding=self._page)
        elif word == b"f" and number is not None:
            self._font = number
            self._state = replace(state, encoding=self._fonts.get(number, self._page))
        elif word == b"fcharset" and state.fonts:
            self._fonts[self._font] = _CHARSETS.get(number or 0, self._page)
        elif word == b"v":
            self._state = replace(state, unseen=on)
        elif word == b"deleted":
            self._state = replace(state, deleted=on)
        elif word == b"plain":
            self._state = replace(state, unseen=False, deleted=False)
        elif word == b"footnote":
            self._text.notes.append("")
            self._state = replace(state, note=True)
        elif word in (b"listtext", b"pntext"):
            self._state = replace(state, number=True)
        else:
            self._structure(word)
        self._star = False

    def _structure(self, word: bytes) -> None:
        """Ends of paragraphs, cells and rows."""
        text = self._text
        visible = not (self._state.silent or self._state.note)
        if word == b"intbl":
            text.in_table = True
        elif word == b"pard":
            text.in_table = False
        elif word == b"cell" and visible:
            text.cells.append("".join(text.parts).strip())
            text.parts = []
        elif word == b"row" and visible:
            if text.cells:
                text.rows.append(text.cells)
            text.cells = []
        elif word == b"par" and visible and not text.in_table:
            text.end_paragraph()
        elif word in _WORDS:
            self._write(_WORDS[word])


def _character(number: int) -> str:
    code = number + 65536 if number < 0 else number
    return chr(code) if 0 < code < 0x110000 else ""


def _known(encoding: str) -> bool:
    import codecs

    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True
