"""Neighbours of an answer: figures that hold the asked words and count something else."""

from __future__ import annotations

import re

from assistant.bearing import SPREAD, bears, is_elsewhere, share
from assistant.frame_words import LIGHT_WEIGHT
from assistant.statements import Counted
from assistant.text import folded
from assistant.topic import Topic
from ingest.phrases import VERB

AIMING = re.compile(r"目标|预期|力争|计划|争取|打算|拟(?=[\u4e00-\u9fff])")


def _asks_part(topic: Topic, counted: Counted) -> bool:
    """Whether the question names a part of this total (工程类合同, of 合同88份，其中工程类31份)."""
    return bool(counted.parts) and any(
        term.weight > 0.2
        and bears(term, counted.own) < 0.5
        and bears(term, counted.parts) >= SPREAD
        for term in topic.terms
    )


_RATIO = re.compile(r"(?:率|比重|比率|占比|比例|能耗|强度|贡献|密度|份额|能效|系数|弹性)$")
_PROPORTIONS = ("比例", "比率", "比重", "占比")
_HOW_IT_IS = re.compile(r"情况|状况|怎么样|如何|水平")
_SHARE_OF = re.compile(r"(?:占|相当于)[^，。；]{0,20}(?:比|重|例|率|%|％)")
_SPARED = re.compile(
    r"纠正|退还|撤销|返还|暂缓|减轻|减免|免除|免征|不予|未予|不处罚|不罚|免予|免罚|免于|免缴|未缴|追回|豁免|追缴|补缴|欠缴"
)
_GROWTH_ASKED = re.compile(r"增|降|提高|提升|上升|上涨|涨|减|幅|变化|目标|回落|压|缩")
_DONE_AWAY = re.compile(f"(?:{VERB.pattern})后")


def _is_ratio_of_other(topic: Topic, counted: Counted) -> bool:
    """单位生产总值能耗 and 占生产总值比重 are no 生产总值: a ratio is asked for by its own name."""
    asked = folded("|".join([topic.question, *(term.word for term in topic.terms)]))
    if "强度" in asked and _SHARE_OF.search(f"{counted.indicator}{counted.own}"):
        return False  # spending in per cent of the product: what 投入强度 means
    if counted.indicator.endswith(_PROPORTIONS) and any(word in asked for word in _PROPORTIONS):
        return False  # 比例 and 比率 are one
    if _RATIO.search(counted.indicator) and counted.indicator[-2:] not in asked:
        named = any(counted.indicator[:-1].endswith(t.forms) for t in topic.terms)
        return not (named and _HOW_IT_IS.search(asked))  # 优良率 for 优良情况怎么样
    return bool(_SHARE_OF.search(counted.own)) and not re.search("占|比重|比例|份额", asked)


_EACH = re.compile(r"(?:人|户|亩|地|单位)均(?!可支配|纯?收入|消费|住房|预期)")


_TOWARD = re.compile(r"对[^，。；|]{2,24}?(?:进出口|出口|进口|贸易|投资)")


def _is_toward_one(topic: Topic, counted: Counted) -> bool:
    """对东盟进出口增长41.5% is trade with one partner, not all of it."""
    toward = _TOWARD.search(counted.indicator) or _TOWARD.search(counted.own)
    return toward is not None and "对" not in topic.question and not topic.denied


def _is_average(topic: Topic, counted: Counted) -> bool:
    """人均地区生产总值 is no 地区生产总值."""
    return bool(_EACH.search(counted.indicator)) and not re.search("均|每", topic.question)


# The yearly mean of a concentration, a level, a temperature is one year's.
_OVER_YEARS = re.compile(
    r"年(?:平均|均)(?!浓度|值|气温|温度|降水|降雨|径流|水位)|平均每年|每年(?=平均)"
)


def _is_mean_of_years(topic: Topic, counted: Counted) -> bool:
    """年均增长7.8% over five years is no growth of one of them."""
    asked = re.search("年均|平均|每年|均增", topic.question)
    return not asked and bool(_OVER_YEARS.search(counted.indicator + counted.own))


def _is_growth_of_it(topic: Topic, counted: Counted) -> bool:
    """同比下降35% is neither a count nor a rate; by how much something changed is asked by itself."""
    percent = counted.figure.base in ("%", "百分点")
    if counted.figure.change == "by" and percent:
        return not _GROWTH_ASKED.search(topic.question)
    if not percent or topic.measures is not None or topic.aim:
        return False
    named = _RATIO.search(counted.indicator) or re.search(r"[率比占]|%|百分", topic.question)
    # 国考断面优良水体达到89%: all that is asked is its name.
    return not named and share(topic, [(counted.indicator, 1.0)]) < 1.0


def _is_spared(topic: Topic, counted: Counted) -> bool:
    """减免罚款 is no 罚款."""
    spared = _SPARED.search(counted.own)
    return bool(spared) and not _SPARED.search(topic.question)


