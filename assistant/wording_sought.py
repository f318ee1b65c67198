"""What wording a question or a pasted paragraph asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.pasted import PARAGRAPH
from assistant.points import is_role_only
from assistant.synonyms import synonyms_of
from assistant.text import folded
from assistant.topic import Term, Topic
from assistant.wording_pieces import plain
from ingest.types import Role

# Where in a report a question looks: 不足部分写…, “工作安排”里…
_PLACE = re.compile(
    r"^(?P<role>.{2,14}?)(?:部分|段落|章节|板块|小节|里面|里|中|段)[”\"」]?[，,：: ]*"
    r"(?:应该|要|该|应)?(?:写|提|说|关于|的)*"
)
# In a section of problems every statement says that something is lacking: which of these words it
# uses tells nothing.
_LACK = re.compile(
    r"(?:不足|薄弱|欠缺|短缺|紧缺|滞后|偏弱|偏少|偏低|不(?:强|高|够|好|深|佳|大|多|全|严|实|足)|不到位|不深入|不理想|不明显|"
    r"有待\w*|有所欠缺|差距|短板|问题|存在)+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The wording looked for.

    Attributes:
        topic: its words; ``topic.text`` is what likeness is measured with.
        phrase: exact words, folded, punctuation left out; empty where none were given.
        whole_role: no topic, the section itself is wanted.
        paragraph: a pasted paragraph, to which passages should be alike.
        role: the section asked for; None for all.
    """

    topic: Topic
    phrase: str
    whole_role: bool
    paragraph: bool
    role: Role | None


def _without_place(text: str, topic: Topic, role: Role | None) -> str:
    """普法实效 of 不足部分写普法实效: the words that only name the section are taken out."""
    match = _PLACE.match(text)
    if role is None or match is None:
        return text
    named = Term(word=plain(match["role"]), forms=(), parts=(), weight=1.0)
    return text[match.end() :] if is_role_only(replace(topic, terms=(named,)), role) else text


def _core(term: Term) -> Term | None:
    """力量 of 力量薄弱; None where nothing but the lack is said."""
    word = _LACK.sub("", term.word)
    if word == term.word:
        return term
    if len(word) < 2:
        return None
    parts = tuple(part for part in term.parts if part in word and part != word)
    return replace(term, word=word, forms=(word, *synonyms_of(word)), parts=parts)


def _joined(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """执法 and 力量 side by side are one word where it has synonyms of its own."""
    found: list[Term] = []
    for term in terms:
        word = found[-1].word + term.word if found else ""
        if word and word in text and synonyms_of(word):
            before = found.pop()
            term = replace(
                term,
                word=word,
                forms=(word, *synonyms_of(word)),
                parts=(before.word, term.word),
                weight=before.weight + term.weight,
            )
        found.append(term)
    return tuple(found)


def read_sought(topic: Topic, role: Role | None, phrase: str = "") -> Sought:
    """What wording a topic asks for: its words without those that name the section."""
    text = _without_place(topic.text, topic, role)
    words = folded(text)
    terms: list[Term] = [term for term in topic.terms if term.word in words]
    if role is not None:
        terms = [t for t in terms if not is_role_only(replace(topic, terms=(t,)), role)]
    if role == "problems":
        terms = [core for core in (_core(term) for term in terms) if core is not None]
    return Sought(
        topic=replace(topic, text=phrase or text, terms=_joined(terms, words)),
        phrase=plain(phrase or text) if phrase or len(text) >= PARAGRAPH else "",
        whole_role=not terms and not phrase and role is not None,
        paragraph=len(text) >= PARAGRAPH,
        role=role,
    )
