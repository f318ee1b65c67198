"""Which kind of answer a question wants, and of which section."""

from __future__ import annotations

import re

from assistant.types import Kind
from ingest.types import Role

# To say a thing in a report; 提 alone not inside 提高, 提供, 提案.
MENTION = (
    r"(?:提到|提及|提过|提了|提出|写到|写了|写进|写入|写有|写明|讲到|说到|谈到|谈了|涉及|强调|出现|用了|用到|用过|含有|包含|部署了|点名了?|点到|说要|"
    r"把[^，。]{2,30}写进|"
    r"提(?![高升供前取质振议案起速倡醒示名拔交请炼货级档标])|讲(?![话座解师堂课习稿述])|谈(?![判话心]))(?:过|了|到)?"
)
WORDING = re.compile(
    r"怎么写|如何写|怎样写|写法|例句|范例|范文|表述|怎么表述|如何表述|措辞|句式|套话|模板|话术|怎么说|说法|参考语句|"
    r"(?:写|提)[^，。]{1,24}的?(?:句子|语句|段落|(?<![神童电对佳通笑闲])话(?![剧题语术费]))|原文(?:怎么|如何)|写一段|样例|示范文|原话|摘(?:录|抄|几)|(?:给|来|找)(?:我)?(?:来)?[几两三一][句段条个](?:关于|写)?|参考写|可参考|怎样表述|常用语|类似的?(?:段落|表达)|表达方式"
)
_UNIT_NOUN = r"(?:家|个|份|些)?(?:单位|报告|街道|部门|地区|省份|省区市|省市区?|年份|地方|城市|机关|区县|区|县|省|市|镇|乡镇|委办局|局|国动办|公司|企业年报|年度)"
_HOW_MANY = r"(?:有)?(?:多少|几|哪几)"
LIST = re.compile(
    "|".join(
        (
            # 哪些单位…, but not 哪个单位更多
            rf"(?:哪些|哪几个?|有几个?|几个|(?<!在)哪个?){_UNIT_NOUN}(?!的?[^，。]{{0,16}}(?:多少|几[个件次家]|更|最|各))",
            # 谁提到, 哪些用了, 有多少份提到
            rf"(?:谁|哪些|报告(?:中|里)?有哪些|哪几[份家个]|{_HOW_MANY}[份家个](?:{_UNIT_NOUN})?)(?:在[^，。]{{0,14}})?(?:的|里|都|也|中|报告)*{MENTION}",
            # 几个省的报告里有“…”, 哪些省有表述
            rf"(?:哪些|哪几|多少|几)[个份家]?{_UNIT_NOUN}(?:的报告)?(?:里|中)?(?:有|用)(?=[“\"「])",
            rf"(?:哪些|哪几|多少|几)[个份家]?{_UNIT_NOUN}(?:里|中|都)?有(?:相关)?(?:表述|提法|论述|内容|部署)",
            # 各省报告里有没有提…的
            rf"(?:有没有|有无|是否)(?:哪[个些家])?(?:{_UNIT_NOUN})?{MENTION}[^，。]{{2,30}}的(?:{_UNIT_NOUN})?[？?]?$",
            # 提到…的省份有哪些, 提到…的有几家, 提到…的列出
            rf"{MENTION}[^，。]{{1,30}}?的?(?:{_UNIT_NOUN})?(?:有|是|都有|分别是)(?:哪|几|多少|谁)",
            rf"{MENTION}[^，。]{{1,30}}?的{_UNIT_NOUN}(?:，?(?:列出|有|是|都)|名单|数量?|[？?]?$)",
            rf"列出[^，。]{{0,20}}{MENTION}[^，。]{{1,30}}的",
            rf"{MENTION}[^，。]{{1,30}}的(?:，?列出)",
            # …的有哪些, …的是哪些地方
            rf"的(?:有|是)(?:哪些|哪几[个家份])(?:{_UNIT_NOUN})?[？?]?$",
            rf"的(?:[省市区县]级)?(?:{_UNIT_NOUN})?(?:有|是|都有|分别是)(?:哪些|哪几[个家份]?|谁)[？?]?$",
            rf"的?{_UNIT_NOUN}(?:共有|有|是|一共有)(?:几|多少|哪几)[个家份]?[？?]?$",
            rf"哪些{_UNIT_NOUN}[？?]?$",
            r"哪(?:几|一)?年的?(?:政府工作)?报告|哪几年|哪些年",
            # 降幅超过20%的，在甲、乙、丙里有哪几个
            r"的[，,](?:在)?[^？?]{0,60}(?:里|中|当中|之中)?(?:有|是)(?:哪些|哪几[个家份]?)[？?]?$",
            # 把…的省列出来, 有没有省份在报告里提到…
            rf"的{_UNIT_NOUN}列出|列出[^，。]{{2,40}}的{_UNIT_NOUN}(?:[，？?。]|$)",
            rf"(?:有没有|有无|是否有)(?:哪[个些家])?{_UNIT_NOUN}(?:在[^，。]{{0,16}})?(?:的|里|都|也|中)*{MENTION}",
        )
    )
)
# The reports themselves are asked for: 哪些省, 哪几份, 有几家, 谁.
WHO = (
    rf"(?:谁家?|哪(?:几|些|一)?(?:年份?|[届次]|年度)(?!底|末|初|均)|(?:哪些|哪几|有?几|多少|哪)[个家份]?(?:{_UNIT_NOUN})|哪(?:些|几)[个家份]|哪些(?=[^，。]{{0,6}}?{MENTION})|(?:哪几|有几|多少)[个家份](?=[^\u4e00-\u9fff]|$|{MENTION}|报告)|"
    rf"有没有(?:哪[个些家])?(?:{_UNIT_NOUN})|全部(?:{_UNIT_NOUN})|(?:{_UNIT_NOUN})(?:的)?(?:数量|名单|个数|家数)|的(?:有|是)哪些|列(?:出|一下|举)[^，。]{{2,40}}的(?:{_UNIT_NOUN})(?=[，。？?]|$)|(?:{_UNIT_NOUN})(?:都|分别|一共|总共)*(?:有|是)(?:哪|几|谁|多少))"
)
_WHO_SAYS = re.compile(WHO)
_SAYS = re.compile(
    rf"{MENTION}|见于|(?:能)?(?:找|看|见|搜)得?到|字样|字眼|一词|这[个一](?:词|说法|提法|概念|表述)|(?:这)?(?:几|两|三|四|五)个字|出处"
)
RANK = re.compile(
    r"哪(?:一)?年(?:更)?(?:多|少|高|低)|最(?:多|少|高|低|大|小|快|慢)(?!科学|人民|法|检|生活|工资|荣誉|奖|限|气温|峰)|更多|更少|更高|更低|更大|更快|更慢|排名|排序|排第|前[三五十0-9]名?|第一[^责时批]|谁多|谁少|谁高|谁低|谁更|哪个更|哪家更|居首|垫底|"
    r"多多少|少多少|高多少|低多少|相差|差多少|差距|之差|超过多少"
)
COMPARE = re.compile(
    r"对比|比较|相比|各是|各有|各多少|各为|分别|各自|异同|区别|不同(?:点|之处)?$|差异|比一比|"
    r"合计|总和|加起来|平均|一共|总共|变化|增减|同比|比上年|比去年|逐年|走势|趋势"
)
EVERYONE = re.compile(
    r"各(?:个)?(?:单位|报告|街道|部门|省|地|区|县|市|家|委办局|地区|省份|镇)|所有(?:的)?(?:单位|报告|省|部门|街道)|全部(?:单位|报告|省)|"
    r"[两二三四五六七八九十0-9]+(?:份|家|个)(?:单位|报告|省份?(?![级直属内]|实验|重点|示范|试点|创新|技术|科技|工程|产业|平台|中心|基地|园区|[厅委院])|省区市|街道|部门|地区)|库(?:中|里)|"
    r"(?<!在)哪(?:个|家|些|几个)?(?:单位|省份?|地方|地区|城市|部门|街道|市|区|县)|全国各|"
    rf"谁(?:更|最|多|少|高|低|大|小|快|慢|排|的?[^，。]{{1,12}}[最更])|[最更][多少高低大小快慢]的(?:是)?谁|谁(?:在[^，。]{{0,14}})?(?:的|里|都|也)*{MENTION}|{MENTION}[^，。]{{1,30}}谁"
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "leader",
        re.compile(
            r"第一责任人|(?:主要负责人|主要领导|主要负责同志)[^，。]{0,8}(?:抓|推进|带头|重视)[^，。]{0,4}法治|主要负责人.{0,4}(?:怎样|如何|履行|履职|职责)|负责人履职|述法|一把手.{0,4}履职|履职部分"
        ),
    ),
    (
        "problems",
        re.compile(
            r"(?:的|存在)(?:主要)?(?:问题|不足|短板|困难)(?:都|主要)?(?:有|是)(?:哪些|什么)|(?:查摆|查找|检视|剖析|反思|暴露|指出)(?:出|到|了)?(?:的)?(?:哪些|什么|啥)?(?:主要)?(?:问题|不足)|(?:查摆|查找|检视|剖析|反思|承认|谈到?|讲到?|说到?)(?:了|的|自身|自己)*(?:存在)?的?问题(?=时|里|中|的?(?:部分|段|地方)|[，,])|(?:存在|面临)的?(?:主要|突出|哪些|什么)?(?:的)?(?:不足|问题|困难|短板|差距|薄弱)|不足(?:和原因|之处|部分|里|中|段|方面|原因|对比|有哪些|$|及)|"
            r"有(?:哪些|什么)(?:不足|短板|问题|困难)|(?:问题|短板|差距)(?:部分|和不足|及原因|与不足)|主要问题|短板|"
            r"(?:问题|困难|不足|短板|挑战)(?:和|与|及|、)?(?:问题|困难|不足|短板|挑战)|(?:自己|报告里?|自己?(?:说|讲|提|写|承认|摆)(?:出|到)?)的(?:问题|困难|不足|挑战)"
        ),
    ),
    (
        "plan",
        re.compile(
            r"(?:下一?年|明年|来年|下一?步|下一阶段)在[^，。？?]{1,12}(?:怎么|如何|有什么|打算)|(?:下一?年|明年|来年|下一?步|下一阶段|20\d\d年(?:度)?(?:的)?(?:主要|重点|工作)?)(?:有(?:哪些|什么|何))?(?:的)?(?:主要|重点)?(?:工作)?(?:安排|计划|打算|部署|思路)(?![建完成实增新开投举培组达推办修拆引治减降提改]|[^，。？?]{0,10}(?:多少|几[个件次家项]))|下一步|(?:工作)?(?:安排|计划|打算)(?:部分|里|中)"
        ),
    ),
    ("closing", re.compile(r"结尾|落款|末尾|收尾|展望段|结束语|最后一段")),
    ("opening", re.compile(r"开头|帽段|开篇|导语|引言|前言|第一段")),
    (
        "measures",
        re.compile(
            r"(?:举措|成效|做法)(?:部分|里|中|段)|举措和成效|(?:采取|有|开展)了?(?:哪些|什么)(?:主要|重点)?(?:工作)?(?:举措|措施|做法)(?:[？?]|$)"
        ),
    ),
)


