"""``remove``: takes reports out of the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report_ids", metavar="ID", nargs="+", help="报告编号（见 reports）")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from ui.documents import entry_of
    from ui.opening import open_for_reading
    from ui.output import print_json, say

    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        entries = library.reports()
        # All are looked up before any goes: a mistyped id must not leave half the work done.
        leaving = [
            entry_of(entries, report_id) for report_id in dict.fromkeys(arguments.report_ids)
        ]
        library.remove([entry.id for entry in leaving])
    if arguments.json:
        print_json({"removed": [entry.id for entry in leaving]})
    else:
        for entry in leaving:
            say(f"已移除 {entry.id} {entry.title}")
    return 0


COMMAND = Command(
    name="remove", summary="把报告移出资料库（不动原文件）", add_arguments=_add_arguments, run=_run
)
