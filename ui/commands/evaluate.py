"""``eval``: runs a test set. The work and its options belong to the room ``eval``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from ui.commands.types import Command
from ui.usage import library_folder

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from index.library import Library


def _add_arguments(parser: ArgumentParser) -> None:
    from eval.command import add_arguments

    add_arguments(parser)


def _run(arguments: Namespace) -> int:
    from contextlib import ExitStack

    from eval.command import run
    from ui.opening import language_model, open_for_reading

    with ExitStack() as opened:

        def open_assistant() -> tuple[Assistant, Library]:
            from assistant.answer import Assistant

            folder = library_folder(arguments)
            library = opened.enter_context(open_for_reading(folder, model=arguments.model))
            return Assistant(library, language_model(folder)), library

        return run(arguments, open_assistant)


COMMAND = Command(
    name="eval", summary="运行问答测试集，并与上次结果比较", add_arguments=_add_arguments, run=_run
)
