from __future__ import annotations

import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.figures import extract_figures
from ingest.phrases import is_verb_only
from ingest.quantities import iter_quantities
from ingest.types import Figure


def read(text: str) -> list[tuple[str, str]]:
    """The figures of a text as (slice, indicator)."""
    return [(text[f.start : f.end], f.indicator) for f in extract_figures(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("参与审核合同25件。", [("25件", "参与审核合同")]),
        ("（一）办理信访件126件。", [("126件", "办理信访件")]),
        ("3.组织培训12期。", [("12期", "组织培训")]),
        ("一、二、三产业增加值46亿元。", [("46亿元", "一、二、三产业增加值")]),
        ("✅ 审核文件27件。", [("27件", "审核文件")]),
        (
            "非法营运案件由上年的74件降至52件。",
            [("74件", "非法营运案件"), ("52件", "非法营运案件")],
        ),
        ("力争2025年底前执法点位达到18处。", [("18处", "执法点位")]),
        ("实施处罚151次、处罚金额26150元。", [("151次", "实施处罚"), ("26150元", "处罚金额")]),
        ("全办有取得行政执法证人员21人。", [("21人", "取得行政执法证人员")]),
        ("共抽查16个项目10.3万平方米。", [("16个", "抽查项目"), ("10.3万平方米", "抽查项目")]),
        (
            "办理4个项目的平时使用备案和6个项目的竣工备案。",
            [("4个", "办理项目的平时使用备案"), ("6个", "办理项目的竣工备案")],
        ),
        (
            "参加15个项目的60余次交底、验收。",
            [("15个", "参加项目"), ("60余次", "参加项目的交底、验收")],
        ),
        (
            "截至12月，共审批人防工程项目17个、32277平方米。",
            [("17个", "审批人防工程项目"), ("32277平方米", "审批人防工程项目")],
        ),
        (
            "现有职权5项，其中行政许可2项、行政处罚3项。",
            [("5项", "现有职权"), ("2项", "行政许可"), ("3项", "行政处罚")],
        ),
        (
            "推广新技术8项。粮食产量再创历史新高，达到837.3亿斤。",
            [("8项", "推广新技术"), ("837.3亿斤", "粮食产量")],
        ),
        (
            "生产钾肥749万吨、碳酸锂13.5万吨，分别增长4.8%、22.3%。",
            [
                ("749万吨", "生产钾肥"),
                ("13.5万吨", "生产碳酸锂"),
                ("4.8%", "生产钾肥"),
                ("22.3%", "生产碳酸锂"),
            ],
        ),
        (
            "新增地铁运营里程43公里、总里程达到879公里。",
            [("43公里", "新增地铁运营里程"), ("879公里", "地铁运营总里程")],
        ),
        (
            "工业投资增长7.3%、高于全国1.5个百分点，首次突破900亿元。",
            [("7.3%", "工业投资"), ("1.5个百分点", "高于全国"), ("突破900亿元", "工业投资")],
        ),
        ("日均车流量超8万辆次。", [("超8万辆次", "日均车流量")]),
        ("受理申请94件，办结79件。", [("94件", "受理申请"), ("79件", "办结申请")]),
        ("罚款8万元，警告22件。", [("8万元", "罚款"), ("22件", "警告")]),
        (
            "地区总部、研发中心分别新增65家和30家。",
            [("65家", "地区总部新增"), ("30家", "研发中心新增")],
        ),
        ("游客人数、旅游收入分别增长5%、6%。", [("5%", "游客人数"), ("6%", "旅游收入")]),
        (
            "实施500万元以上技改项目1.2万个。",
            [("500万元以上", "实施技改项目"), ("1.2万个", "实施500万元以上技改项目")],
        ),
        ("我办涉及两起行政应诉案件。", [("两起", "涉及行政应诉案件")]),
        ("对四个建设项目立案调查。", [("四个", "对建设项目立案调查")]),
        ("新增实验室2家、研究院3家。", [("2家", "新增实验室"), ("3家", "新增研究院")]),
    ],
)
def test_each_number_has_its_own_indicator(text: str, figures: list[tuple[str, str]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("地区生产总值增长6%左右。", [("地区生产总值", "by")]),
        ("进出口总额达到4.2万亿元、增长0.7%。", [("进出口总额", "to"), ("进出口总额", "by")]),
        ("行政审批时限从5个工作日压缩至2日以内。", [("行政审批时限", ""), ("行政审批时限", "to")]),
        ("城镇化率提高1.2个百分点。", [("城镇化率", "by")]),
        ("违法行为举报减少九成。", [("违法行为举报", "by")]),
        ("事故起数、死亡人数下降17.6%、11.6%。", [("事故起数", "by"), ("死亡人数", "by")]),
    ],
)
def test_changes_are_told_from_levels(text: str, changes: list[tuple[str, str]]) -> None:
    assert [(f.indicator, f.change) for f in extract_figures(text)] == changes


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月26日，召开第十四届人民代表大会第3次会议。", "一是加强学习。二是规范执法。",
        "1.加强统筹。", "（一）强化执法。", "印发〔2024〕3号文件。", "陕ICP备2024038056号",
        "邮编:723000  联系电话:0916-2218876", "落实行政执法“三项制度”。", "“12·4”国家宪法日",
        "“4.15”国家安全日", "“双随机、一公开”监管", "走进四十三中组织演练。", "“十四五”规划",
        "推进一体化，出台一系列、一批制度。", "党的二十届三中全会和二十大精神",
        "十二届六次全会精神",
        "行刑两法衔接，万众一心。", "提供一站式服务", "《行政处罚法》第28条", "2018-2020年",
        "5G网络和PM2.5", "居全国第3位", "《三年行动计划（2021-2023年）》", "百亿级项目",
        "发布时间：2025-04-01 15:50", "网站标识码：6107000040", "近年来，一个地方两三个人。",
    ],
)  # fmt: skip
def test_what_states_no_figure(text: str) -> None:
    assert read(text) == []


