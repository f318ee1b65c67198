"""What a right answer must contain, taken from a standard answer in free text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from eval.catalogue import unit_names
from eval.normalise import contains, normalise
from index.types import ReportEntry

# Classifiers and units of Chinese statistics; the longest that fits wins.
_MEASURES = (
    "个百分点|平方公里|个工作日|平方米|立方米|千瓦时|人次|场次|批次|车次|件次|户次|公里|公顷|小时|分钟|"
    "万元|亿元|千元|美元|公斤|亿斤|毫米|厘米|海里|班次|家次|"
    "[件份次场起宗项条家户个名人所处块篇期元吨亩天日月年岁倍批支辆台套座栋间张只头株米斤艘架班组类种本册部幅轮届届座层步位成㎡%‰]"
)
_FIGURE = re.compile(
    r"(?P<about>近|约|超过|超|逾|不少于|不低于|至少|突破|达)?"
    r"(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"(?P<more>余|多)?(?P<scale>万亿|亿|万|千)?(?P<more2>余|多)?"
    rf"(?P<measure>{_MEASURES})?(?P<behind>以上|以内|以下|左右)?"
)
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}$")
_QUOTED = re.compile(r"[《“「『]([^《》“”「」『』]{2,30})[》”」』]")
_CLAUSE = re.compile(r"[，。；;、,!！?？\n：:（）()]+")
# Numbering of the answer's own items: ①, (1), 1、, 2. where no digit follows.
_ITEM = re.compile(
    r"[①-⒛❶-❿➀-➓]|(?:^|(?<=[\s；;。：:]))[（(]?[0-9０-９]{1,2}(?:[)）、．]|\.(?![0-9]))"
)
_LONGEST_TERM = 16


def expectations_of(
    question: str,
    answer: str,
    entries: Sequence[ReportEntry],
    words: Callable[[str], list[str]],
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Groups of alternatives: the key figures, names and terms of ``answer``.

    Args:
        entries: the catalogue, for the units that an answer may name in other ways.
        words: cuts a long phrase into words.

    Returns:
        The groups, and whether they are figures, names or quoted terms; False where only phrases
        of the answer could be taken, which a person should look at.
    """
    groups = [
        *_figures(answer),
        *_units(question, answer, entries),
        *((term,) for term in _QUOTED.findall(answer) if not _digits_only(term)),
    ]
    if groups:
        return tuple(dict.fromkeys(groups)), True
    phrases = [part.strip() for part in _CLAUSE.split(answer) if part.strip()]
    return tuple(dict.fromkeys((_term(phrase, words),) for phrase in phrases)), False


def _figures(answer: str) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    # Before NFKC, which would make a figure of ①.
    plain = unicodedata.normalize("NFKC", _ITEM.sub("；", answer))
    for match in _FIGURE.finditer(plain):
        number, measure = match["number"], match["measure"] or ""
        if measure in ("年", "月", "日") or (not measure and _YEAR.match(number)):
            continue  # a date tells which figure is meant; it is not the figure
        core = number + (match["more"] or "") + (match["scale"] or "")
        core += (match["more2"] or "") + measure + (match["behind"] or "")
        bare = number + (match["scale"] or "") + measure
        groups.append(tuple(dict.fromkeys((core, bare))))
    return groups


def _units(question: str, answer: str, entries: Sequence[ReportEntry]) -> list[tuple[str, ...]]:
    """Units that the answer names and the question does not."""
    groups: list[tuple[str, ...]] = []
    asked, told = normalise(question), normalise(answer)
    for _, names in sorted(unit_names(entries).items()):
        named = any(contains(told, normalise(name)) for name in names)
        if named and not any(contains(asked, normalise(name)) for name in names):
            groups.append(tuple(dict.fromkeys(names)))
    return groups


def _digits_only(term: str) -> bool:
    return all(not character.isalpha() for character in unicodedata.normalize("NFKC", term))


def _term(phrase: str, words: Callable[[str], list[str]]) -> str:
    """A short phrase whole; of a long one its longest word, which in Chinese carries most."""
    if len(phrase) <= _LONGEST_TERM:
        return phrase
    return max(words(phrase), key=len)
