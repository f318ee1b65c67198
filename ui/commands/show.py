"""``show``: one report with its outline and its text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report_id", metavar="ID", help="报告编号（见 reports）")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from ui.documents import entry_of, report_document
    from ui.opening import open_for_reading
    from ui.output import open_console, print_json
    from ui.terminal import print_report

    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        entry = entry_of(library.reports(), arguments.report_id)
        report = library.report(entry.id)
    if arguments.json:
        print_json(report_document(entry, report))
    else:
        print_report(open_console(), entry, report)
    return 0


COMMAND = Command(
    name="show", summary="显示一份报告的提纲和正文", add_arguments=_add_arguments, run=_run
)
