"""What the page shows is safe and complete; no browser needed."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.types import Answer, AnswerScope, Citation, Table
from index.types import ReportEntry
from ui.view import (
    OPEN_SOURCES,
    answer_markdown,
    citation_place,
    entries_html,
    escape_line,
    escape_markdown,
    prose,
    sources_markdown,
    table_markdown,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![图](http://outside.test/a.png)",
    "[点击](javascript:alert(1))",
    "[1]: http://outside.test",
    "<http://outside.test>",
    "http://outside.test 与 www.outside.test 与 a@outside.test",
    "`代码` 与 ```\n围栏\n```",
    "# 标题\n\n---\n\n> 引用\n\n    缩进代码",
    "| a | b |\n| --- | --- |\n| c | d |",
    "</details></summary><style>*{display:none}</style>",
    "${alert(1)} {{alert(1)}} $$\\href{http://outside.test}{x}$$",
    "1. 一\n2) 二\n+ 三\n* 四",
    "&lt;b&gt; &amp; &#60;",
]


def citation(marker: int = 1, quote: str = "全年审核合同312件。", **changes: object) -> Citation:
    values: dict[str, object] = {
        "marker": marker,
        "report_id": "0123456789abcdef",
        "title": "示例区司法局2024年法治政府建设年度报告",
        "unit": "示例区司法局",
        "year": 2024,
        "section": "一、主要举措 / （一）规范决策",
        "source": "a.txt",
        "page": None,
        "start": 0,
        "end": len(quote),
        "quote": quote,
        **changes,
    }
    return Citation(**values)  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    values: dict[str, object] = {
        "question": "审核合同多少件?",
        "resolved": "审核合同多少件?",
        "status": "answered",
        "kind": "lookup",
        "scope": AnswerScope(),
        "answer": "312件[1]。",
        "citations": (citation(),),
        **changes,
    }
    return Answer(**values)  # type: ignore[arg-type]


def rendered(markdown: str) -> str:
    """What a Markdown renderer that allows HTML, links and tables makes of it."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_renders_as_paragraphs_only(text: str) -> None:
    shown = rendered(escape_markdown(text))
    tags = {piece.split(">")[0].strip("/ ") for piece in shown.split("<")[1:]}
    assert tags <= {"p", "br"}


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    lines = [line.strip() for line in text.split("\n")]
    assert html.unescape(escape_markdown(text)).split("\n") == lines


@given(st.text(max_size=200))
def test_no_text_leaves_a_live_character(text: str) -> None:
    escaped = escape_markdown(text)
    assert not set(escaped) & set("<>\"'`*_[]|\\$@{}~!")
    assert "://" not in escaped
    assert "www." not in escaped.lower()


@given(st.text(alphabet="#+-=:1.) \tabc中\n>*", max_size=40))
def test_no_line_starts_a_block(text: str) -> None:
    shown = rendered(escape_markdown(text))
    assert not any(tag in shown for tag in ("<h", "<ul", "<ol", "<li", "<pre", "<blockquote"))


def test_markers_are_raised_and_bullets_live() -> None:
    shown = prose("共两项：\n\n- **甲**12件[1]\n- 乙3件[2]")
    assert "<sup>&#91;1&#93;</sup>" in shown
    assert rendered(shown).count("<li>") == 2
    assert "<strong>甲</strong>" in rendered(shown)


def test_prose_escapes_the_rest() -> None:
    shown = rendered(prose("见[链接](http://outside.test)<b>粗</b>![x](y)"))
    assert "<a" not in shown
    assert "<b>" not in shown
    assert "<img" not in shown


def test_an_answer_shows_its_sources() -> None:
    shown = rendered(answer_markdown(answer()))
    assert "312件<sup>[1]</sup>" in shown
    assert "出处（1 处）" in shown
    assert "[1] 示例区司法局 · 2024年 · 一、主要举措 / （一）规范决策" in shown
    assert "全年审核合同312件。" in shown
    assert "理解为" not in shown


@pytest.mark.parametrize(
    ("question", "resolved", "told"),
    [
        ("审核合同多少件?", "审核合同多少件？", False),
        ("审核合同 多少件", "审核合同多少件?", False),
        ("那乙局呢?", "乙局审核合同多少件?", True),
    ],
)
def test_a_question_understood_otherwise_is_told(question: str, resolved: str, told: bool) -> None:
    shown = answer_markdown(answer(question=question, resolved=resolved))
    assert ("理解为" in shown) is told


def test_every_field_of_an_answer_is_shown_escaped() -> None:
    payload = "<img src=x onerror=alert(1)>"
    hostile = answer(
        resolved=f"理解{payload}",
        answer=f"答{payload}",
        citations=(citation(quote=f"引{payload}", unit=f"单位{payload}", section=f"章{payload}"),),
        table=Table(columns=(f"列{payload}",), rows=((f"格{payload}",),)),
        computed=(f"算{payload}",),
        notes=(f"注{payload}",),
    )
    shown = rendered(answer_markdown(hostile))
    assert "<img" not in shown
    for word in ("理解", "答", "引", "单位", "章", "列", "格", "算", "注"):
        assert f"{word}&lt;img src=x onerror=alert(1)&gt;" in shown, word


def test_table_cells_stay_in_their_cells() -> None:
    table = Table(columns=("单位", "做法"), rows=(("甲|乙", "第一行\n第二行[1]"), ("丙", "")))
    shown = rendered(table_markdown(table))
    assert shown.count("<tr>") == 3
    assert shown.count("<td>") == 4
    assert "甲|乙" in shown
    assert "第一行 第二行<sup>[1]</sup>" in shown


@pytest.mark.parametrize(("count", "opened"), [(OPEN_SOURCES, True), (OPEN_SOURCES + 1, False)])
def test_many_sources_start_folded(count: int, opened: bool) -> None:
    shown = sources_markdown([citation(number) for number in range(1, count + 1)])
    assert shown.startswith("<details open>") is opened


def test_a_quote_of_many_lines_stays_one_quote() -> None:
    shown = rendered(sources_markdown([citation(quote="第一段。\n\n</details>第二段。")]))
    assert shown.count("<blockquote>") == 1
    assert shown.count("</details>") == 1


def test_the_place_of_an_unknown_unit_and_year() -> None:
    place = citation_place(citation(unit=None, year=None, title="", section="", page=3))
    assert place == "单位不详 · 年份不详 · 第3页"


def test_a_line_is_one_line() -> None:
    assert escape_line(" 甲\r\n 乙\u202e\x1b[31m ") == "甲 乙\ufffd\ufffd&#91;31m"


def entry(number: int, **changes: object) -> ReportEntry:
    values: dict[str, object] = {
        "id": f"{number:016x}",
        "title": "示例区司法局2024年法治政府建设年度报告",
        "unit": "示例区司法局",
        "aliases": (),
        "region": (),
        "year": 2024,
        "date": None,
        "genre": "法治政府建设年度报告",
        "sources": ("a.txt",),
        "characters": 10,
        "passages": 1,
        "figures": 0,
        **changes,
    }
    return ReportEntry(**values)  # type: ignore[arg-type]


def test_the_panel_lists_newest_first_and_escapes() -> None:
    shown = entries_html([entry(1, year=2022, unit="旧"), entry(2, unit="<b>\"新'${x}{{y}}")])
    assert "2 份报告" in shown
    assert shown.index("&#60;b&#62;&#34;新&#39;&#36;&#123;x") < shown.index("旧")
    assert '<b>"' not in shown


def test_the_panel_of_an_empty_library_says_so() -> None:
    assert "还没有报告" in entries_html([])
