"""What questions are asked of, in step with the database, whoever changed it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index import derived, describe
from index.contents import Contents, read_contents
from index.derived import Generation, Known
from index.lexical import LexicalEntry, LexicalIndex
from index.lock import WriterLock
from index.rows import DamagedReportError
from index.store import Store
from index.types import Changes
from index.words import WORDS
from ingest.errors import ReportAssistantError

LOGGER = logging.getLogger(__name__)

LEXICAL = f"lexical-{WORDS}"
AT_MOST = 3.0  # seconds until a stored report can be found while others are being stored
SHARE = 4  # times as long as writing an index took is left to other work
RETRY = 5.0  # seconds after an index could not be written


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The library as one question sees it; it stays as it is while the library changes."""

    contents: Contents
    lexical: LexicalIndex

    def frequency(self, words: Collection[str]) -> float:
        """The share of passages that hold all of the words; 0 where there are none."""
        count = len(self.contents.catalogue)
        return self.lexical.document_frequency(words) / count if count else 0.0


class Current:
    """Hands out the latest snapshot.

    Whoever finds the library changed brings the lexical index up to date if nobody else is
    writing; else it takes what the writer has published. Nobody but the first waits for that.
    """

    def __init__(
        self, store: Store, folder: Path, lock: WriterLock, split: Callable[[str], list[str]]
    ) -> None:
        self._store, self._folder, self._writer, self._words = store, folder, lock, split
        self._changing = threading.RLock()
        self._contents: Contents | None = None
        self._generation: Generation | None = None
        self._snapshot: Snapshot | None = None
        self._known: Known = {}
        self._published = self._failed = float("-inf")
        self._took = 0.0

    def contents(self) -> Contents:
        """What the library holds; asking loads no index."""
        if self._snapshot is not None:
            return self.get().contents
        with self._changing:
            self._contents = read_contents(self._store, self._contents)
            return self._contents

    def latest(self) -> Contents:
        """What is stored at this moment, whether search finds it yet or not."""
        held = self._snapshot
        return read_contents(self._store, self._contents if held is None else held.contents)

    def get(self) -> Snapshot:
        """The latest snapshot."""
        held = self._snapshot
        if held is not None and self._writer.held_by_another_thread():
            return held  # that thread publishes here, so there is none newer
        if held is not None and held.contents.revision == self._store.revision():
            return held
        if not self._changing.acquire(blocking=held is None):
            return held  # type: ignore[return-value]  # another thread is at it
        try:
            return self._refreshed()
        finally:
            self._changing.release()

    def publish(self) -> None:
        """Makes all that is stored searchable; for whoever holds the writer lock.

        Raises:
            ReportAssistantError: the index could not be written. Nothing is lost: it is made up
                for as soon as it can be.
        """
        started = time.monotonic()
        with self._changing:
            try:
                self._write()
            except (OSError, ValueError) as error:
                self._failed = time.monotonic()
                raise ReportAssistantError(
                    f"词索引写不了 {self._folder}({error}),应有可写的空间",
                    hint="报告都已存好;请腾出磁盘空间或检查权限后重新运行同一命令",
                ) from error
            self._show()
        self._published = time.monotonic()
        self._took = self._published - started

    def publish_when_due(self) -> bool:
        """Publishes unless that was just done: writing may not take up most of the time, and each
        publication costs the next questions something."""
        if time.monotonic() - self._published >= max(AT_MOST, SHARE * self._took):
            self.publish()
            return True
        return False

    # -- all below: for the thread that holds ``_changing`` ----------------------------------

    def _refreshed(self) -> Snapshot:
        held = self._snapshot
        if held is not None and held.contents.revision == self._store.revision():
            return held
        try:
            mine = self._writer.acquire()
        except ReportAssistantError:  # a folder that cannot be written at all
            return self._in_memory()
        if not mine:
            return self._followed()
        try:
            if time.monotonic() - self._failed < RETRY:
                return held or self._in_memory()
            self.publish()
            assert self._snapshot is not None
            return self._snapshot
        except ReportAssistantError as error:
            LOGGER.warning("%s", error)
            return held or self._in_memory()
        finally:
            self._writer.release()

    def _show(self) -> Snapshot:
        assert self._generation is not None
        self._contents = read_contents(self._store, self._contents)
        self._snapshot = Snapshot(contents=self._contents, lexical=self._generation.index)
        return self._snapshot

    def _followed(self) -> Snapshot:
        """Another process or thread is writing: what it has published is good enough."""
        held = self._snapshot
        for _ in range(5):  # what it names and what is there change one after the other
            named = self._store.material.derived(LEXICAL)
            shown = self._generation.derived if self._generation is not None else None
            if held is not None and (named is None or named == shown):
                return held
            found = derived.load(self._folder, named, self._known) if named else None
            if found is not None:
                self._generation = found
                return self._show()
            time.sleep(0.05)
        return held or self._in_memory()

    def _in_memory(self) -> Snapshot:
        """An index that no file holds, where none can be read or written."""
        before = self._generation
        since = before.revision if before is not None and before.derived is None else -1
        index = before.index if before is not None and since >= 0 else LexicalIndex()
        changes = self._store.changes(since)
        if changes.report_ids is None:
            index = LexicalIndex()
        touched = self._all_ids() if changes.report_ids is None else changes.report_ids
        if touched:
            index.change(add=self.lexical_entries(touched), remove=touched)
        self._generation = Generation(index=index, revision=changes.revision)
        return self._show()

    def _write(self) -> None:
        material = self._store.material
        named = material.derived(LEXICAL)
        before = self._generation
        if before is None or before.derived is None or before.derived != named:
            before = derived.load(self._folder, named, self._known) if named else None
        changes = self._store.changes(before.revision if before is not None else -1)
        if before is not None and changes.report_ids == frozenset():
            self._generation = before
            return
        self._generation = self._grown(before, changes)
        record = self._generation.derived
        assert record is not None
        material.put_derived(record)
        derived.sweep(self._folder, material.places())
        if named is not None and before is None:
            LOGGER.warning("词索引缺失或已损坏,已由数据库重建(%d 段)", record.count)

    def _grown(self, before: Generation | None, changes: Changes) -> Generation:
        start = before if changes.report_ids is not None else None
        touched = self._all_ids() if start is None else changes.report_ids or frozenset()
        return derived.grow(
            self._folder,
            LEXICAL,
            start,
            revision=changes.revision,
            add=self.lexical_entries(touched),
            remove=() if start is None else touched,
            known=self._known,
        )

    def _all_ids(self) -> frozenset[str]:
        return frozenset(entry.id for entry in self._store.entries())

    def lexical_entries(self, report_ids: Iterable[str]) -> Iterator[LexicalEntry]:
        """What a lexical index holds of these reports; nothing of those that are not there."""
        for report_id in sorted(report_ids):
            try:
                stored = self._store.report(report_id)
            except DamagedReportError as error:
                LOGGER.warning("%s", error)
                continue
            if stored is None:
                continue
            report = stored.report
            found = self._store.material.words(report_id, WORDS)
            if found is None or len(found) != len(report.passages):
                found = describe.passage_words(report, self._words)
                with suppress(ReportAssistantError):  # a folder that cannot be written
                    self._store.material.put_words(report_id, WORDS, found)
            yield from describe.lexical_entries(report, stored.first, found)
