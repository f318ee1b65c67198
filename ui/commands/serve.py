"""``serve``: the web page over a library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command
from ui.programs.load import Limits
from ui.usage import count, library_folder, port_number


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--host",
        metavar="H",
        default="127.0.0.1",
        help="监听地址（默认 127.0.0.1；设置用户后可用别的）",
    )
    parser.add_argument(
        "--name", metavar="N", action="append", default=[], help="他人访问时用的主机名，可多次给出"
    )
    parser.add_argument(
        "--proxy", metavar="A", action="append", default=[],
        help="可信反向代理的地址，可多次给出；默认不信任任何代理",
    )  # fmt: skip
    parser.add_argument(
        "--waiting", metavar="N", type=count, help="最多多少个问题等候（默认 60），再多就说忙"
    )
    parser.add_argument(
        "--per-user", metavar="N", type=count,
        help="每个用户同时最多有多少个问题在答或等候（默认 8）",
    )  # fmt: skip
    parser.add_argument(
        "--time-limit", metavar="秒", type=count, help="一个问题最多答多久（默认 60 秒）"
    )
    parser.add_argument(
        "--port", metavar="P", type=port_number, help="端口（默认 7860，被占用时用下一个空闲端口）"
    )


def _limits(arguments: Namespace) -> Limits:
    given = {
        "waiting": arguments.waiting,
        "of_one_user": arguments.per_user,
        "seconds": arguments.time_limit,
    }
    return Limits(**{name: value for name, value in given.items() if value is not None})


def _run(arguments: Namespace) -> int:
    from ui.access.accounts import Accounts
    from ui.opening import open_library
    from ui.server import access_settings, checked_host, chosen_port, serve_page

    folder = library_folder(arguments)
    host = checked_host(arguments.host, users=Accounts(folder).any())
    settings = access_settings(folder, host, proxies=arguments.proxy, names=arguments.name)
    port = chosen_port(host, arguments.port)
    with open_library(folder, model=arguments.model) as library:
        serve_page(library, folder, host, port, settings, _limits(arguments))
    return 0


COMMAND = Command(name="serve", summary="打开网页", add_arguments=_add_arguments, run=_run)
