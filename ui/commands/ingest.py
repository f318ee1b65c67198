"""``ingest``: adds files and folders to the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="文件或文件夹（含子文件夹）")
    parser.add_argument(
        "--collection", metavar="NAME", help="放入这个专题：只有其用户能看到（见 collections）"
    )
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from ui.documents import record_document
    from ui.opening import existing_paths, open_library
    from ui.output import open_console, print_json, progress_bar
    from ui.terminal import print_records

    paths = existing_paths(arguments.paths)
    with (
        open_library(library_folder(arguments), model=arguments.model) as library,
        progress_bar("读取报告") as show,
    ):
        records = library.ingest(paths, on_progress=show, collection=arguments.collection)
    if arguments.json:
        print_json([record_document(record) for record in records])
    else:
        print_records(open_console(), records)
    return 1 if any(record.outcome == "rejected" for record in records) else 0


COMMAND = Command(
    name="ingest", summary="把报告文件或文件夹加入资料库", add_arguments=_add_arguments, run=_run
)
