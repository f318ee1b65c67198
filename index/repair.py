"""Makes anew what can be made anew from the database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from index import describe
from index.checkup import damaged_reports, without_vectors
from index.current import Current
from index.embed import Embedder
from index.library import DATABASE, DERIVED
from index.lock import WriterLock
from index.store import Store
from index.vectors import vectors_name
from index.words import Words


def rebuild(folder: Path, embedder: Embedder) -> str:
    """Makes vectors that are missing or wrong, then the lexical index anew, from the database.

    Reports whose stored content is damaged are marked, so that ingesting their files stores them
    anew; until then nothing of them is shown.

    Returns:
        What was done, in one sentence.

    Raises:
        ReportAssistantError: the database cannot be read, or another process is writing.
    """
    if not (folder / DATABASE).exists():
        return "资料库尚未建立，没有要重建的索引"
    with closing(Store(folder / DATABASE, create=False)) as store, WriterLock(folder) as lock:
        damaged = damaged_reports(store)
        store.forget_reading(damaged)
        made = _make_vectors(store, embedder, without=damaged)
        store.material.forget_derived()
        current = Current(store, folder / DERIVED, lock, Words())
        current.publish()
        count = len(current.contents().catalogue)
    done = f"已补做 {made} 份报告的向量，重建词索引（{count} 段），清除残留文件"
    if not damaged:
        return done
    names = "、".join(damaged[:5]) + ("等" if len(damaged) > 5 else "")
    return f"{done}；{len(damaged)} 份报告内容已损坏，请对原文件重新 ingest：{names}"


def _make_vectors(store: Store, embedder: Embedder, *, without: list[str]) -> int:
    made = 0
    for report_id in without_vectors(store, embedder):
        stored = None if report_id in without else store.report(report_id)
        if stored is not None:
            report = stored.report
            texts = [describe.dense_text(report, passage) for passage in report.passages]
            vectors = embedder.embed_passages(texts)
            store.material.put_vectors(report_id, vectors_name(embedder), vectors)
            made += 1
    return made
