"""``collections``: which reports only some may see, and who."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.acting import note, require_library, required
from ui.commands.types import Command, add_json_option
from ui.usage import library_folder

if TYPE_CHECKING:
    from index.library import Library


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "act", metavar="ACT", choices=tuple(_ACTS), nargs="?", default="list",
        help="list 列出（默认）、put 放入报告（没有就新建）、take 移出报告、remove 移除空专题、"
        "grant 让用户看到、revoke 不再让用户看到",
    )  # fmt: skip
    parser.add_argument("name", metavar="NAME", nargs="?", help="专题名")
    parser.add_argument(
        "things", metavar="ID", nargs="*", help="put、take 的报告编号；grant、revoke 的用户名"
    )
    add_json_option(parser)


def _list(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.access.accounts import Accounts
    from ui.output import print_json, say

    accounts = Accounts(folder).all()
    found = [
        {
            "name": name,
            "reports": sorted(library.collections.reports(name)),
            "users": [one.name for one in accounts if name in one.collections],
        }
        for name in library.collections.names()
    ]
    if arguments.json:
        print_json(found)
        return
    if not found:
        say("没有专题：所有用户看到全部报告")
    for one in found:
        users = "、".join(one["users"]) or "（只有管理员）"
        print(f"{one['name']}  {len(one['reports'])} 份  {users}")
        for report_id in one["reports"]:
            print(f"    {report_id}")


def _put(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.documents import entry_of
    from ui.output import say

    name = required(arguments.name, "专题名", "collections put")
    entries = library.reports(latest=True)
    ids = [entry_of(entries, one).id for one in arguments.things]
    note(folder, "collections", f"放入 {name} {' '.join(ids)}")
    library.collections.put(name, ids)
    say(f"专题 {name} 现有 {len(library.collections.reports(name))} 份报告，只有其用户能看到")


def _take(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.output import say

    name = required(arguments.name, "专题名", "collections take")
    note(folder, "collections", f"移出 {name} {' '.join(arguments.things)}")
    library.collections.take_out(name, arguments.things)
    say(f"已从专题 {name} 移出 {len(arguments.things)} 份报告；不在任何专题的报告人人可见")


def _remove(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.output import say

    name = required(arguments.name, "专题名", "collections remove")
    note(folder, "collections", f"移除 {name}")
    library.collections.remove(name)
    say(f"已移除专题 {name}")


def _grant(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.access.accounts import Accounts
    from ui.output import say

    name = required(arguments.name, "专题名", "collections grant")
    library.collections.reports(name)  # says so where there is none
    for user in arguments.things:
        note(folder, "collections", f"{user} 可见 {name}")
        Accounts(folder).join(user, name)
        say(f"{user} 现在能看到专题 {name}")


def _revoke(folder: Path, library: Library, arguments: Namespace) -> None:
    from ui.access.accounts import Accounts
    from ui.output import say

    name = required(arguments.name, "专题名", "collections revoke")
    for user in arguments.things:
        note(folder, "collections", f"{user} 不再可见 {name}")
        Accounts(folder).leave(user, name)
        say(f"{user} 不再看到专题 {name}；他已有的对话仍在")


_ACTS: Mapping[str, Callable[[Path, Library, Namespace], None]] = {
    "list": _list,
    "put": _put,
    "take": _take,
    "remove": _remove,
    "grant": _grant,
    "revoke": _revoke,
}


def _run(arguments: Namespace) -> int:
    from ui.opening import open_library

    folder = require_library(library_folder(arguments))
    with open_library(folder, model=arguments.model) as library:
        _ACTS[arguments.act](folder, library, arguments)
    return 0


COMMAND = Command(
    name="collections",
    summary="管理专题：哪些报告只有部分用户能看到",
    add_arguments=_add_arguments,
    run=_run,
)
