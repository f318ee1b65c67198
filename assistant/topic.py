"""What is asked of a report: the words that evidence must hold, and the kind of answer wanted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.asked_words import joined_words, known_word, maximal, split_words
from assistant.clauses import without_instructions
from assistant.frame_words import (
    CHANGE_WEIGHT,
    CHANGES,
    LIGHT,
    LIGHT_WEIGHT,
    MEASURE_NOUNS,
    STOP,
)
from assistant.sorts import Sort, asks_aim, sort_of
from assistant.synonyms import synonyms_of
from assistant.text import folded
from ingest.measures import MEASURE_PATTERN, asked_measures
from ingest.regions import is_city

Frequency = Callable[[str], float]  # share of the library's passages that hold a word, 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the question.

    Attributes:
        word: as asked, folded.
        forms: the word and its synonyms, any of which evidence may hold.
        parts: shorter words inside it; evidence that holds these alone bears it in part.
        weight: rare words weigh more, light verbs (开展, 提供) little.
        head: stands next to 多少/几: it names what is counted.
        whole: only the word or a synonym bears it, never its parts (经济增长).
        city: a place, and no other's figure answers for it.
    """

    word: str
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    weight: float
    head: bool = False
    whole: bool = False
    city: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing asked.

    Attributes:
        text: as asked, scope and question words taken out.
        question: the clause that it comes from.
        sort: what kind of answer it wants.
        measures: bases a value may be counted in; None where any will do.
        aim: asks for a target or plan, not for what was reached.
        change: asks by how much something changed.
        reach: asks to what something was brought (压缩到几天).
        former: asks from what (由多少).
        cumulative: asks for what has come together up to now (累计, 截至), not for one year's part.
        denied: asks for what is said not to be there (哪些单位未发生…).
        loosened: read a second time without the asker's own verbs; then all that is left must be
            borne.
        year: of this aspect alone (2024年增速、2025年目标); None where the question's years hold.
    """

    text: str
    question: str
    terms: tuple[Term, ...]
    sort: Sort
    measures: frozenset[str] | None
    aim: bool = False
    change: bool = False
    denied: bool = False
    loosened: bool = False
    reach: bool = False
    former: bool = False
    cumulative: bool = False
    year: int | None = None

    @property
    def bare_measure(self) -> bool:
        """It only says in what something named before is to be counted (面积多少)."""
        return all(
            term.word in MEASURE_NOUNS or term.weight <= CHANGE_WEIGHT for term in self.terms
        )

    @property
    def empty(self) -> bool:
        """It names nothing: light verbs alone are no subject."""
        return all(term.weight <= LIGHT_WEIGHT for term in self.terms)

    @property
    def weight(self) -> float:
        """Sum over the terms."""
        return sum(term.weight for term in self.terms)


# Growth of the economy: 经济…增长 with something put in is the growth of something else.
_WHOLE = frozenset({"经济增长", *synonyms_of("经济增长")})
_PEOPLE = re.compile(
    r"(?:群众|居民|村民|市民|人员|党员|干部|学生|师生|职工|代表|律师|志愿者|骨干|队员|调解员|网格员|工作者|教师|青少年|老人|儿童|员工|专家|学员|村居干部|公民|公众)$"
)
# 谁的公职律师最多: how many people.
_MOST_OF = re.compile(r"^.*(?:谁|哪[个家])的([^，。？?]{2,10}?)[最更]?[多少][？?]?$|^.*$")
_ALIAS = re.compile(
    r"(?<=[\u4e00-\u9fff])[（(](?:又称|即|也叫)?((?![^)）]*(?:预计|达到|为|是|不|含|包括|单位|报告|其中|全省|全市|至|或|按|如))[\u4e00-\u9fff]{2,8})[)）]"
)
# Said of what is asked, and run into what follows.
_AIMS = re.compile(
    r"打算|力争(?!上游)|一共|总共|(?:计划|准备|预计|拟)(?=新改?[建增扩改]|改[造建]|完成)"
)
_ASIDE = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()]{1,12}[)）]")  # 经济增长（GDP）
_QUESTION_WORDS = re.compile(
    r"(?:是|在|的)?哪一?(?:家|个|所|座|本|部|份)(?:企业|公司|学校|高校|机构|园区|杂志|刊物|报纸|书|文件)(?:上|里|中)?|请问|(?<![申邀聘敬])请(?:你)?(?:帮我)?(?:介绍|列出|列举|说明|查一下|查询|告诉我)?(?:一下)?|我想(?:知道|了解|问)(?:一下)?|"
    r"分别(?:是|为|有)?(?:多少|什么)?|各(?:是|为|有)?(?:多少|什么|几)[个件次起家项份名人条场处户所宗元]?|"
    r"(?:一共|总共|共|合计|累计)(?:有|是|为)?(?:多少|几)(?:[十百千万亿]*(?:"
    + MEASURE_PATTERN
    + r"|钱))?|(?:是|为|有|达到?|了)?(?:多少|百分之几|几)(?:[十百千万亿]*(?:"
    + MEASURE_PATTERN
    + r"|钱))?|几(?=[个件次起家项份名人条场处户所宗期批位])[个件次起家项份名人条场处户所宗期批位]|"
    r"叫(?:什么|啥)(?:名字|名称)?|(?:是|有|为)?(?:什么|哪些|哪几[个项件家份]?|哪[一两三四五六][个项件家份]|怎样的?|怎么样?|如何|怎么|多大|多久|多长)|是不是|是否|"
    r"(?:是|的)?(?:哪[两三四五六几][个种项家所条份处]?|几号)|(?:是|在|的)?哪一?(?:年|天|里|儿|条|段|个|家|所|座|些|年|位|种|项|件|类|方面)(?:办的?|举办的?)?|又是|"
    r"有没有|有无|能否|了吗|吗|呢|吧|啊|[？?。！!，,；;：:]|数量|情况如何|的?情况"
)


_MODAL = re.compile(
    r"(?<![重主需首纪摘概必紧])[要将拟](?=提|压|达|新|建|完|增|降|开|办|实现|培|补|组织|举)|较上年|比上年|较去年|比去年|其中|(?<=[\u4e00-\u9fff])了(?!解)"
)


def strip_question_words(text: str) -> str:
    """What is left of a question when its question words are gone."""
    return re.sub(r"\s+", " ", _QUESTION_WORDS.sub(" ", _MODAL.sub("", text))).strip(
        " 、和与及的是给"
    )


_EACH = re.compile("每[十百千万亿]+.")  # 每万人 is 万人 in other reports
_QUOTED_CODE = re.compile(r"[“\"「『]([^”\"」』]{0,16}[0-9+＋][^”\"」』]{0,16})[”\"」』]")


def _head_words(question: str) -> str:
    """The words next to the number asked for: 多少家[高新技术企业]; [审核合同]多少份."""
    match = re.search(
        r"(?:多少|几)(?:万元|平方米|人次|场次|[个件次起家项份名条场处户所宗])?(?P<after>[^，。？?、和的吗呢]{2,14})",
        question,
    )
    if match and not re.match(r"[个件次起家项份名人条元]?[？?。，]|钱|是|万|款", match["after"]):
        return match["after"]
    return ""


_CHANGE = re.compile(
    r"(?:增长|下降|提高|上升|减少|降低|增加|提升|上涨|回落|压减|缩减|下浮)了?(?:各|分别)?(?:是|为)?(?:多少|几)|(?:增幅|降幅|涨幅|增速)(?:是|为)?多少"
)
_HOW_DONE = re.compile(
    r"为什么|原因|措施|举措|做法|如何(?:做|推|提|促|实)|怎么(?:做|推|提|促|实|安排)|怎样(?:做|推|提|促|实)"
)
_REACH = re.compile(r"(?:(?<![接收受得找遇看提碰])到|至)(?:了|目前)?(?:多少|几)")
_RATE_CHANGED = re.compile(
    r"(?:率|人?数量?)(?:各自|分别)?(?:有|的)?(?:什么|何|哪些)?(?:变化|不同)?[？?]?$"
)
# 合格率多少; an exchange rate or a birth rate may be counted otherwise.
_RATE_ASKED = re.compile(
    r"(?:(?<![效频速税汇利概功])|(?<=成功))(?<!出生)(?<!死亡)(?<!自然增长)率(?:各自?|分别)?(?:是|为|有|达到?)?多[少高][？?]?$"
)
_CUMULATIVE = re.compile("累计|总共|一共|截至|截止|至今|总(?:量|数|里程|长度|规模|面积|装机|人数)")
_FORMER = re.compile(r"(?:从|由|原来|原先|此前)[^，。到至]{0,6}(?:多少|几)")
_MONEY = re.compile(
    r"(?:额|款|资金|投资|产值|收入|支出|费用?|价款|钱)(?:是|为|有)?多(?:大|少)(?![件次个家项份名条场起])"
)


# Targets of these are set as growth; an amount is asked for in so many words.
_RATE_AIMED = re.compile(
    r"^(?!.*(?:多少|几)(?:[十百千万亿]*(?:元|美元|吨|斤|人|家|个))).*(?:(?i:gdp)|生产总值|零售总额|社零|增加值|固定资产投资|固投|进出口|公共预算收入|可支配收入|居民收入)(?:的)?(?:年度|全年|主要|预期|增长|发展)*目标"
)


def _measures(question: str) -> frozenset[str] | None:
    """The bases a value may be counted in, as the question words tell."""
    if "多大" in question and not re.search(r"面积|占地|金额|数额", question):
        return None
    if _RATE_AIMED.search(question):
        return frozenset({"%"})
    if (
        re.search(r"增长(?:的)?(?:预期)?目标|经济增长|增长率", question)
        and "多少人" not in question
    ):
        return frozenset({"%"})
    if re.search(
        r"[到至占为](?:[^，。]{0,12})?的多少\W*$|占(?![地用])[^，。]{0,8}(?:多少|几成)\W*$",
        question,
    ):
        return frozenset({"%"})
    if _MONEY.search(question):
        return frozenset({"元"})
    if re.search(r"强度(?![\u4e00-\u9fff]{0,6}(?:多少|几)[元吨])", question):
        return None  # of spending in per cent, of energy in tons: the report says
    counted = re.search(
        r"([份件户家项条起宗处场座所套台部辆])数|(场次)(?:各|分别|是|有|为|多少|几|[？?]|$)",
        question,
    )
    by_much = _CHANGE.search(question) is not None
    found = asked_measures(question) or (
        frozenset({counted[1] or counted[2]}) if counted and not by_much else None
    )
    if re.search(r"(?:减少|增加)了?(?:各|分别)?(?:是|为)?(?:多少|几)", question) and (
        found is None or "%" in found
    ):
        return None  # by so many, or by so much per cent
    if by_much and (found is None or "%" in found):
        return frozenset({"%", "百分点"})
    if found is None and _RATE_ASKED.search(question):
        return frozenset({"%", "百分点"})
    return found


def _bears_nothing(word: str) -> bool:
    """Words of the frame, bare years and numbers, single characters."""
    if word in STOP or word.isdigit() or re.fullmatch(r"(?:19|20)\d\d年?", word):
        return True
    return len(word) == 1 and not re.match(r"[a-z罚]", word)


def _term(
    word: str, parts: Iterable[str], aliases: tuple[str, ...], head: str, frequency: float
) -> Term:
    light = word in LIGHT
    given = LIGHT_WEIGHT if light else CHANGE_WEIGHT if word in CHANGES else 0.0
    rarity = math.log1p(1 / max(frequency, 1e-3)) / math.log(1001)
    each = (word[1:],) if _EACH.match(word) else ()
    return Term(
        word=word,
        forms=(word, *synonyms_of(word), *each, *(() if given else aliases)),
        parts=tuple(p for p in parts if p in word and p not in STOP and len(p) > 1),
        weight=given or 0.4 + 0.6 * rarity,
        head=word in head and not light,
        whole=word in _WHOLE,
        city=is_city(word),
    )


def build_topic(
    text: str, question: str, words: Callable[[str], list[str]], frequency: Frequency
) -> Topic:
    """The topic of a question whose scope words are already taken out.

    Args:
        text: the aspect asked, scope taken out.
        question: the whole clause it comes from, for its question words.
        words: the library's tokeniser.
        frequency: how common a word is in the library.
    """
    aliases = tuple(folded(found[1]) for found in _ALIAS.finditer(text))
    bare = strip_question_words(_AIMS.sub(" ", _ASIDE.sub("", text)))
    head = _head_words(question).casefold()
    reach = bool(_REACH.search(question))
    terms: dict[str, Term] = {}
    for quoted in _QUOTED_CODE.findall(text):  # “33618”: no word of the dictionary
        code = folded(quoted)
        terms[code] = Term(word=code, forms=(code,), parts=(), weight=1.0)
    for found, parts in split_words(joined_words(maximal(words(bare))), frequency):
        word = known_word(found, frequency)
        # To what it was brought is a property of the figure.
        if _bears_nothing(word) or (reach and word in CHANGES):
            continue
        terms[word] = _term(word, parts, aliases, head, frequency(word))
    measures = _measures(question)
    if measures is None and _PEOPLE.search(head or _MOST_OF.sub(r"\1", question)):
        measures = frozenset({"人", "人次"})
    counted = {w: t for w, t in terms.items() if w not in MEASURE_NOUNS}
    sort = sort_of(without_instructions(question))
    if sort in ("text", "manner") and (
        any(t.whole or t.word in CHANGES for t in terms.values()) and not _HOW_DONE.search(question)
    ):
        sort = "value"  # 经济增长情况怎么样: a rate is named
    if sort == "items" and _RATE_CHANGED.search(text):
        sort = "value"  # 出庭应诉率有什么变化
    return Topic(
        text=bare,
        question=question,
        terms=tuple((counted if measures and counted else terms).values()),
        sort=sort,
        measures=measures,
        aim=asks_aim(question),
        change=bool(_CHANGE.search(question) or re.search("[降增涨]幅", text)),
        reach=reach,
        cumulative=bool(_CUMULATIVE.search(question)),
        former=bool(_FORMER.search(question)),
    )
