"""A conversation as HTML: its turns, what is being worked on, and the list of conversations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from ui.conversations import ConversationEntry, Turn
from ui.markup import copy_button, escaped, notice
from ui.scope_chips import chips_html
from ui.text import one_line
from ui.view import answer_html, copied_text, prose_html

Places = dict[str, tuple[str, ...]]
REASONS = ("答案不对", "出处不对", "不完整", "该答却没答", "库中没有却答了")
EXPORTS = ((".docx", "Word"), (".xlsx", "Excel"), (".md", "Markdown"))
WELCOME = "可以问某个单位某一年的数据、做法、不足和安排，也可以让多个单位对比。"
MOST_LISTED = 50  # conversations: the list goes to the browser with every answer
MORE = f"只列出最近的{MOST_LISTED}个，更早的请在上面查找"
PROMISE = "答案只来自库里的报告，每句话都能点开原文核对。"
EMPTY_LIBRARY = "库里还没有报告。请先到“报告库”上传报告，再回来提问。"
UNREADABLE = "这条回答由其他版本的程序保存，现在读不出来。可以把问题再问一次。"
_PEN = "M4 20l1-4L16 5l3 3L8 19z"
_BIN = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"
_UP = "M7 11v9H4v-9zM7 11l4-7c2 0 2 2 2 3v3h6l-1.5 9-1 1H7"
_DOWN = "M7 13V4H4v9zM7 13l4 7c2 0 2-2 2-3v-3h6l-1.5-9-1-1H7"


def icon(path: str) -> str:
    """A line drawing of 24 by 24; its button carries the words."""
    return (
        '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" '
        f'stroke-width="1.7" stroke-linejoin="round"><path d="{path}"/></svg>'
    )


def welcome_html(examples: Sequence[str], reports: int) -> str:
    """What stands where nothing has been asked yet."""
    if not reports:
        return f'<div class="welcome"><h2>想查什么？</h2><p>{escaped(EMPTY_LIBRARY)}</p></div>'
    buttons = "".join(_question_button(example) for example in examples)
    return (
        f'<div class="welcome"><h2>想查什么？</h2><p>{escaped(WELCOME)}</p>'
        f"<p>{escaped(PROMISE)}库中现有{reports}份报告。</p>"
        f'<div class="questions">{buttons}</div></div>'
    )


def _question_button(question: str) -> str:
    shown = escaped(one_line(question))
    return f'<button type="button" data-ask="{shown}">{shown}</button>'


def thread_html(
    conversation: str,
    turns: Sequence[Turn],
    places: Places,
    welcome: str,
    focus: int | None = None,
) -> str:
    """A whole conversation.

    Args:
        welcome: what stands where it has no turn.
        focus: the turn to bring into sight; None leaves the reader where he is.
    """
    body = "".join(_turn_html(conversation, turn, places, last=turn is turns[-1]) for turn in turns)
    return (
        f'<div class="thread" role="log" aria-label="对话" data-conversation="{escaped(conversation)}" '
        f'data-focus="{"" if focus is None else focus}">{body or welcome}</div>'
    )


def _turn_html(conversation: str, turn: Turn, places: Places, *, last: bool) -> str:
    question = f'<h3 class="question">{escaped(turn.question)}</h3>'
    answer = turn.answer
    if answer is None:
        body = notice(UNREADABLE)
    else:
        scope = turn.within or answer.scope
        suggestions = "".join(_question_button(one) for one in answer.suggestions)
        body = (
            f'<div class="answer {answer.status}">{answer_html(answer)}</div>'
            f"{chips_html(scope, places)}{_tools_html(conversation, turn)}"
            + (
                f'<div class="questions" role="group" aria-label="接着问">'
                f'<span class="questions-name">接着问</span>{suggestions}</div>'
                if last and suggestions
                else ""
            )
        )
    return f'<article class="turn" data-turn="{turn.number}" data-answered="{escaped(turn.answered)}">{question}{body}</article>'


def _tools_html(conversation: str, turn: Turn) -> str:
    assert turn.answer is not None
    address = f"download/answer/{conversation}/{turn.number}"
    links = "".join(
        f'<a href="{escaped(address + suffix)}" download>{name}</a>' for suffix, name in EXPORTS
    )
    seconds = max(turn.answer.elapsed_ms / 1000, 0.1)
    return (
        f'<div class="answer-tools">{copy_button("复制", copied_text(turn.answer))}'
        f'<span class="exports" role="group" aria-label="导出">导出 {links}</span>'
        f"{_verdict_html(turn)}"
        f'<span class="elapsed">用时{seconds:.1f}秒</span></div>{_reason_form(turn)}'
    )


def _verdict_html(turn: Turn) -> str:
    buttons = "".join(
        f'<button type="button" class="verdict {name}" data-verdict="{name}" '
        f'aria-pressed="{"true" if turn.verdict == name else "false"}" '
        f'aria-label="{words}" title="{words}">{icon(path)}</button>'
        for name, words, path in (("up", "有用", _UP), ("down", "有问题", _DOWN))
    )
    given = (
        f'<span class="reason">已反馈：{escaped(turn.reason)}</span>'
        if turn.verdict == "down" and turn.reason
        else ""
    )
    return f'<span class="verdicts" role="group" aria-label="评价">{buttons}</span>{given}'


def _reason_form(turn: Turn) -> str:
    choices = "".join(
        f'<label><input type="radio" name="reason-{turn.number}" value="{reason}">{reason}</label>'
        for reason in REASONS
    )
    return (
        '<form class="reason-form" hidden><p>哪里有问题？反馈会连同问题和回答一起交给评测人员。</p>'
        f'<div class="reasons">{choices}</div>'
        '<input type="text" name="words" maxlength="500" placeholder="补充说明（可不填）" '
        'aria-label="补充说明"><button type="submit">提交</button>'
        '<button type="button" data-cancel>取消</button></form>'
    )


def pending_html(question: str, steps: Sequence[str], text: str = "") -> str:
    """A question that is being answered: the steps so far, the last one under way.

    Args:
        text: what a language model has written so far, checked; its markers are not live yet.
    """
    items = "".join(
        f'<li class="{"now" if step is steps[-1] else "done"}">{escaped(step)}</li>'
        for step in steps
    )
    return (
        f'<div class="pending"><h3 class="question">{escaped(question)}</h3>'
        f'<ol class="steps" role="status" aria-label="进度">{items}</ol>'
        + (
            f'<div class="answer"><div class="answer-text">{prose_html(text, {})}</div></div>'
            if text
            else ""
        )
        + "</div>"
    )


def failure_html(question: str, message: str) -> str:
    """A question that could not be answered, with the way out."""
    return (
        f'<div class="failed"><h3 class="question">{escaped(question)}</h3>'
        f'{notice(message, "bad")}<div class="questions">'
        f'<button type="button" data-ask="{escaped(question)}">再试一次</button></div></div>'
    )


def history_html(entries: Sequence[ConversationEntry], current: str, search: str) -> str:
    """The list of conversations, latest first, with its tools.

    Args:
        entries: beyond ``MOST_LISTED`` they are not listed, and it is said that there are more.
        search: what the entries were searched for; empty for all.
    """
    if entries:
        items = "".join(_entry_html(entry, current) for entry in entries[:MOST_LISTED])
        listed = f'<ul class="history-list">{items}</ul>'
        if len(entries) > MOST_LISTED:
            listed += f'<p class="more-history">{MORE}</p>'
    else:
        words = "没有找到相符的对话" if search else "问过的问题会留在这里"
        listed = f'<p class="no-history">{words}</p>'
    return (
        '<nav class="history" aria-label="对话记录"><div class="history-head">'
        '<button type="button" class="new" data-open="">新对话</button>'
        '<button type="button" class="unfold" aria-expanded="false">对话记录</button></div>'
        '<div class="history-body"><input type="search" class="history-search" '
        'placeholder="查找对话" aria-label="查找对话" maxlength="100">'
        f"{listed}</div></nav>"
    )


def _entry_html(entry: ConversationEntry, current: str) -> str:
    title = escaped(entry.title)
    here = ' aria-current="true"' if entry.id == current else ""
    return (
        f'<li data-conversation="{escaped(entry.id)}"{here}>'
        f'<button type="button" class="open" data-open="{escaped(entry.id)}" '
        f'title="{title}"><span>{title}</span><small>{day_of(entry.changed)}</small></button>'
        f'<button type="button" class="rename" aria-label="重命名“{title}”" title="重命名">'
        f"{icon(_PEN)}</button>"
        f'<button type="button" class="remove" aria-label="删除“{title}”" title="删除">'
        f"{icon(_BIN)}</button></li>"
    )


def day_of(changed: str, today: date | None = None) -> str:
    """A stored time as the reader's day: 今天 09:30, 3月5日, 2024年3月5日."""
    moment = datetime.fromisoformat(changed).replace(tzinfo=UTC).astimezone()
    now = today or datetime.now().astimezone().date()
    if moment.date() == now:
        return f"今天 {moment:%H:%M}"
    day = f"{moment.month}月{moment.day}日"
    return day if moment.year == now.year else f"{moment.year}年{day}"
