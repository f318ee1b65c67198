"""What a comparison's figures say: most, least, difference, sum, average; computed and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.counted import PIECES, same_count
from assistant.findings import Finding
from assistant.lookup import PLANNED
from assistant.question import Reading
from ingest.measures import comparable

SUM = re.compile(r"合计|总和|加起来|一共|总共|总计")
_MEAN = re.compile(r"平均|均值")
_BESIDE_MEAN = re.compile(r"对比均值(?P<below>以下)?")
_LARGEST_SHARE = re.compile(r"占比最大")
_MOST = re.compile(r"最[多高大快]|[谁更][多高]")
_APART = re.compile(r"相差|差多少|差距|多出|高出|多多少|高多少|之差")
_LEAST = re.compile(r"最少|最低|最小|最慢|更少|更低|更慢|谁少|谁低|垫底|倒数")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One row's figure for one topic."""

    label: str
    finding: Finding | None
    conflict: bool
    marker: str

    @property
    def amount(self) -> Decimal | None:
        """In the base measure; the middle of a range; None without a plain figure."""
        figure = self.finding.figure if self.finding else None
        if figure is None:
            return None
        if figure.amount_high is not None:
            return (figure.amount + figure.amount_high) / 2
        return figure.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The sentences above a table."""

    text: str
    computed: tuple[str, ...] = ()
    vouched: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def plain(number: Decimal) -> str:
    """A number without exponent and without trailing zeros: 312, 0.5, 162600."""
    text = format(number.normalize(), "f")
    return text if text != "-0" else "0"


def _stated(sides: Sequence[Side]) -> list[Side]:
    """The sides with a figure; plans step back where others tell what was reached."""
    stated = [s for s in sides if s.finding is not None and s.finding.figure is not None]
    reached = [s for s in stated if s.finding is not None and not s.finding.planned]
    return reached or stated


def _figure_text(side: Side) -> str:
    assert side.finding is not None
    planned = PLANNED if side.finding.planned else ""
    return f"{side.label}{planned}{side.finding.value}{side.marker}"


def alike(sides: Sequence[Side]) -> bool:
    """Whether figures count the same kind of thing, so that they may be ranked and added."""
    figures = [s.finding.figure for s in sides if s.finding and s.finding.figure]
    measured = [f for f in figures if f.base] or figures  # 减少1240万 beside 减少1232万人
    if not all(same_count(f.base, measured[0].base) for f in measured):
        return False
    if len({f.base for f in figures}) > 1 and not _alike_named(sides):
        return False  # 家 and 个, or no measure at all, of the same kind of thing only
    if len({s.finding.planned for s in sides if s.finding}) > 1:
        return False  # a plan is not ranked against what was done
    if len({kind for f in sides if (kind := _doing(f))}) > 1:
        return False  # 收到, 办结 and 被申请 count different things
    # A level and its growth are not ranked; of percentages the question has said which.
    return figures[0].base == "%" or len({f.change == "by" for f in figures}) == 1


_ALIKE_NAMES = 0.4  # of the characters of two indicators that name the same kind of thing


def _alike_named(sides: Sequence[Side]) -> bool:
    """Whether figures counted in different words (家, 个) are of things that are called alike."""
    found = [s.finding for s in sides if s.finding and s.finding.figure]
    if all(
        f.figure and comparable(f.figure.base, found[0].figure.base)
        for f in found
        if found[0].figure
    ):
        return True
    names = [set(f.indicator) for f in found]
    return all(
        2 * len(name & names[0]) >= _ALIKE_NAMES * (len(name) + len(names[0])) for name in names
    )


_DOINGS = ("被申请|被诉|被提起|被复议", "受理|收到|接到|接收", "办结|审结|结案")


def _doing(side: Side) -> str:
    """Which stage of a matter a figure counts; empty where it says none."""
    words = side.finding.indicator + side.finding.words if side.finding else ""
    return next((kind for kind in _DOINGS if re.search(kind, words)), "")


def _in_measure(amount: Decimal, side: Side) -> tuple[Decimal, str]:
    """An amount in the measure that a side's own figure is stated in."""
    assert side.finding is not None and side.finding.figure is not None
    figure = side.finding.figure
    factor = figure.amount / figure.value if figure.value else Decimal(1)
    return amount / factor, figure.measure


