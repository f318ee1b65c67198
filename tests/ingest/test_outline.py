"""Numbering as offices really use it, and the role of each section."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.headings import chinese_number
from ingest.outline import outline
from ingest.roles import role_of_heading
from ingest.types import Section
from tests.ingest import material

GENRE = "法治政府建设年度报告"


def _read(lines: list[str], genre: str | None = GENRE) -> tuple[Section, ...]:
    return outline("\n".join(lines), year=2024, genre=genre)


def _top(sections: tuple[Section, ...]) -> list[str]:
    return [section.role for section in sections if len(section.path) <= 1]


@pytest.mark.parametrize(
    "headings",
    [
        material.HEADINGS,
        ("1、工作亮点", "二、主要问题与短板", "4、履行第一责任人职责情况", "五、下一步打算"),
        ("第一部分 成效", "第二部分 困难和建议", "第三部分 述法情况", "第四部分 2025年重点工作"),
        ("主要举措和成效", "存在的不足和原因", "主要负责人履行职责情况", "2025年重点工作"),
        ("一.2024年主要工作", "三、存在问题", "三、第一责任人履职情况", "六、下步计划"),
    ],
)
def test_roles_by_other_words_and_numbering(headings: tuple[str, ...]) -> None:
    lines = [material.TITLE, material.opening(), *material.sections(headings)]
    assert _top(_read(lines)) == material.ROLES


def test_sections_in_another_order_and_one_missing() -> None:
    sections = _read(
        [
            material.opening(),
            "一、主要负责人履行第一责任人职责情况",
            "研究法治工作5次，带头述法。",
            "二、聚焦突出问题，推动执法规范",
            "审查合同158份，办结案件43件。",
            "三、2025年工作思路",
            "组织培训10场次，深化普法。",
        ]
    )
    assert _top(sections) == ["opening", "leader", "measures", "plan"]


def test_a_heading_with_its_body_on_the_same_line() -> None:
    sections = _read(
        [material.opening(), "一、主要成效：组织学法12次。全年审查合同158份，都已办结。"]
    )
    assert sections[1].heading == "一、主要成效"
    assert sections[1].end > sections[1].start + len(sections[1].heading)


def test_levels_follow_the_sequence_not_the_custom() -> None:
    sections = _read(
        [
            "1、主要举措和成效",
            "（一）学习",
            "组织学法12次，参训360人次。",
            "（2）执法",
            "办理案件43件，罚款12.5万元。",
            "（四）普法",
            "开展普法活动60场次，受众众多。",
            "二、存在的不足",
            "执法力量不足，有待充实。",
        ]
    )
    assert [len(section.path) for section in sections] == [1, 2, 2, 2, 1]


def test_the_closing_holds_signature_and_annexes() -> None:
    tail = ["望澜区统计局", "2025年1月8日", "附件：", "1.统计执法检查情况表.xlsx"]
    sections = _read([*material.lines(), *tail])
    assert [s.role for s in sections if len(s.path) <= 1] == [*material.ROLES, "closing"]
    text = "\n".join([*material.lines(), *tail])
    assert text[sections[-1].start :] == "\n".join(tail)


def test_a_table_of_contents_makes_no_sections() -> None:
    contents = ["目录", *(f"{heading}……{n}" for n, heading in enumerate(material.HEADINGS, 1))]
    opening = material.opening() + "为全区高质量发展提供了有力保障。" * 3
    sections = _read([material.TITLE, *contents, opening, *material.sections()])
    assert _top(sections) == material.ROLES


def test_a_work_report_goes_on_planning_and_its_glossary_does_not() -> None:
    sections = _read(
        [
            "各位代表：",
            "一、2023年工作回顾",
            "生产总值增长6%，就业稳定。",
            "二、2024年工作安排",
            "预期增长6%左右，就业5000人。",
            "三、全面加强政府自身建设",
            "坚持依法行政，严守纪律。",
            "名词解释",
            "1.“一网通办”：指线上线下融合，一次办成。",
        ],
        "政府工作报告",
    )
    assert _top(sections) == ["opening", "measures", "plan", "plan", "other"]
    assert sections[-1].role == "other"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("聚焦突出问题，整改落实", None),
        ("存在的主要问题和下一步工作打算", "problems"),
        ("2025年工作安排", "plan"),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", "leader"),
        ("工作亮点", "measures"),
        ("强化组织保障", None),
    ],
)
def test_role_of_a_heading(heading: str, role: str | None) -> None:
    assert role_of_heading(heading, 2024, GENRE) == role


@pytest.mark.parametrize(
    ("word", "number"),
    [("十", 10), ("二十三", 23), ("九", 9), ("12", 12), ("十一", 11), ("甲", 0), ("", 0)],
)
def test_chinese_numbers(word: str, number: int) -> None:
    assert chinese_number(word) == number


_LINES = st.lists(
    st.sampled_from(
        [
            *material.lines(),
            "1.a",
            "（1）b，c。",
            "第二章 d",
            "三、e",
            "(四)f",
            "十一、g",
            "2025年1月8日",
            "望澜区统计局",
            "附件：",
            "名词解释",
            "",
        ]
    ),
    max_size=30,
)


@given(_LINES, st.sampled_from([None, GENRE, "政府工作报告"]))
@settings(max_examples=300, deadline=None)
def test_sections_nest_and_the_top_ones_tile(lines: list[str], genre: str | None) -> None:
    text = "\n".join(lines)
    sections = outline(text, year=2024, genre=genre)
    top = [section for section in sections if len(section.path) <= 1]
    edges = [0, *(section.end for section in top)]
    assert [section.start for section in top] == edges[:-1]
    assert edges[-1] == len(text)
    parents: list[Section] = []
    for section in sections:
        parents = parents[: max(0, len(section.path) - 1)]
        if parents:
            assert parents[-1].start <= section.start <= section.end <= parents[-1].end
            assert section.path[:-1] == parents[-1].path
        assert text.startswith(section.heading, section.start)
        parents.append(section)


def test_counters_on_lines_of_their_own_belong_to_the_heading_below() -> None:
    text = (
        "望澜区司法局2024年法治政府建设情况报告\n01\n依法行政有力度\n审核决策27件，提出意见104条。\n"
        "02\n存在不足\n宣传浮于表面，覆盖不广。"
    )
    sections = outline(text, year=2024, genre="法治政府建设年度报告")
    assert [(s.heading, s.role) for s in sections] == [
        ("", "opening"), ("依法行政有力度", "measures"), ("存在不足", "problems"),
    ]  # fmt: skip
    assert text[sections[1].start :].startswith("01\n")


def test_an_annex_with_a_table_is_no_part_of_the_plan_above() -> None:
    text = "题目\n一、2025年计划\n计划培训10期，检查60次。\n附：2024年完成情况\n类别\t2024年\n处罚\t2024年：88件"
    sections = outline(text, year=2024, genre=None)
    assert sections[-1].heading == "附：2024年完成情况" and sections[-1].role != "plan"
    listed = outline(text.replace("\t", "、"), year=2024, genre=None)
    assert listed[-1].role == "plan"  # an annex that is only named ends no section


def test_problems_that_turn_to_plans_without_a_heading() -> None:
    lines = [
        material.TITLE,
        "一、主要举措和成效",
        "全年审查合同312份。",
        "二、存在问题和下年度打算",
        "当前存在的不足：一是线索转化率低；二是联动机制不畅。",
        "2025年打算：",
        "(1)线索立案转化率提高到20%以上；",
        "(2)每季度开展一次联合巡查。",
    ]
    sections = _read(lines)
    roles = {section.heading[:3]: section.role for section in sections if len(section.path) == 2}
    assert roles == {"(1)": "plan", "(2)": "plan"}
    assert [section.role for section in sections if section.heading.startswith("二")] == [
        "problems"
    ]
    prose = [*lines[:5], "2025年，我局将开展联合巡查12次。"]
    assert _top(_read(prose))[-2:] == ["problems", "plan"]
