"""``draft-tests``: questions drafted from the library for a person to check. The work is in ``eval``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    from eval.draft_command import add_arguments

    add_arguments(parser)


def _run(arguments: Namespace) -> int:
    from eval.draft_command import run
    from ui.opening import open_for_reading

    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        return run(arguments, lambda: library)


COMMAND = Command(
    name="draft-tests",
    summary="从资料库草拟测试题，供人核对",
    add_arguments=_add_arguments,
    run=_run,
)
