"""Opens the library and the assistant over it; what goes wrong becomes one line for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.errors import ReportAssistantError
from ui.output import say

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.language_model.endpoint import LanguageModel
    from index.library import Library

_CHOOSE = "请检查路径，或用 --library 指定另一个文件夹"


def _require_folder(path: Path) -> None:
    """Says so where ``path``, or what it is to be made in, is a file."""
    try:
        found = next((place for place in (path, *path.parents) if place.exists()), path)
        usable = found.is_dir() or not found.exists()
    except (OSError, ValueError) as error:
        raise ReportAssistantError(
            f"资料库 {path} 打不开，应为可读写的文件夹", hint=_CHOOSE
        ) from error
    if not usable:
        raise ReportAssistantError(
            f"资料库 {path} 用不了：{found} 是文件，应为文件夹", hint=_CHOOSE
        )


@contextmanager
def open_library(folder: Path, *, model: str | None = None) -> Iterator[Library]:
    """The library in ``folder``, made if it is not there, closed afterwards.

    What it ingests is parsed in a process of its own, which ends with the library.

    Args:
        folder: where everything is stored.
        model: embedding model by name or folder; None for the one that comes along.

    Raises:
        ReportAssistantError: the folder cannot be used.
    """
    from index.embed import SentenceTransformerEmbedder
    from index.library import Library
    from ingest.isolation import IsolatedReader

    _require_folder(folder)
    reader = IsolatedReader()  # starts nothing before the first file
    try:
        library = Library.open(
            folder,
            embedder=SentenceTransformerEmbedder(model),
            reader=reader,
            unpack=reader.unpack,
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReportAssistantError(
            f"资料库 {folder} 打不开（{reason}），应为可读写的文件夹", hint=_CHOOSE
        ) from error
    except sqlite3.Error as error:
        raise ReportAssistantError(
            f"资料库 {folder} 无法读取（{error}），应为本程序建立的资料库", hint=_CHOOSE
        ) from error
    try:
        with reader:
            yield library
    finally:
        library.close()


@contextmanager
def open_for_reading(folder: Path, *, model: str | None = None) -> Iterator[Library]:
    """As ``open_library``, but a folder that is not there is an empty library and stays absent.

    A mistyped ``--library`` must not leave folders behind.
    """
    _require_folder(folder)
    if folder.exists():
        with open_library(folder, model=model) as library:
            yield library
        return
    with (
        TemporaryDirectory(prefix="report-assistant-") as empty,
        open_library(Path(empty), model=model) as library,
    ):
        yield library


def say_if_absent(folder: Path) -> None:
    """Tells the user that the library is empty because nobody has made it yet."""
    if not folder.exists():
        say(f"资料库 {folder} 尚未建立，按空库处理。先运行 ingest 加入报告")


@contextmanager
def open_assistant(library_folder: Path, *, model: str | None = None) -> Iterator[Assistant]:
    """An assistant over the library in ``library_folder``."""
    with open_for_reading(library_folder, model=model) as library:
        say_if_absent(library_folder)
        from assistant.answer import Assistant

        yield Assistant(library, language_model(library_folder))


def language_model(library_folder: Path) -> LanguageModel | None:
    """The language model that the environment or a file in the library's folder names.

    Raises:
        ReportAssistantError: its settings are not what they should be.
    """
    import os

    from assistant.language_model.endpoint import LanguageModel
    from assistant.language_model.settings import read_settings

    settings = read_settings(os.environ, library_folder)
    return None if settings is None else LanguageModel(settings)


def existing_paths(paths: Sequence[str]) -> list[Path]:
    """The paths, all of which must exist.

    Raises:
        ReportAssistantError: naming the first that does not.
    """
    for path in paths:
        try:
            found = Path(path).exists()
        except (OSError, ValueError):  # a name too long, a null byte, no permission
            found = False
        if not found:
            raise ReportAssistantError(
                f"找不到 {path}，应为已有的文件或文件夹", hint="请检查路径是否写对"
            )
    return [Path(path) for path in paths]
