"""Follow-ups that lean on all that was asked before: sums over it, its quoted words, its bare subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import LIST
from assistant.catalogue import Catalogue
from assistant.mention import Mention
from assistant.mentions import find_mentions
from assistant.phrase import read_phrase
from assistant.saying import quoted_terms, read_searched
from assistant.years import read_years
from ingest.measures import MEASURE_PATTERN

ASKED = re.compile(
    rf"(?:各?(?:是|有|为)?)?(?:多少|几)(?:[十百千万亿]*(?:{MEASURE_PATTERN}))?|百分之几"
)
_TOGETHER = re.compile(
    r"^(?:那么?|请问|所以|然后|再)?(?:把)?(?:(?:这|那|上面|前面|以上|上述|刚才)(?:说的|问的|提到的|几)*(?:[两二三四五六几俩仨]|些)?|(?=[两二三四五六俩仨])[两二三四五六俩仨])(?:年|个?[省市区县]份?|家|个地方|个单位|地|者|份|个数|组数?|个)?(?:的)?(?:数据?|数字|数值)?"
    r"(?:[^，。]{0,6}?)(?P<how>加(?:在一|到一)?[起块]儿?来?|相加|合计|一共|总共|共计?|总和|之和|总数|平均|相差|差|哪[一个]?[年个家边省]|谁)"
)
_MEASURED = re.compile(r"(?:多少|几)([\u4e00-\u9fff]{1,3}?)(?:[了的吗呢]|[，。？?]|$)")
# The sentence itself is wanted, of what was looked for before.
_SENTENCE = re.compile(
    r"(?:那|这|该)(?:一)?(?:句|段|个词|个说法|个提法|个表述|条)|原话|原句|原文|全文|全句|整句|完整的?(?:句子|一句|表述)|(?:怎么|如何|怎样)(?:用|说|写|提|讲|表述)"
)
_COMPARED = re.compile(
    r"^(?:那么?|它)?比(?P<year>上一?年|前一年|去年|头一年|(?:20)?[0-9]{2}年)(?:的)?(?P<more>(?:增加|减少|提高|下降|多|少|高|低|涨|降|增|减)了?(?:多少|几)[^，。？?]{0,4}|(?:是)?(?:多|高|增加|上升|涨)了?还是(?:少|低|减少|下降|跌)了?)[？?。]*$"
)
_FRAME = re.compile(
    r"(?:^[那这]?一?[份边家](?:报告)?(?:里|中|上)?(?:的)?)|[一二三四五六七八九十两几0-9]+(?=个|条|项|大|部分)(?:个|条|项|大)?|(?:里|中|上)?的?(?:呢|是什么|有哪些|怎么样|是多少)?[？?。]*$"
)


def leans_on_all(text: str, before: Sequence[str], catalogue: Catalogue) -> str:
    """The question that a follow-up makes of everything asked before; empty where it is none such.

    Args:
        before: what was asked so far, each question standing for itself, oldest first.
    """
    return (
        _summed(text, before, catalogue)
        or _quoted(text, before[-1], catalogue)
        or _compared(text, before[-1])
        or ""
    )


def _summed(text: str, before: Sequence[str], catalogue: Catalogue) -> str:
    """这两年加在一起多少: the years, or the units, of the last questions side by side."""
    asked = _TOGETHER.match(text)
    if asked is None or find_mentions(text, catalogue) or read_years(text, catalogue.years).years:
        return ""
    last = before[-1]
    subject = _bare(last, catalogue)
    alike = [one for one in before if _bare(one, catalogue) == subject]
    years = sorted({y for one in alike for y in read_years(one, catalogue.years).years})
    names = list(dict.fromkeys(m.text for one in alike for m in find_mentions(one, catalogue)))
    if len(years) < 2 and len(names) < 2:
        return ""
    measure = _MEASURED.search(last)
    how = asked["how"]
    ask = (
        "平均多少"
        if how == "平均"
        else "相差多少"
        if how in ("相差", "差")
        else f"{text[asked.start('how') :].rstrip('？?。')}"
        if how[0] in "哪谁"
        else "合计多少"
    )
    stated = "、".join(f"{year}年" for year in years)
    thing = f"{subject}各多少{measure[1] if measure else ''}"
    return f"{'、'.join(names)}{stated}{thing},{ask}?"


def _bare(question: str, catalogue: Catalogue) -> str:
    """What a question asks for without its names, years and question words."""
    spans: list[tuple[int, int]] = [(m.start, m.end) for m in find_mentions(question, catalogue)]
    spans += read_years(question, catalogue.years).spans
    characters = list(question)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    bare = "".join(characters).replace(" ", "")
    bare = re.sub(
        r"(?:各|是|有|为|达到?|了)*(?:多少|几)[\u4e00-\u9fff]{0,3}|[？?，,。]|呢", "", bare
    )
    return re.sub(r"^[的、和与在]+|(?:各|是|有|为|达到?)+$", "", bare)


def _quoted(text: str, before: str, catalogue: Catalogue) -> str:
    """新疆那句原话是怎么写的: the sentence of that unit that holds the words looked for before."""
    mentions: Sequence[Mention] = find_mentions(text, catalogue)
    years = read_years(text, catalogue.years)
    if not _SENTENCE.search(text) or not (mentions or years.years) or quoted_terms(text):
        return ""
    term = _sought(before)
    left = list(text)
    for start, end in [*((m.start, m.end) for m in mentions), *years.spans]:
        left[start:end] = " " * (end - start)
    if not term or len(_ABOUT.sub("", "".join(left))) > 1:
        return ""
    named = mentions or find_mentions(before, catalogue)
    stated = years.years or read_years(before, catalogue.years).years
    names = "、".join(dict.fromkeys(m.text for m in named))
    return f"{names}{'、'.join(f'{y}年' for y in stated)}报告里“{term}”原话是怎么写的?"


# All that a follow-up holds that only asks for the sentence itself.
_ABOUT = re.compile(
    r"那么?|这|该|它|他们|一下|一?[句段条]|个?(?:词|说法|提法|表述)|话|原话|原句|原文|全文|全句|整句|完整|句子|表述|怎么|如何|怎样|什么样|什么|用|说|写|提|讲|给我|给|发|贴|摘|抄|看看?|出来|是|的|在|里|中|报告|了|呢|我|要|想|请|把|吗|来|有|[，,。？?！! ]"
)


def _sought(before: str) -> str:
    """The words that the question before looked for: quoted, else those of a list question."""
    quoted = quoted_terms(before)
    if quoted:
        return quoted[0]
    if not LIST.search(before):
        return ""
    searched = read_searched(before)
    return searched.terms[0] if searched.terms else read_phrase(before)


def _compared(text: str, before: str) -> str:
    """比上一年多几天 names no subject: that of the question before."""
    asked = _COMPARED.match(text)
    if asked is None:
        return ""
    subject = re.sub(
        r"(?:各|是|有|为|达到?|了)*(?:多少|几)[\u4e00-\u9fff]{0,3}[？?。]*$|[？?。]+$", "", before
    )
    return (
        f"{subject}{asked['more']}?"
        if asked["year"].startswith(("上", "前", "去", "头"))
        else (f"{subject}比{asked['year']}{asked['more']}?")
    )


def repeats(rest: str, before: str) -> bool:
    """Whether what is left of a follow-up only says again what was asked before (那份的小标题呢)."""
    words = _FRAME.sub("", rest).strip("的 ")
    # 贵州建了多少 after 甘肃建成高标准农田多少亩: a bare verb, no subject
    return bool(words) and words in before


def add_unit(before: str, earlier: Sequence[Mention], other: str, catalogue: Catalogue) -> str:
    """The earlier question of both; 陕西西安的国际航线 says its subject again."""
    last = max(earlier, key=lambda m: m.end)
    named = [m for m in find_mentions(other, catalogue) if m.kind in ("unit", "region")]
    again = any(
        len(part) > 1 and part in before
        for part in re.split("的", other[named[0].end :] if named else "")
    )
    name = named[0].text if named and again else other
    return f"{before[: last.end]}和{name}{ASKED.sub(_of_each, before[last.end :], count=1)}"


def _of_each(asked: re.Match[str]) -> str:
    counted = re.search(r"(?:多少|几).*", asked.group())
    return f"各是{counted.group()}" if counted else "各是多少"


def of_it(before: str, rest: str, catalogue: Catalogue) -> str:
    """它的货邮吞吐量呢 behind 成都机场2024年旅客吞吐量是多少: the other thing of what was spoken of;
    empty where the two do not end alike, so that it cannot be told which of its words to leave."""
    rest = re.sub(r"^(?:它|其|他们?|该[\u4e00-\u9fff]{0,3})(?:的)?", "", rest)
    asked = ASKED.search(before)
    subject = before[: asked.start()] if asked else before.rstrip("？?。")
    shared = 0
    while shared < min(len(rest), len(subject)) and rest[-1 - shared] == subject[-1 - shared]:
        shared += 1
    spans = read_years(subject, catalogue.years).spans
    starts = [end for _, end in spans] + [subject.rfind("的") + 1]
    at = max(start for start in starts)
    if shared < 2 or not 0 < at <= len(subject) - shared:
        return ""
    return f"{subject[:at]}{rest}{before[len(subject) :]}"


_SORT = re.compile(r"[\u4e00-\u9fff]{2,4}类")


def other_kind(before: str, rest: str) -> str:
    """租赁类呢 behind 其中工程类多少份: the same question about another kind."""
    new, old = _SORT.fullmatch(rest), _SORT.search(before)
    if not new or not old:
        return ""
    kind = re.sub(r"^.*?其中", "", old.group())
    return before.replace(
        kind[-len(new.group()) :] if len(kind) > len(new.group()) else kind, new.group(), 1
    )
