"""What a web site or a printer puts around and between the lines of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.patterns import is_title_line, without_tail
from ingest.titles import title_block

_LINE_LIMIT = 140
_HEAD_LIMIT = 80  # lines above the title: menus of government sites run to fifty
_TAIL_SHARE = 0.25  # behind the end of an article less body follows than this

# Labels of a site, with what stands behind them. Outside the edges of an article the same words
# are the author's (地址：… in a list), so these count above the first and below the last body line.
_LABELS = (
    "来源|信息来源|稿件来源|文章来源|发布时间|发布日期|发布机构|发布单位|更新时间|更新日期|日期|时间|作者|编辑|"
    "责任编辑|责编|审核|审核人|校对|供稿|录入|录入人|访问量|浏览量|浏览次数|阅读次数|阅读量|阅读|点击数|点击率|"
    "点击次数|点击量|点击|浏览|字体|字号|字体大小|打印|打印本页|打印此页|关闭|关闭窗口|关闭本页|分享|分享到|分享至|保存|收藏|"
    "收藏本站|收藏本页|设为首页|加入收藏|复制链接|返回顶部|回到顶部|返回|上一篇|下一篇|上一条|下一条|相关链接|相关文章|"
    "相关附件|相关阅读|相关新闻|相关信息|推荐阅读|附件下载|扫一扫在手机打开当前页|扫一扫|微信扫一扫|索引号|索引|索引编号|"
    "主题分类|主题词|发文机关|发文机构|发文单位|制发机关|公开机构|发文字号|发文日期|成文日期|生成日期|公开日期|公开方式|公开类别|文号|有效性|"
    "体裁分类|组配分类|关键词|信息分类|信息名称|公开范围|公开形式|是否有效|主办单位|主办|承办单位|承办|协办单位|技术支持|"
    "版权所有|地址|联系地址|邮编|邮政编码|联系电话|电话|传真|邮箱|网站标识码|网站地图|网站声明|关于我们|联系我们|"
    "联系方式|隐私声明|免责声明|使用帮助|无障碍|无障碍浏览|无障碍阅读|进入无障碍|长者模式|长辈版|适老化|关怀版|首页|网站首页|您的位置|"
    "当前位置|您当前的位置|所在位置|您现在的位置|登录|注册|个人中心|搜索|高级搜索|站内搜索|繁体|繁体版|简体|简体中文|English|"
    "移动版|手机版|大|中|小|默认|朗读|语音播报|我要纠错|纠错|打开|取消|继续访问|放弃|是否继续|确定|政务微信|政务微博|"
    "微信公众号|视力保护色|友情链接|网站找错|政府网站找错|党政机关|智能问答|政民互动|互动交流|政务公开|政务服务|政府信息公开|"
    "RSS订阅|RSS|IPv6|今天是|用户中心"
)
_EDGE = re.compile(
    "|".join(
        (
            rf"^[\[【(（<《]?\s*(?:{_LABELS})\s*[\]】)）>》]?\s*(?:[:：>》|｜?？].{{0,100}})?[)）\]】]?$",
            rf"^(?:(?:{_LABELS})\s*[:：]\s*[^:：]{{0,40}}){{1,8}}$",
            rf"^(?:(?:{_LABELS})\s*[|｜·\s]\s*){{1,12}}(?:{_LABELS})?$",
            r"^[^。；！!？?]{0,80}(?:[>＞»|｜/][^。；！!？?]{1,30}){2,}$",  # breadcrumbs and menus
            r"^\s*(?:https?://|www\.)\S+\s*$",
            r"^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$",
            r"^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}.{0,20}"
            rf"(?:{_LABELS})\s*[:：]",
            r"^[^，。；]{2,24}(?:门户网站|政府网站?|信息网|政务网)$",
            r"二维码|朋友圈|(?i:copyright|all rights reserved|produced by)|版权所有|域名[:：]",
            r"建议使用.{0,20}(?:浏览器|分辨率)|(?:浏览器|分辨率).{0,16}(?:最佳|以上)|本网站|技术支持[:：]",
            r"(?i:icp备|icp证)|网安[:：备]|标识码[:：]|即将离开|无障碍",
            r"^[|｜>＞<·.]+$",
        )
    )
)
# These are furniture wherever they stand.
_ANYWHERE = re.compile(
    "|".join(
        (
            r"^[\[【(（]?\s*字[体号]\s*(?:大小)?\s*[:：]?\s*(?:[\[【(（]?\s*[大中小]\s*[\]】)）]?[\s|/]*){1,3}"
            r"[\]】)）]?$",
            r"^(?:[\[【(（]?\s*[大中小]\s*[\]】)）]?\s*){3}$",
            r"^(?:[\[【(（]\s*(?:打印|打印本页|打印此页|关闭|关闭窗口|关闭本页|收藏|收藏本页|分享|保存|返回|返回顶部|推荐)"
            r"\s*[\]】)）]\s*[|｜]?\s*){1,6}$",
            r"^(?:浏览|阅读|点击|访问)(?:次数|量|数|率)\s*[:：]\s*[0-9]*\s*次?$",
            r"^扫一扫在手机(?:上)?打开当前页",
            r"^[-—=_*·－–]{3,}$",
            r"^[\s▼▽▲△◆◇●○■□★☆↓⬇→•·]+$",
            r"^(?:点击|长按|扫描|识别).{0,12}(?:关注|蓝字|二维码).{0,8}$",
            r"^[-—–－·•\s]*第\s*[0-9]{1,3}\s*页(?:\s*[/,，、]?\s*共\s*[0-9]{1,3}\s*页)?[-—–－·•\s]*$",
            r"^[-—–－]{1,3}\s*[0-9]{1,3}\s*[-—–－]{1,3}$",
            r"^(?i:page)\s*[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?$",
            r"您访问的链接即将离开",
            r"^(?=[^。；]*$).*(?i:icp备\s*[0-9]|公网安备\s*[0-9]|网站标识码\s*[:：]?\s*[0-9a-z])",
        )
    )
)
# Behind one of these nothing of the article follows.
_END = re.compile(
    r"^(?:END|end|The End|— ?END ?—|点赞|在看)$|"
    r"^[\[【(（]?\s*(?:扫一扫|扫描二维码|微信扫一扫|用微信扫|上一[篇条]|下一[篇条]|相关(?:阅读|链接|文章|新闻|信息|附件|稿件)|推荐阅读|"
    r"打印本页|打印此页|关闭窗口|关闭本页|责任编辑|责编|返回顶部|回到顶部|分享到|分享至|"
    r"主办单位|主办\s*[:：]|版权所有|网站地图|关于我们|联系我们|友情链接|网站标识码|政府网站找错|我要纠错)"
    r"\s*(?:[\]】)）:：|｜\s]|$|到|二维码|在手机|分享)"
)
_BARE_PAGE = re.compile(r"^([1-9][0-9]{0,2})(?:\s*/\s*([0-9]{1,3}))?$")
_PUNCTUATION = re.compile(r"[，。；,;]")


def is_body(line: str) -> bool:
    """Running text: long enough and with the punctuation of sentences."""
    return len(line) >= 20 and bool(_PUNCTUATION.search(line)) and not _is_edge(line)


def _is_anywhere(line: str) -> bool:
    return len(line) <= _LINE_LIMIT and bool(_ANYWHERE.search(line))


def _is_edge(line: str) -> bool:
    if len(line) > _LINE_LIMIT or (line.endswith("。") and "离开" not in line):
        return False
    return _is_anywhere(line) or bool(_EDGE.search(line))


def _page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Lines that are bare page numbers: they count up by one, far apart."""
    found = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _BARE_PAGE.match(line))]
    counting = len(found) > 1 and all(
        right[1] == left[1] + 1 and right[0] - left[0] >= 5 for left, right in pairwise(found)
    )
    return frozenset(index for index, _ in found) if counting else frozenset()


