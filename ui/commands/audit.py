"""``audit``: who did what and when."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import count, library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--user", metavar="U", help="只看这个用户")
    parser.add_argument("--action", metavar="A", help="只看这种操作，如 登录、上传、越权被拒")
    parser.add_argument("--last", metavar="N", type=count, default=50, help="最近多少条（默认 50）")
    parser.add_argument("--keep-days", metavar="D", type=int, help="改变保留天数（不少于 180）")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict

    from ingest.errors import ReportAssistantError
    from ui.access.audit import ACTIONS, Audit
    from ui.commands.acting import note, require_library
    from ui.output import print_json, say

    folder = require_library(library_folder(arguments))
    audit = Audit(folder)
    if arguments.keep_days is not None:
        audit.keep_for(arguments.keep_days)
        note(folder, "users", f"操作日志保留 {arguments.keep_days} 天")
    gone = audit.forget_old()
    if gone:
        say(f"已清除超过保留期的 {gone} 条")
    names = {name: act for act, name in ACTIONS.items()} | {act: act for act in ACTIONS}
    if arguments.action is not None and arguments.action not in names:
        raise ReportAssistantError(
            f"没有操作 {arguments.action}，应为 {'、'.join(ACTIONS.values())} 之一",
            hint="去掉 --action 可看全部",
        )
    wanted = names[arguments.action] if arguments.action else None
    entries = audit.entries(user=arguments.user, action=wanted, limit=arguments.last)
    if arguments.json:
        print_json([asdict(one) for one in entries])
        return 0
    for one in entries:
        print(
            f"{one.time[:19]}Z  {one.user}  {one.address or '-'}  {ACTIONS[one.action]}  {one.object}"
        )
    say(f"{len(entries)} 条，保留 {audit.kept_days()} 天；时间为协调世界时")
    return 0


COMMAND = Command(
    name="audit", summary="查看操作日志：谁在何时做了什么", add_arguments=_add_arguments, run=_run
)
