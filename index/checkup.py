"""Whether a library and its model are whole, and making anew what can be made anew."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import derived, describe, model, schema
from index.current import LEXICAL, CurrentCatalogue, CurrentDense, CurrentLexical, vectors_name
from index.embed import Embedder
from index.library import DATABASE, DERIVED
from index.lock import WriterLock
from index.store import Store
from index.words import Words
from ingest.errors import ReportAssistantError
from ingest.report import READER_VERSION

REPAIR = "运行 doctor --repair 重建"
_RESTORE = "请从备份恢复，或换一个文件夹重新 ingest 原文件"
_UNIT_LENGTH = 1e-3  # how far a vector's length may be from 1
_MODEL_BYTES = 500 * 1000 * 1000  # that the embedded model takes on disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at (contract.md, ``doctor``).

    Attributes:
        ok: nothing has to be done; what is only not made yet is ok.
        found: what is there.
        mend: what to do, or what will happen of its own accord; may be empty.
    """

    check: str
    ok: bool
    found: str
    mend: str = ""


def check_model(embedder: Embedder, *, embedded: bool) -> Check:
    """Whether the model is there and makes unit vectors of the length it names.

    Args:
        embedded: it is the one that comes along; if it was never used, it is not made now.
    """
    name = "向量模型"
    if embedded:
        folder = model_folder()
        if not folder.exists():
            hint = f"首次使用时自动生成到 {folder}，约需 {_MODEL_BYTES // 10**6} MB"
            return Check(check=name, ok=True, found=f"{embedder.name} 尚未生成", mend=hint)
        if not model.is_complete(folder):
            return Check(check=name, ok=False, found=f"{folder} 不完整", mend=REPAIR)
    try:
        vector = embedder.embed_query("法治政府建设年度报告")
        length = float(np.linalg.norm(vector))
    except Exception as error:  # a back end raises whatever it likes
        found = f"{embedder.name} 载入失败（{type(error).__name__}：{error}）"
        return Check(
            check=name, ok=False, found=found, mend="请检查 --model，或删除模型文件夹后重试"
        )
    ok = vector.shape == (embedder.dimension,) and abs(length - 1) < _UNIT_LENGTH
    found = f"{embedder.name} 可用，{vector.shape[0]} 维，向量长度 {length:.4f}"
    mend = "" if ok else "请换一个 SentenceTransformer 模型，或不设 --model"
    return Check(check=name, ok=ok, found=found, mend=mend)


def model_folder() -> Path:
    """Where the embedded model lies once it is made."""
    return model.cache_folder() / f"{model.NAME}-{model.FORMAT}"


def check_library(folder: Path, embedder: Embedder) -> Iterator[Check]:
    """Checks a library without changing it; one that nobody made yet is well.

    Yields:
        A check for each thing looked at; after one that nothing can be read behind, no more.
    """
    place = "资料库文件夹"
    if not folder.exists():
        hint = "运行 ingest 加入报告时自动建立"
        yield Check(check=place, ok=True, found=f"{folder} 尚未建立", mend=hint)
        return
    writable = _why_not_writable(folder)
    if writable:
        found = f"{folder} 不能写入（{writable}）"
        yield Check(check=place, ok=False, found=found, mend="请检查权限，或用 --library 另指定")
        if not folder.is_dir():
            return
    else:
        yield Check(check=place, ok=True, found=f"{folder} 可读写")
    if not (folder / DATABASE).exists():
        hint = "运行 ingest 加入报告时自动建立"
        yield Check(check="数据库", ok=True, found=f"{DATABASE} 尚未建立", mend=hint)
        return
    database = _check_database(folder / DATABASE)
    yield database
    if not database.ok:
        return
    with closing(Store(folder / DATABASE, create=False)) as store:
        yield from _check_contents(store, embedder)
        yield _check_lexical(store, folder / DERIVED)
        yield _check_dense(store, folder / DERIVED, embedder)


def _why_not_writable(folder: Path) -> str:
    if not folder.is_dir():
        return "它是文件，应为文件夹"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def _check_database(path: Path) -> Check:
    """SQLite's own quick check, and whether the file is ours and of a version we know."""
    name = "数据库"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            told = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return Check(check=name, ok=False, found=f"{path} 读不了（{error}）", mend=_RESTORE)
    if ours != schema.APPLICATION_ID:
        return Check(
            check=name, ok=False, found=f"{path} 不是本程序的资料库", mend="请换一个文件夹"
        )
    if version != schema.VERSION:
        found = f"表结构版本 {version}，本程序用 {schema.VERSION}"
        return Check(check=name, ok=False, found=found, mend="请升级本程序")
    if told != ["ok"] or loose is not None:
        found = "；".join(told) if told != ["ok"] else f"表 {loose[0]} 中有不属于任何报告的行"
        return Check(check=name, ok=False, found=f"完整性检查未通过：{found}", mend=_RESTORE)
    return Check(check=name, ok=True, found=f"SQLite 完整性检查通过，表结构版本 {version}")


