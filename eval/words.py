"""Plain jieba, as popular stacks use it: no dictionary of ours."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Callable


def plain_words() -> Callable[[str], list[str]]:
    """A function that cuts text into words; loading the dictionary takes about a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in jieba's source
        import jieba
    jieba.default_logger.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # By default jieba reads a prepared dictionary from the temporary folder, where any user may
    # have put one.
    with tempfile.TemporaryDirectory(prefix="report-assistant-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()

    def cut(text: str) -> list[str]:
        return [word for word in tokenizer.lcut(text) if not word.isspace()]

    return cut
