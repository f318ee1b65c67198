"""DOC, WPS and other formats of old office programs, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, Literal

from ingest.document import Document
from ingest.errors import ReportAssistantError
from ingest.kinds import COMPOUND
from ingest.readers.docx import read_docx
from ingest.readers.xlsx import read_xlsx

_SECONDS: Final = 25.0  # below the time that a file has in all
_MOST: Final = 64 * 1024 * 1024  # bytes of what comes out
# With a fresh profile the binary sets it up, exits with 81 and wants to be started again.
_AGAIN: Final = frozenset({79, 81})
_STARTS: Final = 3
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
)
# Names of the streams that hold the text ([MS-DOC] 2.1, [MS-XLS] 2.1; MatOST: Microsoft Works).
_WORDS: Final = ("WordDocument", "MatOST", "WpsDocument")
_SHEETS: Final = ("Workbook", "Book")
_Target = Literal["docx", "xlsx"]
# Named filters only: left to guess, LibreOffice takes a damaged file for text in some encoding.
_IMPORTS: Final[dict[tuple[_Target, bool], tuple[str, ...]]] = {
    ("docx", True): ("MS Word 97", "MS Word 95", "MS_Works"),
    ("docx", False): ("writer8",),
    ("xlsx", True): ("MS Excel 97", "MS Excel 95", "MS Excel 5.0/95"),
    ("xlsx", False): ("calc8",),
}
_EXPORTS: Final[dict[_Target, str]] = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}


def libreoffice() -> Path | None:
    """The program, where it is installed.

    The binary itself is taken where it lies beside the script that starts it: what is started is
    then what is stopped when it takes too long.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    place = next((p for p in (found, *_PLACES) if p and Path(p).is_file()), None)
    if place is None:
        return None
    script = Path(os.path.realpath(place))
    binary = script.with_name("soffice.bin")
    return binary if sys.platform == "linux" and binary.is_file() else script


def read_text_document(data: bytes) -> Document:
    """A text document in an old format (DOC, WPS, ODT), converted to DOCX and read as such.

    Raises:
        ReportAssistantError: LibreOffice is missing, cannot read the file or takes too long.
    """
    _check_streams(data, _WORDS, "Word、WPS文档")
    return read_docx(_converted(data, "docx"))


def read_spreadsheet(data: bytes) -> Document:
    """A sheet in an old format (XLS, ET), converted to XLSX and read as such.

    Raises:
        ReportAssistantError: as for :func:`read_text_document`.
    """
    _check_streams(data, _SHEETS, "Excel表格")
    return read_xlsx(_converted(data, "xlsx"))


def _check_streams(data: bytes, names: tuple[str, ...], expected: str) -> None:
    """Refuses a compound file without the stream of a document: LibreOffice takes it for text.

    Raises:
        ReportAssistantError: no such stream.
    """
    if data.startswith(COMPOUND) and not any(name.encode("utf-16-le") in data for name in names):
        raise ReportAssistantError(
            f"文件内部没有{expected}的正文，可能已损坏或是另一种文件",
            hint="请用 Word 或 WPS 打开后另存为 DOCX 再导入",
        )


def _converted(data: bytes, target: _Target) -> bytes:
    program = libreoffice()
    if program is None:
        raise ReportAssistantError(
            "读取DOC、WPS等旧格式需要LibreOffice，本机没有安装",
            hint="请安装LibreOffice，或用 Word、WPS 另存为 DOCX 后再导入",
        )
    until = time.monotonic() + _SECONDS
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        # A name of our own; the suffix only says which of two families it is of.
        source = work / ("in.doc" if target == "docx" else "in.xls")
        source.write_bytes(data)
        result = work / "out" / f"in.{target}"
        for reading in _IMPORTS[target, data.startswith(COMPOUND)]:
            _run(_command(program, source, target, reading), work, until)
            if result.is_file():
                break
        else:
            raise ReportAssistantError(
                "LibreOffice无法读取这个文件(可能损坏、加密或不是办公文档)",
                hint="请用 Word 或 WPS 打开后另存为 DOCX 再导入",
            )
        if result.stat().st_size > _MOST:
            raise ReportAssistantError("文件转换后过大", hint="请拆成几个文件")
        return result.read_bytes()


def _command(program: Path, source: Path, target: _Target, reading: str) -> list[str]:
    """Converts in a profile of its own, which no other LibreOffice shares and nothing outlives."""
    work = source.parent
    return [
        str(program),
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        *("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"),
        f"--infilter={reading}",
        *("--convert-to", _EXPORTS[target], "--outdir", str(work / "out"), str(source)),
    ]


def _run(command: list[str], work: Path, until: float) -> None:
    """Runs LibreOffice until it is done, at the latest ``until`` (on the monotonic clock)."""
    try:
        for _ in range(_STARTS):
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=work,
                env=_environment(work),
                timeout=max(0.1, until - time.monotonic()),
                check=False,
            )
            if done.returncode not in _AGAIN:
                return
    except subprocess.TimeoutExpired as error:
        raise ReportAssistantError(
            f"LibreOffice转换超过 {_SECONDS:g} 秒，已中止", hint="请另存为 DOCX 后再导入"
        ) from error
    except OSError as error:
        raise ReportAssistantError(
            f"LibreOffice无法启动({error.strerror or type(error).__name__})",
            hint="请检查LibreOffice的安装，或另存为 DOCX 后再导入",
        ) from error


def _environment(work: Path) -> dict[str, str]:
    """Few variables: no proxy to reach the network by, no display, a home of its own."""
    kept = ("PATH", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "HOME": str(work),
        "TMPDIR": str(work),
        "TEMP": str(work),
        "TMP": str(work),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",  # draws into memory: no window system
        "MALLOC_ARENA_MAX": "2",
    }