_WHO_WORDS = re.compile(
    rf"(?:哪些|哪几|多少|几)[个份家]?{_UNIT_NOUN}(?:里|中|都)?有(?:相关)?(?:表述|提法|论述)"
)


# The outline of a genre, not what a report says.
_SKELETON = re.compile(
    r"提纲|(?:写作|文章|报告|行文)?框架(?:是|有|怎|$|[？?])|目录结构|"
    r"(?:一般|通常|大致|应当?|需要|都|要|该)?(?:有|分|包括|包含|含|写|由)(?:为|成)?(?:哪|几|什么)[些几个]?(?:个|大)?(?:部分|章节|板块|小标题|标题|章)"
)


def role_asked(text: str) -> Role | None:
    """The section that a question asks for; None where it names none."""
    return next((role for role, pattern in _ROLES if pattern.search(text)), None)


_WHICH_YEARS = re.compile(
    r"哪几年|哪几[届次]|哪些年|哪一?年的?(?:政府工作)?报告|哪[几些]份|哪些报告|历[年次届]"
)


def kind_asked(text: str, units: int, years: int, everyone: bool, *, several: bool) -> Kind:
    """Which kind of answer a question wants.

    Args:
        units: how many units it names.
        years: how many years.
        everyone: whether all reports are meant.
        several: whether more than one unit is in scope (a region holds several).
    """
    over_years = years != 1 and re.search(r"[两三四五六]年|几年|历年|各年|哪一?年", text)
    if (
        units == 1
        and over_years
        and not asks_who_says(text)
        and re.search(
            r"合计|总和|一共|总共|总计|加起来|加一起|加在一起|加一块|平均|最[多少高低大小]|对比|变化",
            text,
        )
    ):
        return "compare"
    if asks_skeleton(text):
        return "wording"
    if asks_who_says(text) and (units != 1 or several or _WHICH_YEARS.search(text)):
        return "list"
    if WORDING.search(text) and not _WHO_WORDS.search(text):
        return "wording"
    if RANK.search(re.sub(r"(?:或者?|及)更[高低多少大小]", "", text)) and (
        everyone or units != 1 or years > 1
    ):
        return "compare"
    if AGAINST_MEAN.search(text) and (several or units != 1):
        return "compare"
    if LIST.search(text) and (units != 1 or several or _WHICH_YEARS.search(text)):
        return "list"
    if units > 1 or years > 1 or everyone:
        return "compare"
    if several and re.search(r"合计|总和|加起来|平均|分别|列出|各(?!类|项|级|种|界)", text):
        return "compare"
    if COMPARE.search(text) and not units and re.search(r"对比|比较|相比|合计|平均|异同", text):
        return "compare"
    return "lookup"