def _does_otherwise(topic: Topic, counted: Counted) -> bool:
    """清理规范性文件 answers no question about 审核: the figure's own verb is another one."""
    asked = [t for t in topic.terms if VERB.fullmatch(t.word) and t.weight > 0.2]
    own = VERB.match(counted.indicator)
    if (
        not asked
        or own is None
        or any(bears(t, counted.own + counted.parent) >= SPREAD for t in asked)
    ):
        after = _DONE_AWAY.search(counted.own)
        return bool(asked) and after is not None and after.group() not in folded(topic.question)
    return own.group() not in _ANY_VERB


# Verbs that say only that it was done: they agree with any verb of a question.
_ANY_VERB = frozenset(
    "办理 完成 开展 组织 实施 进行 提供 参与 参加 举办 实现 达成 推进 现有 拥有 共有 新增 办结 处理".split()
)


# What is done away with is no new one, what is closed no new case: (asked, told by its neighbour).
_CONTRARY = (
    (
        re.compile(
            r"拆|关停|关掉|关闭|撤销|撤掉|倒闭|停办|取消|报废|(?<![更变])换(?!乘|届|取)|更换"
        ),
        re.compile(r"新增|新建|增设|加装|建成|扩建|新设|增加|筹集"),
    ),
    (
        re.compile(r"办完|审完|办结|审结|结案|了结"),
        re.compile(r"受理|收到|接到|立案|办理"),
    ),
)


def _is_contrary(topic: Topic, counted: Counted) -> bool:
    """停车位拆了多少 is not answered by 新增停车位, 办完多少复议 not by 受理复议."""
    return any(
        asked.search(topic.question)
        and told.search(counted.own)
        and not asked.search(counted.own + counted.sentence.words)
        and not told.search(topic.question)
        for asked, told in _CONTRARY
    )


def _misses_aim(topic: Topic, counted: Counted) -> bool:
    """A question about targets is not answered by what was reached."""
    if not topic.aim or counted.sentence.role == "plan":
        return False
    return not AIMING.search(counted.sentence.words)


_GAP = re.compile(r"[高低快慢多少大小]于|相差|差距|领先|落后|[高低快]出")

_MORE_THAN = re.compile(r"(?:比|较)[^，。|]{1,8}(?:多|少|高|低|快|慢)(?!少)[^，。|]{0,3}[0-9]")


def _is_gap(topic: Topic, counted: Counted) -> bool:
    """高于全国0.4个百分点 tells how far two things are apart, and of neither how large it is."""
    if _MORE_THAN.search(counted.own) and not re.search("比|较|差|[多少高低]多少", topic.question):
        return True
    if counted.figure.base not in ("百分点", "%", "倍"):
        return False
    return bool(_GAP.search(counted.own)) and not _GAP.search(topic.question)


def _is_bound(topic: Topic, counted: Counted) -> bool:
    """2000平方米以下的项目 says which projects, not how large they are."""
    qualifier = counted.figure.qualifier
    return (
        qualifier in ("以下", "以上", "以内")
        and f"{qualifier}的" in counted.own
        and not re.search("以[上下内]|标准|门槛|限|条件", topic.question)
    )


def _is_of_another_kind(topic: Topic, counted: Counted) -> bool:
    """旅客吞吐量 is no 货邮吞吐量: what is counted is of a kind, and the figure is of another."""
    named = [term for term in topic.terms if term.weight > LIGHT_WEIGHT]
    if len(named) < 2:
        return False
    kind, counts = named[-2:]
    asked = folded(topic.question)
    if f"{kind.word}{counts.word}" not in asked or VERB.fullmatch(kind.word):
        return False
    held = f"{counted.own}|{counted.parent}|{counted.free}|{counted.sentence.context}"
    if bears(kind, held) > 0:
        return False
    whole = counted.sentence.words
    if bears(kind, whole) > 0 and f"{kind.word}{counts.word}" not in whole:
        return False  # 受理12345热线…，群众满意率97%: told a clause before
    other = re.search(rf"([\u4e00-\u9fff]{{2}}){re.escape(counts.word)}", counted.indicator)
    return other is not None and other[1] not in asked


def _is_elsewhere(topic: Topic, counted: Counted) -> bool:
    """花湖机场货邮吞吐量 answers no question about 成都."""
    return is_elsewhere(topic, counted.sentence.words, counted.sentence.context)


_LASTING = re.compile(r"期限|时限|用时|时长|周期|时间|耗时|多久|多长|天")


def _is_how_long(topic: Topic, counted: Counted) -> bool:
    """行政复议平均办理期限41天 says nothing of how many were handled."""
    if counted.figure.base not in ("天", "工作日", "小时", "分钟", "个月") or topic.measures:
        return False
    return bool(_LASTING.search(counted.indicator)) and not _LASTING.search(topic.question)


NEIGHBOURS = (
    _is_how_long,
    _is_elsewhere,
    _is_of_another_kind,
    _asks_part,
    _is_ratio_of_other,
    _is_toward_one,
    _is_average,
    _is_mean_of_years,
    _is_growth_of_it,
    _is_gap,
    _is_bound,
    _is_spared,
    _does_otherwise,
    _is_contrary,
    _misses_aim,
)
