"""Who issued a report, and the other ways the office is named."""

from __future__ import annotations

import pytest

from ingest.offices import parse_office
from ingest.organs import expand, is_kind, shorten
from ingest.units import find_unit
from tests.ingest import material

BODY = "\n".join(material.sections())


@pytest.mark.parametrize(
    ("title", "region", "aliases"),
    [
        ("云溪县大坪镇人民政府", ("云溪县",), ["大坪镇", "云溪县大坪镇", "大坪镇政府"]),
        ("安徽省六安市金寨县果子园乡人民政府", ("安徽省", "六安市", "金寨县"), ["果子园乡", "金寨县果子园乡人民政府"]),
        ("国家税务总局成都市税务局", ("四川省", "成都市"), ["成都市税务局", "成都税务局"]),
        ("天津经济技术开发区管理委员会", ("天津市",), []),
        ("广东省司法厅", ("广东省",), ["广东司法厅"]),
        ("司法部", (), []),
        ("中华人民共和国青岛海关", (), ["青岛海关"]),
        ("云溪县委全面依法治县委员会办公室", (), []),
        ("临泊市城市建设投资集团有限公司", ("临泊市",), []),
        ("人力资源社会保障部", (), []),
        ("苏州市公安局姑苏分局", ("江苏省", "苏州市"), []),
        ("桐湾县人民政府", ("桐湾县",), ["桐湾县政府", "桐湾县", "桐湾"]),
        ("华澜精密制造股份有限公司", (), []),
        ("鹿栖区人力资源和社会保障局", ("鹿栖区",), ["鹿栖区人社局"]),
    ],
)  # fmt: skip
def test_unit_of_the_title(title: str, region: tuple[str, ...], aliases: list[str]) -> None:
    unit = find_unit(f"{title}2024年度法治政府建设情况报告", BODY, "")
    assert unit is not None
    assert (unit.name, unit.region) == (title, region)
    assert set(aliases) <= set(unit.aliases)
    assert title not in unit.aliases


def test_unit_of_the_signature() -> None:
    signed = f"{BODY}\n云岭省青石市水务局\n2025年1月15日"
    unit = find_unit("关于2024年度法治政府建设情况的报告", signed, "")
    assert unit is not None
    assert (unit.name, unit.region) == ("云岭省青石市水务局", ("云岭省", "青石市"))


def test_a_second_name_in_brackets_is_an_alias() -> None:
    signed = f"{BODY}\n青石市人民防空办公室（青石市国防动员办公室）\n2025年1月5日"
    unit = find_unit("关于2024年度法治政府建设情况的报告", signed, "")
    assert unit is not None
    assert unit.name == "青石市人民防空办公室"
    assert {"青石市国动办", "青石市人防办"} <= set(unit.aliases)


def test_the_signature_completes_a_relative_title() -> None:
    signed = f"{BODY}\n上海市长宁区国防动员办公室\n2023年12月26日"
    unit = find_unit("2023年度区国动办法治政府建设情况报告", signed, "")
    assert unit is not None
    assert unit.name == "上海市长宁区国防动员办公室"
    assert "长宁区国动办" in unit.aliases


def test_a_site_names_the_unit_where_nothing_else_does() -> None:
    unit = find_unit("2024年法治政府建设情况报告", BODY, "索引号：1\n发文机关：望澜区统计局")
    assert unit is not None and unit.name == "望澜区统计局"


@pytest.mark.parametrize(
    "text", [BODY, BODY + "\n打造法治文化宣传站", "我单位认真学习，成效较好。"]
)
def test_no_unit_is_guessed(text: str) -> None:
    assert find_unit("2024年法治政府建设情况报告", text, "") is None


def test_offices_taken_apart() -> None:
    office = parse_office("上海市长宁区国防动员办公室")
    assert office is not None
    assert (office.chain, office.organ) == (("上海市", "长宁区"), "国防动员办公室")
    relative = parse_office("区国动办")
    assert relative is not None and relative.relative and relative.organ == "国动办"
    assert parse_office("各部门") is None
    assert parse_office("学习") is None


def test_organs() -> None:
    assert expand("南开区国动办") == "南开区国防动员办公室"
    assert expand("学校食堂") is None
    assert shorten("南开区国防动员办公室")[0] == "南开区国动办"
    assert is_kind("司法局") and not is_kind("南开区司法局")
