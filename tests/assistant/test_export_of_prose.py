"""What a language model wrote is marked in every exported file."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.export import answer_bytes
from assistant.types import Prose
from tests.assistant.test_export import answered

MARK = "答案文字由语言模型行文，已逐句核对，2句未通过核对，已隐去"


def shown(suffix: str, data: bytes) -> str:
    if suffix == ".docx":
        return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    if suffix == ".xlsx":
        sheets = load_workbook(io.BytesIO(data)).worksheets
        return "\n".join(str(c.value) for sheet in sheets for row in sheet for c in row)
    return data.decode("utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".md"])
def test_a_models_text_is_marked(suffix: str) -> None:
    own = answered()
    written = replace(own, prose=Prose(model="qwen", left_out=2))
    assert MARK in shown(suffix, answer_bytes(written, suffix))
    assert "语言模型" not in shown(suffix, answer_bytes(own, suffix))
