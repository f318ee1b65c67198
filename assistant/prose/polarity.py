"""Whether a sentence affirms what its source affirms: negation, direction, and their opposites."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.prose.plain import han_runs
from assistant.prose.types import Fault

# 未 不 无 where they deny nothing: parts of words, set phrases, bounds of numbers.
_NO_DENIAL = re.compile(
    r"未来|未成年|未雨绸缪|未央|无人机|无人[驾车船]|无障碍|无缝|无害化|无线|无锡|无偿|无论|无纸|无疑|无废|无私|无数|无差别|"
    r"无党派|无穷|无限|无感|不断|不仅|不但|不懈|不忘|不论|不管|不同|不等|不动产|不少|不低于|不超过|不高于|不多于|不大于|不小于|不到(?=\d)|"
    r"不足(?=\d)|不合时宜|不动摇|不停|不久|不愧|不失|不妨|不禁|不只|不单|不得不|毫不|不良|不法|不文明|不当|不规范|不可移动|不止|不畏|不惧|不负|"
    r"不遗余力|不折不扣|不含糊|不可或缺|不可替代|永不|非常|非遗|非公|非物质|非税|非洲|非凡|非政府|非现场|非诉|非农|非法|"
    r"不予[\u4e00-\u9fff]{2}(?:清单|制度|机制|决定|案件|事项)|没收|罚没|淹没|沉没|无一(?=败诉|例外)|一次办|零距离|零碳|零售|零工|零星|零部件|社零|零陵|从无到有|最多跑一次|不见面|不来即享|免申即享"
)
_DENIAL = re.compile(
    r"没有|并未|尚未|从未|未曾|未能|未有|未|没|无需|无须|无|不再|不|并非|绝非|零(?![点一二三四五六七八九十])|拒绝|避免|防止|杜绝|"
    r"有待|亟待|尚待|尚需|仍需|缺乏|缺少"
)
_NONE_AT_ALL = re.compile(r"(?:为|是|等于|[降归])零$")
_CLAUSE = re.compile(r"[，。；：！？!?;:\n]|,(?!\d)")
_QUOTED = re.compile(r"“[^”]{1,24}”")  # names; quotations in the sentence are checked verbatim
_WITHOUT = re.compile(r"(?<![没未])(?P<sign>[无有])(?P<thing>[\u4e00-\u9fff])")

UP = "增长 增加 提高 上升 提升 上涨 增多 扩大 增至 升至 提高到 增 升 涨 加快 多 高 快 增速 增幅 涨幅 上扬".split()
DOWN = "下降 减少 降低 回落 下滑 压减 压降 缩短 压缩 缩减 收窄 降至 减至 降 减 跌 放缓 少 低 慢 降幅".split()
_UP = re.compile("|".join(sorted(UP, key=len, reverse=True)))
_DOWN = re.compile("|".join(sorted(DOWN, key=len, reverse=True)))
_MOVES = re.compile(
    r"(?P<up>增长|增加|提高|上升|提升|上涨|增多|扩大|新增|净增|增[至到幅速收产]|升[至到]|涨幅|翻|加快|回升|[增升涨]$|(?<=[比较].{1})[多高快]|[多高快](?:出|了)?$)|"
    r"(?P<down>下降|减少|降低|回落|下滑|压减|压降|缩短|压缩|缩减|收窄|降[至到幅]|减[至到]|放缓|[降减跌]$|[少低慢](?:了)?$)"
)

# Opposites: a sentence that has one where its source has the other turns it round.
_OPPOSITES = """
增长 增加 提高 上升 提升 上涨 增多 扩大 加快 | 下降 减少 降低 回落 下滑 压减 缩短 压缩 缩减 收窄 放缓
高于 多于 快于 优于 好于 超过 高出 领先 | 低于 少于 慢于 劣于 差于 不及 落后
充足 充裕 富余 雄厚 较强 | 不足 短缺 薄弱 欠缺 紧缺 匮乏 不够 较弱
超额完成 全面完成 圆满完成 如期完成 按期完成 | 未完成 没有完成 未能完成 未如期 未按期
加强 强化 增强 | 削弱 弱化 减弱 放松
健全 完善 规范 到位 | 缺失 不健全 不完善 不规范 不到位 混乱
及时 按期 按时 准时 | 逾期 延误 滞后 拖延 超期
维持 | 撤销 纠正 变更
胜诉 | 败诉
采纳 通过 同意 准予 | 驳回 否决 不予 拒绝
合格 达标 | 不合格 不达标 未达标
支持 鼓励 | 禁止 限制 反对
全部 全覆盖 | 部分 个别
上涨 | 下跌
盈利 顺差 | 亏损 逆差
好转 改善 优化 | 恶化 变差
启动 开工 | 停工 终止 叫停
首次 | 再次
"""


# How a sentence judges a thing: what its source calls wanting it may not call good, nor the reverse.
_WANTING = re.compile(
    r"不足|薄弱|欠缺|短缺|紧缺|匮乏|滞后|有待|亟待|不够|不高|不强|不全|不均|单一|困难|缺乏|缺少|偏[紧少低弱小慢]|紧张|吃紧|较低|较弱|差距|短板|"
    r"不充分|不平衡|不到位|不完善|不健全|不规范|低下|难以|问题突出|矛盾突出"
)
_GOOD = re.compile(
    r"充足|充裕|较强|很强|过硬|(?:能力|成效|成绩|作用|优势)[^，。]{0,4}突出|良好|优秀|优异|显著|完善|健全|到位|领先|较高|高效|卓越|有力|丰富"
)


def judged_otherwise(claim: str, source: str) -> tuple[str, str] | None:
    """A word of praise where the source has one of blame, or the reverse; None where neither."""
    for mine, theirs in ((_GOOD, _WANTING), (_WANTING, _GOOD)):
        said, stands = (
            mine.search(_WANTING.sub("", claim) if mine is _GOOD else claim),
            theirs.search(source),
        )
        if (
            said
            and stands
            and not theirs.search(claim)
            and not mine.search(_WANTING.sub("", source) if mine is _GOOD else source)
        ):
            return said[0], stands[0]
    return None


def _pairs() -> list[tuple[list[str], list[str]]]:
    return [
        (left.split(), right.split())
        for left, right in (line.split("|") for line in _OPPOSITES.strip().splitlines())
    ]


def direction(words: str) -> int:
    """1 where the words before a number say that it grew, -1 where it fell, 0 where neither.

    The last such word counts: it stands next to the number.
    """
    last = None
    for match in _MOVES.finditer(words):
        last = match
    if last is None:
        return 0
    return 1 if last["up"] else -1


def clauses(text: str) -> list[str]:
    """The clauses of a text."""
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]


def _signed(clause: str) -> dict[str, bool]:
    """Two-character pieces of a clause → whether they are denied."""
    covered = _NO_DENIAL.sub(lambda found: "\ue000" * len(found[0]), clause)
    denial = _DENIAL.search(covered)
    begins = len(clause) if denial is None else denial.start()
    if _NONE_AT_ALL.search(covered):  # 合同为零 denies what stands before it
        begins = 0
    signed: dict[str, bool] = {}
    for match in re.finditer(r"[\u4e00-\u9fff]+", _DENIAL.sub(lambda m: " " * len(m[0]), clause)):
        run = match[0]
        for at in range(len(run) - 1):
            offset = match.start() + at
            signed[run[at : at + 2]] = offset >= begins
    return signed


def denied_alike(claim: str, source: str) -> str:
    """Words that one of two clauses denies and the other affirms; empty where none prevail."""
    one, other = _signed(claim), _signed(source)
    shared = [piece for piece in one if piece in other]
    differ = [piece for piece in shared if one[piece] != other[piece]]
    one_denies = any(one.values()) != any(other.values())
    if one_denies and differ:
        return differ[0]
    return differ[0] if len(differ) * 2 > len(shared) else ""


def opposite(claim: str, source: str, sources: str) -> tuple[str, str] | None:
    """A word of ``claim`` and its opposite in the source clause; None where there is none."""
    for left, right in _pairs():
        for mine, theirs in ((left, right), (right, left)):
            said = _standing(mine, claim)
            if not said or _standing(mine, sources) or _standing(theirs, claim):
                continue
            if turned := _standing(theirs, source):
                return said, turned
    return None


def _standing(words: Iterable[str], text: str) -> str:
    covered = _NO_DENIAL.sub(lambda found: "\ue000" * len(found[0]), text)
    return next(
        (
            word
            for word in words
            if re.search(rf"(?<![未不没无]){word}" if word[0] not in "未不没" else word, covered)
        ),
        "",
    )


def _with_and_without(claim: str, source: str) -> str:
    """有序 where the source has 无序, or the reverse."""
    for match in _WITHOUT.finditer(claim):
        turned = ("有" if match["sign"] == "无" else "无") + match["thing"]
        if turned in source and match[0] not in source and turned not in claim:
            return match[0]
    return ""


def best_clause(claim: str, source: str) -> tuple[str, int]:
    """The clause of ``source`` that shares most two-character pieces with ``claim``."""
    mine = {run[at : at + 2] for run in han_runs(claim) for at in range(len(run) - 1)}
    best, most = "", 0
    for clause in clauses(source):
        shared = sum(1 for piece in mine if piece in clause)
        if shared > most:
            best, most = clause, shared
    return best, most


def check_polarity(text: str, sources: list[str]) -> list[Fault]:
    """Clauses that deny what the sources affirm, or the other way round.

    Args:
        text: a piece of the sentence, names and quotations blanked out.
        sources: the cited quotes, plain.
    """
    joined = "。".join(_QUOTED.sub(" ", source) for source in sources)
    for clause in clauses(text):
        source, shared = best_clause(clause, joined)
        if not shared:
            continue
        if word := denied_alike(clause, source) or _with_and_without(clause, source):
            message = f"“{clause.strip()}”的肯定或否定与原文“{source.strip()}”相反"
            return [Fault(kind="negation", found=word, message=message)]
        if turned := opposite(clause, source, joined) or judged_otherwise(clause, source):
            message = f"原文是“{turned[1]}”，不是“{turned[0]}”"
            return [Fault(kind="negation", found=turned[0], message=message)]
    return []