def _difference(high: Side, low: Side) -> tuple[str, str]:
    """(what differs by how much, the arithmetic as text)."""
    assert high.amount is not None and low.amount is not None
    unit = high if _is_coarser(high, low) else low
    top, measure = _in_measure(high.amount, unit)
    bottom, _ = _in_measure(low.amount, unit)
    gap = plain(top - bottom)
    percent = "个百分点" if measure in ("%", "％") else measure
    return f"{gap}{percent}", f"{plain(top)} - {plain(bottom)} = {gap}（{percent}）"


def _is_coarser(left: Side, right: Side) -> bool:
    _, a = _in_measure(Decimal(1), left)
    _, b = _in_measure(Decimal(1), right)
    return len(a) >= len(b)


def _ranking(reading: Reading, sides: list[Side]) -> tuple[str, list[str]]:
    ordered = sorted(sides, key=lambda s: (-(s.amount or 0), s.label))
    high, low = ordered[0], ordered[-1]
    if high.amount == low.amount:
        written = {s.finding.value.replace("％", "%") for s in sides if s.finding}
        if len(written) > 1:  # 5%左右 is not 5%以上
            return f"各方数字相同，写法不同：{'；'.join(_figure_text(s) for s in sides[:6])}。", []
        return f"各方数值相同，均为{high.finding.value if high.finding else ''}{high.marker}。", []
    tied = [s for s in ordered if s.amount == high.amount]
    tied_low = [s for s in ordered if s.amount == low.amount]
    if len(sides) == 2:
        gap, arithmetic = _difference(high, low)
        word = "高" if "%" in gap or "百分点" in gap else "多"
        text = f"{_figure_text(high)}，比{_figure_text(low)}{word}{gap}。"
        return text, [arithmetic]
    pair = (
        ("最低", "最高")
        if all(s.finding and s.finding.figure and s.finding.figure.base == "%" for s in sides)
        else ("最少", "最多")
    )
    parts = [f"{pair[1]}的是{'、'.join(_figure_text(s) for s in tied[:6])}"]
    if len(tied) > 6:
        parts[0] += f"等{len(tied)}份报告"
    bottom = f"{pair[0]}的是{'、'.join(_figure_text(s) for s in tied_low[:6])}"
    if len(tied_low) > 6:
        bottom += f"等{len(tied_low)}份报告"
    parts.append(bottom)
    if _LEAST.search(reading.text) and not _MOST.search(reading.text):
        parts.reverse()
    computed: list[str] = []
    if _APART.search(reading.text):
        gap, shown = _difference(high, low)
        parts.append(f"两者相差{gap}")
        computed.append(shown)
    return "；".join(parts) + "。", computed


