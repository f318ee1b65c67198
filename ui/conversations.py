"""Conversations as they are kept: what was asked and answered, and what readers thought of it.

One SQLite file beside the library. Each call opens it anew, so any thread and any process may
call; every row belongs to a user, and nobody else's is ever read.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from assistant.answer_file import parse_answer
from assistant.types import Answer, AnswerScope
from ingest.errors import ReportAssistantError
from ui.conversation_file import DATABASE, reading, writing
from ui.text import one_line

LONGEST_TITLE = 60  # characters
_ABANDONED = timedelta(days=1)
_KEY = "conversation = :conversation AND number = :number AND answered = :answered"

Verdict = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationEntry:
    """A line of the list of conversations; ``changed`` is UTC in ISO 8601."""

    id: str
    title: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with its answer.

    Attributes:
        number: 0, 1, 2 … within the conversation.
        within: the scope that the reader chose instead of the one read from the question.
        answer: None where a later version can no longer read what was stored.
        answered: when, UTC in ISO 8601.
        verdict: what the reader thought of it, with the reason.
    """

    number: int
    question: str
    within: AnswerScope | None
    answer: Answer | None
    answered: str
    verdict: Verdict | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DislikedAnswer:
    """An answer that a reader marked as wrong; kept when its conversation is deleted.

    Attributes:
        history: the questions before it, oldest first.
        given: when, UTC in ISO 8601.
    """

    question: str
    history: tuple[str, ...]
    reason: str
    answer: Answer
    given: str


class Conversations:
    """The conversations kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def start(self, user: str, title: str) -> str:
        """Begins a conversation; returns its id, which cannot be guessed."""
        conversation = secrets.token_hex(16)
        with writing(self._folder) as connection:
            connection.execute(  # those whose only question was stopped
                "DELETE FROM conversations WHERE user = ? AND changed < ? AND NOT EXISTS "
                "(SELECT 1 FROM turns WHERE conversation = conversations.id)",
                (user, _now(ago=_ABANDONED)),
            )
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?)",
                (conversation, user, _short(title), _now()),
            )
        return conversation

    def entries(self, user: str, search: str = "", most: int = -1) -> tuple[ConversationEntry, ...]:
        """The user's conversations in which something was answered, latest first.

        Args:
            search: only those whose title, questions or answers hold it.
            most: how many; below 0, all.
        """
        wanted = one_line(search)
        with reading(self._folder) as connection:
            rows = connection.execute(
                "SELECT id, title, changed FROM conversations AS c WHERE user = ?1 AND EXISTS ("
                "SELECT 1 FROM turns WHERE conversation = c.id AND (?2 = '' OR instr(title, ?2) OR "
                "instr(question, ?2) OR instr(json_extract(answer, '$.answer'), ?2))) "
                "ORDER BY changed DESC, id LIMIT ?3",
                (user, wanted, most),
            ).fetchall()
        return tuple(ConversationEntry(id=i, title=t, changed=c) for i, t, c in rows)

    def turns(self, user: str, conversation: str) -> tuple[Turn, ...]:
        """What was asked and answered, oldest first; empty where the user has no such one."""
        with reading(self._folder) as connection:
            rows = connection.execute(
                "SELECT t.number, t.question, t.within, t.answer, t.answered, v.verdict, v.reason "
                "FROM conversations AS c JOIN turns AS t ON t.conversation = c.id "
                "LEFT JOIN verdicts AS v ON v.conversation = c.id AND v.number = t.number "
                "AND v.answered = t.answered "
                "WHERE c.user = ? AND c.id = ? ORDER BY t.number",
                (user, conversation),
            ).fetchall()
        return tuple(
            Turn(
                number=number,
                question=question,
                within=_scope(within),
                answer=_answer(answer),
                answered=answered,
                verdict=verdict,
                reason=reason or "",
            )
            for number, question, within, answer, answered, verdict, reason in rows
        )

    def keep(
        self,
        user: str,
        conversation: str,
        number: int,
        answer: Answer,
        within: AnswerScope | None = None,
    ) -> None:
        """Stores the answer of turn ``number``; an earlier one gives way to it.

        A verdict stays with the answer that it was given on.

        Raises:
            ReportAssistantError: the conversation was deleted meanwhile.
        """
        with writing(self._folder) as connection:
            if not _touch(connection, user, conversation):
                raise ReportAssistantError("这个对话已被删除", hint="请新建对话后再问一次")
            connection.execute(
                "INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?)",
                (
                    conversation,
                    number,
                    answer.question,
                    None if within is None else _json(asdict(within)),
                    _json(answer.to_json()),
                    _now(),
                ),
            )

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Gives a conversation another title; an empty one changes nothing."""
        if not one_line(title):
            return
        with writing(self._folder) as connection:
            connection.execute(
                "UPDATE conversations SET title = ? WHERE user = ? AND id = ?",
                (_short(title), user, conversation),
            )

    def remove(self, user: str, conversation: str) -> None:
        """Deletes a conversation. Its 👎 stay for the evaluators, as the page says."""
        with writing(self._folder) as connection:
            connection.execute(
                "DELETE FROM conversations WHERE user = ? AND id = ?", (user, conversation)
            )

    def remove_user(self, user: str) -> None:
        """Deletes all that a user asked; his 👎 stay for the evaluators, without his name."""
        with writing(self._folder) as connection:
            connection.execute("DELETE FROM conversations WHERE user = ?", (user,))
            connection.execute("UPDATE verdicts SET user = '' WHERE user = ?", (user,))

    def rate(
        self, user: str, conversation: str, number: int, verdict: Verdict | None, reason: str = ""
    ) -> None:
        """Stores what the reader thinks of an answer; None takes it back."""
        turns = {turn.number: turn for turn in self.turns(user, conversation)}
        turn = turns.get(number)
        if turn is None or turn.answer is None:
            return
        history = [turns[earlier].question for earlier in sorted(turns) if earlier < number]
        with writing(self._folder) as connection:
            key = {"conversation": conversation, "number": number, "answered": turn.answered}
            connection.execute(f"DELETE FROM verdicts WHERE {_KEY}", key)
            if verdict is not None:
                connection.execute(
                    "INSERT INTO verdicts VALUES (:conversation, :number, :answered, :user, "
                    ":verdict, :reason, :history, :question, :answer, :given)",
                    {
                        **key,
                        "user": user,
                        "verdict": verdict,
                        "reason": one_line(reason),
                        "history": _json(history),
                        "question": turn.question,
                        "answer": _json(turn.answer.to_json()),
                        "given": _now(),
                    },
                )


