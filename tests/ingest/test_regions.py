"""Divisions: known ones from the package, others from the text, ambiguous ones left open."""

from __future__ import annotations

import pytest

from ingest.places import complete, dominant_district, place_in_name
from ingest.regions import is_province, leading_chain, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("南开区", "南开"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("屏边苗族自治县", "屏边"),
        ("新疆维吾尔自治区", "新疆"),
        ("望澜区", "望澜"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "chain", "rest"),
    [
        ("上海市长宁区国防动员办公室", ("上海市", "长宁区"), "国防动员办公室"),
        ("云岭省青石市澄湖区城市管理局", ("云岭省", "青石市", "澄湖区"), "城市管理局"),
        ("区国动办", (), "区国动办"),
        ("城市管理局", (), "城市管理局"),
        (
            "云南省红河哈尼族彝族自治州屏边苗族自治县自然资源局",
            ("云南省", "红河哈尼族彝族自治州", "屏边苗族自治县"),
            "自然资源局",
        ),
    ],
)
def test_leading_chain(name: str, chain: tuple[str, ...], rest: str) -> None:
    assert leading_chain(name) == (chain, rest)


@pytest.mark.parametrize(
    ("chain", "text", "full"),
    [
        (("鼓楼区",), "全区工作取得进展。", ("鼓楼区",)),
        (("鼓楼区",), "福州市鼓楼区民政局", ("福建省", "福州市", "鼓楼区")),
        (("鼓楼区",), "主办：南京市鼓楼区人民政府", ("江苏省", "南京市", "鼓楼区")),
        (("朝阳区",), "北京市朝阳区人民政府办公室", ("北京市", "朝阳区")),
        (("城关区",), "拉萨市委部署", ("西藏自治区", "拉萨市", "城关区")),
        (("汉中市",), "", ("陕西省", "汉中市")),
        (("望澜区",), "海川市望澜区人民政府", ("海川市", "望澜区")),
        (("望澜区",), "全区工作取得进展。", ("望澜区",)),
    ],
)
def test_upper_divisions(chain: tuple[str, ...], text: str, full: tuple[str, ...]) -> None:
    assert complete(chain, text) == full


def test_the_place_of_an_office_without_one() -> None:
    owner = "主办单位：天津市南开区人民政府办公室"
    assert dominant_district(owner) == ("天津市", "南开区")
    assert dominant_district("槐汀街道报告 - 望澜区人民政府网") == ("望澜区",)
    assert dominant_district("全区上下认真学习。") == ()
    assert place_in_name("苏州工业园区管理委员会", "") == ("江苏省", "苏州市")
    assert place_in_name("东湖高新区管委会", "") == ()


def test_provinces() -> None:
    assert is_province("天津市") and is_province("云岭省") and not is_province("南开区")
