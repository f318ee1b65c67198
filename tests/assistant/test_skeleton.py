"""The outline that reports of a genre have in common, and what a draft lacks of it."""

from __future__ import annotations

import pytest

from assistant.asking import asks_skeleton
from assistant.named_scope import scope_of
from assistant.outline_check import check_draft, outline_of, read_genre
from assistant.pasted import Pasted, read_pasted
from assistant.reader import ReportReader
from assistant.skeleton import Skeleton, Slot, bare_heading, build_skeleton
from assistant.skeleton_answer import answer_skeleton
from assistant.text import clean_question
from index.words import Words
from ingest.errors import ReportAssistantError
from ingest.report import assemble
from ingest.types import Report
from tests.assistant.rows import Desk

WORDS = Words()
GENRE = "法治政府建设年度报告"
HEADINGS = {
    "甲街道": ("深入开展普法宣传", "规范行政执法行为", "化解矛盾纠纷"),
    "乙街道": ("全民普法，营造法治氛围", "推进严格规范公正文明执法", "做好应急处置"),
    "丙街道": ("加强普法宣传", "强化执法监督"),
    "丁街道": ("加大普法力度", "推进数据共享"),
}


def report_of(unit: str, headings: tuple[str, ...], *, problems: bool = True) -> Report:
    marks = "一二三四五"
    points = "".join(
        f"（{m}）{h}\n街道办好了这件事。\n" for m, h in zip(marks, headings, strict=False)
    )
    lacks = "二、存在的不足和原因\n力量还不足，办法还不多。\n" if problems else ""
    return assemble(
        f"南平区{unit}2024年法治政府建设情况报告\n2024年，街道认真落实法治建设要求，成效明显。\n"
        f"一、2024年主要举措和成效\n{points}{lacks}三、2025年工作安排\n继续努力，补齐短板。\n"
    )


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [report_of(unit, headings) for unit, headings in HEADINGS.items()]


@pytest.fixture(scope="module")
def skeleton(reports: list[Report]) -> Skeleton:
    return build_skeleton(GENRE, reports, WORDS)


def slot_with(skeleton: Skeleton, word: str) -> Slot:
    return next(s for s in skeleton.slots if any(word in one.heading for one in s.filled))


def test_headings_on_one_matter_stand_together(skeleton: Skeleton) -> None:
    law = slot_with(skeleton, "普法")
    assert (law.reports, law.level, law.role) == (4, 2, "measures")
    assert {one.heading for one in law.filled} == {h[0] for h in HEADINGS.values()}
    assert slot_with(skeleton, "执法行为").reports == 3


def test_a_heading_of_one_report_is_no_custom(skeleton: Skeleton) -> None:
    shown = "".join(one.heading for slot in skeleton.slots for one in slot.filled)
    assert "数据共享" not in shown and "应急" not in shown


def test_every_heading_shown_is_one_that_a_report_has(
    skeleton: Skeleton, reports: list[Report]
) -> None:
    written = {bare_heading(s.heading) for r in reports for s in r.sections}
    assert {slot.heading for slot in skeleton.slots} <= written
    assert {v for slot in skeleton.slots for v in slot.variants} <= written


def test_parts_stand_in_the_order_of_a_report(skeleton: Skeleton) -> None:
    tops = [slot.role for slot in skeleton.slots if slot.level == 1]
    assert tops == ["opening", "measures", "problems", "plan"]


def test_examples_are_slices_with_their_source(reports: list[Report]) -> None:
    texts = {report.id: report.text for report in reports}
    outline = outline_of(GENRE, reports, WORDS, lambda report_id: f"{report_id}.txt")
    assert outline.reports == 4
    for heading in outline.headings:
        example = heading.example
        assert example.quote == texts[example.report_id][example.start : example.end]
        assert example.source == f"{example.report_id}.txt"
        assert heading.heading in example.quote
        assert heading.typical == (heading.reports >= 2)


def test_a_draft_lacks_what_at_least_half_have_and_it_has_not(reports: list[Report]) -> None:
    draft = report_of("戊街道", ("加强法治宣传教育", "推进数据共享"), problems=False)
    check = check_draft(draft, GENRE, reports, WORDS, lambda _: "")
    assert check.genre == GENRE
    missing = [(m.heading.role, m.heading.level) for m in check.missing]
    assert missing == [("measures", 2), ("problems", 1)]
    assert "执法" in check.missing[0].heading.heading
    assert not check.missing[0].in_text