def _article_end(lines: Sequence[str], first: int, body: Sequence[bool]) -> int:
    """Where the article ends and the site goes on; ``len(lines)`` where it does not."""
    total = sum(len(line) for line, counts in zip(lines, body, strict=True) if counts)
    seen = 0
    for index, line in enumerate(lines):
        if body[index]:
            seen += len(line)
        elif (
            index > first
            and len(line) <= _LINE_LIMIT
            and _END.match(line)
            and total - seen <= _TAIL_SHARE * seen
        ):
            return index
    last = max((i for i, counts in enumerate(body) if counts), default=-1)
    return next((i for i in range(last + 1, len(lines)) if _is_edge(lines[i])), len(lines))


def take_away(lines: Sequence[str]) -> tuple[list[int], list[str]]:
    """Which lines stay (their indices), and what was taken away.

    Above the title everything goes; between title and body and behind the body, what looks like
    furniture; inside the body only what is furniture anywhere.

    Args:
        lines: stripped, none of them empty.
    """
    body = [is_body(line) for line in lines]
    first = body.index(True) if True in body else len(lines)
    pages = _page_numbers(lines)
    block = title_block(lines[: min(first, _HEAD_LIMIT)])
    start = block[0] if block else 0
    end = max(_article_end(lines, first, body) if first < len(lines) else len(lines), start)
    if first == len(lines):
        end = next((i for i in range(start + 1, len(lines)) if _is_end(lines[i])), len(lines))
    kept: list[int] = []
    dropped: list[str] = list(lines[:start])
    for index in range(start, end):
        line = lines[index]
        site = _is_edge(line) if index < first else _is_anywhere(line)
        if index in pages or (site and not (block and block[0] <= index < block[1])):
            dropped.append(line)
        else:
            kept.append(index)
    dropped.extend(lines[end:])
    return kept, dropped


def _is_end(line: str) -> bool:
    return len(line) <= _LINE_LIMIT and bool(_END.match(line))


def title_tail(line: str) -> str:
    """What a site put behind a title; empty where nothing stands there."""
    return line[len(without_tail(line)) :] if is_title_line(line) else ""
