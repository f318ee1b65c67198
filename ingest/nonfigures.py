"""What holds a number and states no figure: dates, numbering, names, set phrases."""

from __future__ import annotations

import re
from typing import Final

from ingest.measures import MEASURE_PATTERN

BLANK: Final = "\ue000"  # stands for every character of a name or number that is no figure
BLANK_DATE: Final = "\ue001"  # the same for a date, which begins or ends a phrase

_HAN_DIGITS = "零〇一二两三四五六七八九十百"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
# Patterns here must stay linear on any text: a run is entered at its beginning only, a gap between
# years is read in one way, and a row of years (a table's head) is followed a bounded way.
_YEAR_GAP = r"(?> ?(?:[-—–~～至到、和]|\s) ?)"
_DATES = re.compile(
    rf"(?:{_YEAR}(?:{_YEAR_GAP}(?:{_YEAR}|\d\d(?=年))){{0,60}}+ ?年度?(?! ?\d*个)"
    r"(?: ?\d{1,2} ?月(?:份)?(?: ?(?:[-—–~～至到、和]) ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?)?"
    r"(?: ?\d{1,2} ?[时点](?:\d{1,2} ?分)?)?)"
    r"|(?<![\d.])\d{1,2} ?月份?(?: ?\d{1,2} ?[日号])?"
    r"(?: ?[-—–~～至到、和] ?(?:\d{1,2} ?月)?\d{1,2} ?[日号])?"
    r"|(?<!\d)\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    rf"|{_YEAR}(?: ?[-—–~～至] ?{_YEAR})|[二一][零〇九][{_HAN_DIGITS}]{{2}}年度?"
    rf"|(?:[{_HAN_DIGITS}]{{1,2}}|\d{{1,2}})世纪|(?:[上下前后当近]|过去)[{_HAN_DIGITS}]年(?!级)"
)

_NAMES = re.compile(
    r"《[^》\n]{1,120}》|〈[^〉\n]{1,60}〉|【[^】\n]{1,40}】"
    # A short quotation without a clause of its own is a name: “八五”, “三项制度”, “12·4”.
    r"|“[^”。；，\n]{1,24}”|‘[^’。；，\n]{1,24}’|「[^」。；，\n]{1,24}」|\"[^\"。；，,\n]{1,24}\""
    r"|“[^”。；\n]{1,12}”"
    r"|(?:https?://|www\.)[\w./?=&%#:-]+|(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.]{1,64}"
)

_CODE = r"[A-Za-z]++[-.·]?\d+(?:\.\d+)?"  # G20, PM2.5, COVID-19
_NUMBERING = re.compile(
    r"(?m:^[ \t\-*#]*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.、．)）](?!\d)|[（(]\d{1,2}[)）]))"
    r"|(?<=[。；;：:！])[ ]?(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）])"
    r"|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|\[\d{1,3}\]"
    r"|[〔\[【(（](?:19|20)\d\d[〕\]】)）] ?第?\d{1,5}号|(?<![\d.])\d{1,6}号"
    rf"|第(?:\d+(?:\.\d+)?|[{_HAN_DIGITS}千万]+)"
    rf"(?: ?[-—–~～至到、和] ?第?(?:\d+|[{_HAN_DIGITS}]+))?"
    r"(?:[届次期批轮条款项位名个天章节例场家份类部篇年处台所组]|中学|小学)?"
    r"|(?:邮编|邮政编码|电话|传真|热线|标识码|编号|文号|证号|备案号|网安|案号)[号码]?"
    r"[:： ]*[\d\-— ]{3,}|(?<=届)[一二三四五六七八九十]+[次中]"
    r"|ICP备\d+|公网安备 ?\d+|(?<!\d)\d{3,4}-\d{7,8}|(?<![\d.])1[3-9]\d{9}(?!\d)"
    rf"|(?<![\d.])\d{{8,}}(?![\d.,万亿]|[余多][万亿]| ?[余多]?(?:{MEASURE_PATTERN}))"
    rf"|(?<![A-Za-z]){_CODE}|(?<![\d.])\d+(?:\.\d+)?[×*+＋·][\d.×*+＋·NX]+(?:{_CODE})?"
    r"|(?<![\d.])\d{1,2}·\d{1,2}"
    r"|(?:居|列|排名?|位次|升至|排在|跻身|进入)(?:全[国省市区县球]|世界|[东中西]部|各?[省市区县])?"
    r"(?:排名)?(?:前|第)(?:\d+|[一二三四五六七八九十]+)(?:[位名强]|(?=[，。；、]))|前(?:\d+|[三五十百])[位名强]"
    r"|全[国球省市][前]?\d+[佳强大优]|(?<!\d)24小时(?!以?内|之内|办结|缩|审)"
)

