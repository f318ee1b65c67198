"""Any answer as a file: Word, Excel or Markdown, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.answer_file import read_answer
from assistant.types import Answer
from index.derived import write_whole
from ingest.errors import ReportAssistantError


def _docx(answer: Answer) -> bytes:
    from assistant.export_docx import answer_docx

    return answer_docx(answer)


def _xlsx(answer: Answer) -> bytes:
    from assistant.export_xlsx import answer_sheets, workbook_bytes

    return workbook_bytes(answer_sheets(answer))


def _markdown(answer: Answer) -> bytes:
    from assistant.export_markdown import answer_markdown

    return answer_markdown(answer).encode("utf-8", "replace")


FORMATS: Mapping[str, Callable[[Answer], bytes]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".md": _markdown,
}


def answer_bytes(answer: Answer, suffix: str) -> bytes:
    """A whole file's content.

    Args:
        suffix: .docx, .xlsx or .md, in either case.

    Raises:
        ReportAssistantError: another suffix.
    """
    make = FORMATS.get(suffix.lower())
    if make is None:
        raise ReportAssistantError(
            f"不能导出为 {suffix or '没有后缀的文件'}，应为 {'、'.join(FORMATS)} 之一",
            hint="请换一个后缀",
        )
    return make(answer)


def save(path: Path, data: bytes) -> None:
    """Writes ``data`` aside and renames it to ``path``: an existing file is replaced as a whole.

    Raises:
        ReportAssistantError: the folder is missing or not writable, or the file is in use.
    """
    if path.is_dir():
        raise ReportAssistantError(f"{path} 是文件夹，应为文件", hint="请写上文件名")
    if not path.parent.is_dir():
        raise ReportAssistantError(
            f"写不了 {path}：没有文件夹 {path.parent}", hint="请先建立它，或换一个位置"
        )
    try:
        write_whole(path, data)
    except OSError as error:
        raise ReportAssistantError(
            f"写不了 {path}（{error.strerror or type(error).__name__}），应为可写的位置",
            hint="请换一个文件夹；文件若正在别的程序中打开，请先关闭",
        ) from error


def export_answer(answer_file: Path, target: Path) -> None:
    """Writes the answer in ``answer_file`` (what ``ask --json`` printed) as ``target``.

    Raises:
        ReportAssistantError: no answer there, an unknown suffix, or a place that is not writable.
    """
    if target.suffix.lower() not in FORMATS:
        answer_suffix = target.suffix or "没有后缀的文件"
        raise ReportAssistantError(
            f"不能导出为 {answer_suffix}（{target}），应为 {'、'.join(FORMATS)} 之一",
            hint="请换一个后缀",
        )
    save(target, answer_bytes(read_answer(answer_file), target.suffix))
