"""``serve``: the web page over a library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command
from ui.usage import library_folder, port_number


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--host", metavar="H", default="127.0.0.1", help="监听地址（默认 127.0.0.1，只限本机）"
    )
    parser.add_argument(
        "--port", metavar="P", type=port_number, help="端口（默认 7860，被占用时用下一个空闲端口）"
    )


def _run(arguments: Namespace) -> int:
    from ui.opening import open_library
    from ui.server import checked_host, chosen_port, serve_page

    host = checked_host(arguments.host)
    port = chosen_port(host, arguments.port)
    folder = library_folder(arguments)
    with open_library(folder, model=arguments.model) as library:
        serve_page(library, folder, host, port)
    return 0


COMMAND = Command(name="serve", summary="打开网页", add_arguments=_add_arguments, run=_run)
