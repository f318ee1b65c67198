"""``restore``: a library from its backup."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="backup 写的备份文件")
    parser.add_argument(
        "--overwrite", action="store_true", help="资料库里已有报告时也恢复（原有内容被替换）"
    )
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict
    from pathlib import Path

    from index.restore import restore
    from ui.output import print_json, say

    folder = library_folder(arguments)
    manifest = restore(Path(arguments.file), folder, overwrite=arguments.overwrite)
    if arguments.json:
        print_json({"library": str(folder), **asdict(manifest)})
    else:
        say(f"已恢复 {manifest.reports} 份报告到 {folder}（备份于 {manifest.created}）")
    return 0


COMMAND = Command(
    name="restore", summary="从备份恢复资料库", add_arguments=_add_arguments, run=_run
)
