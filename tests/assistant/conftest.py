from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from assistant.types import Answer
from eval.types import Case
from index.embed import Embedder, Vectors
from tests.assistant.rows import Corpus, Desk, open_desk, read_corpus
from tests.fakes import HashEmbedder

SAMPLE_CASES = Path(__file__).parents[1] / "data" / "samples.jsonl"


@dataclass(frozen=True, kw_only=True)
class Basis:
    """A corpus as it is, with the rows that are answered right there.

    Attributes:
        place: a new empty folder each time.
    """

    corpus: Corpus
    desk: Desk
    embedder: Callable[[], Embedder]
    place: Callable[[], Path]
    right: dict[str, Answer]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for case in self.corpus.cases if case.id in self.right)


@pytest.fixture(scope="session")
def sample_desk(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The samples, with the fast embedder; read only."""
    corpus = read_corpus("samples", samples, SAMPLE_CASES)
    with open_desk(corpus.reports, tmp_path_factory.mktemp("desk"), HashEmbedder) as desk:
        yield desk


@pytest.fixture(scope="session")
def sample_answers(sample_desk: Desk, samples: Path) -> tuple[tuple[Case, Answer], ...]:
    """Every question on the samples with its answer."""
    cases = read_corpus("samples", samples, SAMPLE_CASES).cases
    return tuple((case, sample_desk.ask(case)) for case in cases)


class RememberingEmbedder:
    """The real model; a passage that a change left alone is not embedded again."""

    def __init__(self) -> None:
        from index.embed import SentenceTransformerEmbedder

        self._model = SentenceTransformerEmbedder()
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def dimension(self) -> int:
        return self._model.dimension

    def embed_passages(self, texts: list[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._model.embed_passages(new), strict=True))
        rows = [self._known[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        return self._model.embed_query(text)


@pytest.fixture(scope="session")
def remembering() -> RememberingEmbedder:
    return RememberingEmbedder()


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(("samples", HashEmbedder), id="samples"),
        pytest.param(("reports", HashEmbedder), id="reports", marks=pytest.mark.corpora),
        pytest.param(("samples", None), id="samples-model", marks=pytest.mark.thorough),
        pytest.param(
            ("reports", None),
            id="reports-model",
            marks=[pytest.mark.thorough, pytest.mark.corpora],
        ),
    ],
)
def basis(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Basis]:
    """Each corpus with its library, once a session."""
    name, embedder = request.param
    if embedder is None:
        embedder = partial(request.getfixturevalue, "remembering")
    if name == "samples":
        corpus = read_corpus(name, request.getfixturevalue("samples"), SAMPLE_CASES)
    else:
        folder: Path = request.getfixturevalue("corpora")
        corpus = read_corpus(name, folder / "reports", folder / "eval" / "dev.jsonl")

    def place() -> Path:
        return tmp_path_factory.mktemp(name)

    with ExitStack() as stack:
        if (name, embedder) == ("samples", HashEmbedder):
            desk = request.getfixturevalue("sample_desk")
        else:
            desk = stack.enter_context(open_desk(corpus.reports, place(), embedder))
        answers = {case.id: desk.ask(case) for case in corpus.cases}
        right = {
            case.id: answers[case.id]
            for case in corpus.cases
            if desk.fate(case, answers[case.id]) == "same"
        }
        yield Basis(corpus=corpus, desk=desk, embedder=embedder, place=place, right=right)
