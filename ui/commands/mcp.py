"""``mcp``: the tools of agents over standard input and output."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    """There is nothing to choose: the client that starts the program speaks the protocol."""


def _run(arguments: Namespace) -> int:
    import asyncio

    from assistant.answer import Assistant
    from ui.context import PageContext
    from ui.opening import language_model, open_for_reading, say_if_absent
    from ui.programs.tools import local_requester, tools_server

    folder = library_folder(arguments)
    with open_for_reading(folder, model=arguments.model) as library:
        say_if_absent(folder)
        assistant = Assistant(library, language_model(folder))
        context = PageContext(assistant=assistant, library=library, library_folder=folder)
        asyncio.run(tools_server(local_requester(context)).run_stdio_async())
    return 0


COMMAND = Command(
    name="mcp",
    summary="供智能体使用的 MCP 服务（标准输入输出）",
    add_arguments=_add_arguments,
    run=_run,
)
