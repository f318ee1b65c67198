from __future__ import annotations

import pytest

from assistant.years import read_years, reports_of_years, states_year
from index.types import ReportEntry

KNOWN = (2022, 2023, 2024)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("槐汀街道2024年走访企业多少家", (2024,)),
        ("槐汀街道2024走访企业多少家", (2024,)),
        ("槐汀街道2024年度走访企业", (2024,)),
        ("24年走访企业", (2024,)),
        ("二〇二四年走访企业", (2024,)),
        ("二零二三年走访企业", (2023,)),
        ("二○二二年走访企业", (2022,)),
        ("去年走访企业", (2023,)),
        ("上年走访企业", (2023,)),
        ("前年走访企业", (2022,)),
        ("今年走访企业", (2024,)),
        ("近三年走访企业", (2022, 2023, 2024)),
        ("最近两年走访企业", (2023, 2024)),
        ("2022-2024年走访企业", (2022, 2023, 2024)),
        ("2022年至2024年走访企业", (2022, 2023, 2024)),
        ("2022到2024三年一共走访企业", (2022, 2023, 2024)),
        ("2022、2024年走访企业", (2022, 2024)),
        ("2019年走访企业", (2019,)),
        ("走访企业多少家", ()),
        ("行政检查2080次的是谁", ()),
        ("审查合同2024份的是谁", ()),
        ("12345热线办结多少件", ()),
        ("处罚20240元的案件", ()),
    ],
)
def test_years_as_people_write_them(text: str, years: tuple[int, ...]) -> None:
    assert read_years(text, KNOWN).years == years


def test_relative_years_count_from_the_latest_report_and_say_so() -> None:
    read = read_years("去年走访企业多少家", (2018, 2019))
    assert read.years == (2018,)
    assert read.note is not None
    assert "2019" in read.note and "2018" in read.note


def test_relative_years_need_a_report() -> None:
    assert read_years("去年走访企业多少家", ()).years == ()


def test_a_stated_year_wins_over_a_relative_word() -> None:
    assert read_years("2022年比上年多走访多少家", KNOWN).years == (2022,)


def test_spans_cover_the_year_and_nothing_else() -> None:
    text = "槐汀街道2024年走访企业"
    (span,) = read_years(text, KNOWN).spans
    assert text[slice(*span)] == "2024年"


@pytest.mark.parametrize(
    ("text", "strict"),
    [("2024年政府工作报告里的增长目标", True), ("2024年的增长目标", False)],
)
def test_the_year_of_a_report_is_not_the_year_of_a_period(text: str, strict: bool) -> None:
    assert read_years(text, KNOWN).strict is strict


def test_a_plan_in_the_name_of_a_document_states_no_year() -> None:
    assert not states_year("落实《法治政府建设实施纲要（2021-2025年）》", 2025)
    assert states_year("2025年将举办培训15场次", 2025)
    assert not states_year("第2025号", 2025)


def _entry(year: int | None) -> ReportEntry:
    return ReportEntry(
        id=str(year),
        title="报告",
        unit="雁汀街道办事处",
        aliases=(),
        region=(),
        year=year,
        date=None,
        genre=None,
        sources=(),
        characters=1,
        passages=1,
        figures=0,
    )


@pytest.mark.parametrize(
    ("year", "text", "asked", "fits"),
    [
        (2024, "", (), True),
        (2024, "", (2024,), True),
        (2024, "2025年将走访企业", (2025,), True),
        (2024, "与2023年相比", (2023,), True),
        (2024, "较上年增长", (2023,), True),
        (2024, "走访企业", (2023,), False),
        (2024, "2022年起", (2022,), False),
        (None, "2023年走访企业", (2023,), True),
    ],
)
def test_which_reports_a_year_can_mean(
    year: int | None, text: str, asked: tuple[int, ...], fits: bool
) -> None:
    found = reports_of_years([_entry(year)], asked, strict=False, texts={str(year): text})
    assert bool(found) is fits


def test_a_strict_year_is_that_of_the_report() -> None:
    found = reports_of_years([_entry(2024)], (2025,), strict=True, texts={"2024": "2025年计划"})
    assert found == []
