"""``export``: an answer with its sources as a Word, Excel or Markdown file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ui.commands.types import Command


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("answer", metavar="ANSWER.json", help="ask --json 输出的答案")
    parser.add_argument("file", metavar="FILE", help="要写的文件，后缀为 .docx、.xlsx 或 .md")


def _run(arguments: Namespace) -> int:
    from assistant.export import export_answer
    from ui.output import say

    export_answer(Path(arguments.answer), Path(arguments.file))
    say(f"已写入 {arguments.file}")
    return 0


COMMAND = Command(
    name="export",
    summary="把答案和出处导出为 Word、Excel 或 Markdown",
    add_arguments=_add_arguments,
    run=_run,
)
