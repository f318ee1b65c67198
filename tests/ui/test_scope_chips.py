"""The scope of an answer as chips: taken away, added, never guessed."""

from __future__ import annotations

from assistant.catalogue import build_catalogue
from assistant.types import AnswerScope
from index.library import Library
from ui.scope_chips import (
    MOST_UNIT_CHIPS,
    chips_html,
    options,
    options_html,
    places_of,
    with_added,
    without,
)

PLACES = {"甲局": ("某省", "某市"), "乙局": ("某省", "某市"), "丙局": ("他省",)}


def test_each_part_is_a_chip() -> None:
    scope = AnswerScope(units=("丙局",), regions=("他市",), years=(2023, 2024), role="problems")
    shown = chips_html(scope, PLACES)
    for words in ("地区：他市", "单位：丙局", "年份：2023年", "年份：2024年", "章节：不足原因"):
        assert words in shown
    assert shown.count("data-rescope=") == 5
    assert "全部报告" in chips_html(AnswerScope(), PLACES)


def test_units_of_a_named_region_are_not_named_again() -> None:
    shown = chips_html(AnswerScope(units=("甲局", "乙局", "丙局"), regions=("某市",)), PLACES)
    assert "单位：甲局" not in shown
    assert "单位：丙局" in shown


def test_many_units_are_counted() -> None:
    shown = chips_html(AnswerScope(units=tuple(f"{n}局" for n in range(10))), {})
    assert shown.count("data-rescope=") == MOST_UNIT_CHIPS
    assert "另有4个单位" in shown


def test_a_chip_is_taken_away() -> None:
    scope = AnswerScope(units=("甲局", "丙局"), regions=("某市",), years=(2023, 2024), role="plan")
    assert without(scope, "years:2023", PLACES).years == (2024,)
    assert without(scope, "units:丙局", PLACES).units == ("甲局",)
    assert without(scope, "role:plan", PLACES).role is None
    assert without(scope, "regions:某市", PLACES) == AnswerScope(
        units=("丙局",), years=(2023, 2024), role="plan"
    )
    for unknown in ("", "years:1999", "units:没有", "x:y", "years"):
        assert without(scope, unknown, PLACES) == scope


def test_what_the_library_has_can_be_added(quick_library: Library) -> None:
    catalogue = build_catalogue(quick_library.reports())
    known = options(catalogue)
    unit = next(words for words in known if words.startswith("单位："))
    region = next(words for words in known if words.startswith("地区："))
    scope = AnswerScope(years=(2024,))
    assert with_added(scope, "年份：2022年", catalogue).years == (2022, 2024)
    assert with_added(scope, "年份：2024年", catalogue) == scope
    assert with_added(scope, "章节：不足原因", catalogue).role == "problems"
    assert with_added(scope, unit, catalogue).units == (unit.removeprefix("单位："),)
    assert with_added(scope, region, catalogue).regions == (region.removeprefix("地区："),)
    for unknown in ("", "年份：1999年", "单位：没有这个单位", "<b>"):
        assert with_added(scope, unknown, catalogue) == scope
    assert options_html(catalogue).count("<option") == len(known)
    assert all(words.partition("：")[2] for words in known)
    assert set(places_of(catalogue)) == {
        w.removeprefix("单位：") for w in known if w.startswith("单位：")
    }
