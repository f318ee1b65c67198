"""Tables as lines: each value with its heads, each figure with what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grid import Cell, Grid, grid_lines, grid_of, text_of
from ingest.tables import figures_of

Rows = Sequence[Sequence[str]]


def lines(rows: Rows, *captions: str) -> list[str]:
    return grid_lines(grid_of(rows), captions=captions)


def figures(rows: Rows, *captions: str) -> list[tuple[str, str, str, str, str]]:
    text = text_of([*captions, grid_of(rows)])
    return [
        (f.indicator, text[f.start : f.end], f.change, f.period, f.subject)
        for f in figures_of(text, year=2024)
    ]


def test_a_value_has_its_row_and_its_column() -> None:
    rows = [
        ["指标", "计量单位", "2023年", "2024年", "同比(%)"],
        ["审核合同", "件", "132", "158", "19.7"],
        ["罚没款", "万元", "1,234.5", "—", "-3.2%"],
    ]
    assert lines(rows)[1:] == [
        "审核合同\t件\t2023年：132件\t2024年：158件\t同比：19.7%",
        "罚没款\t万元\t2023年：1,234.5万元\t2024年：—\t同比：-3.2%",
    ]
    assert figures(rows) == [
        ("审核合同", "132件", "", "2023年", ""),
        ("审核合同", "158件", "", "2024年", ""),
        ("审核合同", "19.7%", "by", "", ""),
        ("罚没款", "1,234.5万元", "", "2023年", ""),
        ("罚没款", "-3.2%", "by", "", ""),
    ]


def test_the_caption_says_the_measure_but_not_of_rates() -> None:
    rows = [["年份", "办件量", "满意率"], ["2023", "12345", "99.1"], ["2024", "22345", "99.2"]]
    assert lines(rows, "办件情况表", "单位：件")[2] == "2024\t办件量：22345件\t满意率：99.2"
    assert figures(rows, "单位：件")[2] == ("办件量", "22345件", "", "2024", "")


def test_units_in_rows_are_subjects() -> None:
    rows = [["单位名称", "审核合同（件）"], ["望澜区司法局", "158"], ["合计", "201"]]
    assert figures(rows) == [
        ("审核合同", "158件", "", "", "望澜区司法局"),
        ("审核合同", "201件", "", "", ""),
    ]


def test_heads_in_two_rows_and_names_over_several() -> None:
    grid = Grid(
        rows=(
            (Cell(text="2024年执法情况（单位：件）", columns=5),),
            (Cell(text="类别", rows=2, columns=2), Cell(text="2024年", columns=2), Cell(text="备注", rows=2)),
            (Cell(text="受理"), Cell(text="办结")),
            (Cell(text="执法", rows=2), Cell(text="处罚"), Cell(text="12"), Cell(text="11"), Cell(text="含委托")),
            (Cell(text="许可"), Cell(text="7"), Cell(text=""), Cell(text="")),
        )
    )  # fmt: skip
    assert grid_lines(grid)[3:] == [
        "执法\t处罚\t2024年受理：12件\t2024年办结：11件\t含委托",
        "执法\t许可\t2024年受理：7件",
    ]


def test_a_row_over_all_columns_names_what_follows() -> None:
    grid = Grid(
        rows=(
            (Cell(text="第（一）项", columns=3),),
            (Cell(text="内容"), Cell(text="制发件数"), Cell(text="废止件数")),
            (Cell(text="规章"), Cell(text="2"), Cell(text="1")),
            (Cell(text="第（五）项", columns=3),),
            (Cell(text="内容"), Cell(text="处理决定数量", columns=2)),
            (Cell(text="行政许可"), Cell(text="43", columns=2)),
        )
    )
    assert grid_lines(grid) == [
        "第（一）项",
        "内容\t制发件数\t废止件数",
        "规章\t制发件数：2件\t废止件数：1件",
        "第（五）项",
        "内容\t处理决定数量",
        "行政许可\t处理决定数量：43",
    ]


def test_words_and_forms_stay_as_they_stand() -> None:
    form = [["负责人", "张三"], ["编制", "12人"], ["联系电话", "12345678"]]
    assert lines(form) == ["负责人\t张三", "编制\t12人", "联系电话\t12345678"]
    words = [["存在问题", "整改措施"], ["力量不足，人员少。", "增加人手。\n加强培训。"]]
    assert lines(words) == ["存在问题\t整改措施", "力量不足，人员少。", "增加人手。", "加强培训。"]


def test_sentences_around_tables_keep_their_figures() -> None:
    text = text_of(
        ["全年审查合同158份。", grid_of([["项目", "数量"], ["处罚", "43件"]]), "培训8场次。"]
    )
    assert [(f.indicator, str(f.value)) for f in figures_of(text)] == [
        ("审查合同", "158"), ("处罚", "43"), ("培训", "8"),
    ]  # fmt: skip
