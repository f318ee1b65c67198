from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from tests.fakes import HashEmbedder
from tests.index.conftest import read_plain


def lose_everything(index: Path) -> None:
    shutil.rmtree(index)


def swap_in_nonsense(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file() and not path.name.endswith(".lock"):
            path.write_bytes(b"\0" * 64)


def lose_one_lexical_file(index: Path) -> None:
    next(index.glob("lexical-*/*.term")).unlink()


@pytest.mark.parametrize(
    "damage",
    [
        lose_everything,
        swap_in_nonsense,
        lose_one_lexical_file,
    ],
)
def test_damaged_files_are_rebuilt(
    tmp_path: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
        library.ingest([folder])
        expected = library.search("审核合同多少件", limit=50)
    damage(place / "index")
    embedder = HashEmbedder()
    for _ in range(2):  # the second time from the rebuilt files
        with Library.open(place, embedder=embedder, reader=read_plain) as library:
            assert library.search("审核合同多少件", limit=50) == expected
    assert embedder.passages_embedded == 0  # from the vectors in the database
    assert len(list((place / "index").iterdir())) == 1


def test_any_flipped_byte_is_noticed(tmp_path: Path, folder: Path) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
        library.ingest([folder])
        expected = library.search("审核合同多少件", limit=50)
    chance = random.Random(7)
    for _ in range(12):
        files = sorted(
            path
            for path in (place / "index").rglob("*")
            if path.is_file() and path.stat().st_size and not path.name.endswith(".lock")
        )
        path = chance.choice(files)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))
        with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
            assert library.search("审核合同多少件", limit=50) == expected, path


def test_files_of_an_earlier_state_are_not_believed(tmp_path: Path, folder: Path) -> None:
    place = tmp_path / "资料库"
    with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
        library.ingest([folder / "a.txt"])
    kept = shutil.copytree(place / "index", tmp_path / "old")
    with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
        library.ingest([folder])
        library.remove([entry.id for entry in library.reports() if entry.year == 2023])
        expected = library.search("审核合同多少件", limit=50)
    shutil.rmtree(place / "index")
    shutil.copytree(kept, place / "index")
    with Library.open(place, embedder=HashEmbedder(), reader=read_plain) as library:
        assert library.search("审核合同多少件", limit=50) == expected
