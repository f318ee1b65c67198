"""Cleaning: web furniture, broken lines and stray spaces go; visible characters stay as written."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from ingest.patterns import HEADING_MARK, is_date_line, is_title_line

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = _HAN + "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·・％"
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b]+")
_RESIDUE = re.compile(r"\[(?:bookmark|image|img|picture|hyperlink)\s*:[^\]\n]*\]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:br|p|div|span|font|strong|b|i|u|em|a|img|table|tbody|tr|td|th|ul|ol|li|h[1-6]|center)"
    r"(?:\s[^<>\n]*)?/?>",
    re.IGNORECASE,
)
# A space is stray where Han text stands on either side (digits included: 2023 年度).
_STRAY = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}0-9(])|(?<=[0-9.%)]) (?=[{_WIDE}])")
_STRAY_PUNCTUATION = re.compile(rf"(?<=[{_HAN}]) (?=[,.;:!?)\]\"])|(?<=[,;:!?(\"]) (?=[{_HAN}])")
_OFFICER = re.compile(rf"^[{_HAN}]{{0,14}}(?:长|主席|总理|主任|书记)(?P<gap> )[{_HAN}](?: ?[{_HAN}]){{1,3}}$")
_SIGNED = re.compile(
    rf"^(?P<unit>[{_HAN}（）()]{{4,40}})\s+(?P<date>(?:[0-9]{{4}}|[〇零○一二三四五六七八九]{{4}})\s*年.{{1,12}}日)$"
)

# Lines that a site puts around every article (labels with what stands behind them).
_LABELS = (
    "来源|信息来源|稿件来源|文章来源|发布时间|发布日期|发布机构|发布单位|更新时间|日期|时间|作者|编辑|责任编辑|"
    "责编|审核|校对|供稿|录入|访问量|浏览量|浏览次数|阅读次数|阅读量|阅读|点击数|点击率|点击次数|点击量|浏览|字体|字号|"
    "字体大小|打印|打印本页|关闭|关闭窗口|关闭本页|分享|分享到|分享至|保存|收藏|复制链接|返回顶部|返回|上一篇|下一篇|"
    "上一条|下一条|相关链接|相关文章|相关附件|附件下载|扫一扫在手机打开当前页|扫一扫|微信扫一扫|索引号|索引|索引编号|主题分类|"
    "主题词|发文机关|发文机构|发文字号|成文日期|生成日期|公开日期|公开方式|公开类别|文号|有效性|体裁分类|组配分类|关键词|"
    "信息分类|公开范围|公开形式|是否有效|主办单位|主办|承办单位|承办|协办单位|技术支持|版权所有|地址|联系地址|邮编|邮政编码|联系电话|电话|"
    "传真|邮箱|网站标识码|网站地图|网站声明|关于我们|联系我们|隐私声明|免责声明|使用帮助|无障碍|无障碍浏览|长者模式|适老化|"
    "首页|您的位置|当前位置|您当前的位置|所在位置|您现在的位置|登录|注册|搜索|繁体|简体|English|移动版|手机版|"
    "大|中|小|默认|朗读|语音播报|我要纠错|纠错|打开|取消|继续访问|放弃|是否继续|确定|政务微信|政务微博|视力保护色"
)
_LABEL_LINE = re.compile(
    rf"^[\[【(（<《]?\s*(?:{_LABELS})\s*[\]】)）>》]?\s*(?:[:：>》|｜?？].{{0,80}})?$"
)
_LABEL_RUN = re.compile(rf"^(?:(?:{_LABELS})\s*[:：]\s*[^:：]{{0,40}}){{1,8}}$")
_OTHER = re.compile(
    r"(?i)(?:ICP备|公网安备|网安[:：]|copyright|版权所有|all rights reserved|网站标识码|"
    r"您访问的链接|即将离开|本网站|技术支持[:：]|https?://|www\.|建议使用.{0,12}(?:浏览器|分辨率)|"
    r"^\s*(?:\[?[大中小]\]?\s*){2,3}$|^[-—=_*·.\s|>]+$|^\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$)"
)
_MENU = re.compile(r"^[^。；!！?？]{0,80}(?:[>＞»|｜/][^。；!！?？]{1,30}){2,}$")
_TITLE_TAIL = re.compile(r"\s*[|｜_\-—]+\s*(?:[^|｜_。，]{0,24}(?:网|政府|平台|门户))?\s*$")

_TERMINAL = re.compile(r"[。！？!?；;:：…][”’」』）)】》\"]*$")
_BODY = re.compile(r"[，。；,;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The text to keep and the furniture that was taken away (metadata may still read it)."""

    text: str
    furniture: tuple[str, ...]