# Words of the language and of the genre that count nothing. 一 before a classifier is an article.
_SET_PHRASES = re.compile(
    r"(?<![十百千零〇])(?:(?<![仅只共])(?<!仅有)(?<!只有)(?<![\d万])一(?:个|项|件|条|家|次|批|种|场|起|份|位|名|篇|处|支|"
    r"张|部|台|座|套|本|只|块|段|片|面|首|门|户|人|类|层|组|轮|期|节|笔|头|村|年|天|对|"
    r"堂|口|间|款|分|度|周|方|成(?!左|以)|倍半)(?!半)"
    r"|二(?=[个项件条家次批种场起份位名篇处级期类线手产])(?<![十\d]二)"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3}是要?"
    r"|(?:两|三|四|五|六|七|八|九|十)(?:个|项|大|类)?(?:方面|层面|维度|环节|步走|坚持|意识|自信|全面|"
    r"维护|确立|毫不动摇|结合|务必|伟大|覆盖|转变|统一|服务|导向|一百年|先行|不变|必须|面向|制度|规定|补贴)"
    r"|两(?:[高癌难手山院]|法衔接|会|岸|用|制|翼|新|重|头|位数|点论)|两(?:个|类)文明"
    r"|三(?:农|公(?![里顷斤])|资|峡|角|江|北|中|省|产|权|级|甲|通|包|医|维|线|方|次产业|次分配|期|位一体|星)"
    r"|三(?:个代表|个年|甲|大攻坚)|四(?:化|季|风|好|方|中|川|个伊|个一|期)|五(?:位一体|级|保|险|方|级书记)"
    r"|[三四五六七八九十]位一体|八(?:项规定|方)|十(?:分(?!之)|字|佳|强|大(?=[^\d])|年树木)|[一二三四五六七八九]季度"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3}(?:级|期(?!培训|课|班))|百(?:姓|年|日|花|强|货|色|科)"
    r"|千(?:家万户|方百计|头万绪|秋|瓦时代)|万(?:众|家灯火|户千|无一失|里长)"
    r"|(?:十|百|千|万){1,3}(?:亿|亩|吨|家|户|人|村|企|亿元)?级"
    r"|[一二三四五六七八九十两几数]对[一二三四五六七八九十]|[一二]方面|点对点)"
)
_LABEL = re.compile(
    r"(?<![\d.百千万亿十])[\d.百千万亿十]+(?:万|亿)?(?:吨|亿元|千瓦|亿|万|亩|千伏|[A-Z])?级"
)


def _cover(pattern: re.Pattern[str], mark: str, text: str) -> str:
    return pattern.sub(lambda match: mark * len(match.group()), text)


def blank(plain: str) -> str:
    """``plain`` with everything that is no figure blanked out, character for character.

    Args:
        plain: half-width text (``numerals.half_width``).

    Returns:
        A text of the same length, so that offsets stay valid.
    """
    text = plain
    for pattern, mark in (
        (_NAMES, BLANK),
        (_DATES, BLANK_DATE),
        (_NUMBERING, BLANK),
        (_LABEL, BLANK),
        (_SET_PHRASES, BLANK),
    ):
        text = _cover(pattern, mark, text)
    return text
