"""What the commands of administration share: who acts, and that it is written down."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from ingest.errors import ReportAssistantError


def note(folder: Path, action: str, thing: str) -> None:
    """Writes an act of the command line down, before it is done."""
    from ui.access.audit import Audit

    try:
        who = getpass.getuser()
    except (OSError, KeyError):  # a system without names
        who = "?"
    Audit(folder).note(user=f"命令行:{who}", address="", action=action, object=thing)


def require_library(folder: Path) -> Path:
    """The folder, which must be there: a mistyped ``--library`` must not leave users behind.

    Raises:
        ReportAssistantError: it is not.
    """
    if not folder.is_dir():
        raise ReportAssistantError(
            f"资料库 {folder} 尚未建立，应为已有的资料库文件夹", hint="先运行 ingest 加入报告"
        )
    return folder


def ask_password(*, from_stdin: bool) -> str:
    """A password, typed twice at the terminal or given on the first line of standard input.

    Raises:
        ReportAssistantError: the two differ, or there is no terminal to ask at.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise ReportAssistantError(
            "没有终端可以输入密码，应在终端运行", hint="或加 --password-stdin 由标准输入给出"
        )
    first = getpass.getpass("密码（输入时不显示）：")
    if first != getpass.getpass("再输一次："):
        raise ReportAssistantError("两次输入的密码不一样", hint="请重新运行")
    return first


def required(value: str | None, what: str, act: str) -> str:
    """A word that this act cannot do without.

    Raises:
        ReportAssistantError: it was not given.
    """
    if not value:
        raise ReportAssistantError(f"{act} 缺少{what}", hint=f"请在 {act} 后写上{what}")
    return value
