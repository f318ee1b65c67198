"""``reports``: lists the library."""

from __future__ import annotations

from argparse import Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _run(arguments: Namespace) -> int:
    from ui.documents import entry_document
    from ui.opening import open_for_reading, say_if_absent
    from ui.output import open_console, print_json
    from ui.terminal import print_entries

    folder = library_folder(arguments)
    with open_for_reading(folder, model=arguments.model) as library:
        say_if_absent(folder)
        entries = library.reports()
    if arguments.json:
        print_json([entry_document(entry) for entry in entries])
    else:
        print_entries(open_console(), entries)
    return 0


COMMAND = Command(
    name="reports", summary="列出资料库里的报告", add_arguments=add_json_option, run=_run
)
