"""``backup``: the whole library in one file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="要写的备份文件（zip，不覆盖已有文件）")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict
    from pathlib import Path

    from index.backup import back_up
    from ui.output import print_json, say

    target = Path(arguments.file)
    manifest = back_up(library_folder(arguments), target)
    if arguments.json:
        print_json({"file": str(target), **asdict(manifest)})
    else:
        say(
            f"已备份 {manifest.reports} 份报告到 {target}"
            f"（{target.stat().st_size / 10**6:.1f} MB），用 restore 恢复"
        )
    return 0


COMMAND = Command(
    name="backup", summary="把整个资料库备份成一个文件", add_arguments=_add_arguments, run=_run
)
