"""CSV: values held apart by commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from ingest.document import PAGE_BREAK, Document, joined
from ingest.encoding import decode
from ingest.errors import ReportAssistantError
from ingest.grid import text_of
from ingest.readers.sheet import MOST_COLUMNS, MOST_ROWS, Left, blocks_of

_DELIMITERS: Final = ",\t;，|"
_TOLD = re.compile(r"\ufeff?sep=(.)[^\S\n]*\r?\n", re.IGNORECASE)  # Excel tells itself the mark so


def read_csv(data: bytes) -> Document:
    """Values held apart by commas, tabs or semicolons, in any Chinese encoding.

    Raises:
        ReportAssistantError: no text, or quotation marks that never close.
    """
    text = decode(data)
    left = Left()
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text)
    rows: dict[int, dict[int, str]] = {}
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            if len(rows) >= MOST_ROWS:
                left.long = True
                break
            left.long = left.long or len(cells) > MOST_COLUMNS
            row = {
                column: cell.strip().replace(PAGE_BREAK, "").replace("\ufffd", "")
                for column, cell in enumerate(cells[:MOST_COLUMNS], 1)
                if cell.strip()
            }
            if row:
                rows[number] = row
    except csv.Error as error:
        raise ReportAssistantError(
            f"CSV的第 {len(rows) + 1} 行附近无法读({error})", hint="请用表格软件重新保存为CSV或XLSX"
        ) from error
    damaged = "有无法识别的字节，已略去" if "\ufffd" in text else ""
    return Document(text=text_of(blocks_of(rows)), left_out=joined((left.said() or "", damaged)))


def _delimiter(text: str) -> str:
    """The mark that the first lines agree on."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]

    def agreement(mark: str) -> int:
        return sum(min(line.count(mark), 3) for line in lines) if lines else 0

    return max(_DELIMITERS, key=agreement)
