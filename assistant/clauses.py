"""The clauses of a question: what is asked, why it is asked, how the answer shall look.

我们县准备推广…，名称还没定下来，所以想请教：2025年各省…有哪些？请列全。 Only the third clause asks; those
before it tell why, the last one how to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.pasted import read_pasted
from assistant.text import clean_question, visible_text

_CLAUSE = re.compile(r"[^，,。；;：:？?！!]+[，,。；;：:？?！!]*")
_QUOTED = re.compile(r"[“\"「『《][^”\"」』》]*[”\"」』》]")
_MARKS = "，,。；;：:？?！! "

# Words that ask.
ASKS = re.compile(
    r"多少|几|哪|什么|怎么|怎样|如何|谁|吗|是否|是不是|有没有|有无|何|多[大高长久快]|呢$|对比|比较|相比|异同"
)
# The asker and those around him, as subjects: what they do is no matter of a report.
_SELF = re.compile(
    r"(?:^|[^自])(?:我(?![国省市区县州镇街院局委办厅乡村])|我们|咱们?|本人|俺|领导(?:让|叫|要|说|问|催|安排|不)|老板|处长|科长(?:让|要)|上级(?:让|要|来)|同事|老师)"
)
# Reasons, plans and fears of an asker who does not name himself.
_PURPOSE = re.compile(
    r"^(?:因为|由于|为了|正在|正准备|正好|最近(?:在|要)|现在(?:在|要)(?:写|做|准备)|手头|手上|眼下(?:在|要)|听说|据说|好像|不想|怕|别|不要|以免|免得|省得|"
    r"(?:想不起|记不清|记不得|忘了)|但想不起|想(?:写|引用?|用|放|附|做|在|把|找[几一些]|参考|借鉴|抄|摘|对照)|准备(?:写|做|起草|汇报)|要(?:写|做|引用|附|用)|打算(?:写|引用|用)|"
    r"写材料|赶材料|写稿|做课题|做研究|写论文|备课|备稿|急用|急问|在线等)"
    r"|(?:附|放|写|填|用|引|抄|摘)(?:在|进|到|入)[^，。]{1,12}(?:里|中|上|后|后面|里面|当中|一段|一句话?|材料|报告)$|(?:供|作|做|当)(?:个)?(?:参考|对照|参照|借鉴)$|^(?:稿子|材料|名称|题目|表)[^，。]{0,8}(?:没|未|要|不)"
)
# 我记得有个省说…: what is sought, told as a memory.
_HALF_KNOWN = re.compile(r"有(?:一)?[个家](?:省|市|县|区|单位|地方)")
# Opens that announce a question and hold nothing of it.
_ASKER = r"(?:我|我们|咱们?)?(?:就|还|也|先|特|特别|很|非常)?(?:想|要|来|特来)?(?:向|跟|请|麻烦)?(?:您|你|各位)?(?:帮(?:我|忙)?|给(?:我)?)?"
_ANNOUNCES = re.compile(
    rf"^(?:嗯+|呃+|额+|哎|唉|喂|那个|就是|所以|因此|那么?|就|然后|另外|还有|顺便|[，,])*{_ASKER}"
    r"(?:请教|请问|问|咨询|了解|知道|打听|求助|求教|核对|核实|确认|查询?|统计口径|口径|做表|列表|对照|对比)(?:一个|一下子?|下|个|几个)?(?:问题|情况|数据?|数字)?$"
)
_LEAD = re.compile(
    rf"^(?:所以|因此|那么|就)?(?=我|咱|想|要|需要|请|麻烦|特|还想|也想){_ASKER}(?:需要)?(?:引用|请教|请问|问|咨询|了解|知道|学习|打听|求教|看看|看|提供|给出)(?:一下子?|下)?(?:的是)?(?=.{{3}})"
)
_POLITE = re.compile(
    r"^(?:您好|你好|大家好|老师好|各位好|各位|大家|早上好|上午好|下午好|晚上好|老师|同志|专家|小助手|助手|在吗|谢谢[您你]?[了啦]?|多谢[了啦]?|非常感谢|感谢|辛苦[您你]?[了啦]?|麻烦[您你]?[了啦]?|拜托[了啦]?|打扰[您你]?[了啦]?|不好意思|好的|嗯|明白了?|知道了|收到)+$"
)
# What an asking clause may hold without naming anything: who, where and how it is said.
_NAMELESS = re.compile(
    r"(?:19|20)[0-9]{2}年?|准确|确切|具体|真实|到底|究竟|数字|数据|数值|多少|属实|不对|对|真|[一两二三四五六七八九十几]个|哪|请|问|想|要|看看?|了解|知道|学习|一下|别的|其他|其它|各地|各省|各市|各区|各|的|省|市|区|县|地方|单位|兄弟|同行|报告|政府|工作|里|中|上|是|都|一般|通常|怎么|怎样|如何|什么|措辞|表述|表达|说法|写法|例句|范例|句子|写|说|提|讲|处理|能不能|能否|可以|能|给|来|找|列出?|几种|几条|几句|几段|几个|不同|原文|这|那|吗|呢|有没有|有哪些|哪些|我|您|你|，|,|？|\?|。| |类似|有|现成|参考|借鉴|常见|常用|好的?|最|比较|标准|规范"
)

_DEGREE = "大高多快强好长"
_LOW = "小低少慢弱差短"
# What one does with an answer, and what it shall show. A clause of nothing else asks nothing.
_DOING = (
    r"(?:列(?:出来|出|全|一列|一下|举|个表|成表|表|明)?|排(?:个|一)?(?:序|队|名次?|列|排|个?先后)(?:一?下|出来)?|排(?:一?下|出来|一排|排看)|对一对|对对|比一比|比比看?|比对(?:一?下)?|标(?:注|明|出)|注明|写(?:明|清楚?|出来?)|"
    r"附上|加总|求和|求(?:个|出)?(?:简单)?(?:平均(?:值|数)?|总和|总数)|加(?:起来|在一起|一块儿?)|相加|算(?:一?算|一下|出来|个)|统计(?:一下|出来)?|汇总(?:一下)?|核对(?:一下)?|核实(?:一下)?|确认(?:一下)?|查(?:一下|一查|查|询)|"
    r"数(?:一数|数|一下|出来)|做(?:成|个|张|一张)?(?:对比|比较)?表|做个(?:对比|比较)|整理(?:一下|出来)?|梳理(?:一下|出来)?|归纳(?:一下)?|说(?:说|一说|一下|明(?:一下)?|清楚?)|讲(?:讲|一下|清楚)|告诉我?|看(?:看|一下|一看)|给(?:出|我)?(?:一下)?|提供(?:一下)?|逐一|逐条|逐个|逐年|"
    rf"从[{_DEGREE}]到[{_LOW}]|从[{_LOW}]到[{_DEGREE}]|由[{_DEGREE}]到[{_LOW}]|由[{_LOW}]到[{_DEGREE}]|按(?:照)?(?:年份|省份|单位|地区|先后|时间|顺序|数值|大小|高低|多少)(?:先后|顺序|大小|高低)?)"
)
_SHOWN = r"(?:[两二三四五六几多]项|指标|数(?:字|值|量|据)?|(?:两|三|四|几|多)个数|总数|合计|出处|来源|页码|原文|原句|全文|年份|省份|名单|清单|表格?|结果|答案|顺序|名次|差额|差距|情况|名称|依据|例句|口径|先后)"
_MANNER = (
    r"(?:请|麻烦|劳驾|烦请|帮我|帮忙|帮|替我|给我|给|最好|顺便|并且?|然后|再|也|还|都|尽量|务必|一并|一起|同时|要|需要?|可以|能不能|能否|可否|希望|把|将|分别|各自的?|各个?|每个|每家|每份|它们|他们|具体|大致|简单|简要|完整|全部|所有|"
    r"一下|出来|清楚|就行|就好|即可|就可以|好吗|行吗|可以吗|吧|呀|啊|了|的|是|和|与|及|怎么|如何|下|我|你|您|谢谢|个|份|以及|以便)"
)
_HOW_TO_ANSWER = re.compile(rf"(?:{_DOING}|{_SHOWN}|{_MANNER})+")
_BEST = re.compile(r"^(?:最好|请|麻烦|并且?|再|要|记得|务必)*(?:注明|标明|标注|附上|写明)")
_HOW_AT_END = re.compile(
    rf"(?:{_MANNER})*(?<![一-龥]数)(?:{_DOING})(?:{_DOING}|{_SHOWN}|{_MANNER})*$"
)


def _clauses(text: str) -> Iterator[re.Match[str]]:
    """The clauses with the marks behind them; quotation marks hide the marks inside."""
    hidden = _QUOTED.sub(lambda found: "引" * len(found.group()), text)
    return _CLAUSE.finditer(hidden)


def without_background(text: str) -> str:
    """``text`` without greetings, thanks, reasons and announcements; itself where all of it is such.

    A quoted term of what is left out stays where nothing else is quoted; so does a reason that
    alone names the subject.
    """
    pieces = [text[found.start() : found.end()] for found in _clauses(text)]
    kept: list[str] = []
    reasons: list[str] = []
    in_reason = early = False
    for piece in pieces:
        asked = any(ASKS.search(one) for one in kept)
        if _is_empty(piece):
            continue
        goes_on = in_reason and asked and not ASKS.search(piece) and not _LEAD.match(piece)
        in_reason = goes_on or _is_reason(piece, asked)
        (reasons if in_reason else kept).append(_LEAD.sub("", piece))
        early = early or (in_reason and not asked)
        if piece.rstrip()[-1:] in "。？?！!":
            in_reason = False
    asking = [piece for piece in kept if ASKS.search(piece)]
    if not kept or (reasons and not asking and any(ASKS.search(piece) for piece in pieces)):
        return text
    quoted = [term.group() for piece in reasons for term in _QUOTED.finditer(piece)]
    if early and quoted and not any(_QUOTED.search(piece) for piece in kept):
        kept.insert(0, f"{quoted[-1]}，")
    elif reasons and len(_NAMELESS.sub("", "".join(kept))) < 2:
        kept.insert(0, max(reasons, key=len))
    return "".join(kept).strip("，,。；;：: ")


def _is_empty(piece: str) -> bool:
    clause = piece.strip(_MARKS)
    return not clause or bool(_POLITE.match(clause) or _ANNOUNCES.match(clause))


def _is_reason(piece: str, asked: bool) -> bool:
    """Why it is asked; behind a clause that asks also what the asker means to do with the answer."""
    clause = piece.strip(_MARKS)
    if (_LEAD.match(clause) or _HALF_KNOWN.search(clause)) and not asked:
        return False
    if ASKS.search(clause) and not asked:
        return False
    return bool(_SELF.search(clause) or _PURPOSE.search(clause) or (asked and _LEAD.match(clause)))


# 主要预期目标里，…; 2024年民生实事里的…: where to look.
_PLACE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年的省市区县]))(?:在|的|把)?(?:[\u4e00-\u9fff]{0,3}十件|[0-9]+件)?(?:省级?|全省|市级?|主要|重点|年度|经济社会发展|经济|发展|民生|预期|工作|政府)*(?:实事|任务|目标|清单|部署|工作|指标|规划)(?:清单|安排|项目)?(?:里面?|当中|之中|中)(?:的|，|,)?(?=[^，,。]{2})"
)


def how_to_answer(text: str) -> tuple[tuple[int, int], ...]:
    """Where ``text`` only says how the answer shall look (从高到低排一下, 请逐一列出) or where to look
    (民生实事里的…): half-open spans."""
    spans = [found.span() for found in _PLACE.finditer(text)]
    for found in _clauses(text):
        clause = found.group().rstrip(_MARKS)
        start, end = found.start(), found.start() + len(clause)
        if _HOW_TO_ANSWER.fullmatch(clause) or _BEST.match(clause):
            spans.append((start, end))
            continue
        tail = _HOW_AT_END.search(clause)
        if tail and tail.start() >= 2:
            spans.append((start + tail.start(), end))
    return tuple(spans)


def without_instructions(text: str) -> str:
    """``text`` without what only says how the answer shall look."""
    for start, end in sorted(how_to_answer(text), reverse=True):
        text = text[:start] + text[end:]
    return text.strip("，,。；; ")


def the_ask(question: str) -> str:
    """What is asked, cleaned: no greetings, no reasons; a pasted paragraph stays as it is."""
    cleaned = clean_question(question)
    if read_pasted(cleaned) is not None:
        return cleaned
    return clean_question(without_background(visible_text(question)))
