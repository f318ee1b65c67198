"""What was asked and answered is kept, found again, and nobody else's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.types import Answer, AnswerScope, Table
from ingest.errors import ReportAssistantError
from tests.ui.answers import answer, citation
from ui.conversation_file import DATABASE
from ui.conversations import LONGEST_TITLE, Conversations, disliked


def told(store: Conversations, *questions: str, user: str = "甲") -> str:
    """A conversation in which these questions were answered."""
    conversation = store.start(user, questions[0])
    for number, question in enumerate(questions):
        store.keep(user, conversation, number, answer(question=question))
    return conversation


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    kept = answer(
        table=Table(columns=("单位", "件数"), rows=(("甲局", "312件[1]"),)),
        scope=AnswerScope(units=("甲局",), years=(2024,), role="problems"),
        notes=("注",),
        citations=(citation(quote="引文“一”。\n二<b>"),),
    )
    conversation = store.start("甲", "问")
    within = AnswerScope(units=("甲局", "乙局"), years=(2023, 2024))
    store.keep("甲", conversation, 0, kept, within)
    (turn,) = Conversations(tmp_path).turns("甲", conversation)
    assert turn.answer == kept
    assert turn.within == within
    assert (turn.number, turn.verdict) == (0, None)


def test_conversations_are_listed_latest_first(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    first, second = told(store, "一"), told(store, "二")
    assert [entry.id for entry in store.entries("甲")] == [second, first]
    store.keep("甲", first, 1, answer(question="三"))
    assert [entry.id for entry in store.entries("甲")] == [first, second]


def test_a_conversation_without_an_answer_is_not_listed(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    stopped = store.start("甲", "问了又停")
    assert store.entries("甲") == ()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("UPDATE conversations SET changed = '2020-01-01T00:00:00.000+00:00'")
    kept = told(store, "问")
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        assert connection.execute("SELECT id FROM conversations").fetchall() == [(kept,)]
    with pytest.raises(ReportAssistantError):
        store.keep("甲", stopped, 0, answer())


def test_a_conversation_is_found_by_what_was_said(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    first = told(store, "审核合同多少件", "执法人员多少名")
    second = told(store, "100%_完成了吗")
    store.rename("甲", second, "进度")
    assert [entry.id for entry in store.entries("甲", "执法")] == [first]
    assert [entry.id for entry in store.entries("甲", " 进度 ")] == [second]
    assert [entry.id for entry in store.entries("甲", "%_")] == [second]
    assert {entry.id for entry in store.entries("甲", "312件")} == {first, second}
    assert store.entries("甲", "没有这个") == ()


def test_one_user_reaches_nothing_of_another(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "问")
    assert store.entries("乙") == ()
    assert store.turns("乙", conversation) == ()
    store.rename("乙", conversation, "改")
    store.remove("乙", conversation)
    store.rate("乙", conversation, 0, "down", "不对")
    with pytest.raises(ReportAssistantError):
        store.keep("乙", conversation, 1, answer())
    assert store.entries("甲")[0].title == "问"
    assert len(store.turns("甲", conversation)) == 1
    assert disliked(tmp_path) == ()


def test_a_title_is_one_short_line(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "甲\n" + "长" * 100)
    assert len(store.entries("甲")[0].title) == LONGEST_TITLE
    store.rename("甲", conversation, " 新\t名 ")
    assert store.entries("甲")[0].title == "新 名"
    store.rename("甲", conversation, "  ")
    assert store.entries("甲")[0].title == "新 名"


def test_a_deleted_conversation_is_gone_with_its_turns(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "问", "再问")
    store.remove("甲", conversation)
    assert store.entries("甲") == ()
    assert store.turns("甲", conversation) == ()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (0,)
    with pytest.raises(ReportAssistantError, match="已被删除"):
        store.keep("甲", conversation, 2, answer())


def test_a_disliked_answer_is_kept_for_the_evaluators(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    assert disliked(tmp_path) == ()
    conversation = told(store, "一", "二", "三")
    store.rate("甲", conversation, 1, "down", "答案不对：少了\n一家")
    store.rate("甲", conversation, 0, "up")
    store.remove("甲", conversation)
    (kept,) = disliked(tmp_path)
    assert (kept.question, kept.history) == ("二", ("一",))
    assert kept.reason == "答案不对：少了 一家"
    assert kept.answer == answer(question="二")


def test_a_verdict_stays_with_its_own_answer(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "问")
    store.rate("甲", conversation, 0, "down", "不完整")
    assert store.turns("甲", conversation)[0].verdict == "down"
    store.keep("甲", conversation, 0, answer(question="问", answer="另一个[1]。"))
    assert store.turns("甲", conversation)[0].verdict is None
    assert [one.answer.answer for one in disliked(tmp_path)] == ["312件[1]。"]


def test_a_verdict_can_be_changed_and_taken_back(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "问")
    store.rate("甲", conversation, 0, "down", "不对")
    store.rate("甲", conversation, 0, "up")
    assert store.turns("甲", conversation)[0].verdict == "up"
    assert disliked(tmp_path) == ()
    store.rate("甲", conversation, 0, None)
    assert store.turns("甲", conversation)[0].verdict is None
    store.rate("甲", conversation, 7, "down", "没有这一问")
    assert disliked(tmp_path) == ()


def test_an_answer_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    store = Conversations(tmp_path)
    conversation = told(store, "一", "二")
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("UPDATE turns SET answer = '{}' WHERE number = 0")
    first, second = store.turns("甲", conversation)
    assert first.answer is None
    assert first.question == "一"
    assert isinstance(second.answer, Answer)
    assert store.entries("甲", "二")


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"not a database" * 100)
    with pytest.raises(ReportAssistantError, match="对话记录"):
        Conversations(tmp_path).entries("甲")
