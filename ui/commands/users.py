"""``users``: who may use the installation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands.acting import ask_password, note, require_library, required
from ui.commands.types import Command, add_json_option
from ui.usage import library_folder

if TYPE_CHECKING:
    from ui.access.account import Account
    from ui.access.accounts import Accounts

DEFAULT_LABEL = "默认"


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "act", metavar="ACT", choices=tuple(_ACTS), nargs="?", default="list",
        help="list 列出（默认）、add 添加、remove 移除、password 改密码、token 发放程序用的令牌",
    )  # fmt: skip
    parser.add_argument("name", metavar="NAME", nargs="?", help="用户名")
    parser.add_argument(
        "--role", choices=("reader", "admin"), default="reader",
        help="reader 读者（默认），admin 管理员：可上传、更正、删除、评测",
    )  # fmt: skip
    parser.add_argument("--password-stdin", action="store_true", help="从标准输入读密码")
    parser.add_argument(
        "--label", metavar="L", default=DEFAULT_LABEL, help="令牌的名字，一个程序一个"
    )
    parser.add_argument("--revoke", action="store_true", help="与 token 同用：撤销这个名字的令牌")
    add_json_option(parser)


def _list(folder: Path, accounts: Accounts, arguments: Namespace) -> None:
    from ui.output import print_json, say

    everyone = [_document(accounts, one) for one in accounts.all()]
    if arguments.json:
        print_json(everyone)
        return
    if not everyone:
        say("没有设置用户：网页只限本机使用，不用登录")
    for one in everyone:
        held = f"  专题：{'、'.join(one['collections'])}" if one["collections"] else ""
        tokens = f"  令牌：{'、'.join(one['tokens'])}" if one["tokens"] else ""
        print(f"{one['name']}  {one['role_name']}{held}{tokens}")


def _document(accounts: Accounts, account: Account) -> dict[str, Any]:
    from ui.access.account import ROLE_NAMES

    return {
        "name": account.name,
        "role": account.role,
        "role_name": ROLE_NAMES[account.role],
        "collections": sorted(account.collections),
        "tokens": [one.label for one in accounts.tokens(account.name)],
    }


def _add(folder: Path, accounts: Accounts, arguments: Namespace) -> None:
    from ui.access.account import ROLE_NAMES
    from ui.output import say

    name = required(arguments.name, "用户名", "users add")
    password = ask_password(from_stdin=arguments.password_stdin)
    first = not accounts.any()
    accounts.add(name, arguments.role, password)
    note(folder, "users", f"添加 {name}（{arguments.role}）")
    say(f"已添加{ROLE_NAMES[arguments.role]} {name}")
    if first:
        say("从现在起打开网页要登录；他人要访问，请用 serve --host 指定监听地址")


def _remove(folder: Path, accounts: Accounts, arguments: Namespace) -> None:
    from ui.conversations import Conversations
    from ui.output import say

    name = required(arguments.name, "用户名", "users remove")
    accounts.remove(name)
    note(folder, "users", f"移除 {name}")
    Conversations(folder).remove_user(name)  # whoever has the name next finds nothing
    say(f"已移除 {name}，连同他的登录、令牌和对话")


def _password(folder: Path, accounts: Accounts, arguments: Namespace) -> None:
    from ui.output import say

    name = required(arguments.name, "用户名", "users password")
    accounts.set_password(name, ask_password(from_stdin=arguments.password_stdin))
    note(folder, "users", f"改密码 {name}")
    say(f"已改 {name} 的密码，他需要重新登录")


def _token(folder: Path, accounts: Accounts, arguments: Namespace) -> None:
    from ui.output import print_json, say

    name = required(arguments.name, "用户名", "users token")
    if arguments.revoke:
        accounts.revoke_token(name, arguments.label)
        note(folder, "users", f"撤销令牌 {name}（{arguments.label}）")
        say(f"已撤销 {name} 的令牌 {arguments.label}")
        return
    token = accounts.add_token(name, arguments.label)
    note(folder, "users", f"发放令牌 {name}（{arguments.label}）")
    if arguments.json:
        print_json({"name": name, "label": arguments.label, "token": token})
    else:
        print(token)
        say("令牌只显示这一次，请妥善保存。程序在请求中带 Authorization: Bearer 令牌")


_ACTS: Mapping[str, Callable[[Path, Accounts, Namespace], None]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "password": _password,
    "token": _token,
}


def _run(arguments: Namespace) -> int:
    from ui.access.accounts import Accounts

    folder = require_library(library_folder(arguments))
    _ACTS[arguments.act](folder, Accounts(folder), arguments)
    return 0


COMMAND = Command(
    name="users",
    summary="管理用户：添加、移除、改密码、发令牌",
    add_arguments=_add_arguments,
    run=_run,
)
