"""Follow-ups become questions that stand for themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.catalogue import build_catalogue
from assistant.followup import resolve
from tests.assistant.rows import Desk

Resolve = Callable[..., str]


@pytest.fixture(scope="module")
def resolved(sample_desk: Desk) -> Resolve:
    catalogue = build_catalogue(sample_desk.library.reports())
    return lambda question, *history: resolve(question, history, catalogue)


VISITS = "槐汀街道2024年走访企业多少家"


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("2023年呢", ("槐汀街道", "2023年", "走访企业"), ("2024",)),
        ("那23年呢", ("槐汀街道", "走访企业"), ("2024",)),
        ("去年呢", ("槐汀街道", "走访企业"), ("2024年走访",)),
        ("雁汀街道呢", ("雁汀街道", "2024年", "走访企业"), ("槐汀",)),
        ("那雁汀街道呢？", ("雁汀街道", "2024年", "走访企业"), ("槐汀",)),
        ("换成雁汀街道2023年", ("雁汀街道", "2023年", "走访企业"), ("槐汀", "2024")),
        ("它罚了多少钱", ("槐汀街道", "2024年", "罚"), ("走访", "它")),
        ("该街道的公职律师有几名", ("槐汀街道", "公职律师"), ("走访", "该街道")),
        ("公职律师呢", ("槐汀街道", "2024年", "公职律师"), ("走访",)),
        ("罚款多少", ("槐汀街道", "2024年", "罚款"), ("走访",)),
        ("同比增长多少", ("槐汀街道", "2024年", "增长"), ()),
        ("和雁汀街道比呢", ("槐汀街道", "雁汀街道", "2024年", "走访企业"), ()),
        ("跟雁汀街道相比怎么样", ("槐汀街道", "雁汀街道", "走访企业"), ()),
    ],
)
def test_what_is_not_said_again_is_taken_over(
    resolved: Resolve, question: str, holds: tuple[str, ...], lacks: tuple[str, ...]
) -> None:
    result = resolved(question, VISITS)
    assert [word for word in holds if word not in result] == []
    assert [word for word in lacks if word in result] == []


@pytest.mark.parametrize(
    "question",
    ["望澜区司法局2024年受理行政复议多少件", "哪些报告提到无人机", "各单位存在的不足对比"],
)
def test_a_question_that_stands_for_itself_stays(resolved: Resolve, question: str) -> None:
    assert resolved(question, VISITS) == question


def test_without_history_nothing_is_added(resolved: Resolve) -> None:
    assert resolved("2023年呢") == "2023年呢"


def test_the_last_unit_and_the_last_matter_hold(resolved: Resolve) -> None:
    result = resolved("雁汀街道呢", VISITS, "罚款多少")
    assert "雁汀街道" in result and "罚款" in result
    assert "走访" not in result and "槐汀" not in result


def test_a_bare_measure_leans_on_what_was_counted(resolved: Resolve) -> None:
    result = resolved("面积呢", "青石市国动办审批了多少个结建人防工程项目")
    assert "审批" in result and "结建人防工程" in result and "面积" in result


def test_an_endless_history_does_no_harm(resolved: Resolve) -> None:
    assert "雁汀街道" in resolved("雁汀街道呢", *[VISITS, "2023年呢"] * 20)