def sums(reading: Reading, sides: list[Side]) -> tuple[str, list[str]]:
    """The sum and the mean that a question asks for, and the arithmetic of each."""
    amounts = [s.amount for s in sides if s.amount is not None]
    unit = max(
        sides, key=lambda s: len(s.finding.figure.measure) if s.finding and s.finding.figure else 0
    )
    shown = [_in_measure(a, unit)[0] for a in amounts]
    measure = _in_measure(Decimal(1), unit)[1]
    total = sum(shown, Decimal(0))
    addition = " + ".join(plain(v) for v in shown)
    texts: list[str] = []
    computed: list[str] = []
    if SUM.search(reading.text):
        texts.append(f"合计{plain(total)}{measure}")
        computed.append(f"{addition} = {plain(total)}（{measure}）")
    if _MEAN.search(reading.text):
        mean = (total / len(shown)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        texts.append(f"平均{plain(mean)}{measure}{_beside_mean(reading, sides, shown, mean)}")
        computed.append(f"({addition}) / {len(shown)} = {plain(mean)}（{measure}）")
    if _LARGEST_SHARE.search(reading.text) and total:
        most = max(range(len(shown)), key=lambda index: shown[index])
        part = (100 * shown[most] / total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        texts.append(f"{sides[most].label}占比最大，占{plain(part)}%")
        computed.append(f"{plain(shown[most])} / {plain(total)} = {plain(part)}%")
    markers = "".join(dict.fromkeys(s.marker for s in sides))
    return (f"{'，'.join(texts)}{markers}。" if texts else ""), computed


def _beside_mean(
    reading: Reading, sides: Sequence[Side], amounts: Sequence[Decimal], mean: Decimal
) -> str:
    """Who lies above (or below) the mean, where that is asked."""
    asked = _BESIDE_MEAN.search(reading.text)
    if not asked:
        return ""
    word, sign = ("低于", -1) if asked["below"] else ("高于", 1)
    named = [s.label for s, a in zip(sides, amounts, strict=True) if (a - mean) * sign > 0]
    return f"，{word}平均的有{'、'.join(named)}" if named else f"，没有{word}平均的"


def _one_topic(reading: Reading, sides: Sequence[Side], name: str) -> Summary:
    stated = _stated(sides)
    if len(stated) < 2:
        return Summary(text="")
    if not alike(stated):
        counted = "；".join(_figure_text(s) for s in stated[:6])
        measures = "、".join(
            dict.fromkeys(
                s.finding.figure.measure or "数" for s in stated if s.finding and s.finding.figure
            )
        )
        return Summary(
            text=f"{counted}。", notes=(f"{name}的计量或口径不同（{measures}），不作排名",)
        )
    text, computed = _ranking(reading, list(stated))
    more, arithmetic = sums(reading, list(stated))
    ranges = [
        s for s in stated if s.finding and s.finding.figure and s.finding.figure.high is not None
    ]
    notes = ["区间数值按中值比较"] if ranges else []
    pieces = dict.fromkeys(s.finding.figure.base for s in stated if s.finding and s.finding.figure)
    if len(pieces) > 1 and set(pieces) <= PIECES:
        notes.append(f"{name}各报告分别以“{'”“'.join(pieces)}”计，按数量比较")
    elif len(pieces) > 1 and "" in pieces:
        bare = [s for s in stated if s.finding and s.finding.figure and not s.finding.figure.base]
        base = next(base for base in pieces if base)
        written = "、".join(f"{s.label}“{s.finding.value}”" for s in bare if s.finding)
        notes.append(f"{written}没有写计量单位，按“{base}”计")
    return Summary(text=more + text, computed=(*arithmetic, *computed), notes=tuple(notes))


def summarise(reading: Reading, *, rows_total: int, sides: Sequence[Sequence[Side]]) -> Summary:
    """One or two sentences over the table.

    Args:
        rows_total: reports in scope.
        sides: for each topic, every row's figure.
    """
    if reading.pairs:
        stated = [s for topic in sides for s in topic if s.finding is not None]
        text = "；".join(
            f"{s.label}：{s.finding.value if s.finding and s.finding.figure else '见表'}{s.marker}"
            for s in stated
        )
        return Summary(text=f"{text}。")
    texts: list[str] = []
    computed: list[str] = []
    notes: list[str] = []
    for topic, topic_sides in zip(reading.topics, sides, strict=True):
        one = _one_topic(reading, topic_sides, topic.text.replace(" ", ""))
        texts.append(one.text)
        computed.extend(one.computed)
        notes.extend(one.notes)
    told = sum(1 for row in zip(*sides, strict=True) if any(s.finding for s in row))
    silent = [row[0].label for row in zip(*sides, strict=True) if not any(s.finding for s in row)]
    count = f"{rows_total}份报告中{told}份有记载" if rows_total > 2 or silent else ""
    if silent and len(silent) <= 3:
        count += f"，{'、'.join(silent)}未提及"
    text = "".join(t for t in texts if t) + (f"{count}。" if count else "")
    return Summary(
        text=text or "各方情况见下表。",
        computed=tuple(computed),
        vouched=(count, *(f"等{n}份报告" for n in range(rows_total + 1))),
        notes=tuple(dict.fromkeys(notes)),
    )
