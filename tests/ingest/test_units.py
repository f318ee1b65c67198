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


@pytest.mark.parametrize(
    ("title", "text", "furniture", "name", "region"),
    [
        ("关于青石市鹿栖区司法局2023年度法治政府建设情况的报告", "", "", "青石市鹿栖区司法局", ("青石市", "鹿栖区")),
        ("桐湾县2023年法治政府建设年度报告", "", "", "桐湾县人民政府", ("桐湾县",)),
        ("2023年桐湾县法治政府建设情况报告", "", "", "桐湾县人民政府", ("桐湾县",)),
        ("中共海川市交通运输局党组2022年度法治政府建设报告", "", "", "海川市交通运输局", ("海川市",)),
        ("槐汀街道2023年度法治政府建设情况报告", "2023年，在望澜区委、区政府的正确领导下，槐汀街道扎实推进。", "", "槐汀街道", ("望澜区",)),
        ("市交通局2024年法治政府建设年度报告", "2024年，市交通运输局坚持学法。", "衡海市交通运输局门户网站\n版权所有：衡海市交通运输局", "衡海市交通运输局", ("衡海市",)),
        ("龙坪苗族自治县农业农村局2023年度法治政府建设情况报告", "办理县政府交办事项3件。", "", "龙坪苗族自治县农业农村局", ("龙坪苗族自治县",)),
        ("海川市交通局2022年度法治政府建设情况报告", "落实交通运输部要求。", "", "海川市交通局", ("海川市",)),
        ("溪口镇2024年法治政府建设情况报告", "", "", "溪口镇人民政府", ()),
        ("海川市生态环境局云岭分局2022年法治政府建设报告", "云岭区企业守法。", "", "海川市生态环境局云岭分局", ("海川市", "云岭区")),
    ],
)  # fmt: skip
def test_unit_of_a_real_page(
    title: str, text: str, furniture: str, name: str, region: tuple[str, ...]
) -> None:
    unit = find_unit(title, f"{title}\n{text}", furniture)
    assert unit is not None
    assert (unit.name, unit.region) == (name, region)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "2022年，在区委、区政府的领导下，望澜区司法局对照要点推进工作。望澜区学法。",
            "望澜区司法局",
        ),
        ("2022年望澜区坚持依法行政，望澜区政府常务会学法。", "望澜区人民政府"),
        (
            "县委依法治县办：\n按照县委要求，芦泽县林业局认真总结。省林草局通报表扬我局。",
            "芦泽县林业局",
        ),
        ("2023年，我局编制芦泽县司法局要点。督促各镇公开报告。", None),
        ("杭州市人民政府：\n根据要求，现将工作报告如下。", None),
    ],
)
def test_unit_of_a_text_without_a_title(text: str, name: str | None) -> None:
    unit = find_unit(None, text, "")
    assert (unit.name if unit else None) == name


def test_what_colleagues_call_them() -> None:
    called = {
        "澜阳经济技术开发区管理委员会": {"澜阳经开区", "澜阳经开区管委会"},
        "白云瑶族乡人民政府": {"白云乡", "白云瑶族乡"},
        "海川市生态环境局云岭分局": {"云岭生态环境分局", "生态环境局云岭分局"},
        "海川市望澜区人民政府槐汀街道办事处": {"槐汀街道", "望澜区槐汀街道"},
    }
    for name, forms in called.items():
        unit = find_unit(f"{name}2024年度法治政府建设情况报告", BODY, "")
        assert unit is not None and unit.name == name
        assert forms <= set(unit.aliases)