def _characters(raw: str) -> str:
    """What is invisible or markup goes."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = re.sub("[\u2028\u2029\x85]", "\n", text)
    text = html.unescape(text) if re.search(r"&(?:nbsp|[a-z]{2,6}|#\d+);", text) else text
    text = _TAG.sub("", _RESIDUE.sub("", _INVISIBLE.sub("", text)))
    return _SPACES.sub(" ", text)


def _unspace(line: str) -> str:
    """Deletes stray spaces; an officer's name keeps the one before it."""
    officer = _OFFICER.match(line)
    gap = officer.start("gap") if officer else -1
    previous = None
    while previous != line:
        previous = line
        line = _STRAY_PUNCTUATION.sub("", _STRAY.sub("", line))
    return f"{line[:gap]} {line[gap:]}" if gap > 0 else line


def _is_furniture(line: str) -> bool:
    if len(line) > 120:
        return False
    return bool(
        _LABEL_LINE.match(line) or _LABEL_RUN.match(line) or _OTHER.search(line) or _MENU.match(line)
    )


def _is_body(line: str) -> bool:
    return bool(_BODY.search(line)) and len(line) >= 20


def _drop_furniture(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines kept and lines dropped.

    Menu lines above the title go whatever they say; between title and body, and behind the last
    body line, lines go when they look like furniture, and behind the body everything after the
    first such line.
    """
    title = next((i for i, line in enumerate(lines[:40]) if is_title_line(line)), None)
    first_body = next((i for i, line in enumerate(lines) if _is_body(line)), len(lines))
    start = title if title is not None and title < first_body else 0
    last_body = max((i for i, line in enumerate(lines) if _is_body(line) and not _is_furniture(line)), default=-1)
    kept: list[str] = []
    dropped: list[str] = list(lines[:start])
    for index, line in enumerate(lines[start:], start):
        if not _is_furniture(line):
            kept.append(line)
            continue
        if index > last_body:
            dropped.extend(lines[index:])
            break
        dropped.append(line)
    return kept, dropped


def _wrap_width(lines: list[str]) -> int:
    """The column at which a file was hard-wrapped, 0 where it was not.

    In wrapped text many lines are as long as the longest; in running text few are.
    """
    lengths = sorted(len(line) for line in lines if len(line) > 12)
    if len(lengths) < 12:
        return 0
    widest = lengths[int(len(lengths) * 0.98) - 1]
    if widest > 100:
        return 0
    near = sum(1 for length in lengths if length >= widest * 0.9)
    return widest if near >= 0.35 * len(lengths) else 0


def _is_heading_line(line: str) -> bool:
    """A numbered line without a full stop: its comma is no sign of a broken sentence."""
    return bool(HEADING_MARK.match(line)) and "。" not in line and len(line) <= 60


def _continues(previous: str, last_length: int, following: str, width: int) -> bool:
    """Whether the line end between the two stands inside a sentence.

    Args:
        previous: the paragraph so far.
        last_length: of its last physical line, which is what a wrap width speaks of.
        following: the next physical line.
        width: of a hard-wrapped file, else 0.
    """
    if HEADING_MARK.match(following) or is_date_line(following) or following.startswith("—"):
        return False
    if _TERMINAL.search(previous):
        return False
    if previous[-1] in "，,、（(“" or (width and last_length >= width * 0.88):
        return True
    if _is_heading_line(previous) or is_title_line(previous):
        return False
    return len(previous) >= 20 and bool(_BODY.search(previous) and _BODY.search(following))


def _join(lines: list[str]) -> list[str]:
    width = _wrap_width(lines)
    joined: list[str] = []
    last_length = 0
    for line in lines:
        if joined and _continues(joined[-1], last_length, line, width):
            latin = joined[-1][-1].isascii() and line[0].isascii()
            gap = " " if latin and joined[-1][-1].isalpha() and line[0].isalpha() else ""
            joined[-1] += gap + line
        else:
            joined.append(line)
        last_length = len(line)
    return joined


def clean(raw: str) -> Cleaned:
    """Cleaned text: paragraphs separated by one line end each."""
    lines: list[str] = []
    for line in _characters(raw).split("\n"):
        stripped = line.strip()
        signed = _SIGNED.match(stripped)
        lines.extend([signed["unit"], signed["date"]] if signed else [stripped] if stripped else [])
    kept, dropped = _drop_furniture(lines)
    kept = [re.sub(r"^[-*•●■◆]\s+(?=\S)", "", line) for line in kept]
    if kept and is_title_line(_TITLE_TAIL.sub("", kept[0])):
        kept[0] = _TITLE_TAIL.sub("", kept[0])
    text = "\n".join(_unspace(line) for line in _join([_unspace(line) for line in kept]))
    return Cleaned(text=text, furniture=tuple(dropped))
