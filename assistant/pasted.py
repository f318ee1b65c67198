"""A paragraph pasted into a question: 有没有和这段类似的：…. What is asked of it stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARAGRAPH = 60  # characters from which a text is a pasted paragraph, not a topic
_ALIKE = r"类似|相似|相近|近似|差不多|一样的?(?:写|说|表)|雷同|像这|同样的?(?:写|说|表)|重复|查重|别人怎么写|出自"
_HERE = r"这(?:一|个)?(?:段|句|篇)|(?:下面|以下|下列|如下|上面|以上|下边)(?:的|这|一|个)*(?:段|句|文字|内容|话|表述|材料)?"
_BEFORE = re.compile(
    rf"^(?P<ask>[^。；;]{{0,50}}?(?:{_ALIKE}|{_HERE})[^。；;：:“\"「]{{0,30}}?)"
    rf"(?:[：:]\s*|[，,]?\s+|[，,](?=[一1（(])|(?=[“\"「『]))(?P<pasted>.+)$"
)
_BEHIND = re.compile(
    rf"^(?P<pasted>.+[。；;”\"」』])[，,\s]*(?P<ask>[^。；;]{{0,30}}(?:{_ALIKE})[^。；;]{{0,20}})$"
)
_ASKING = re.compile(
    r"[？?]|多少|哪[些几个家份]|什么|怎[么样]|如何|是否|有没有|对比|比较|列出|请|帮我|吗$|呢$"
)
_EDGE = ' “”"「」『』'
_RUNNING = re.compile(r"[。；;]|[，,].*[，,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A question with a paragraph in it.

    Attributes:
        ask: the words around the paragraph; empty where it stands alone. Units, years and
            sections are read from these, never from the paragraph.
        paragraph: as pasted.
    """

    ask: str
    paragraph: str


def read_pasted(text: str) -> Pasted | None:
    """The paragraph (60 characters or more) in a question; None for a plain question.

    Args:
        text: cleaned (``clean_question``).
    """
    if len(text) < PARAGRAPH:
        return None
    for pattern in (_BEFORE, _BEHIND):
        match = pattern.match(text)
        if match and _is_paragraph(match["pasted"]):
            return Pasted(ask=match["ask"].strip(" ，,：:"), paragraph=match["pasted"].strip(_EDGE))
    if _is_paragraph(text) and not _ASKING.search(text):
        return Pasted(ask="", paragraph=text.strip(_EDGE))
    return None


def _is_paragraph(text: str) -> bool:
    return len(text) >= PARAGRAPH and bool(_RUNNING.search(text))
