"""``report-assistant draft-tests``: its options and its work. Light to import, for ``--help``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from eval.catalogue import Reports


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``draft-tests``."""
    parser.add_argument(
        "--out", metavar="FILE", required=True, help="写入的测试集：.jsonl 或 .xlsx"
    )
    parser.add_argument(
        "--each", metavar="N", type=int, default=10, help="每一类最多几题（默认10）"
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=20240601, help="换一个数，换一批题"
    )


def run(arguments: argparse.Namespace, open_library: Callable[[], Reports]) -> int:
    """Draft a test set for a person to check.

    Args:
        arguments: as ``add_arguments`` declared them.
        open_library: gives the library; needs no model.

    Returns:
        0.

    Raises:
        ReportAssistantError: the file is there already, cannot be written, or the library has
            nothing to ask about.
    """
    from eval.catalogue import Catalogue
    from eval.draft import draft_cases
    from eval.testset import write_test_set

    path = Path(arguments.out)
    if path.suffix.lower() not in (".jsonl", ".xlsx"):
        raise ReportAssistantError(f"{path} 应以 .jsonl 或 .xlsx 结尾", hint="请改文件名")
    if path.exists():
        # What stands there may be somebody's checked test set.
        raise ReportAssistantError(f"{path} 已经存在", hint="请换一个文件名，或先把它移走")
    if arguments.each < 1:
        raise ReportAssistantError(f"--each {arguments.each} 应至少为 1", hint="请改大")
    cases = draft_cases(Catalogue.of(open_library()), each=arguments.each, seed=arguments.seed)
    if not cases:
        raise ReportAssistantError("库中没有可以出题的报告", hint="请先用 ingest 导入报告")
    try:
        write_test_set(path, cases)
    except OSError as error:
        raise ReportAssistantError(
            f"无法写入 {path}：{error.strerror or error}", hint="请换一个可写的位置"
        ) from error
    print(f"已起草{len(cases)}题：{path}。请逐题核对后再用于评测", file=sys.stderr)
    return 0
