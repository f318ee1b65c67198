"""``ask``: answers one question."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION", help="问题")
    parser.add_argument(
        "--history",
        metavar="Q",
        action="append",
        default=[],
        help="本次对话中较早的问题，可重复，先问的在前",
    )
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from ui.opening import open_assistant
    from ui.output import open_console, print_json
    from ui.terminal import print_answer
    from ui.terminal_stream import LiveText
    from ui.text import clean_question

    question = clean_question(arguments.question)
    history = [clean_question(earlier) for earlier in arguments.history]
    with open_assistant(library_folder(arguments), model=arguments.model) as assistant:
        assistant.prepare()  # loading is no part of answering (contract.md, elapsed_ms)
        if arguments.json:
            print_json(assistant.ask(question, history).to_json())
            return 0
        console = open_console()
        live = LiveText(console)
        answer = assistant.ask(question, history, on_sentence=live.show)
    print_answer(console, answer, shown=live.finish(answer.answer))
    return 0


COMMAND = Command(
    name="ask", summary="回答一个问题，逐句注明出处", add_arguments=_add_arguments, run=_run
)
