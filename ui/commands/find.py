"""``find``: verbatim passages on a topic or like a pasted paragraph; outlines for drafters."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from ingest.errors import ReportAssistantError
from ingest.types import Report, Role
from ui.commands.types import Command, add_json_option
from ui.usage import count, library_folder, year_number

_GROUPS = 10


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", nargs="?", help="主题，或粘贴的一段文字")
    parser.add_argument(
        "--draft", metavar="FILE", help="检查草稿缺少哪些部分（- 表示从标准输入读文字）"
    )
    parser.add_argument(
        "--skeleton",
        metavar="GENRE",
        nargs="?",
        const="",
        help="某类报告的提纲（不写类型则取库中最多的一类）；与 --draft 同用时指定草稿的类型",
    )
    parser.add_argument("--role", metavar="R", help="只看一类部分，如 problems 或 不足原因")
    parser.add_argument("--unit", metavar="U", help="只看该单位、地区或一类单位")
    parser.add_argument("--year", metavar="Y", type=year_number, help="只看该年度的报告")
    parser.add_argument(
        "--limit", metavar="N", type=count, default=_GROUPS, help=f"最多几组（默认 {_GROUPS}）"
    )
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from assistant.named_scope import read_role

    outline = arguments.draft is not None or arguments.skeleton is not None
    _check_use(arguments, outline=outline)
    role = None if arguments.role is None else read_role(arguments.role)
    return _run_outline(arguments, role) if outline else _run_text(arguments, role)


def _check_use(arguments: Namespace, *, outline: bool) -> None:
    hint = "请只用其中一种：find TEXT、find --draft FILE 或 find --skeleton [GENRE]"
    if not outline and arguments.text is None:
        raise ReportAssistantError("缺少参数 TEXT，应为主题或一段文字", hint=hint)
    if outline and arguments.text is not None:
        raise ReportAssistantError(
            f"TEXT {arguments.text!r} 不能与 --draft、--skeleton 同时使用", hint=hint
        )


def _run_text(arguments: Namespace, role: Role | None) -> int:
    from dataclasses import asdict

    from ui.opening import open_for_reading, say_if_absent
    from ui.output import open_console, print_json
    from ui.programs.queries import wording_groups
    from ui.tables import print_groups

    folder = library_folder(arguments)
    with open_for_reading(folder, model=arguments.model) as library:
        say_if_absent(folder)
        groups = wording_groups(
            library,
            arguments.text,
            role=role,
            unit=arguments.unit,
            year=arguments.year,
            limit=arguments.limit,
        )
    if arguments.json:
        print_json([asdict(group) for group in groups])
    else:
        print_groups(open_console(), groups)
    return 0


def _run_outline(arguments: Namespace, role: Role | None) -> int:
    """The outline of a genre, or what a draft lacks of it."""
    from dataclasses import asdict

    from assistant.catalogue import build_catalogue
    from assistant.named_scope import named_reports
    from assistant.outline_check import check_draft, outline_of, read_genre
    from ui.opening import open_for_reading
    from ui.output import open_console, print_json
    from ui.terminal import print_draft_check, print_outline

    draft = None if arguments.draft is None else _read_draft(arguments.draft)
    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        catalogue = build_catalogue(library.reports())
        entries = named_reports(catalogue, unit=arguments.unit, year=arguments.year)
        genre = read_genre(arguments.skeleton or (draft and draft.genre) or None, entries)
        chosen = [entry for entry in entries if entry.genre == genre]
        reports = [library.report(entry.id) for entry in chosen]
        first = {entry.id: next(iter(entry.sources), "") for entry in chosen}
        if draft is not None:
            check = check_draft(draft, genre, reports, library.words, first.__getitem__, role=role)
        else:
            outline = outline_of(genre, reports, library.words, first.__getitem__, role=role)
    if arguments.json:
        print_json(asdict(outline if draft is None else check))
    elif draft is None:
        print_outline(open_console(), outline)
    else:
        print_draft_check(open_console(), check)
    return 0


def _read_draft(file: str) -> Report:
    """The draft as a report; it is read like any file of the library and not kept."""
    import sys

    from ingest.report import read_file, read_report
    from ui.opening import existing_paths

    try:
        if file == "-":
            return read_file("-.txt", sys.stdin.buffer.read()).report
        return read_report(existing_paths([file])[0]).report
    except ReportAssistantError as error:
        raise ReportAssistantError(f"草稿 {file}：{error.message}", hint=error.hint) from error


COMMAND = Command(
    name="find",
    summary="查找写法相近的原文段落；检查草稿缺什么，列出一类报告的提纲",
    add_arguments=_add_arguments,
    run=_run,
)
