"""What kind of answer a question wants: a value, a date, a name, a place, yes or no, items, a manner,
a reason."""

from __future__ import annotations

import re
from typing import Literal

Sort = Literal["value", "date", "person", "place", "whether", "items", "manner", "reason", "text"]

_PERSON = re.compile(
    r"是谁|谁(?:是|担任|负责|来|主持|带队)|姓名|哪位|何人|姓什么|(?:书记|主任|局长|区长|市长|县长|镇长|省长|负责人|领导|律师|院长|处长|科长)[^，。]{0,4}叫什么"
)
_PLACE = re.compile(
    r"在哪(?!些|个领域|个方面|几)|哪里|哪儿|何地|什么地方|哪所|哪座|哪个(?:学校|社区|地方|小区|广场|医院|街道)|地址|地点"
)
_EXTREME = re.compile(
    r"[最更](?:多|少|高|低|大|小|快|慢)(?!科学|人民|法|检|生活|工资|荣誉|奖)|第一名|居首|垫底|倒数|排第|排名|前[一二三四五六七八九十0-9]"
)
_DATE = re.compile(
    r"哪天|哪一天|何时|什么时候|什么时间|几月|几号(?![工线楼院文令机泊码矿井地门])|日期|哪年|哪一年|落款时间"
)
_WHETHER = re.compile(r"吗[？?]?$|是否|有没有|有无|是不是|能否|了没有|会不会|未发生|没发生")
_ITEMS = re.compile(
    r"哪些|哪几|叫什么|哪家|哪两|哪三|哪四|哪五|什么(?:文件|制度|活动|措施|项目|问题|内容|荣誉|做法)|有什么|列举|分别是什么"
)
_MANNER = re.compile(r"怎样|怎么|如何|什么样|做法|举措|措施|为什么|原因")
_VALUE = re.compile(
    r"多少|几[个件次起家项份名人条场处户所宗期批位倍成天年月元]|几(?=[^乎何号])|第几|百分之几|百分比|占比|比例|比重|增速|增幅|降幅|涨幅|数量|次数|"
    r"人数|件数|份数|场次|户数|金额|面积|总额|(?:更|谁|哪年|哪一年|最)(?:多|少|高|低|大|小)|哪(?:个|边|家|里|[一个]?[省市区县]份?|个?地方)(?:更)?(?:多|少|高(?![校新速铁等])|低(?![碳空])|大(?!学)|快|慢)|最快|最慢|排名|合计|平均|相差|多多少|多大|多长|多久|率(?:是|为|达|有)?(?:[？?]|$|怎)|目标是|目标为|目标[？?]?$|增长目标|预期目标"
)
# 培育计划, 计划项目 are names; 计划建成, 今年计划, 的计划 are plans.
AIM = re.compile(
    r"目标|民生实事(?=里|中|清单|项目|有|是|的|[：:])|预期(?!寿命)|力争|打算|安排(?!了|(?:的)?(?:资金|经费|专项|[^，。]{0,2}多少[钱万亿元]))|预计(?!(?:是|有|为|达到?)?(?:多少|几))|争取|准备(?!金)|"
    r"(?<![\u4e00-\u9fff])计划|(?<=[年步省市区县底度里月期])计划|的计划|计划(?:数|值|是|为|达到?|到|在|要|把|将|[建完实增新投开推培组举安引改修治减降提]\S)"
)

# How far a target was reached tells of results.
_MISSED = re.compile(
    r"已经?(?:达到|完成|实现|建成)|"
    r"(?:没有?|未能?|超额|提前|是否|有没有)(?:全部|如期)?(?:完成|达到|实现)|"
    r"完成了?(?:全年|年度?|当年)?(?:目标|计划|任务)(?:任务|目标)?(?:数|量)?的(?:百分|多少|比例|几成)|完成率"
)


def asks_aim(question: str) -> bool:
    """Whether a target or a plan is asked for, and not how far one was reached."""
    return bool(AIM.search(question)) and not _MISSED.search(question)


# 有哪些指标没完成目标 asks for the indicators, though it ends in a word for a value.
_WHICH = re.compile(r"有?哪些(?:指标|任务|领域|方面)(?![^，。]*(?:多少|几[个件次家项]|[最更]))")
_WHY = re.compile(r"为什么|为何|何以|因为什么|什么原因|什么缘故|原因(?:是|有|在|何|[？?]|$)")


# 高新技术企业总数, 空气质量优良天数: an indicator by itself asks for its value.
_INDICATOR = re.compile(
    r"(?:[总户件家人个套台辆次天]数|量|额|率|值|比重|占比|比例|面积|里程|规模|收入|强度|(?i:gdp)|人口|总产|增速|增幅|浓度|指数)[？?。]?$"
)


def asks_how_much(question: str) -> bool:
    """Whether a question asks for a number in so many words, not only by naming an indicator."""
    return bool(_VALUE.search(question))


def sort_of(question: str) -> Sort:
    """What kind of answer a question wants, from its question words."""
    if _WHY.search(question):
        return "reason"
    if _PERSON.search(question) and not _EXTREME.search(question):
        return "person"
    if _DATE.search(question) and not re.search(
        r"哪一?年(?:更)?(?:多|少|高|低|大)|最[多少高低大小]", question
    ):
        return "date"
    if _VALUE.search(question) and not (re.search(r"哪几", question) or _WHICH.search(question)):
        return "value"
    if _PLACE.search(question):
        return "place"
    if _WHETHER.search(question):
        return "whether"
    if _ITEMS.search(question):
        return "items"
    if _MANNER.search(question):
        return "manner"
    return "value" if _INDICATOR.search(question) else "text"
