"""The acts of the tab 问答, without a browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.types import Answer, AnswerScope
from tests.ui.answers import answer
from ui.asking import LONGEST_QUESTION, Kept, Running, Steps, answering
from ui.chat import Chat, Shown, number_of, text_of
from ui.context import PageContext
from ui.conversations import Conversations, disliked
from ui.thread_view import MORE, MOST_LISTED
from ui.users import LOCAL_USER, USER_KEY, user_of

QUESTION = "2024年各单位审核合同各多少份？"


def conversation_of(chat: Chat) -> str:
    return chat._store.entries(LOCAL_USER)[0].id


def test_a_question_is_answered_step_by_step_and_kept(context: PageContext) -> None:
    chat = Chat.over(context)
    shown = list(chat.asked(LOCAL_USER, "", QUESTION))
    steps = "".join(one.pending or "" for one in shown[:-1])
    assert "理解问题" in steps
    assert shown[-1].pending == ""
    assert shown[-1].thread is not None and "119件" in shown[-1].thread
    (turn,) = chat._store.turns(LOCAL_USER, conversation_of(chat))
    assert turn.answer is not None
    assert turn.answer.table is not None
    again = Chat.over(context).opened(LOCAL_USER, conversation_of(chat))
    assert again.thread == shown[-1].thread  # what a reload shows, citations and all


def test_a_follow_up_is_asked_with_its_history(context: PageContext) -> None:
    chat = Chat.over(context)
    list(chat.asked(LOCAL_USER, "", "槐汀街道2024年审核合同多少件？"))
    list(chat.asked(LOCAL_USER, conversation_of(chat), "那桐湾县呢？"))
    first, second = chat._store.turns(LOCAL_USER, conversation_of(chat))
    assert second.answer is not None
    assert "桐湾县" in second.answer.resolved and "审核合同" in second.answer.resolved
    assert (first.number, second.number) == (0, 1)


def test_a_chip_taken_away_asks_again_in_place(context: PageContext) -> None:
    chat = Chat.over(context)
    list(chat.asked(LOCAL_USER, "", QUESTION))
    conversation = conversation_of(chat)
    shown = list(chat.rescoped(LOCAL_USER, conversation, 0, "years:2024", ""))
    assert shown[-1].thread is not None and "年份：2024年" not in shown[-1].thread
    (turn,) = chat._store.turns(LOCAL_USER, conversation)
    assert turn.within == AnswerScope()
    assert turn.answer is not None
    assert {citation.year for citation in turn.answer.citations} > {2024}
    list(chat.rescoped(LOCAL_USER, conversation, 0, "", "年份：2023年"))
    (turn,) = chat._store.turns(LOCAL_USER, conversation)
    assert turn.within == AnswerScope(years=(2023,))
    assert list(chat.rescoped(LOCAL_USER, conversation, 9, "years:2024", "")) == []
    assert list(chat.rescoped("另一人", conversation, 0, "years:2024", "")) == []


def test_empty_and_endless_questions_are_told(context: PageContext) -> None:
    chat = Chat.over(context)
    for question in ("", " \x00\n", "长" * (LONGEST_QUESTION + 1)):
        (shown,) = chat.asked(LOCAL_USER, "", question)
        assert shown.pending is not None and "failed" in shown.pending
    assert chat._store.entries(LOCAL_USER) == ()


def test_the_list_ends_with_a_word_on_older_conversations(context: PageContext) -> None:
    chat, store = Chat.over(context), Conversations(context.library_folder)
    for number in range(MOST_LISTED + 1):
        store.keep(LOCAL_USER, store.start(LOCAL_USER, f"第{number}问"), 0, answer())
        shown = chat.history(LOCAL_USER, "")
        assert (MORE in shown) == (number == MOST_LISTED)
    assert shown.count("<li ") == MOST_LISTED and "第0问" not in shown
    found = chat.history(LOCAL_USER, "", search="第0问")
    assert found.count("<li ") == 1 and MORE not in found


def test_a_conversation_is_renamed_found_and_deleted(context: PageContext) -> None:
    chat = Chat.over(context)
    list(chat.asked(LOCAL_USER, "", QUESTION))
    conversation = conversation_of(chat)
    renamed = chat.renamed(LOCAL_USER, conversation, "合同", conversation)
    assert renamed.history is not None and "合同" in renamed.history
    assert "没有找到" in chat.history(LOCAL_USER, "", "查无此事")
    kept = chat.removed(LOCAL_USER, conversation, "别的对话")
    assert kept.thread is None
    assert chat.opened(LOCAL_USER, conversation).conversation == ""


def test_what_is_rated_reaches_the_evaluators(context: PageContext) -> None:
    chat = Chat.over(context)
    list(chat.asked(LOCAL_USER, "", QUESTION))
    shown = chat.rated(LOCAL_USER, conversation_of(chat), 0, "down", "不完整：少一家")
    assert shown.thread is not None and "已反馈：不完整：少一家" in shown.thread
    (kept,) = disliked(context.library_folder)
    assert kept.question == QUESTION


class Slow:
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.done = threading.Event()

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        within: AnswerScope | None = None,
        on_step: Callable[[str], None] | None = None,
        on_sentence: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Answer:
        assert on_step is not None
        on_step("理解问题")
        assert self.go.wait(30)
        on_step("检索3份报告")
        threading.Event().wait(0.3)  # so long that nobody could overlook it
        self.done.set()
        return answer(question=question)


def started(context: PageContext) -> tuple[Slow, PageContext, Running, str, Any]:
    """A question under way, its first step told."""
    slow, running = Slow(), Running()
    changed = replace(context, assistant=slow)  # type: ignore[arg-type]
    conversation = Conversations(context.library_folder).start(LOCAL_USER, "问")
    steps = answering(changed, running, LOCAL_USER, conversation, "问")
    assert next(steps) == Steps(names=("理解问题",))
    return slow, changed, running, conversation, steps


def test_an_answer_is_kept_though_the_reader_left(context: PageContext) -> None:
    slow, changed, _, conversation, steps = started(context)
    steps.close()
    slow.go.set()
    store = Conversations(changed.library_folder)
    for _ in range(200):
        if store.turns(LOCAL_USER, conversation):
            break
        threading.Event().wait(0.05)
    assert len(store.turns(LOCAL_USER, conversation)) == 1


def test_a_stopped_answer_is_not_kept(context: PageContext) -> None:
    slow, changed, running, conversation, steps = started(context)
    running.stop(conversation)
    slow.go.set()
    assert list(steps) == [Steps(names=("理解问题", "检索3份报告")), Kept(number=0)]
    assert Conversations(changed.library_folder).turns(LOCAL_USER, conversation) == ()


def test_what_a_browser_sends_is_not_trusted() -> None:
    data = {"a": 1, "b": "x", "c": "7", "d": "-1", "e": "９", "f": "9" * 40, "g": ["1"]}
    assert [text_of(data, name) for name in "abz"] == ["", "x", ""]
    assert [number_of(data, name) for name in "abcdefgz"] == [-1, -1, 7, -1, -1, -1, -1, -1]


def test_the_user_of_a_request() -> None:
    assert user_of({}) == LOCAL_USER
    assert user_of({USER_KEY: "张三"}) == "张三"
    assert user_of({USER_KEY: 5}) == LOCAL_USER


def test_a_new_conversation_offers_questions_that_are_answered(context: PageContext) -> None:
    shown = Chat.over(context).opened(LOCAL_USER, "没有这个对话")
    assert shown == replace(shown, conversation="", pending="", evidence="")
    assert isinstance(shown, Shown)
    offered = re.findall(r'data-ask="([^"]+)"', shown.thread or "")
    assert len(offered) == 4
    assert all(context.assistant.ask(one).status == "answered" for one in offered)
