"""The command line's grammar, and its complaints in Chinese.

``argparse`` words its errors in English; they are put into Chinese here by their patterns, so that
bad use ends in one line that names the value, what was expected and the mend.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import ReportAssistantError
from ui.commands.types import Command

PROGRAM = "report-assistant"
DEFAULT_LIBRARY = "library"
LIBRARY_VARIABLE = "REPORT_ASSISTANT_LIBRARY"

_HELP_HINT = f"运行 {PROGRAM} --help 查看用法"

_COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^unrecognized arguments: (.+)$", re.S), lambda m: f"不认识的参数 {m[1]}"),
    (
        re.compile(r"^argument COMMAND: invalid choice: (.+?) \(choose from (.+)\)$", re.S),
        lambda m: _unknown_command(m[1].strip("'\""), re.findall(r"[\w-]+", m[2])),
    ),
    (
        re.compile(r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$", re.S),
        lambda m: f"{m[1]} 的值 {m[2]} 不在可选范围内，应为 {m[3]} 之一",
    ),
    (
        re.compile(r"^argument (.+?): expected (?:one|at least one|\d+) arguments?$", re.S),
        lambda m: f"{m[1]} 后面缺少值",
    ),
    (
        re.compile(r"^argument (.+?): invalid int value: (.+)$", re.S),
        lambda m: f"{m[1]} 的值 {m[2]} 不是整数",
    ),
    (
        re.compile(r"^argument (.+?): ignored explicit argument (.+)$", re.S),
        lambda m: f"{m[1]} 不带值，却给了 {m[2]}",
    ),
    (
        re.compile(r"^argument (.+?): not allowed with argument (.+)$", re.S),
        lambda m: f"{m[1]} 不能与 {m[2]} 同时使用",
    ),
    (
        re.compile(r"^the following arguments are required: COMMAND$"),
        lambda m: "缺少命令，应为 ingest、ask、demo 等之一",
    ),
    (
        re.compile(r"^the following arguments are required: (.+)$", re.S),
        lambda m: f"缺少参数 {m[1]}",
    ),
    # What our own value readers say is Chinese already.
    (re.compile(r"^argument (.+?): (.+)$", re.S), lambda m: f"{m[1]}：{m[2]}"),
)


def _unknown_command(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1)
    guess = f"，是不是要用 {near[0]}" if near else ""
    return f"没有命令 {name!r}，可用的命令有 {'、'.join(known)}{guess}"


def in_chinese(complaint: str) -> str:
    """What ``argparse`` complains of, in Chinese.

    Args:
        complaint: the English message; one of an unknown pattern is passed on as it is.
    """
    for pattern, wording in _COMPLAINTS:
        match = pattern.match(complaint)
        if match:
            return wording(match)
    return f"命令行有误（{complaint}）"


class _ChineseFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser that raises ``ReportAssistantError`` in Chinese instead of printing and leaving."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _ChineseFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def add_argument_group(self, *names: Any, **options: Any) -> argparse._ArgumentGroup:
        """Names the two groups that ``argparse`` makes itself in Chinese."""
        chinese = {"positional arguments": "参数", "options": "选项"}
        return super().add_argument_group(*(chinese.get(name, name) for name in names), **options)

    def error(self, message: str) -> NoReturn:
        """Raises what was wrong, in Chinese."""
        raise ReportAssistantError(in_chinese(message), hint=_HELP_HINT)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            installed = version(PROGRAM)
        except PackageNotFoundError:  # run from a checkout that was never installed
            installed = "（未安装）"
        print(f"{PROGRAM} {installed}")
        parser.exit(0)


def _add_common(parser: argparse.ArgumentParser, default: Any) -> None:
    parser.add_argument(
        "--library",
        metavar="DIR",
        default=default,
        help=f"资料库文件夹（默认 ./{DEFAULT_LIBRARY}，或环境变量 {LIBRARY_VARIABLE}）",
    )
    parser.add_argument(
        "--model",
        metavar="NAME",
        default=default,
        help="向量模型的名称或文件夹（默认用随附的 multilingual-e5-small）",
    )
    parser.add_argument(
        "--debug", action="store_true", default=default or False, help="出错时显示完整的调用栈"
    )


def build_parser(commands: Sequence[Command]) -> ChineseParser:
    """The whole grammar: common options before or after the command, one subparser a command."""
    parser = ChineseParser(prog=PROGRAM, description="报告助手：从年度报告里找答案，每句都有出处。")
    parser.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    _add_common(parser, None)
    verbs = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title="命令", parser_class=ChineseParser
    )
    for command in commands:
        verb = verbs.add_parser(command.name, help=command.summary, description=command.summary)
        # Suppressed, so that a value given before the command is not overwritten by a default.
        _add_common(verb, argparse.SUPPRESS)
        command.add_arguments(verb)
        verb.set_defaults(run=command.run)
    return parser


def chosen_library(arguments: argparse.Namespace) -> Path | None:
    """The library folder that was asked for by option or environment; None if neither did."""
    chosen: str | None = arguments.library or os.environ.get(LIBRARY_VARIABLE)
    return Path(chosen) if chosen else None


def library_folder(arguments: argparse.Namespace) -> Path:
    """The library folder to use."""
    return chosen_library(arguments) or Path(DEFAULT_LIBRARY)


def port_number(value: str) -> int:
    """Reads a TCP port, 1 to 65535."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise argparse.ArgumentTypeError(f"{value!r} 不是端口号，应为 1 到 65535 的整数")
    return int(value)


def year_number(value: str) -> int:
    """Reads a year, 1900 to 2099, with or without 年."""
    digits = value.strip().removesuffix("度").removesuffix("年")
    if not (digits.isascii() and digits.isdigit() and 1900 <= int(digits) <= 2099):
        raise argparse.ArgumentTypeError(f"{value!r} 不是年度，应为 1900 到 2099 的整数")
    return int(digits)


def count(value: str) -> int:
    """Reads how many, 1 to 1000."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 1000):
        raise argparse.ArgumentTypeError(f"{value!r} 不是个数，应为 1 到 1000 的整数")
    return int(value)
