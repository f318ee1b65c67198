"""``show``: one report with its outline, its text and what it said before."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder

if TYPE_CHECKING:
    from rich.console import Console

    from index.types import EarlierVersion


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report_id", metavar="ID", help="报告编号（见 reports）")
    parser.add_argument("--history", action="store_true", help="也显示更正前的各个版本")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict

    from ui.documents import entry_of, report_document
    from ui.opening import open_for_reading
    from ui.output import open_console, print_json
    from ui.terminal import print_report

    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        entry = entry_of(library.reports(), arguments.report_id)
        report = library.report(entry.id)
        earlier = library.earlier_versions(entry.id) if arguments.history else ()
    if arguments.json:
        document = report_document(entry, report)
        if arguments.history:
            document["history"] = [asdict(version) for version in earlier]
        print_json(document)
        return 0
    console = open_console()
    print_report(console, entry, report)
    if arguments.history:
        _print_history(console, earlier)
    return 0


def _print_history(console: Console, earlier: Sequence[EarlierVersion]) -> None:
    """What the report said before each correction, oldest first."""
    from ui.text import one_line, printable

    if not earlier:
        console.print("\n没有更正前的版本", style="bold")
    for number, version in enumerate(earlier, 1):
        console.print(f"\n更正前第 {number} 版", style="bold")
        console.print(f"编号  {version.version}")
        console.print(f"来源  {one_line(version.source)}", soft_wrap=True)
        console.print(f"时间  {version.stored or '—'} 至 {version.superseded}")
        console.print(printable(version.text), soft_wrap=True)


COMMAND = Command(
    name="show", summary="显示一份报告的提纲和正文", add_arguments=_add_arguments, run=_run
)