def test_a_figure_carries_its_subject_period_and_sentence() -> None:
    text = "前一句。本年度法律顾问及公职律师累计完成审核128份，提供咨询28次。后一句。"
    first, second = extract_figures(text)
    assert first.subject == second.subject == "法律顾问及公职律师"
    assert first.period == second.period == "本年度"
    assert first.indicator == "完成审核"
    assert text[first.sentence_start : first.sentence_end].startswith("本年度")
    assert text[second.sentence_start : second.sentence_end].endswith("28次。")


def test_the_figure_of_another_year_says_so() -> None:
    this, before = extract_figures("2024年罚没款526.3万元，比上年的468.9万元多。")
    assert (this.period, before.period) == ("2024年", "上年")
    assert this.indicator == before.indicator == "罚没款"


def test_ages_are_counted_in_years_of_age() -> None:
    (figure,) = extract_figures("吸收45岁以下人员。")
    assert (figure.base, figure.qualifier) == ("岁", "以下")


def test_full_width_and_half_width_agree() -> None:
    wide, narrow = (
        extract_figures("办理案件１２件，办结率９５．５％。"),
        extract_figures("办理案件12件，办结率95.5%。"),
    )
    assert [(f.amount, f.base, f.indicator) for f in wide] == [
        (f.amount, f.base, f.indicator) for f in narrow
    ]


def test_the_year_of_the_report_is_no_figure() -> None:
    assert extract_figures("年份为2024。", year=2024) == ()


NOTATIONS = (
    lambda n: str(n), lambda n: f"{n:,}",
    lambda n: str(n).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
)  # fmt: skip


@given(
    st.integers(min_value=1, max_value=10**7),
    st.sampled_from(NOTATIONS),
    st.sampled_from(["件", "人次", "家", "万元", "%", "平方米"]),
    st.sampled_from(["", "余", "近", "约"]),
)
def test_a_stated_number_comes_back(
    number: int, notation: Callable[[int], str], measure: str, qualifier: str
) -> None:
    behind = qualifier if qualifier == "余" else ""
    before = "" if behind else qualifier
    written = f"{before}{notation(number)}{behind}{measure}"
    text = f"全年完成任务{written}。"
    (figure,) = extract_figures(text)
    assert text[figure.start : figure.end] == written
    assert (figure.value, figure.measure, figure.qualifier) == (Decimal(number), measure, qualifier)


