"""Whether a suggested question has an answer is found out once, and anew when the library changes."""

from __future__ import annotations

from pathlib import Path

from assistant.answer import Assistant
from assistant.catalogue import Catalogue, build_catalogue
from assistant.suggest import Answerable
from index.library import Library
from tests.fakes import HashEmbedder

REPORT = f"""澜川市司法局2024年法治政府建设年度报告

一、主要举措和成效
全年审查合同312份。
{"坚持把依法行政贯穿各项工作始终，健全制度，压实责任。" * 15}
受理行政复议申请88件。调解矛盾纠纷1204件。
二、下一年安排
继续做好工作。
"""


def _catalogue() -> Catalogue:
    return build_catalogue(())


def test_a_question_is_judged_once_while_the_catalogue_stays() -> None:
    known, asked = Answerable(), list[str]()

    def judge(question: str) -> bool:
        asked.append(question)
        return True

    first, second = _catalogue(), _catalogue()
    assert all(known.judged("甲多少件？", first, judge) for _ in range(3))
    assert known.judged("乙多少件？", first, judge)
    assert asked == ["甲多少件？", "乙多少件？"]
    known.judged("甲多少件？", second, judge)
    assert asked[-1] == "甲多少件？" and len(asked) == 3


def test_suggestions_follow_a_library_that_changes(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text(REPORT, encoding="utf-8")
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest([source])
        assistant = Assistant(library)
        before = assistant.ask("澜川市司法局2024年审查合同多少份？")
        assert before.suggestions == assistant.ask("澜川市司法局2024年审查合同多少份？").suggestions
        assert any("行政复议申请" in one for one in before.suggestions)
        source.write_text(REPORT.replace("受理行政复议申请88件。", ""), encoding="utf-8")
        library.ingest([source])
        after = assistant.ask("澜川市司法局2024年审查合同多少份？")
        assert after.suggestions and not any("行政复议申请" in one for one in after.suggestions)
