"""What is said of a figure whose parts do not add up, or which is of no single year."""

from __future__ import annotations

import pytest

from assistant.figure_notes import figure_notes
from ingest.report import assemble
from ingest.types import Report

TITLE = "望澜区司法局2024年度法治政府建设情况报告"


def report_of(sentence: str, title: str = TITLE) -> Report:
    return assemble(f"{title}\n一、主要举措和成效\n{sentence}\n")


def notes_of(sentence: str, title: str = TITLE) -> list[list[str]]:
    report = report_of(sentence, title)
    assert report.figures
    return [figure_notes(report, figure) for figure in report.figures]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("全年审核合同88件，包括工程类31件、采购类60件。", "31件、60件）相加与总数88件不一致"),
        ("办理案件88件，分别为简易程序60件、普通程序31件。", "相加与总数88件不一致"),
        ("工程类、采购类合同分别为31件、60件，共88件。", "相加与总数88件不一致"),
        ("受理复议案件120件，其中维持50件、撤销30件、终止45件。", "相加大于总数120件"),
        ("办理案件88件（其中简易程序60件、普通程序31件）。", "相加大于总数88件"),
        ("配备执法人员38名，其中县直部门49名。", "49名大于总数38名"),
    ],
)
def test_parts_that_do_not_add_up_are_noted_at_total_and_parts(sentence: str, said: str) -> None:
    for notes in notes_of(sentence):
        assert len(notes) == 1
        assert said in notes[0] and "核对原文" in notes[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年审核合同88件，包括工程类31件、采购类57件。",
        "全年审核合同88件，其中工程类31件。",  # some parts only
        "办理案件88件，包括简易程序60件、普通程序20件等。",  # 等: not all of them
        "参训执法人员30名，其中党员20名、妇女15名。",  # heads of several kinds
        "调解纠纷1.2万件，包括邻里纠纷0.7万件、劳动纠纷0.5万件。",
        "调解纠纷1.2万件，包括邻里纠纷0.73万件、劳动纠纷0.5万件。",  # rounded
        "走访企业870余家，包括重点企业600余家、小微企业260家。",
        "办理案件88件，罚款91万元。",
        "新增泊位1245个，其中公共泊位266个、居全区第二位，成功应对4165个的高峰需求。",
        "抽检食品超每千人6.5批次，其中蔬菜4万批次。",
    ],
)
def test_parts_that_may_well_fit_are_not_noted(sentence: str) -> None:
    assert not any(notes_of(sentence))


def test_another_list_of_the_sentence_does_not_count() -> None:
    sentence = "审核合同88件，其中工程类31件，较上年增加90件，其中采购类85件。"
    assert not any("31件" in note for notes in notes_of(sentence) for note in notes)


@pytest.mark.parametrize("period", ["近三年", "近年来", "五年来", "2021年以来"])
def test_a_figure_of_several_years_is_no_figure_of_one(period: str) -> None:
    (notes,) = notes_of(f"{period}累计办理案件300件。")
    assert len(notes) == 1
    assert f"300件的时段是“{period}”" in notes[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年累计办理案件300件。",
        "今年以来办理案件300件。",
        "2024年以来办理案件300件。",
        "成功应对1961年以来最重的旱情，浇灌农田300亩。",
    ],
)
def test_a_figure_of_the_report_s_own_year_needs_no_note(sentence: str) -> None:
    assert not any(notes_of(sentence))


def test_a_report_without_a_year_dates_no_figure() -> None:
    (notes,) = notes_of("累计办理案件300件。", title="望澜区司法局法治政府建设情况报告")
    assert notes == ["报告没有写明年度，300件是哪一年的数无法确定"]