def test_a_matter_without_a_heading_is_said_to_stand_in_the_text(reports: list[Report]) -> None:
    draft = report_of("戊街道", ("加强普法宣传，规范队伍管理",))
    spoken = assemble(draft.text.replace("街道办好了这件事", "街道开展执法检查三十次"))
    (lacking,) = check_draft(spoken, GENRE, reports, WORDS, lambda _: "").missing
    assert "执法" in lacking.heading.heading and lacking.in_text


def test_a_report_of_the_library_lacks_nothing_of_itself_alone(reports: list[Report]) -> None:
    check = check_draft(reports[0], GENRE, reports[:1], WORDS, lambda _: "")
    assert (check.outline.reports, check.missing) == (0, ())


def test_a_complete_draft_lacks_nothing(reports: list[Report]) -> None:
    assert check_draft(reports[0], GENRE, reports, WORDS, lambda _: "").missing == ()


def test_genres_by_name(sample_desk: Desk) -> None:
    entries = sample_desk.library.reports()
    assert read_genre("法治政府", entries) == GENRE
    assert read_genre(None, entries) == GENRE  # the most common one
    assert read_genre("政府工作报告", entries) == "政府工作报告"
    with pytest.raises(ReportAssistantError, match=r"企业年报.*法治政府建设年度报告（11份）"):
        read_genre("企业年报", entries)
    with pytest.raises(ReportAssistantError, match="还没有"):
        read_genre(None, ())


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("法治政府建设年度报告一般有哪些部分", True),
        ("写一份法治政府建设报告的提纲", True),
        ("政府工作报告通常包括哪几个部分？", True),
        ("槐汀街道2024年走访企业多少家", False),
        ("存在的不足部分怎么写", False),
        ("哪些部门有公职律师", False),
    ],
)
def test_which_questions_ask_for_an_outline(text: str, asks: bool) -> None:
    assert asks_skeleton(text) is asks


def test_an_answer_names_the_parts_and_cites_each(sample_desk: Desk) -> None:
    library = sample_desk.library
    scope = scope_of(library.reports(), None)
    question = "法治政府建设年度报告一般有哪些部分"
    draft = answer_skeleton(question, scope, ReportReader(library))
    assert draft is not None and draft.kind == "wording"
    lines = draft.text.splitlines()
    assert "11份法治政府建设年度报告" in lines[0]
    assert [line.split(". ")[1][:4] for line in lines[1:4]] == ["开头帽段", "举措成效", "不足原因"]
    assert all(line.endswith("]") for line in lines[1:])
    assert all(e.report.genre == GENRE for e in draft.evidence)


PARAGRAPH = (
    "一是执法力量相对薄弱。综合行政执法队核定编制14名，实有9名，人均负责两个社区，难以做到全时段覆盖。"
    "同时，执法人员年龄偏大，业务能力参差不齐。"
)


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        (f"有没有和这段类似的：{PARAGRAPH}", "有没有和这段类似的"),
        (f"各街道有没有相近的表述：“{PARAGRAPH}”", "各街道有没有相近的表述"),
        (f"{PARAGRAPH}有没有类似的写法？", "有没有类似的写法?"),
        (f"库里类似的段落\n{PARAGRAPH}", "库里类似的段落"),
        (PARAGRAPH, ""),
    ],
)
def test_a_pasted_paragraph_is_told_from_what_is_asked_of_it(question: str, ask: str) -> None:
    paragraph = clean_question(PARAGRAPH)
    assert read_pasted(clean_question(question)) == Pasted(ask=ask, paragraph=paragraph)


@pytest.mark.parametrize(
    "question",
    [
        "2024年槐汀街道类似的写法有哪些",
        "请对比望澜区槐汀街道、雁汀街道、望澜区司法局和桐湾县人民政府2024年的合同审核数、普法活动场次、"
        "行政复议案件数，并说明哪一家最多，哪一家最少，差多少",
    ],
)
def test_a_long_question_is_no_paragraph(question: str) -> None:
    assert read_pasted(clean_question(question)) is None
