"""Everyday speech put plainly: 啥, 咋样, 涨了几个点, 比一比, 列个表. General Chinese, no names, no topics."""

from __future__ import annotations

import re

from ingest.measures import MEASURE_PATTERN

_ENDING = r"(?=[，,。；;？?！! ]|$)"

# Applied in this order; what is written here the rest of the program need not know in other forms.
_PLAIN: tuple[tuple[str, str], ...] = (
    # question words
    (r"啥时候|啥时间|什么时间|多会儿|几时", "什么时候"),
    (r"啥", "什么"),
    (r"咋个样|咋样|怎么个样", "怎么样"),
    (r"咋(?:个)?", "怎么"),
    (r"好多(?=[个家件份次名万亿元公吨])", "多少"),
    (r"若干(?=[？?]|$)", "多少"),
    (rf"(?<=[\u4e00-\u9fff])(?:啊|呀|哦|喔|呗|啦|哈|嘞|咧|哇|来着)+{_ENDING}", ""),
    (r"(?:几|多少)个点", "百分之几"),
    (r"(?i)\s*(?<![a-z])(?:vs\.?|pk)(?![a-z下一])\s*", "和"),
    (r"孰(?:高孰低|多孰少|优孰劣|强孰弱)", "谁高"),
    (r"几何(?=[？?。，,]|$)", "多少"),
    (r"增长速度", "增速"),
    # how much of what is made: 产多少粮食 is 粮食产量多少
    (
        rf"(?:生产|产出|产)了?((?:多少|几)(?:[十百千万亿]*(?:{MEASURE_PATTERN}))?)的?([\u4e00-\u9fff]{{2,4}})(?=[，。；？?]|$)",
        r"\2产量\1",
    ),
    (r"(?<=[\u4e00-\u9fff]{2})(?:要|计划|打算)产(?=多少)", "产量目标"),
    (r"(?<=[\u4e00-\u9fff]{2})产了?(?=多少)(?<!生产)", "产量"),
    (r"在(?:哪儿|哪里|哪)(?:办|开|搞|举办|举行|召开|进行)的?", "在哪里"),
    # change
    (r"(?:上)?涨(?=了?(?:多少|几|百分之))|(?<=[年入均值额])涨(?=了)", "增长"),
    (r"(?<![增成最多太年月])长(?=了(?:多少|几|百分之))", "增长"),
    (r"(?<![上下])降(?=了?(?:多少|几|百分之))", "下降"),
    (r"(?:上)?涨得?(?=[最更快慢多少高低])|增得|长得(?=[最更快慢])", "增长"),
    (r"(?<=增长)得", ""),
    (r"(?<=增长)(最|更)(?:快|猛|多)", r"\1高"),
    (r"(?<=增长)(最|更)(?:慢|少)", r"\1低"),
    (r"(?<=增速)(最|更)快", r"\1高"),
    (r"(?<=增速)(最|更)慢", r"\1低"),
    (r"涨幅", "增幅"),
    (r"各(?:自|地)?涨", "各增长"),
    # asking for a comparison, for a list
    (
        r"(?:比一比|比一下|比比看|比比|比下|对比下|对比一下|比较下|比较一下|做个对比|做个比较|放一起看|PK一下|pk一下|对照一下)",
        "对比",
    ),
    (
        r"(?:请|麻烦)?(?:给我?)?(?:列|整理|汇总|梳理|归纳|罗列)(?:一下子?|一列|出来|成表|个?(?:表格?|清单|名单|单子)|张表|下)+(?:看看)?"
        r"|(?:给|做|出)(?:我)?(?:一)?(?:个|份|张)(?:表格?|清单|名单|列表)",
        "列出",
    ),
    (r"(?:有)?(?:什么|哪些)?(?:地方)?不(?:太)?一样(?:的地方)?", "有什么不同"),
    # doing something about something
    (r"(?:打算|准备|计划|想)(?:怎么|如何)(?:搞|弄|干|做|抓|办|推进?|发展|安排)", "怎么安排"),
    (r"怎么(?:搞|弄)(?:的)?", "怎么做"),
    (r"(?<![改制打建创塑铸锻营伪])造了?(?=多少|几)", "生产"),
    (r"(?<=[\u4e00-\u9fff])(?:新?评上|新?选上)", "入选"),
)
_COMPILED = tuple((re.compile(pattern), plain) for pattern, plain in _PLAIN)


def plain_speech(text: str) -> str:
    """``text`` with everyday turns put plainly; what stands in quotation marks stays as it is."""
    pieces = re.split(r"([“\"「『《][^”\"」』》]*[”\"」』》])", text)
    for index in range(0, len(pieces), 2):
        for pattern, plain in _COMPILED:
            pieces[index] = pattern.sub(plain, pieces[index])
    return "".join(pieces)