def check(text: str, figures: tuple[Figure, ...]) -> None:
    """What holds for the figures of any text."""
    position = 0
    for figure in figures:
        assert position <= figure.start < figure.end
        position = figure.end
        assert figure.sentence_start <= figure.start and figure.end <= figure.sentence_end
        again = next(iter_quantities(text[figure.start : figure.end]))
        assert (again.value, again.base) == (figure.value, figure.base)
        assert figure.high is None or figure.high > figure.value
        assert "\n" not in figure.indicator and len(figure.indicator) <= 80


WORDS = (
    "2024年",
    "12月",
    "第3次",
    "比上年的",
    "审核合同",
    "项目",
    "分别",
    "增长",
    "压缩至",
    "其中",
)
PIECES = st.sampled_from(
    [
        *WORDS,
        "万元",
        "分之",
        "以上",
        "1.2",
        "十五",
        "25",
        *"三5%余近至-件个，、。；：“”《》（）的和A成 \n\ue000",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    check(text, extract_figures(text))


@pytest.mark.parametrize(
    "piece", ["1", "一", "（", "“", "、", "项目和", "1,", "1-", "分别", "第一"]
)
def test_long_runs_take_no_longer_than_text(piece: str) -> None:
    started = time.perf_counter()
    extract_figures(piece * 20_000 + "办理5件、6件。")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "piece",
    [
        "B",
        "亿",
        ".",
        "十",
        "2024 ",
        "2024  ",
        "新认定",
        "比上年同期",
        "5件，",
        "2024年5件",
        "5件甲的",
    ],
)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece)) + "甲、新增停车位5个、6个。"
        times = []
        for _ in range(2):
            started = time.perf_counter()
            extract_figures(text)
            times.append(time.perf_counter() - started)
        return min(times)

    # Eight times the text: eight times the seconds where linear, 64 times where quadratic.
    assert seconds(16_000) < 24 * seconds(2_000) + 0.1


@given(st.lists(st.sampled_from(["新", "新认定", "认定", "建", "新建", "改扩建", "、", "了"])))
def test_words_that_are_only_verbs_are_told_in_any_division(words: list[str]) -> None:
    phrase = "".join(words)[:16]
    verbs = "新|新认定|认定|新建|改扩建"
    assert is_verb_only(phrase) == bool(re.fullmatch(f"(?:(?:{verbs})、?)*(?:了|改?扩建)?", phrase))


def test_a_code_behind_a_measurement_states_no_figure() -> None:
    assert read("规格3×XB12，另有COVID19和3×4。") == []


@pytest.mark.corpora
def test_real_reports_keep_what_holds_for_any(corpora: Path) -> None:
    reports = sorted((corpora / "reports").glob("*.txt"))
    reports += sorted((corpora / "corpora" / "gov_reports").glob("*.txt"))[::6]
    assert len(reports) > 5
    characters, found, unnamed, started = 0, 0, 0, time.perf_counter()
    for path in reports:
        text = path.read_text(encoding="utf-8")
        figures = extract_figures(text)
        check(text, figures)
        characters, found = characters + len(text), found + len(figures)
        unnamed += sum(not figure.indicator for figure in figures)
    assert found > characters / 300, "the genre states a figure every hundred characters or so"
    assert unnamed < found / 200
    assert characters / (time.perf_counter() - started) > 50_000  # a fraction of what it does


@pytest.mark.corpora
def test_figures_of_a_real_report(corpora: Path) -> None:
    text = next((corpora / "reports").glob("004_*.txt")).read_text(encoding="utf-8")
    stated = {(f.indicator, f"{f.value}{f.measure}") for f in extract_figures(text)}
    assert {
        ("依法征收人防易地建设费", "40.95万元"), ("追缴人防易地建设费", "409.6万元"),
        ("取得行政执法证人员", "21人"), ("行政许可", "2项"), ("行政审批时限", "2日"),
        ("验收面积", "5.52万㎡"), ("检查督导建设项目", "21个"),
    } <= stated  # fmt: skip


def test_the_first_of_two_numbers_is_the_year_befores() -> None:
    for text, before in (
        ("案件由上年的74件降至52件。", "上年"),
        ("利润由上年下降2.3%转为增长8.5%。", "上年"),
    ):
        assert [figure.period for figure in extract_figures(text)] == [before, ""]
