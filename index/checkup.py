"""Whether a library and its model are whole."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import derived, model, schema
from index.current import LEXICAL
from index.embed import Embedder
from index.library import DATABASE, DERIVED
from index.lock import WriterLock
from index.rows import DamagedReportError
from index.store import Store
from index.vectors import vectors_name
from ingest.errors import ReportAssistantError
from ingest.report import READER_VERSION

REPAIR = "运行 doctor --repair 重建"
_RESTORE = "请用 restore 从备份恢复，或换一个文件夹重新 ingest 原文件"
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
        yield Check(check=place, ok=True, found=f"{folder} 可读写{_writer(folder)}")
    if not (folder / DATABASE).exists():
        hint = "运行 ingest 加入报告时自动建立"
        yield Check(check="数据库", ok=True, found=f"{DATABASE} 尚未建立", mend=hint)
        return
    database = check_database(folder / DATABASE)
    yield database
    if not database.ok or _version_of(folder / DATABASE) != schema.VERSION:
        return
    with closing(Store(folder / DATABASE, create=False)) as store:
        yield from _check_contents(store, embedder)
        yield _check_lexical(store, folder / DERIVED)
        yield _check_leftovers(store, folder / DERIVED)


def _why_not_writable(folder: Path) -> str:
    if not folder.is_dir():
        return "它是文件，应为文件夹"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def _writer(folder: Path) -> str:
    """Who is writing, as the end of a sentence."""
    try:
        owner = WriterLock(folder).owner()
    except ReportAssistantError as error:
        return f"，但写入锁用不了（{error.message}）"
    return f"，正由 {owner} 写入" if owner else ""


def check_database(path: Path) -> Check:
    """SQLite's own checks, and whether the file is ours and of a version we know."""
    name = "数据库"
    try:
        with closing(_connect(path)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return Check(check=name, ok=False, found=f"{path} 读不了（{error}）", mend=_RESTORE)
    if ours != schema.APPLICATION_ID:
        return Check(
            check=name, ok=False, found=f"{path} 不是本程序的资料库", mend="请换一个文件夹"
        )
    if not schema.OLDEST <= version <= schema.VERSION:
        found = f"表结构版本 {version}，本程序用 {schema.VERSION}"
        return Check(check=name, ok=False, found=found, mend="请升级本程序")
    if told != ["ok"] or loose is not None:
        found = "；".join(told) if told != ["ok"] else f"表 {loose[0]} 中有不属于任何报告的行"
        return Check(check=name, ok=False, found=f"完整性检查未通过：{found}", mend=_RESTORE)
    found = f"SQLite {sqlite3.sqlite_version} 完整性检查通过，表结构版本 {version}"
    old = version != schema.VERSION
    mend = f"下次使用时自动升级到版本 {schema.VERSION}" if old else ""
    return Check(check=name, ok=True, found=found, mend=mend)


def _connect(path: Path) -> sqlite3.Connection:
    """For reading only, unless a killed writer left a journal: that is rolled back first."""
    journal = path.with_name(f"{path.name}-journal")
    mode = "rw" if journal.exists() else "ro"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=10)


def _version_of(path: Path) -> int:
    with closing(_connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_contents(store: Store, embedder: Embedder) -> Iterator[Check]:
    entries = store.entries()
    damaged = damaged_reports(store)
    passages = sum(entry.passages for entry in entries)
    found = f"{len(entries)} 份报告，{passages} 个段落，内容与写入时的校验和一致"
    hint = "" if entries else "运行 ingest 加入报告"
    if damaged:
        found = f"{len(entries)} 份报告中 {len(damaged)} 份内容已损坏：{'、'.join(damaged[:5])}"
        hint = "先运行 doctor --repair，再对原文件重新 ingest；没有原文件则从备份 restore"
    yield Check(check="报告", ok=not damaged, found=found, mend=hint)
    old = [entry for entry in entries if store.reader(entry.id) != READER_VERSION]
    found = f"阅读规则版本 {READER_VERSION}，{len(old)} 份报告由其他版本读取"
    mend = "请对原文件重新运行 ingest" if old else ""
    yield Check(check="阅读规则", ok=not old, found=found, mend=mend)
    wrong = without_vectors(store, embedder)
    made = len(entries) - len(wrong)
    found = f"{made}/{len(entries)} 份报告有模型 {embedder.name} 的完整向量"
    yield Check(check="段落向量", ok=not wrong, found=found, mend=REPAIR if wrong else "")


def damaged_reports(store: Store) -> list[str]:
    """Ids of reports whose stored rows are not those that were written."""
    damaged: list[str] = []
    for entry in store.entries():
        try:
            store.report(entry.id)
            store.corrections(entry.id)
        except DamagedReportError:
            damaged.append(entry.id)
    return sorted(damaged)


def without_vectors(store: Store, embedder: Embedder) -> list[str]:
    """Reports whose vectors are missing, damaged, of another number or size, or not of length 1."""
    name = vectors_name(embedder)
    wrong: list[str] = []
    for entry in store.entries():
        vectors = store.material.vectors(entry.id, name)
        if (
            vectors is None
            or vectors.shape != (entry.passages, embedder.dimension)
            or not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=_UNIT_LENGTH)
        ):
            wrong.append(entry.id)
    return wrong


def _check_lexical(store: Store, folder: Path) -> Check:
    named = store.material.derived(LEXICAL)
    index = derived.load(folder, named, {}) if named is not None else None
    stored = {row[0] for row in store.material.passages()}
    return _compared("词索引", stored, None if index is None else index.index.passage_ids())


def _check_leftovers(store: Store, folder: Path) -> Check:
    """Folders that a killed writer left behind: they cost space and nothing else."""
    left = derived.leftovers(folder, store.material.places())
    found = f"有 {len(left)} 个中断留下的文件夹" if left else "没有中断留下的文件"
    mend = "下次写入时自动清除" if left else ""
    return Check(check="残留文件", ok=True, found=found, mend=mend)


def _compared(name: str, stored: Collection[int], indexed: Iterable[int] | None) -> Check:
    if not stored:
        return Check(check=name, ok=True, found="资料库是空的，无需索引")
    if indexed is None:
        return Check(check=name, ok=False, found="没有索引文件，或文件已损坏", mend=REPAIR)
    held, wanted = set(indexed), set(stored)
    if held != wanted:
        missing, surplus = len(wanted - held), len(held - wanted)
        found = f"与数据库不一致：缺 {missing} 段，多 {surplus} 段"
        return Check(check=name, ok=False, found=found, mend=REPAIR)
    return Check(check=name, ok=True, found=f"与数据库一致，{len(held)} 段")
