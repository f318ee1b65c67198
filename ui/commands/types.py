"""What a command of the command line is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One verb of ``report-assistant``.

    Attributes:
        name: as typed.
        summary: one line of ``--help``.
        add_arguments: declares its options; must not import anything heavy, it runs for every
            ``--help``.
        run: does the work and returns the exit status.
    """

    name: str
    summary: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def add_json_option(parser: ArgumentParser) -> None:
    """Declares ``--json``, the same for every command that has it."""
    parser.add_argument(
        "--json", action="store_true", help="标准输出只写一个 JSON 文档，其余信息写到标准错误"
    )
