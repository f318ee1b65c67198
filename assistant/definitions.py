"""Questions for what a term means, and the notes at the end of a report that tell it."""

from __future__ import annotations

import re

from assistant.text import folded

_ASKED = re.compile(
    r"什么是|是(?:个)?什么(?:意思|概念|含义)|什么(?:意思|含义|概念)|(?:指的?是|是指|指)(?:的)?(?:什么|哪|啥)|含义|怎么(?:解释|理解)|(?:是|叫)什么[？?]*$|是什么[？?]*$|具体(?:是|指|包括|有)*(?:哪|什么)|(?:包括|指)(?:的是)?(?:哪|什么)|是哪[一二三四五六七八九十几两][类个种项条大]|(?:怎么|如何|怎样)界定|界定|定义"
)
_NOTE = re.compile(
    r"^(?:\[?〔?[0-9]{1,3}[\]〕.．、]?|[（(][0-9]{1,3}[)）])?[“\"]?(?P<term>[^：:，。；]{2,30}?)[”\"]?[：:](?=.{6})"
)


def asks_meaning(question: str) -> bool:
    """Whether a question asks what a term means."""
    return bool(_ASKED.search(question))


def explains(sentence: str, question: str) -> bool:
    """Whether a folded sentence is a note on a term that the question holds (PPP：政府和…)."""
    note = _NOTE.match(sentence)
    if note is None:
        return False
    term = re.sub(r"[“”\"‘’]", "", note["term"])
    return len(term) >= 2 and term in re.sub(r"[“”\"‘’]", "", folded(question))
