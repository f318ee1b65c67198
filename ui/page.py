"""The page: wiring only. What it shows is computed by ``ui.view`` and ``ui.examples``."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.examples import example_questions
from ui.text import clean_question
from ui.view import answer_markdown, entries_html, escape_markdown

if TYPE_CHECKING:
    import gradio as gr

    from assistant.answer import Assistant
    from index.library import Library

TITLE = "报告助手"
MASTHEAD = f"""<header class="masthead"><h1>{TITLE}</h1>
<p>从年度报告里找答案，每句话都有出处</p></header>"""
EMPTY_LIBRARY = "资料库里还没有报告。请先在命令行运行 report-assistant ingest 文件夹。"
WELCOME = "### 想查什么？\n可以问某个单位某一年的数据、做法、不足和安排。答案只来自资料库里的报告。"
MAXIMUM_QUESTION = 10_000  # characters
CONCURRENT_QUESTIONS = 4  # on two cores more at once only makes each slower
WAITING_QUESTIONS = 64
EXAMPLE_REPORTS = 8  # how many reports are opened to make examples

Message = Mapping[str, Any]


def message_text(message: Message) -> str:
    """The text of a Gradio message, whose content is a string or a list of blocks."""
    content = message["content"]
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, Sequence) else [content]
    return "".join(str(block.get("text") or "") for block in blocks if isinstance(block, Mapping))


def earlier_questions(history: Sequence[Message]) -> list[str]:
    """What the user asked before, oldest first, as it was typed.

    Args:
        history: the conversation's messages; those of the user are escaped for display.
    """
    return [
        html.unescape(message_text(message)) for message in history if message["role"] == "user"
    ]


def reply(assistant: Assistant, question: str, history: Sequence[Message]) -> dict[str, Any]:
    """The message that answers ``question``, its suggestions as buttons to click."""
    answer = assistant.ask(clean_question(question), earlier_questions(history))
    return {
        "role": "assistant",
        "content": answer_markdown(answer),
        "options": [{"value": suggestion} for suggestion in answer.suggestions],
    }


def build_page(assistant: Assistant, library: Library) -> gr.Blocks:
    """The page over one library.

    Args:
        assistant: answers the questions.
        library: its reports are listed beside the conversation.

    Returns:
        A page to hand to ``ui.server``; theme and style are given at launch.
    """
    import gradio as gr

    class Conversation(gr.ChatInterface):
        """Gradio's chat, with what the user typed shown as text.

        ``gr.Chatbot`` reads the user's own words as Markdown: a pasted image address would be
        fetched. The words are escaped when they enter the conversation and turned back when they
        leave it for the text box (undo, retry).
        """

        def _append_message_to_history(self, message: Any, history: Any, role: Any = "user") -> Any:
            if role == "user":
                typed = message["text"] if isinstance(message, Mapping) else message
                message = escape_markdown(str(typed))
            return super()._append_message_to_history(message, history, role)

        def _clear_and_save_textbox(self, message: Any) -> Any:
            return gr.Textbox(value="", interactive=False), message  # the hint in the box stays

        def _pop_last_user_message(self, history: Any) -> Any:
            remaining, message = super()._pop_last_user_message(history)
            return remaining, html.unescape(str(message))

    def answer_question(question: str, history: list[Message]) -> dict[str, Any]:
        return reply(assistant, question, history)

    def list_reports() -> str:
        return entries_html(library.reports())

    entries = library.reports()
    examples = example_questions([library.report(entry.id) for entry in entries[:EXAMPLE_REPORTS]])
    page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True)
    with page:
        gr.HTML(MASTHEAD, padding=False)
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=300):
                Conversation(
                    answer_question,
                    chatbot=_chatbot(empty=not entries),
                    textbox=_textbox(),
                    examples=examples,
                    cache_examples=False,
                    analytics_enabled=False,
                    concurrency_limit=CONCURRENT_QUESTIONS,
                    show_progress="minimal",
                    api_name="chat",
                )
            with gr.Column(scale=1, min_width=240, elem_classes="library-panel"):
                listing = gr.HTML(entries_html(entries), padding=False)
        # Reports may come or go while the page runs; the list is read again on each visit.
        page.load(list_reports, None, listing, show_progress="hidden", api_visibility="private")
    page.queue(max_size=WAITING_QUESTIONS)
    return page


def _chatbot(*, empty: bool) -> gr.Chatbot:
    import gradio as gr

    return gr.Chatbot(
        label="对话",
        show_label=False,
        elem_classes="conversation",
        height="calc(100vh - 165px)",
        min_height=320,
        layout="bubble",
        buttons=[],
        latex_delimiters=[],
        allow_tags=False,
        placeholder=EMPTY_LIBRARY if empty else WELCOME,
    )


def _textbox() -> gr.Textbox:
    import gradio as gr

    return gr.Textbox(
        label="问题",
        placeholder="请输入问题，按回车发送",
        show_label=False,
        max_length=MAXIMUM_QUESTION,
        autofocus=True,
        submit_btn="提问",
        stop_btn="停止",
        scale=7,
        elem_classes="ask-box",
    )
