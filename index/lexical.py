"""BM25 over words, in tantivy.

The index holds words only; texts, offsets and everything that is shown come from SQLite.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

K1 = 1.2  # tantivy's, as is b = 0.75
WRITER_MEMORY = 50_000_000  # bytes; tantivy asks for at least 15 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalEntry:
    """What is indexed of one passage."""

    passage_id: int
    report_id: str
    role: str
    words: tuple[str, ...]


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", stored=False, indexed=True, fast=True)
    builder.add_text_field("report", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("role", stored=False, tokenizer_name="raw", index_option="basic")
    # Words come ready made; frequencies are enough for BM25, positions would double the size.
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """Adds, removes and searches passages by their words.

    Args:
        folder: where it lives; None keeps it in memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        import tantivy

        self._schema = _schema()
        if folder is None:
            self._index = tantivy.Index(self._schema)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
        # Or a thread of each index would watch its folder, and make a lock in one being removed.
        self._index.config_reader(reload_policy="manual")
        self._lock = threading.Lock()
        self.reload()

    def reload(self) -> None:
        """Sees what was written since."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def change(
        self,
        *,
        add: Iterable[LexicalEntry] = (),
        remove: Iterable[str] = (),
        remove_passages: Collection[int] = (),
    ) -> None:
        """Removes whole reports and single passages, then adds; visible on return."""
        import tantivy

        with self._lock:
            # A writer for each change: it holds tantivy's lock, and its merges must be over
            # before the files are checked.
            writer = self._index.writer(WRITER_MEMORY, 1)
            for report_id in remove:
                writer.delete_documents_by_term("report", report_id)
            if remove_passages:
                gone = tantivy.Query.term_set_query(
                    self._schema, "passage", sorted(remove_passages)
                )
                writer.delete_documents_by_query(gone)
            for entry in add:
                document = tantivy.Document()
                document.add_unsigned("passage", entry.passage_id)
                document.add_text("report", entry.report_id)
                document.add_text("role", entry.role)
                document.add_text("words", " ".join(entry.words))
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            self.reload()

    def search(
        self,
        words: Sequence[str],
        *,
        limit: int,
        report_ids: Collection[str] | None = None,
        roles: Collection[str] | None = None,
        passage_ids: Collection[int] | None = None,
    ) -> dict[int, float]:
        """The passages that hold any of the words, best first.

        Args:
            words: a word that occurs twice counts twice.
            limit: at most so many passages.
            report_ids: only these reports; likewise ``roles`` and ``passage_ids``. Empty: nothing.

        Returns:
            passage id → BM25 score (k1 = 1.2, b = 0.75; statistics of the whole index, so scores
            of different filters compare).
        """
        filters = [("report", report_ids), ("role", roles), ("passage", passage_ids)]
        if not words or limit < 1 or any(f is not None and not f for _, f in filters):
            return {}
        query = self._query(words, filters)
        searcher = self._searcher
        found = searcher.search(query, limit, count=False).hits
        passages = self._passages(searcher, [address for _, address in found])
        return {passage: float(score) for passage, (score, _) in zip(passages, found, strict=True)}

    def _query(
        self, words: Sequence[str], filters: list[tuple[str, Collection[Any] | None]]
    ) -> Any:
        from tantivy import Occur, Query

        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + 1
        terms = []
        for word, count in sorted(counts.items()):  # sorted: sums of floats depend on the order
            term = Query.term_query(self._schema, "words", word, index_option="freq")
            terms.append((Occur.Should, Query.boost_query(term, float(count))))
        parts = [(Occur.Must, Query.boolean_query(terms))]
        for field, values in filters:
            if values is not None:
                chosen = Query.term_set_query(self._schema, field, sorted(values))
                parts.append((Occur.Must, Query.const_score_query(chosen, 0.0)))
        return Query.boolean_query(parts)

    def ideal(self, words: Sequence[str]) -> float:
        """The least upper bound of a passage's score for these words.

        Σ idf(word) · (k1 + 1) over the words, repeats included: the value that BM25 nears as a
        passage holds ever more of each word. A word that no passage holds counts too: its absence
        is what tells that nothing here fits well.

        Source: Robertson & Zaragoza (2009), section 3.4; idf as Lucene and tantivy have it.
        """
        searcher = self._searcher
        total = searcher.num_docs
        bound = 0.0
        for word in sorted(words):
            frequency = min(int(searcher.doc_freq("words", word)), total)
            bound += math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return bound * (K1 + 1)

    def document_frequency(self, words: Collection[str]) -> int:
        """How many passages hold all of the words."""
        from tantivy import Occur, Query

        if not words:
            return 0
        terms = [
            (Occur.Must, Query.term_query(self._schema, "words", word, index_option="freq"))
            for word in sorted(set(words))
        ]
        # not doc_freq(): that counts removed passages until the next merge
        found: Any = self._searcher.search(Query.boolean_query(terms), 1, count=True)
        return int(found.count)

    def passage_ids(self) -> set[int]:
        """Ids of all passages in the index."""
        from tantivy import Query

        searcher = self._searcher
        if not searcher.num_docs:
            return set()
        hits = searcher.search(Query.all_query(), searcher.num_docs, count=False).hits
        return set(self._passages(searcher, [address for _, address in hits]))

    @staticmethod
    def _passages(searcher: Any, addresses: list[Any]) -> list[int]:
        if not addresses:
            return []
        return [int(value) for value in searcher.fast_field_values("passage", addresses)]
