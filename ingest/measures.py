"""What a figure is counted in: classifiers and units of measure as Chinese reports write them.

A *measure* is the word behind the number (件, 万元, 人次). Its *base* is the canonical form without
the multiplier; two figures can be set side by side only where their bases agree.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

# Units with a canonical base: written form → (base, how many of the base one of it is).
_UNITS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("元", "人民币", "块钱"), ("元", "1")),
    **{money: (money, "1") for money in ("美元", "欧元", "港元", "日元", "英镑", "新台币")},
    **dict.fromkeys(("平方米", "平米", "㎡", "m2", "m²", "平方"), ("平方米", "1")),
    **dict.fromkeys(("平方公里", "平方千米", "km2", "km²", "k㎡"), ("平方米", "1000000")),
    "公顷": ("平方米", "10000"),
    "亩": ("亩", "1"),  # 1 亩 is 666.66… ㎡: kept apart so that amounts stay exact
    **dict.fromkeys(("立方米", "立方", "方", "m3", "m³", "㎥"), ("立方米", "1")),
    **dict.fromkeys(("公里", "千米", "km", "㎞"), ("公里", "1")),
    "米": ("公里", "0.001"),
    **{small: (small, "1") for small in ("厘米", "毫米", "海里")},
    **dict.fromkeys(("吨", "吨标准煤", "吨标煤"), ("吨", "1")),
    **dict.fromkeys(("公斤", "千克", "kg"), ("吨", "0.001")),
    "斤": ("吨", "0.0005"),
    **{small: (small, "1") for small in ("克", "毫克", "微克")},
    **dict.fromkeys(("千瓦时", "度", "度电", "kWh"), ("千瓦时", "1")),
    "兆瓦时": ("千瓦时", "1000"),
    **dict.fromkeys(("千瓦", "kW"), ("千瓦", "1")),
    **dict.fromkeys(("兆瓦", "MW"), ("千瓦", "1000")),
    **dict.fromkeys(("吉瓦", "GW"), ("千瓦", "1000000")),
    **dict.fromkeys(("标准箱", "标箱", "TEU"), ("标准箱", "1")),
    **dict.fromkeys(("PFlops", "PFLOPS", "Pflops", "PF", "P"), ("PFlops", "1")),
    **dict.fromkeys(("EFlops", "EFLOPS", "Eflops", "EF"), ("PFlops", "1000")),
    **dict.fromkeys(("%", "百分之"), ("%", "1")),
    "‰": ("%", "0.1"),
    "成": ("%", "10"),
    "倍": ("倍", "1"),
    **dict.fromkeys(("个百分点", "百分点"), ("百分点", "1")),
    **dict.fromkeys(("个基点", "基点"), ("百分点", "0.01")),
    **dict.fromkeys(("人", "名", "位", "人口"), ("人", "1")),
    "人次": ("人次", "1"),
    **dict.fromkeys(("岁", "周岁"), ("岁", "1")),
    **dict.fromkeys(("个工作日", "工作日"), ("工作日", "1")),
    **dict.fromkeys(("天", "日", "自然日", "个自然日"), ("天", "1")),
    **dict.fromkeys(("小时", "个小时", "h"), ("小时", "1")),
    **{time: (time, "1") for time in ("秒", "分钟", "年", "课时", "学时")},
    **dict.fromkeys(("周", "个星期"), ("周", "1")),
    "个月": ("个月", "1"),
    "℃": ("℃", "1"),
    "分": ("分", "1"),
}

# Classifiers, each its own base: written form → continuations that make it another word (30项目,
# 12部门, 5条例). Several-character classifiers come first in the pattern by their length.
_CLASSIFIERS: Final[dict[str, str]] = {
    **dict.fromkeys(tuple("个辆艘栋幢株棵只枚颗粒羽盏册幅趟桶根袋份箱"), ""),
    **dict.fromkeys(("场次", "批次", "户次", "家次", "架次", "车次", "班次", "艘次", "件次", "辆次", "列次"), ""),
    **dict.fromkeys(("台次", "卷次", "台套", "件套", "车位", "床位"), ""),
    "件": "", "项": "目", "次": "产业|生|级|日|年|要|序|均|区域|新|数|分配",
    "场": "所|景|馆|地|域|面", "起": "来|草|步|点|诉|到|码|底|降|始|飞", "宗": "旨|教",
    "条": "例|件|款", "家": "庭|园|具|电|长|校|禽|装|族|喻|政服务|政企业", "户": "外|籍|口|均|型",
    "所": "有|属|需|在|得|以|长|谓|涉|联动", "处": "罚|理|置|级|长|于|分|室|方",
    "块": "链|茔", "篇": "幅", "期": "间|限|待|货|望|末", "批": "发|准|复|评|示",
    "轮": "胎|换|训|岗|值|船", "组": "织|建|合|长|成", "例": "会|行|如", "笔": "试|录",
    "单": "位|独|项|一|元|词|产|次", "门": "户|诊|店|票|槛|类|口|前", "堂": "而|食",
    "节": "约|能|点|日|水|省|气|假|目", "台": "湾|账|胞|资|商|企|风|阶|州|盟|海",
    "座": "谈|位|落", "张": "力|家(?!庭)", "套": "路|餐|期", "架": "构|设|空", "列": "入|为|举|车|全",
    "班": "子|级|列|组|车", "支": "持|出|付|部|撑|行|柱|援|农|线|流", "口": "岸|径|号|腔|碑|子",
    "眼": "前|下|睛|科", "间": "接|隔|距|断", "层": "面|级|次", "头": "部|号|条", "匹": "配",
    "尾": "水|气|款|矿|号", "页": "岩", "卷": "烟", "部": "门|委|队|分|署|级|长|件|位",
    "本": "级|地|省|市|区|县|年|月|科|土|次|领|届|质|着|轮|体|行|报|办|局|委|院|单",
    "首": "批|次|个|府|要|家|位|创", "段": "落", "片": "区|面", "面": "积|向|对|临|试|貌|上",
    "款": "项|物|额", "类": "型|别|似", "种": "植|类|子|质|业|粮|苗|养|群|源",
    "对": "一|1|口|接|策|标|照|应|外|内", "字": "号|节", "席": "位",
}  # fmt: skip

# Continuations that make a unit another word.
_NOT_UNIT_BEFORE: Final[dict[str, str]] = {
    "人": "民|大代表|工智能|均|防|社|才|力资源|事|体|格|文|机|为",
    "名": "录|单|称|胜|牌", "位": "数|置|于|列|居|一体|次",
    "成": "为|立|员|果|绩|本|功|交|长|效|就|都|品|不|熟|套|型|年|分|渝|片",
    "方": "面|式|案|向|法|便|位|针|可|能|略|阵|圆|程|正|才|得|共", "年": "度|代|级|会|鉴|货|检",
    "元": "旦|宵|素|宇宙|件|首|气|古|明", "天": "津|然|气|府|山|水|河|空|宫|下|保|网|文|王|开",
    "分": r"[^\s，。；、,;：:）)以左上下的和及]", "日": "常|照|报|均|本|前|趋|益|后|间|起",
    "周": "年|边|期|岁|口|转|围|到|密", "米": "兰|粉|线|粮|业|面", "度": "假|过|量|夏|汛",
    "秒": "级|杀", "倍": "增|受", "克": "服|隆|制|难", "斤": "斤", "平方": "数", "亩": "均",
    "P": "[A-Za-z0-9]", "PF": "[A-Za-z0-9]", "EF": "[A-Za-z0-9]", "kW": "[A-Za-z0-9]", "MW": "[A-Za-z0-9]", "GW": "[A-Za-z0-9]",
    "km": "[A-Za-z0-9]", "kg": "[A-Za-z0-9]", "h": "[A-Za-z0-9]", "TEU": "[A-Za-z0-9]",
}  # fmt: skip

# Different words for the same thing counted: a case is a 件, a 起 or a 宗; a session a 场 or 场次.
_SAME_THING: Final = (
    frozenset({"件", "起", "宗", "例"}), frozenset({"场", "场次"}), frozenset({"处", "个点位"}), frozenset({"棵", "株"}),
    frozenset({"微克", "微克/立方米"}),
)  # fmt: skip

MULTIPLIERS: Final[dict[str, Decimal]] = {
    "": Decimal(1),
    "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4),
    "十万": Decimal(10**5), "百万": Decimal(10**6), "千万": Decimal(10**7), "亿": Decimal(10**8),
    "十亿": Decimal(10**9), "百亿": Decimal(10**10), "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}  # fmt: skip


def _alternatives() -> str:
    guarded = {word: _NOT_UNIT_BEFORE.get(word, "") for word in _UNITS if word != "百分之"}
    guarded |= _CLASSIFIERS
    return "|".join(
        re.escape(word) + (f"(?!{guard})" if guard else "")
        for word, guard in sorted(guarded.items(), key=lambda item: -len(item[0]))
    )


# One measure, or one per another (元/人, 微克/立方米).
MEASURE_PATTERN: Final = rf"(?:{_alternatives()})(?:/(?:{_alternatives()}))?"
_MULTIPLIER = re.compile(r"(?:[十百千]?万?亿|[十百千]?万|千(?![瓦米克伏])|百(?!分))")


def measure_of(written: str) -> tuple[str, Decimal]:
    """The canonical base of a measure and how many of it one is.

    Args:
        written: a measure as a report has it, with or without its multiplier (万元, 万㎡, 元/人).

    Returns:
        ``("元", 10000)`` for 万元; an unknown word is its own base; a bare multiplier has base "".
    """
    plain = unicodedata.normalize("NFC", written).strip().replace("％", "%")
    factor = Decimal(1)
    if plain not in _UNITS and (multiplier := _MULTIPLIER.match(plain)):
        factor = MULTIPLIERS.get(multiplier.group(), Decimal(1))
        plain = plain[multiplier.end() :]
    head, slash, per = plain.partition("/")
    base, size = _UNITS.get(head.strip(), (head.strip(), "1"))
    return base + slash + (_UNITS.get(per, (per, "1"))[0] if slash else ""), factor * Decimal(size)


def comparable(first: str, second: str) -> bool:
    """Whether two measures count alike: 万元 and 元 do, 次 and 人次 or 件 and 份 do not."""
    one, two = measure_of(first)[0], measure_of(second)[0]
    return one == two or any(one in same and two in same for same in _SAME_THING)


_ASKED_MEASURE = re.compile(rf"(?:多少|几)(?:[十百千万亿]+)?({MEASURE_PATTERN})")
_AREA: Final = frozenset({"平方米", "亩"})
_TIME: Final = frozenset({"工作日", "天", "小时", "分钟", "个月", "年"})
# Question words without a measure of their own, most telling first.
_ASKED: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = (
    (re.compile(r"(?:多少|几)个?百分点"), frozenset({"百分点"})),
    (re.compile(r"(?:增长|下降|提高|上涨|降低)(?:了|目标[是为]?|预期)?多少"),
     frozenset({"%", "百分点"})),
    (re.compile(r"百分之(?:几|多少)|百分比|比例|占比|比重|增速|增幅|涨幅|降幅|[^效速频功汇利概]率"),
     frozenset({"%"})),
    (re.compile(r"多少钱|金额|经费|资金|款额|总额|多少款|费用|投资额|罚没款|花了多少|产值"),
     frozenset({"元"})),
    (re.compile(r"面积|多大"), _AREA),
    (re.compile(r"人次"), frozenset({"人次"})),
    (re.compile(r"人数|几人|多少人"), frozenset({"人"})),
    (re.compile(r"次数"), frozenset({"次"})),
    (re.compile(r"件数"), frozenset({"件"})),
    (re.compile(r"多久|多长时间|时限|时长"), _TIME),
    (re.compile(r"里程|多长"), frozenset({"公里"})),
    (re.compile(r"(?:罚款|补偿款|建设费|收费|投资|收入|支出|税收)[^，。？?]{0,6}多少"),
     frozenset({"元"})),
)  # fmt: skip


def asked_measures(question: str) -> frozenset[str] | None:
    """The bases that an answer to ``question`` may be counted in; None where it does not say.

    A measure named behind 多少 or 几 decides (多少家, 几起, 多少万元); else nouns that imply one
    (面积, 金额, 占比).
    """
    plain = unicodedata.normalize("NFKC", question)
    named = {measure_of(match.group(1))[0] for match in _ASKED_MEASURE.finditer(plain)}
    if named - {"个"}:
        return frozenset(named)
    for pattern, bases in _ASKED:
        if pattern.search(plain):
            return bases
    return frozenset(named) or None
