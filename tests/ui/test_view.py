"""What the page shows of an answer is safe and complete; no browser needed."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import AnswerScope, PassageGroup, Table
from tests.ui.answers import answer, citation
from ui.answer_table import sort_number, table_html
from ui.conversations import ConversationEntry, Turn
from ui.evidence import GONE, evidence_html
from ui.markup import escaped
from ui.scope_chips import chips_html
from ui.thread_view import (
    EMPTY_LIBRARY,
    failure_html,
    history_html,
    pending_html,
    thread_html,
    welcome_html,
)
from ui.view import (
    OPEN_SOURCES,
    answer_html,
    citation_place,
    copied_text,
    prose_html,
    sources_html,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>' onmouseover=alert(1) x='",
    "![图](http://outside.test/a.png)",
    "[点击](javascript:alert(1))",
    "</details></q></textarea><style>*{display:none}</style>",
    "</div></article><iframe src=http://outside.test></iframe>",
    "${alert(1)} {{alert(1)}} {{{this}}} `",
    "&lt;b&gt; &amp; &#60;",
    "<svg/onload=alert(1)><math><mi xlink:href=javascript:alert(1)>",
]
OURS = set(
    "article b blockquote br button caption datalist dd details div dl dt footer form h2 h3 h4 "
    "header input label li mark nav ol option p path q section small span strong summary svg "
    "table tbody td th thead tr ul a".split()
)


class Elements(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))

    def handle_data(self, data: str) -> None:
        self.text += data


def surfaces(payload: str) -> dict[str, str]:
    """Every surface of the tab 问答 with the payload wherever a report or a reader may put it."""
    cited = citation(quote=payload, unit=payload, section=payload, source=payload, title=payload)
    hostile = answer(
        question=payload,
        resolved=f"理解{payload}",
        answer=f"**{payload}**\n- {payload}[1]\n1. {payload}",
        citations=(cited, citation(2, payload)),
        table=Table(columns=(payload, payload), rows=((payload, f"{payload}[1]"), ("甲", ""))),
        groups=(PassageGroup(passages=(cited, citation(2, "另")), reports=2, set_phrase=True),),
        computed=(payload,),
        notes=(payload,),
        suggestions=(payload,),
        scope=AnswerScope(units=(payload,), regions=(payload,)),
    )
    turn = Turn(
        number=0,
        question=payload,
        within=None,
        answer=hostile,
        answered="",
        verdict="down",
        reason=payload,
    )
    entry = ConversationEntry(id=payload, title=payload, changed="2024-03-05T01:02:03.000+00:00")
    return {
        "thread": thread_html(payload, [turn], {}, ""),
        "welcome": welcome_html([payload], 1),
        "pending": pending_html(payload, (payload,)),
        "failure": failure_html(payload, payload),
        "history": history_html([entry], "", payload),
        "evidence": evidence_html(cited, hostile, 0, None, None),
        "chips": chips_html(hostile.scope, {}),
    }


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_foreign_comes_alive_on_any_surface(payload: str) -> None:
    for name, shown in surfaces(payload).items():
        page = Elements(shown)
        assert page.names <= OURS, name
        assert not any(one.startswith("on") for one in page.attributes), name
        assert all(link.startswith("download/") for link in page.links), name
        assert "".join(payload.split()) in "".join(page.text.split()), name


@given(st.text(max_size=200))
def test_escaped_text_holds_no_markup(text: str) -> None:
    assert not set(escaped(text)) & set("<>\"'")
    plain = "".join(character for character in text if character.isprintable())
    assert html.unescape(escaped(plain)) == plain


def test_markers_become_buttons_and_bold_and_bullets_live() -> None:
    shown = prose_html("共两项：\n\n- **甲**12件[1]\n- 乙3件[2]", {1: citation()})
    page = Elements(shown)
    assert shown.count('class="item bullet"') == 2
    assert "<strong>甲</strong>" in shown
    assert 'data-cite="1"' in shown
    assert 'data-cite="2"' not in shown  # no citation bears it: it stays text
    assert page.text == "共两项：甲12件[1]乙3件[2]"


def test_an_answer_shows_its_sources() -> None:
    shown = answer_html(answer())
    text = Elements(shown).text
    assert "312件[1]。" in text
    assert "出处（1处）" in text
    assert "示例区司法局 · 2024年 · 一、主要举措 / （一）规范决策" in text
    assert "全年审核合同312件。" in text
    assert "理解为" not in text


@pytest.mark.parametrize(
    ("question", "resolved", "told"),
    [
        ("审核合同多少件?", "审核合同多少件？", False),
        ("审核合同 多少件", "审核合同多少件?", False),
        ("那乙局呢?", "乙局审核合同多少件?", True),
    ],
)
def test_a_question_understood_otherwise_is_told(question: str, resolved: str, told: bool) -> None:
    shown = answer_html(answer(question=question, resolved=resolved))
    assert ("理解为" in shown) is told


@pytest.mark.parametrize(("count", "opened"), [(OPEN_SOURCES, True), (OPEN_SOURCES + 1, False)])
def test_many_sources_start_folded(count: int, opened: bool) -> None:
    shown = sources_html([citation(number) for number in range(1, count + 1)])
    assert ('class="sources" open' in shown) is opened


def test_wording_that_its_text_quotes_is_not_shown_twice() -> None:
    cited = citation(quote="一是力量不足。")
    group = PassageGroup(passages=(cited,), reports=1, set_phrase=False)
    said = answer(answer="1. “一是力量不足。”[1]", citations=(cited,), groups=(group,))
    assert 'class="passage"' not in answer_html(said)
    unsaid = answer(answer="共1条[1]。", citations=(cited,), groups=(group,))
    assert 'class="passage"' in answer_html(unsaid)


def test_the_place_of_an_unknown_unit_and_year() -> None:
    place = citation_place(citation(unit=None, year=None, title="", section="", page=3))
    assert place == "单位不详 · 年份不详 · 第3页"


def test_what_is_copied_holds_the_table_and_the_sources() -> None:
    table = Table(columns=("单位", "件数"), rows=(("甲局", "312件[1]"),))
    copied = copied_text(answer(answer="**共**312件[1]。", table=table))
    assert copied.startswith(
        "共312件[1]。\n\n单位\t件数\n甲局\t312件[1]\n\n[1] 示例区司法局（2024年）"
    )
    assert copied.endswith("“全年审核合同312件。”")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("312家[1]", 312),
        ("近30件[1]", 30),
        ("约1.2万元[3]", 12000),
        ("1,234件", 1234),
        ("同比-3.5%", -3.5),
        ("2.5亿元[1]；另有3件[2]", 250_000_000),
        ("未提及", None),
        ("", None),
        ("一是执法力量相对薄弱，仅8名[1]", None),
    ],
)
def test_a_column_sorts_by_what_its_cells_state(cell: str, number: float | None) -> None:
    assert sort_number(cell) == number


def test_a_table_can_be_sorted_filtered_and_read_aloud() -> None:
    table = Table(
        columns=("单位", "件数"),
        rows=(("甲局", "3件[1]"), ("乙局", "未提及"), ("丙局", "12件\n[1]")),
    )
    shown = table_html(table, escaped)
    assert shown.count('<th scope="col" aria-sort="none">') == 2
    assert shown.count('<th scope="row">') == 3
    assert 'data-number="3"' in shown and 'data-number="12"' in shown
    assert shown.count("data-bare") == 1
    assert "12件<br>[1]" in shown
    full = table_html(Table(columns=("单位",), rows=(("甲局",),)), escaped)
    assert "隐藏" in full  # a row of a name alone states nothing


def test_an_empty_library_says_where_to_go() -> None:
    assert EMPTY_LIBRARY in welcome_html([], 0)


def test_a_quote_whose_report_is_gone_is_still_shown() -> None:
    cited = citation(quote="全年审核合同312件。")
    shown = evidence_html(cited, answer(citations=(cited,)), 0, None, None)
    assert GONE in shown
    assert "全年审核合同312件。" in Elements(shown).text
    assert "<a " not in shown
