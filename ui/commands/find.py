"""``find``: verbatim passages on a topic, or like a pasted paragraph."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ui.commands.types import Command, add_json_option
from ui.usage import count, library_folder, year_number

_GROUPS = 10


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="主题，或粘贴的一段文字")
    parser.add_argument("--role", metavar="R", help="只看一类部分，如 problems 或 不足原因")
    parser.add_argument("--unit", metavar="U", help="只看该单位、地区或一类单位")
    parser.add_argument("--year", metavar="Y", type=year_number, help="只看该年度的报告")
    parser.add_argument(
        "--limit", metavar="N", type=count, default=_GROUPS, help=f"最多几组（默认 {_GROUPS}）"
    )
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from dataclasses import asdict

    from assistant.catalogue import build_catalogue
    from assistant.named_scope import named_reports, read_role, scope_of
    from assistant.reader import ReportReader
    from assistant.text import clean_question
    from assistant.wording import find_groups
    from ui.opening import open_for_reading, say_if_absent
    from ui.output import open_console, print_json
    from ui.tables import print_groups

    role = None if arguments.role is None else read_role(arguments.role)
    folder = library_folder(arguments)
    with open_for_reading(folder, model=arguments.model) as library:
        say_if_absent(folder)
        catalogue = build_catalogue(library.reports())
        entries = named_reports(catalogue, unit=arguments.unit, year=arguments.year)
        passages = library.passage_count

        def frequency(word: str) -> float:
            return library.document_frequency(word) / passages if passages else 0.0

        groups = find_groups(
            clean_question(arguments.text),
            scope_of(entries, role),
            ReportReader(library),
            role,
            words=library.words,
            frequency=frequency,
            limit=arguments.limit,
        )
    if arguments.json:
        print_json([asdict(group) for group in groups])
    else:
        print_groups(open_console(), groups)
    return 0


COMMAND = Command(
    name="find",
    summary="查找写法相近的原文段落",
    add_arguments=_add_arguments,
    run=_run,
)
