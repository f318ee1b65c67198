"""``doctor``: checks the installation, the model and the library, and rebuilds what it can."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.types import Command, add_json_option
from ui.usage import PROGRAM, library_folder

if TYPE_CHECKING:
    from index.checkup import Check
    from index.embed import Embedder

_OLDEST_PYTHON = (3, 11)
_FREE_BYTES = 500 * 1000 * 1000  # the embedded model takes as much, and a library grows
_INSTALL = "请在程序文件夹运行 pip install -e . -c constraints.txt"


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="重建可由数据库重建的索引")
    add_json_option(parser)


def check_python() -> Check:
    """Whether Python is new enough."""
    import platform
    import sys

    from index.checkup import Check

    ok = sys.version_info >= _OLDEST_PYTHON
    oldest = ".".join(map(str, _OLDEST_PYTHON))
    mend = "" if ok else f"请安装 Python {oldest} 或更新版本"
    return Check(check="Python", ok=ok, found=platform.python_version(), mend=mend)


def check_packages() -> Check:
    """Whether every package that the program needs is there in a version that it takes."""
    from importlib.metadata import PackageNotFoundError, requires, version

    from packaging.requirements import Requirement

    from index.checkup import Check

    try:
        wanted = [Requirement(line) for line in requires(PROGRAM) or ()]
    except PackageNotFoundError:
        return Check(check="依赖包", ok=True, found="程序未经 pip 安装，不核对版本", mend=_INSTALL)
    present: list[str] = []
    wrong: list[str] = []
    for need in wanted:
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(need.name)
        except PackageNotFoundError:
            wrong.append(f"没有 {need.name}，应为 {need.specifier}")
            continue
        present.append(f"{need.name} {found}")
        if not need.specifier.contains(found, prereleases=True):
            wrong.append(f"{need.name} {found}，应为 {need.specifier}")
    told = "；".join(wrong) if wrong else "，".join(present)
    return Check(check="依赖包", ok=not wrong, found=told, mend=_INSTALL if wrong else "")


def check_disk(folder: Path) -> Check:
    """Whether the disk of the library has room left."""
    import shutil

    from index.checkup import Check

    place = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.exists())
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        found = f"{place} 的剩余空间读不出（{error.strerror}）"
        return Check(check="磁盘空间", ok=False, found=found, mend="请检查磁盘")
    ok = free >= _FREE_BYTES
    mend = "" if ok else f"请留出至少 {_FREE_BYTES // 10**6} MB"
    found = f"{place} 剩余 {free / 10**9:.1f} GB"
    return Check(check="磁盘空间", ok=ok, found=found, mend=mend)


def check_language_model(folder: Path) -> Check:
    """Whether the language model that is set up answers; one tiny request within its limits."""
    from assistant.language_model.trial import tried
    from index.checkup import Check
    from ingest.errors import ReportAssistantError
    from ui.opening import language_model

    name = "语言模型"
    try:
        model = language_model(folder)
    except ReportAssistantError as error:
        return Check(check=name, ok=False, found=error.message, mend=error.hint)
    if model is None:
        found = "未配置；回答由库内检索直接得出，不需要语言模型"
        return Check(check=name, ok=True, found=found)
    fault, seconds = tried(model)
    place = f"{model.settings.model}（{model.settings.place}）"
    if fault is not None:
        said = f"；服务的回答：{fault.said}" if fault.said else ""
        found = f"{place}：{fault.message}{said}"
        return Check(check=name, ok=False, found=found, mend=fault.mend)
    return Check(check=name, ok=True, found=f"{place}可用，{seconds:.1f} 秒后开始答复")


def _repaired(folder: Path, embedder: Embedder, *, embedded: bool) -> Check:
    from index.checkup import Check, model_folder
    from index.model import embedded_model
    from index.repair import rebuild
    from ingest.errors import ReportAssistantError

    done: list[str] = []
    try:
        if embedded and model_folder().exists():
            embedded_model()  # made anew where it is not whole
        done.append(rebuild(folder, embedder))
    except ReportAssistantError as error:
        return Check(check="修复", ok=False, found=error.message, mend=error.hint)
    except OSError as error:
        found = f"没有修复成（{error.strerror or type(error).__name__}）"
        return Check(check="修复", ok=False, found=found, mend="请检查文件夹权限和磁盘空间")
    return Check(check="修复", ok=True, found="；".join(done))


def all_checks(folder: Path, model: str | None, *, repair: bool) -> Iterator[Check]:
    """Every check in order; the repair first, so that what follows shows its outcome.

    Args:
        folder: of the library; it stays absent if it is.
        model: embedding model by name or folder; None for the one that comes along.
    """
    from index.checkup import check_library, check_model
    from index.embed import SentenceTransformerEmbedder

    embedder = SentenceTransformerEmbedder(model)
    yield check_python()
    yield check_packages()
    if repair:
        yield _repaired(folder, embedder, embedded=model is None)
    health = check_model(embedder, embedded=model is None)
    yield health
    if health.ok or model is None:  # another model's vectors are of unknown length without it
        yield from check_library(folder, embedder)
    yield check_disk(folder)
    yield check_language_model(folder)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict

    from ui.output import open_console, print_json
    from ui.tables import print_checks

    folder = library_folder(arguments)
    checks = list(all_checks(folder, arguments.model, repair=arguments.repair))
    if arguments.json:
        print_json([asdict(check) for check in checks])
    else:
        print_checks(open_console(), checks)
    return 0 if all(check.ok for check in checks) else 1


COMMAND = Command(
    name="doctor",
    summary="检查安装、模型和资料库，必要时重建索引",
    add_arguments=_add_arguments,
    run=_run,
)
