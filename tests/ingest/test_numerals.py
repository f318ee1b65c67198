from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReportAssistantError
from ingest.numerals import half_width, parse_number
from ingest.quantities import iter_quantities

HAN = "零一二三四五六七八九"


def render_han(value: int) -> str:
    """An independent writer of Chinese numerals: 30210 becomes 三万零二百一十."""
    if value == 0:
        return "零"
    groups: list[str] = []
    for index, sign in enumerate(("", "万", "亿")):
        part = value // 10 ** (4 * index) % 10**4
        if not part:
            continue
        text, gap = "", False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // place % 10
            if digit:
                text += ("零" if gap and text else "") + HAN[digit] + name
                gap = False
            else:
                gap = True
        higher = value // 10 ** (4 * (index + 1))
        groups.append(("零" if higher and part < 1000 else "") + text + sign)
    return "".join(reversed(groups))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"), ("１２３４", "1234"), ("1.2", "1.2"), ("三", "3"), ("两", "2"),
        ("十五", "15"), ("一百二十三", "123"), ("一百零三", "103"), ("三百五", "350"),
        ("三万五千", "35000"), ("三万五", "35000"), ("1.2亿", "120000000"), ("3千", "3000"),
        ("3万5千", "35000"), ("三点五", "3.5"), ("百分之三", "0.03"), ("二〇二四", "2024"),
        ("万亿", "1000000000000"), ("三万亿", "3000000000000"), ("-3.2", "-3.2"),
    ],
)  # fmt: skip
def test_numbers_of_every_notation(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "两三", "七八", "百千", "亿万", "三万五万", "件", "1.2.3", "千千万万"]
)
def test_what_is_no_number_says_so(text: str) -> None:
    with pytest.raises(ReportAssistantError, match="不是能读的数"):
        parse_number(text)


def test_a_fraction_is_a_part_of_one() -> None:
    assert parse_number("三分之二") * 3 == pytest.approx(Decimal(2))


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_come_back(value: int) -> None:
    assert parse_number(render_han(value)) == value


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_arabic_numbers_come_back(value: Decimal) -> None:
    wide = f"{value}".translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."})
    assert parse_number(f"{value:,}") == parse_number(str(value)) == parse_number(wide) == value
    assert parse_number(f"{value}亿") == value * 10**8


@given(st.text())
def test_half_width_keeps_every_offset(text: str) -> None:
    assert len(half_width(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "value", "measure", "qualifier", "amount", "base"),
    [
        ("近30件", "30", "件", "近", "30", "件"),
        ("870余次", "870", "次", "余", "870", "次"),
        ("6%左右", "6", "%", "左右", "6", "%"),
        ("30余万元", "30", "万元", "余", "300000", "元"),
        ("227万余元", "227", "万元", "余", "2270000", "元"),
        ("不少于30人", "30", "人", "不少于", "30", "人"),
        ("5%以上", "5", "%", "以上", "5", "%"),
        ("百分之三点五", "3.5", "%", "", "3.5", "%"),
        ("九成五", "9.5", "成", "", "95", "%"),
        ("六成", "6", "成", "", "60", "%"),
        ("5.52万㎡", "5.52", "万㎡", "", "55200", "平方米"),
        ("３.５％", "3.5", "%", "", "3.5", "%"),
        ("三千万千瓦", "30000000", "千瓦", "", "30000000", "千瓦"),
        ("16万元/人", "16", "万元/人", "", "160000", "元/人"),
        ("近百家", "100", "家", "近", "100", "家"),
        ("12.5亿斤", "12.5", "亿斤", "", "625000", "吨"),
        ("一半以上", "0.5", "", "以上", "50", "%"),
        ("2日以内", "2", "日", "以内", "2", "天"),
    ],
)
def test_quantities_are_read_whole(
    text: str, value: str, measure: str, qualifier: str, amount: str, base: str
) -> None:
    (quantity,) = iter_quantities(text)
    assert (quantity.start, quantity.end) == (0, len(text))
    assert quantity.value == Decimal(value)
    assert (quantity.measure, quantity.qualifier) == (measure, qualifier)
    assert (quantity.amount, quantity.base) == (Decimal(amount), base)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5%-6%", "5", "6"), ("5.0%—5.5%", "5", "5.5"), ("20至30人", "20", "30"),
     ("三至五个", "3", "5"), ("5000万至1亿元", "5000", "10000")],
)  # fmt: skip
def test_a_range_is_one_quantity(text: str, low: str, high: str) -> None:
    (quantity,) = iter_quantities(text)
    assert (quantity.value, quantity.high) == (Decimal(low), Decimal(high))


def test_two_measures_are_no_range() -> None:
    assert [q.value for q in iter_quantities("5个工作日至2日")] == [5, 2]


def test_a_noun_that_begins_like_a_qualifier_is_left_alone() -> None:
    (quantity,) = iter_quantities("签约30个")
    assert quantity.qualifier == "" and quantity.start == 2


@given(st.text(alphabet="0123456789.,，一二三十百千万亿余多近约%至-件元个人次年 点分之成"))
def test_any_run_of_numerals_is_survived(text: str) -> None:
    quantities = list(iter_quantities(text))
    assert all(a.end <= b.start for a, b in pairwise(quantities))