def _check_contents(store: Store, embedder: Embedder) -> Iterator[Check]:
    entries = store.entries()
    passages = sum(entry.passages for entry in entries)
    found = f"{len(entries)} 份报告，{passages} 个段落"
    hint = "" if entries else "运行 ingest 加入报告"
    yield Check(check="报告", ok=True, found=found, mend=hint)
    old = [entry for entry in entries if store.reader(entry.id) != READER_VERSION]
    found = f"阅读规则版本 {READER_VERSION}，{len(old)} 份报告由其他版本读取"
    mend = "请对原文件重新运行 ingest" if old else ""
    yield Check(check="阅读规则", ok=not old, found=found, mend=mend)
    wrong = _without_vectors(store, embedder)
    made = len(entries) - len(wrong)
    found = f"{made}/{len(entries)} 份报告有模型 {embedder.name} 的完整向量"
    yield Check(check="段落向量", ok=not wrong, found=found, mend=REPAIR if wrong else "")


def _without_vectors(store: Store, embedder: Embedder) -> list[str]:
    """Reports whose vectors are missing, of another number or size, or not of length 1."""
    name = vectors_name(embedder)
    wrong: list[str] = []
    for entry in store.entries():
        try:
            vectors = store.vectors(entry.id, name)
        except ValueError:  # bytes that are no whole number of rows
            vectors = None
        if (
            vectors is None
            or vectors.shape != (entry.passages, embedder.dimension)
            or not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=_UNIT_LENGTH)
        ):
            wrong.append(entry.id)
    return wrong


def _stored_ids(store: Store) -> set[int]:
    return {row[0] for row in store.passage_rows()}


def _check_lexical(store: Store, folder: Path) -> Check:
    index = derived.load_lexical(store, folder, LEXICAL)
    return _compared("词索引", _stored_ids(store), None if index is None else index.passage_ids())


def _check_dense(store: Store, folder: Path, embedder: Embedder) -> Check:
    # The name that ``CurrentDense`` keeps it under.
    digest = hashlib.sha256(vectors_name(embedder).encode()).hexdigest()[:12]
    index = derived.load_dense(store, folder, f"dense-{digest}", embedder.dimension)
    return _compared("向量索引", _stored_ids(store), None if index is None else index.ids.tolist())


def _compared(name: str, stored: set[int], indexed: Iterable[int] | None) -> Check:
    if not stored:
        return Check(check=name, ok=True, found="资料库是空的，无需索引")
    if indexed is None:
        return Check(check=name, ok=False, found="没有索引文件，或文件已损坏", mend=REPAIR)
    held = set(indexed)
    if held != stored:
        missing, surplus = len(stored - held), len(held - stored)
        found = f"与数据库不一致：缺 {missing} 段，多 {surplus} 段"
        return Check(check=name, ok=False, found=found, mend=REPAIR)
    return Check(check=name, ok=True, found=f"与数据库一致，{len(held)} 段")


def rebuild(folder: Path, embedder: Embedder) -> str:
    """Makes vectors that are missing or wrong, then both indexes anew, from the database.

    Returns:
        What was done, in one sentence.

    Raises:
        ReportAssistantError: the database cannot be read, or another process is writing.
    """
    if not (folder / DATABASE).exists():
        return "资料库尚未建立，没有要重建的索引"
    with closing(Store(folder / DATABASE, create=False)) as store, WriterLock(folder) as lock:
        made = 0
        for report_id in _without_vectors(store, embedder):
            report = store.report(report_id)
            if report is not None:
                texts = [describe.dense_text(report, passage) for passage in report.passages]
                vectors = embedder.embed_passages(texts)
                store.put_vectors(report_id, vectors_name(embedder), vectors)
                made += 1
        try:
            shutil.rmtree(folder / DERIVED, ignore_errors=True)
            (folder / DERIVED).mkdir(exist_ok=True)
        except OSError as error:
            raise ReportAssistantError(
                f"写不了 {folder / DERIVED}（{error.strerror}）", hint="请检查文件夹权限"
            ) from error
        catalogue = CurrentCatalogue(store)
        count = len(catalogue.get())
        if count:
            CurrentLexical(store, folder / DERIVED, lock, catalogue, Words()).get()
            CurrentDense(store, folder / DERIVED, lock, catalogue, embedder).get()
    return f"已补做 {made} 份报告的向量，重建词索引和向量索引（{count} 段）"
