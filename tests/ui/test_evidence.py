"""The evidence panel shows a cited sentence inside the whole of its report."""

from __future__ import annotations

import re
from dataclasses import replace

from index.library import Library
from tests.ui.answers import answer
from tests.ui.test_view import Elements
from ui.chat import Chat
from ui.context import PageContext
from ui.evidence import evidence_html
from ui.users import LOCAL_USER

QUESTION = "2024年各单位审核合同各多少份？"


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_citation_is_highlighted_in_its_whole_report(context: PageContext) -> None:
    given = context.assistant.ask(QUESTION)
    assert len(given.citations) > 3
    for citation in given.citations:
        report = context.library.report(citation.report_id)
        shown = evidence_html(citation, given, 0, report, "download/original/x")
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", shown, re.S))
        assert squeezed(Elements(marked).text) == squeezed(citation.quote)
        assert squeezed(report.text) in squeezed(Elements(shown).text)
        assert shown.count('data-at="quote"') == 1
        facts = Elements(shown).text
        for fact in (citation.unit, f"{citation.year}年", citation.section, citation.source):
            assert fact and fact in facts


def test_a_report_that_now_says_otherwise_is_not_passed_off(quick_library: Library) -> None:
    entry = quick_library.reports()[0]
    report = quick_library.report(entry.id)
    from tests.ui.answers import citation

    cited = citation(quote="从前的一句话。", report_id=report.id, start=10, end=17)
    shown = evidence_html(cited, answer(citations=(cited,)), 0, report, None)
    assert "已更换" in shown
    assert squeezed(report.text) not in squeezed(Elements(shown).text)


def test_a_page_leads_into_the_pdf(context: PageContext) -> None:
    given = context.assistant.ask(QUESTION)
    cited = replace(given.citations[0], page=3)
    report = context.library.report(cited.report_id)
    shown = evidence_html(cited, replace(given, citations=(cited,)), 0, report, "download/x#page=3")
    assert "第3页" in shown
    assert 'href="download/x#page=3"' in shown


def test_a_click_opens_only_what_the_reader_was_shown(context: PageContext) -> None:
    chat = Chat.over(context)
    (*_, last) = chat.asked(LOCAL_USER, "", QUESTION)
    (entry,) = chat._store.entries(LOCAL_USER)
    assert last.thread and 'data-cite="1"' in last.thread
    assert chat.cited(LOCAL_USER, entry.id, 0, 1).evidence
    for conversation, number, marker in (
        (entry.id, 0, 99),
        (entry.id, 5, 1),
        ("", 0, 1),
        ("x", -1, -1),
    ):
        assert chat.cited(LOCAL_USER, conversation, number, marker).evidence is None
    assert chat.cited("另一人", entry.id, 0, 1).evidence is None