_QUOTE = re.compile(r"[“\"「『][^”\"」』]{2,40}[”\"」』]")
_SAMPLES = re.compile(
    r"(?:怎么|如何|怎样)(?:写|表述|提|说|讲)(?!的?[，,。？?]?$)|例句|范例|范文|写法|样例|参考|模板|句式"
)


def asks_who_says(text: str) -> bool:
    """Whether a question asks which reports say certain words, whatever it wants shown of them."""
    bare = _QUOTE.sub("“”", text)  # what is quoted asks nothing
    quoted = bare != text
    if not _WHO_SAYS.search(bare) or RANK.search(bare) or _SAMPLES.search(bare):
        return False
    says = _SAYS.search(bare) or (
        quoted and re.search(r"(?:有|用|含|带|是)了?(?=“”)|“”(?:的)?(?:说法|提法|表述)", bare)
    )
    return bool(says) and not re.search(r"多少(?!" + _UNIT_NOUN + "|[家份个])|百分之几", bare)


# Who lies above the mean of those named is told from the mean itself.
AGAINST_MEAN = re.compile(
    r"(?:(?P<over>高于|超过|多于|大于|高过|在)|(?P<under>低于|少于|小于|不及|不到|没到))(?:这?[\u4e00-\u9fff]{0,3})平均(?:值|数|水平|线)?(?P<side>以上|以下|之上|之下)?"
)
_BOUNDED = re.compile(
    rf"{WHO}|的(?:省份|省|单位|地方|市|区|县)?(?:都|各|分别|总共|一共)*(?:有|是)(?:哪|几|多少|谁)|有(?:没有|无|几[个家份])|[是有]谁|几[个家份]"
)


def asks_bounded(text: str) -> bool:
    """Whether a question that sets a bound (超过3%) asks who is on its side."""
    return bool(_BOUNDED.search(text)) and not re.search(
        r"[更最][多少高低大小快慢]", re.sub(r"(?:或者?|及)更[高低多少大小]", "", text)
    )


def asks_skeleton(text: str) -> bool:
    """Whether a question wants the outline of a genre, not what a report says."""
    return bool(_SKELETON.search(text))