def disliked(folder: Path) -> tuple[DislikedAnswer, ...]:
    """Every answer marked as wrong, of all users, latest first: what evaluators make a test set of.

    Args:
        folder: of the library.
    """
    if not (folder / DATABASE).exists():
        return ()
    with reading(folder) as connection:
        rows = connection.execute(
            "SELECT question, history, reason, answer, given FROM verdicts "
            "WHERE verdict = 'down' ORDER BY given DESC, conversation, number"
        ).fetchall()
    return tuple(
        DislikedAnswer(
            question=question,
            history=tuple(json.loads(history)),
            reason=reason,
            answer=read,
            given=given,
        )
        for question, history, reason, answer, given in rows
        if (read := _answer(answer)) is not None
    )


def _touch(connection: sqlite3.Connection, user: str, conversation: str) -> bool:
    changed = connection.execute(
        "UPDATE conversations SET changed = ? WHERE user = ? AND id = ?",
        (_now(), user, conversation),
    )
    return changed.rowcount == 1


def _now(ago: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")


def _short(title: str) -> str:
    line = one_line(title)
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _scope(stored: str | None) -> AnswerScope | None:
    if stored is None:
        return None
    values = json.loads(stored)
    return AnswerScope(
        units=tuple(values["units"]),
        regions=tuple(values["regions"]),
        years=tuple(values["years"]),
        role=values["role"],
    )


def _answer(stored: str) -> Answer | None:
    try:
        return parse_answer(stored.encode("utf-8"), DATABASE)
    except ReportAssistantError:
        return None
