"""The things one question asks, one a column: several clauses, 甲、乙各多少, 甲的…和乙的…."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.asking import MENTION
from assistant.catalogue import Unit
from assistant.elliptic import leaning, with_reasons_joined
from assistant.mention import Mention
from assistant.ordinals import asks_place
from assistant.text import folded
from assistant.topic import Frequency, Topic, build_topic, strip_question_words
from assistant.types import Kind
from assistant.years import YearWords
from ingest.measures import MEASURE_PATTERN

Words = Callable[[str], list[str]]


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


FILLER = re.compile(
    rf"对比均值(?:以下)?|谁占比最大|(?:高于|超过|多于|大于|高过|低于|少于|小于|不及|不到|没到)(?=[\u4e00-\u9fff]{{0,3}}平均)|排名?(?:在)?前[一二三四五六七八九十0-9]+(?:名|位)?(?:的)?(?:是谁|有谁)?|排(?:名)?(?:在)?(?:第[一1]|首位?)|(?<=\s)跟(?=\s)|(?<=\s)系统(?=\s|[的各两三四五六七八九几]|[一-龥]{{2,}}[对差比])|简单(?=平均)|(?:[两三四五六七八九]个|几个)(?:港口|机场|城市|地方|省份|直辖市|自治区)|到(?=\s)|(?:相差|差)了?(?:多少|几)个?百分点|(?:相差|差)(?=百分之几|多少|几)|[两三四五六]项(?:指标|数据|内容|数字)?(?=\s|[，,。？?]|$)|比\s*的?(?:目标|计划|预期)?(?:是不是|是否)?(?:[调升降增减提加]?[高低多少快慢大小升降]|上调|下调|增加|减少|提升|下降)了?(?=吗|没有|没|[？?，,]|\s|$)|从(?=\s)|(?<=\s)[来]?看(?=\s|[，,]|$)|历[次届]|哪一?[次回份届](?:最|更)?(?:多|少|高|低|大|小)?|"
    rf"[一二两三四五六七八九十]省[一二两三四五六七八九十]市|(?:都|均|也)(?:要|给)(?=[，,。？?]|$)|绝对(?:数|值|量)|各(?:自|是|有|为|到|达到?)?了?多少(?:[万亿]*(?:{MEASURE_PATTERN}))?|(?:相差|差|多|少|高|低)多少(?:[万亿]*(?:{MEASURE_PATTERN}))?|[两三四五六七八九十]+个?(?:省区市?|省市区?|省|市|区|地|家|个地方)(?=[^级管]|$)|每年|(?<=平均)每(?:家|个?(?:省份?|市|区县?|县|单位|地方|地区))|各(?=[办审查处完建开筹新改增][\u4e00-\u9fff]{{0,2}}(?:多少|几))|有?(?:什么|哪些)?差别|"
    r"[0-9]+份(?:省级)?(?:政府)?(?:工作)?报告(?:里|中)?|省级|单年|历年|每一年|求(?=[几一两三])|列(?:一下|出来|个表|举)|逐年|实际|全国(?:各)?(?:[0-9]+个)?(?:省(?:份|[(（][^)）]{1,6}[)）]|区市)?|地区|地方)?的?(?:政府工作报告)?|哪里|哪儿|有(?:什么|哪些|何)(?:不一样|不同|区别|异同)|不一样|不同之处|(?:共同|不同|相同|异同)点|区别|异同|例句|例子|句子|语句|范例|范文|写法|表述|措辞|句式|模板|话术|怎么写|如何写|怎样写|(?:给我?|给出|来|摘|找|抄|列)*(?:来)?(?:几|两|三|一些?)(?:个|条|段|句|篇)(?:话|子)?(?:关于)?|原话|参考|哪(?:一)?年(?:更)?(?:多|少|高|低)|[两二三四五]年(?=[^级]|$)|"
    r"政府工作报告|工作报告|年度报告|法治(?:政府)?(?:建设)?(?:情况|工作)?(?:年度)?(?:报告|年报)|这份报告|报告(?:中|里)?|这些单位|两家单位|三家|几家|各单位|各地|各省份?|各区|各家|"
    r"每个单位|各个?单位|所有单位|(?:这|那|上述|以上)?[两二三四五六七八九十0-9]+(?:份|家|个)(?:单位|报告|省份?|地方|街道|部门)?(?:里面?|当中|中)?(?=[谁哪各最])|[两二三四五六七八九十0-9]+(?:份|家|个)(?:单位|报告|省份?|地方|街道|部门)?|之间|"
    r"哪(?:个|家|些|几个)?(?:单位|报告|省份?|地方|地区|城市|部门|街道)|"
    r"哪(?:个|家|些|年)|对比|比较|相比|进行比较|谁更|谁|哪个更|哪家更|更多|更少|更高|更低|更大|最(?:多|少|高|低|大|小)(?!科学|人民|法|检|生活|工资|荣誉|奖|限|气温|峰)|排名|相差|差多少|差距|多多少|高多少|少多少|"
    r"各是多少|各多少|各有多少|各是|各有|各为|分别|各自|合计|总和|加起来|平均值?|变化|增减|同比|逐年|列出|设定的?|设定|中提出的?|提出的?|把|定为|当年|"
    r"(?:又|再|都|也|各|给|所)?(?:定|设|写|列|提|说|讲)(?:得|的|了|成|为|作|在|到)+(?=\s|$|多少|几|[“\"目])|(?:又|再|都|也|各)(?:定|设|有|为|是)(?=\s|$|多少|几)|这个词|这一?(?:说法|提法|概念|字眼)|最快|最慢|居首|垫底|"
    r"(?:中|里)?(?:提到|提及|写到|写了|涉及到?|谈到|强调)(?:了)?|所?写的?|库中|库里"
)


# What an enumeration shares when only its last member says it (GDP、社零和规上工业增速).
_SHARED_TAIL = re.compile(
    r"(?:总|预期)?(?:增长率|增长|增速|增幅|降幅|下降|产量|收入|支出|投资|面积|数量|占比|比重|金额|价格|利润|销售额|增加值)"
    r"(?:的)?(?:预期)?(?:目标)?$"
)
# Words that name a value by themselves: an aspect that ends in one needs no tail.
_VALUED = re.compile(
    r"(?:额|量|率|值|数|人?次|价|入|出|资|积|速|幅|比|重|度|目标|GDP|gdp|总产|企业|工程|项目|里程|人口|就业|财政|案件|收案|结案)$"
)
# A clause that only says where the number is to be taken from (按2025年报告里的数).
_GLOSS = re.compile(
    r"^(?:我)?(?:就?要|只要|按照?|以|取|用|依|照|最好|尽量|不要|别)[^，,；;。？?]*(?:数字?|数据|口径|为准|说法|算)?$"
)
_THAT_IS = re.compile(r"^(?:也就是|就是|即|指的是|我是说|我说的是|全称是?)")
_ASKS = re.compile(
    r"多少|几[个件次家项份名条场起级]|多[大长高久重]|哪些|哪|怎样|怎么|如何|什么|百分之几|谁|是否|吗"
)
_HOW_MUCH = re.compile(rf"(?:多少|几)(?:[十百千万亿]*(?:{MEASURE_PATTERN}|钱))?|百分之几")
_NUMBERED = re.compile(r"[一二两三四五六七八九十几0-9]+[项个类](?=[\u4e00-\u9fff])")
_ONE_THING = re.compile(r"之和|之比|的比|占|之间|关系")
# Not inside 调解和解率, 参与人数, 普及率.
_AND = re.compile(
    r"以及|还有|和(?!解(?!决|除|放|读|答|释|散)|谐|平(?!均)|睦|田(?!径)|布克)|(?<![参给赋])与(?!会)|(?<![普涉提以触])及(?!时|格)|跟(?![踪进班])|、"
)


def _split_aspects(text: str, *, each: bool) -> list[tuple[str, str]]:
    """甲、乙和丙各多少 → 甲, 乙, 丙, each with the question as it would be asked of it alone.

    The question is empty where the clause asks one thing: then the clause itself is the question.
    """
    pieces = _without_glosses([p for p in re.split(r"[，,；;。？?！!]", text) if p.strip()])
    aspects: list[tuple[str, str]] = []
    for piece in pieces:
        parts = [p for p in _AND.split(piece) if len(_content(p)) >= 2 or _HOW_MUCH.search(p)]
        valued = all(_VALUED.search(_content(p)) for p in parts) and not _ONE_THING.search(piece)
        if len(parts) > 1 and (each or valued or len(_ASKS.findall(piece)) >= len(parts)):
            shared = _with_shared_tail(parts)
            aspects.extend((part, _asked_alone(part, parts[-1], piece)) for part in shared)
        else:
            aspects.append((piece, ""))
    return aspects


def _asked_alone(part: str, last: str, whole: str) -> str:
    """What is asked of one part of an enumeration: the last one says in what all are counted."""
    asked = _HOW_MUCH.search(last)
    if _ASKS.search(part):
        return part
    if asked is None and re.search(r"是否|有没有|有无", whole):
        return whole
    return f"{part}{asked.group() if asked else '多少'}"


def _content(part: str) -> str:
    return strip_question_words(part).replace(" ", "")


def _with_shared_tail(parts: Sequence[str]) -> list[str]:
    """城镇居民和农村居民收入 → 城镇居民收入, 农村居民收入; 地区生产总值和粮食产量 stay as they are."""
    contents = [_content(part) for part in parts]
    tail = _SHARED_TAIL.search(_NUMBERED.sub("", contents[-1]))
    if tail is None or (
        tail.start() == 0 and len(contents) == 2 and not _NUMBERED.search(parts[-1])
    ):
        return list(parts)
    shared, rate = tail.group(), re.search("增|降", tail.group())
    aim = "目标" if shared.endswith("目标") else ""

    def whole(content: str) -> str:
        if content.endswith("目标") or (_SHARED_TAIL.search(content) and not aim):
            return content
        return content + (aim if not rate and _VALUED.search(content) else shared)

    found = [whole(_NUMBERED.sub("", content)) for content in contents]
    return [content for content in found if content != shared]


def _without_glosses(pieces: Sequence[str]) -> list[str]:
    """国高企业多少家，就是国家高新技术企业，按报告里的数: the fuller name, the source left out."""
    kept: list[str] = []
    for piece in pieces:
        named = _THAT_IS.match(piece.strip())
        if named and kept:
            asked = _HOW_MUCH.search(kept[-1])
            kept[-1] = piece.strip()[named.end() :] + (asked.group() if asked else "")
        elif not (kept and _GLOSS.match(piece.strip()) and not _ASKS.search(piece)):
            kept.append(piece)
    return kept or list(pieces)


def read_topics(
    text: str,
    mentions: Sequence[Mention],
    units: tuple[Unit, ...],
    spans: Sequence[tuple[int, int]],
    kind: Kind,
    words: Words,
    frequency: Frequency,
) -> tuple[tuple[Topic, ...], tuple[int, ...]]:
    """The topics of a question, and, for 甲的…和乙的…, which unit each belongs to.

    Args:
        spans: names and years, to be taken out.
    """
    pairs = _pairs(text, mentions, units) if kind == "compare" else []
    if pairs:
        topics = tuple(
            build_topic(FILLER.sub(" ", _blank_years(part)), text, words, frequency)
            for _, part in pairs
        )
        if all(t.terms for t in topics):
            return topics, tuple(index for index, _ in pairs)
    bare = FILLER.sub(" ", _blank(text, spans))
    each = bool(
        re.search(r"各|分别|[两三四五六几]项|这[两三四五几]个|列出", text)
        or re.search(rf"(?:有没有|有无|是否)(?:都|也)?(?:{MENTION})", text)
    )
    pieces = _split_aspects(bare, each=each) if kind in ("lookup", "compare") else [(bare, "")]
    questions = re.split(r"[，,；;。？?！!]", text)
    topics = tuple(
        build_topic(piece, asked or _clause_of(piece, questions, text), words, frequency)
        for piece, asked in pieces
    )
    topics = _asked_with(topics, pieces, questions)
    kept = with_reasons_joined([t for t in topics if t.terms or asks_place(t.question)])
    whole = [leaning(t, kept[0]) if index else t for index, t in enumerate(kept)]
    return (tuple(whole) or topics[:1]), ()


def _asked_with(
    topics: tuple[Topic, ...], pieces: Sequence[tuple[str, str]], questions: Sequence[str]
) -> tuple[Topic, ...]:
    """报销百分之几？职工和居民分别说说: a clause that asks nothing itself is asked as the one before."""
    found: list[Topic] = []
    asking = ""  # the clause that says what is counted
    for topic, (piece, _) in zip(topics, pieces, strict=True):
        clause = _clause_of(piece, questions, "")
        before = found[-1] if found else None
        if before is None or _ASKS.search(clause) or clause == asking:
            asking = clause
        elif before.measures and clause:
            topic = replace(topic, sort=before.sort, measures=before.measures)
        found.append(topic)
    return tuple(found)


def dated_aspects(topics: tuple[Topic, ...], text: str, years: YearWords) -> tuple[Topic, ...]:
    """2024年增速、2025年目标: each aspect with the year before it, where every one has its own."""
    if len(topics) < 2 or len(years.years) < 2 or len(years.spans) != len(topics):
        return topics
    named = [re.search(r"(?:19|20)[0-9]{2}", text[start:end]) for start, end in sorted(years.spans)]
    pieces = [p for p in re.split(r"[，,；;。？?！!、]|以及|还有|和|与|及|跟", text) if p.strip()]
    held = [p for p in pieces if re.search(r"(?:19|20)[0-9]{2}", p)]
    alone = all(len(re.findall(r"(?:19|20)[0-9]{2}", piece)) == 1 for piece in held)
    if not all(named) or not alone or len(held) != len(topics):
        return topics
    pairs = zip(topics, (folded(piece) for piece in held), strict=True)
    if not all(any(word in piece for word in topic.text.split()) for topic, piece in pairs):
        return topics
    if len({tuple(term.word for term in topic.terms) for topic in topics}) < len(topics):
        return topics
    return tuple(
        replace(topic, year=int(year.group()))
        for topic, year in zip(topics, named, strict=True)
        if year is not None
    )


_TOTAL = re.compile(r"合计|总和|加起来|一共|总共|总计")


def read_summands(
    text: str,
    mentions: Sequence[Mention],
    units: tuple[Unit, ...],
    spans: Sequence[tuple[int, int]],
    words: Words,
    frequency: Frequency,
) -> tuple[Topic, ...]:
    """甲和乙合计多少件: 甲 and 乙, each as it would be asked alone; empty where no sum of several is
    asked for."""
    if not _TOTAL.search(text):
        return ()
    apart = _TOTAL.sub(lambda found: "分别".ljust(len(found.group())), text)  # spans stay true
    topics, _ = read_topics(apart, mentions, units, spans, "lookup", words, frequency)
    return topics if len(topics) > 1 else ()


def _clause_of(piece: str, questions: Sequence[str], text: str) -> str:
    """The clause of the question that an aspect comes from, for its question words."""
    core = piece.split()[-1] if piece.split() else ""
    return next((q for q in questions if core and core in q), text)


def _blank_years(text: str) -> str:
    return re.sub(r"(?:19|20)[0-9]{2}\s*年度?", " ", text)


def _pairs(
    text: str, mentions: Sequence[Mention], units: tuple[Unit, ...]
) -> list[tuple[int, str]]:
    """甲的…和乙的…: each unit with the words behind it, when every one has words of its own."""
    named = [m for m in mentions if m.kind in ("unit", "region") and len(m.units) == 1]
    if len(named) < 2 or len(named) != len(units):
        return []
    pairs: list[tuple[int, str]] = []
    for index, mention in enumerate(named):
        end = named[index + 1].start if index + 1 < len(named) else len(text)
        part = re.sub(
            r"^(?:的|在|于)|(?:和|与|跟|、|，|,|以及|比)+$", "", text[mention.end : end].strip()
        )
        part = re.sub(r"各是多少.*|各多少.*|分别.*|哪个.*|谁.*", "", part)
        content = strip_question_words(FILLER.sub(" ", _blank_years(part))).replace(" ", "")
        if len(re.sub(r"[的和与、，,\s]", "", content)) < 2:
            return []
        pairs.append((units.index(mention.units[0]), part))
    return pairs
