"""``report-assistant eval``: its options and its exit status. Light to import, for ``--help``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from eval.catalogue import Reports
    from eval.outcome import Outcome
    from eval.run import Progress
    from eval.systems import Asks

OK = 0
WORSE = 1
_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``eval``."""
    parser.add_argument(
        "testset", metavar="TESTSET", nargs="?", help="测试集：.jsonl、.xlsx 或 .csv"
    )
    parser.add_argument("--out", metavar="DIR", help="结果写入的文件夹")
    parser.add_argument("--baseline", metavar="DIR", help="与之比较的上一次结果文件夹")
    parser.add_argument(
        "--system", metavar="NAME", default="assistant", help="assistant（默认）或一种通行做法："
        "splitter-dense、splitter-bm25、splitter-fused",
    )  # fmt: skip
    parser.add_argument("--verdicts", metavar="FILE", help="report.html 里保存的人工复核文件")
    parser.add_argument(
        "--map",
        metavar="字段=表头",
        action="append",
        default=[],
        help="自由表格的列对应，可重复，如 --map 问题=题干 --map 标准答案=答",
    )
    parser.add_argument("--check", action="store_true", help="只检查测试集，不提问")
    parser.add_argument("--template", metavar="FILE.xlsx", help="写一份空白测试集后退出")
    parser.add_argument(
        "--json", action="store_true", help="标准输出只写一个 JSON 文档，其余信息写到标准错误"
    )


def run(arguments: argparse.Namespace, open_assistant: Callable[[], tuple[Asks, Reports]]) -> int:
    """Run ``eval``.

    Args:
        arguments: as ``add_arguments`` declared them.
        open_assistant: gives the assistant and its library; not called for ``--template``.

    Returns:
        0; 1 if a quality metric fell below the baseline's, or ``--check`` found problems.

    Raises:
        ReportAssistantError: bad use; one line for the user.
    """
    if arguments.template:
        return _write_template(Path(arguments.template))
    if not arguments.testset:
        raise ReportAssistantError("没有给出测试集", hint="应为 eval 测试集.jsonl --out 结果文件夹")
    if not arguments.out and not arguments.check:
        raise ReportAssistantError("没有给出 --out", hint="请指明结果写入的文件夹，如 --out 结果")
    from eval.catalogue import Catalogue
    from eval.evaluate import evaluate, read_baseline
    from eval.testset import read_test_set
    from eval.verdicts import read_verdicts

    # Everything that can be wrong with the use is found before the first question is asked; the
    # baseline is read before anything is written, for it may lie in the folder of --out.
    baseline = read_baseline(Path(arguments.baseline)) if arguments.baseline else None
    verdicts = read_verdicts(Path(arguments.verdicts)) if arguments.verdicts else {}
    columns = _columns(arguments.map)
    assistant, library = open_assistant()
    catalogue = Catalogue.of(library)
    test_set = read_test_set(Path(arguments.testset), catalogue, columns=columns)
    if test_set.mapping is not None:
        _say("列对应：" + "、".join(f"{f}←{c}" for f, c in test_set.mapping.items()))
    for problem in test_set.problems:
        _say(f"第{problem.row}行（{problem.id}）：{problem.message}")
    if arguments.check:
        _say(f"{test_set.name}：{len(test_set.cases)}题，{len(test_set.problems)}处问题")
        return WORSE if test_set.problems else OK
    with _progress() as on_progress:
        outcome = evaluate(
            test_set,
            assistant,
            catalogue,
            Path(arguments.out),
            system=arguments.system,
            model=getattr(arguments, "model", None),
            baseline=baseline,
            verdicts=verdicts,
            on_progress=on_progress,
        )
    if arguments.json:
        print(json.dumps(outcome.metrics, ensure_ascii=False, indent=2))
    _say_outcome(outcome, Path(arguments.out))
    return WORSE if outcome.comparison and outcome.comparison.falls else OK


def _write_template(path: Path) -> int:
    from eval.sheet_cases import write_template

    if path.suffix.lower() != ".xlsx":
        raise ReportAssistantError(f"模板文件 {path} 应以 .xlsx 结尾", hint="请改文件名")
    try:
        write_template(path)
    except OSError as error:
        raise ReportAssistantError(
            f"无法写入 {path}：{error.strerror or error}", hint="请换一个可写的位置"
        ) from error
    _say(f"已写好模板 {path}")
    return OK


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, separator, column = pair.partition("=")
        if not separator or not field.strip() or not column.strip():
            raise ReportAssistantError(f"--map {pair} 读不懂", hint="应为 字段=表头，如 问题=题干")
        columns[field.strip()] = column.strip()
    return columns


def _say_outcome(outcome: Outcome, out: Path) -> None:
    from eval.metrics import NAMES, percent
    from eval.names import group_name

    overall = outcome.metrics["overall"]
    if outcome.resumed:
        _say(f"接着上次中断处运行：{outcome.resumed}题沿用上次的回答")
    _say(
        f"{overall['right']}/{overall['n']}题正确（{percent(overall['right_rate'])}），"
        f"引文查全{percent(overall['citation_recall'])}，"
        f"查准{percent(overall['citation_precision'])}，"
        f"逐字一致{percent(overall['verbatim_rate'])}。详见 {out / 'report.html'}"
    )
    if outcome.comparison is None:
        return
    _say(
        f"与基线相比：修复{len(outcome.comparison.fixed)}题，变差{len(outcome.comparison.broken)}题"
    )
    for fall in outcome.comparison.falls:
        name = f"{group_name(fall.group)} {NAMES[fall.metric]}"
        where = outcome.comparison.questions_of(fall)
        shown = "、".join(where[:_SHOWN]) + (f"等{len(where)}题" if len(where) > _SHOWN else "")
        _say(
            f"低于基线：{name} {percent(fall.before)} → {percent(fall.now)}"
            + (f"（{shown}）" if where else "")
        )


def _say(message: str) -> None:
    """One line for the person, whatever the test set's strings hold."""
    print("".join(c if c.isprintable() else " " for c in message), file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on standard error; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("评测", total=None)
        yield lambda done, total, _: bar.update(task, completed=done, total=total)
