"""What is to be done with the figures asked for: ordering, adding, averaging, and how far one stands
from another; said in many ways, put here in the few that the rest of the program knows.

General Chinese: the words of counting and ranking, of no report and no indicator.
"""

from __future__ import annotations

import re

from assistant.text import reworded

_END = r"(?=[，,。；;？?！!]|$)"
_MANNER = r"(?:依次|怎么|如何|怎样|给|来|地|的顺序|顺序|的次序)"
_ORDER = r"(?:排(?:列|名|序|位|队)?|列)(?:个|一)?(?:序|名次?|队|下|出来|开)*(?:一下|看看|呢)?"

# Applied in this order, outside quotation marks.
_PLAIN: tuple[tuple[str, str], ...] = (
    (
        rf"(?:请|并|再|都)?(?:按照?[^，,。；;？?]{{0,6}}?)?(?:从|由)(?:高|大|多|快|好|前)(?:到|往|至)(?:低|小|少|慢|差|后){_MANNER}*(?:{_ORDER})?(?:的话)?",
        "排名",
    ),
    (
        rf"(?:请|并|再|都)?(?:从|由)(?:低|小|少|慢|差)(?:到|往|至)(?:高|大|多|快|好){_MANNER}*(?:{_ORDER})?(?:的话)?",
        "排名最低",
    ),
    (rf"[，,](?:请|再|并|帮我?)*(?:排|列)(?:个|一下|一个)(?:序|名次?|队|座次){_END}", "，排名"),
    (r"(?:总数)?(?:加总|求和|相加|合在一起|加(?:在|到)?一(?:起|块儿?)|加一加|加拢|拢共|合起来|累加)(?:起来)?", "合计"),
    (r"(?:[两三四五六七八九十几]年|这几年)(?:里|间|下来|一共|总共)*累计(?=[^，。]{0,12}(?:多少|几))", "合计"),
    (r"(?:求|算|取)(?:出|一下|一?个)?(?:它们的?|其|简单|算术)*(?:平均(?:数|值)?|均值)", "平均"),
    (r"(?:简单|算术)平均(?:数|值)?", "平均"),
    # who lies above the mean
    (r"(?:哪[一些个几]*|谁)(?:个|家|份)?(?:省区市|省份?|市|地方?|单位)?(?:是|的)?(?:高于|超过|超出|大于|高过|在)(?:这个|该|总)?平均(?:数|值|水平|线)?(?:之上|以上|的)*", "对比均值"),
    (r"(?:哪[一些个几]*|谁)(?:个|家|份)?(?:省区市|省份?|市|地方?|单位)?(?:是|的)?(?:低于|不及|小于|没到|不到|达不到|在)(?:这个|该|总)?平均(?:数|值|水平|线)?(?:之下|以下|的)*", "对比均值以下"),
    (r"(?:高于|超过|大于)(?:这个|该|总)?平均(?:数|值|水平|线)?的(?:有|是)?(?:哪[一些个几]*|谁)(?:个|家|份)?(?:省区市|省份?|市|地方?|单位)?", "对比均值"),
    (r"(?:低于|不及|小于)(?:这个|该|总)?平均(?:数|值|水平|线)?的(?:有|是)?(?:哪[一些个几]*|谁)(?:个|家|份)?(?:省区市|省份?|市|地方?|单位)?", "对比均值以下"),
    # whose part is the largest, who did it most
    (r"(?:其中)?(?:谁|哪[一个家]*(?:省|市|地方)?)?(?:占比|占的?比重|所占比例|份额)(?:最[大高多])(?:的)?(?:是|为)?(?:谁|哪[一个家]*(?:省|市|地方)?)?", "谁占比最大"),
    (r"(?:谁|哪[一个家]*(?:省|市|地方)?)占(?:了)?(?:的)?(?:大头|最多|比重大|比例大)", "谁占比最大"),
    (r"(?:西部|东部|中部|南方|北方|沿海|边疆|沿边|内陆)[两三四五六七八九十]个?省(?:区市|区|市)?(?=[\u4e00-\u9fff]{2,4}、)", ""),
    (r"([增涨升])得?最(?:厉害|猛|凶|多|快|狠)", r"增长最多"),
    (r"([降跌减落])得?最(?:厉害|猛|凶|多|快|狠)", r"下降最多"),
    (r"谁([快慢高低多少])得最多", r"谁最\1"),
    (r"(?<=[\u4e00-\u9fff])数?[，,]?(?:依次|逐一|逐个|挨个|分年)(?:是|为|有)?(?=多少|几|百分之几|列)", "各是"),
    # names that only sum up those listed: 甲、乙、丙三个产粮大省
    (r"(?<=[\u4e00-\u9fff0-9])[两三四五六七八九十](?:个)(?!省级|市级|区级|国家|百分|方面)[\u4e00-\u9fff]{0,4}?(?:大|强|兄弟|沿海|内陆|边疆|边境|西部|东部|中部|东北|直辖)[\u4e00-\u9fff]{0,2}?(?:省区市|省区|省市|省|市|自治区)(?=[12]|的|，|,)", ""),
    (r"(?<=年)[两三四五六七八九十]份(?=(?:政府)?(?:工作)?报告)", "的"),
    (r"(?<=报告)(?:里|中|上)?(?:所)?(?:列|载|写|说)?(?:出|明)?的?(?:上一?年度?|前一年)的?(?=[\u4e00-\u9fff])", "中"),
    (r"所[列载][的出]?", ""),
    # what stands before a colon holds for all that is listed behind it
    (r"对照(?=[：:，,。？?]|一?下|$)", "对比"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), plain) for pattern, plain in _PLAIN)


_AIMED_LIST = re.compile(
    r"(?P<before>[^：:，,。]*?)(?P<aim>(?:预期|主要)*目标)(?:值|数)?(?:的)?(?P<how>对比|比较|汇总|情况|各?是多少|如下)*[：:](?P<items>[^：:。？?；;]+)"
)


def aims_of_all(text: str) -> str:
    """预期目标对比：甲、乙 asks for the targets of both."""
    listed = _AIMED_LIST.search(text)
    if listed is None:
        return text
    items = [item for item in re.split(r"[、，,]|以及|和|与|及", listed["items"]) if item.strip()]
    said = "、".join(item if "目标" in item else f"{item}目标" for item in items)
    asked = "各是多少" if not re.search("多少|几", said) else ""
    return f"{text[: listed.start()]}{listed['before']}{said}{asked}{text[listed.end() :]}"


def plain_operations(text: str) -> str:
    """``text`` with what is to be done with the figures put plainly (排名, 合计, 平均, 对比均值)."""
    return aims_of_all(reworded(text, _COMPILED))
