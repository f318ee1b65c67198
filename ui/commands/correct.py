"""``correct``: mends by hand what reading found of a report."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import Any

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder, year_number

_FIELDS = ("unit", "year", "region", "genre", "title")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("report_id", metavar="ID", help="报告编号（见 reports）")
    # Suppressed: an option that is not given leaves its field alone, an empty one makes it unknown.
    parser.add_argument("--unit", metavar="U", default=SUPPRESS, help="单位全称；空值为未知")
    parser.add_argument(
        "--year", metavar="Y", type=_year, default=SUPPRESS, help="年度；空值为未知"
    )
    parser.add_argument(
        "--region", metavar="A/B/C", type=_region, default=SUPPRESS, help="地区，自省级向下"
    )
    parser.add_argument("--genre", metavar="G", default=SUPPRESS, help="报告类型；空值为未知")
    parser.add_argument("--title", metavar="T", default=SUPPRESS, help="标题")
    parser.add_argument("--reset", action="store_true", help="撤销更正，恢复为读出的信息")
    add_json_option(parser)


def _year(value: str) -> int | None:
    return year_number(value) if value.strip() else None


def _region(value: str) -> tuple[str, ...]:
    return tuple(part for part in value.split("/") if part.strip())


def given_fields(arguments: Namespace) -> dict[str, Any]:
    """The fields to correct; none where they are to be reset.

    Raises:
        ReportAssistantError: nothing is to be corrected, or both is asked for.
    """
    from ingest.errors import ReportAssistantError

    given = {name: value for name, value in vars(arguments).items() if name in _FIELDS}
    if arguments.reset and given:
        raise ReportAssistantError(
            f"--reset 与 --{next(iter(given))} 不能同时使用", hint="请先撤销，再更正"
        )
    if not arguments.reset and not given:
        options = "、".join(f"--{name}" for name in _FIELDS)
        raise ReportAssistantError(
            f"没有给出要更正的项，应为 {options} 或 --reset 中的至少一项",
            hint="例如 --unit 槐汀街道办事处 --year 2024",
        )
    return {
        name: value or None if name in ("unit", "genre") else value for name, value in given.items()
    }


def _run(arguments: Namespace) -> int:
    from ui.documents import entry_document, entry_of
    from ui.opening import open_for_reading
    from ui.output import open_console, print_json
    from ui.terminal import print_entries

    fields = given_fields(arguments)
    with open_for_reading(library_folder(arguments), model=arguments.model) as library:
        report_id = entry_of(library.reports(), arguments.report_id).id
        if arguments.reset:
            entry = library.forget_corrections(report_id)
        else:
            entry = library.correct(report_id, **fields)
    if arguments.json:
        print_json(entry_document(entry))
    else:
        print_entries(open_console(), [entry])
    return 0


COMMAND = Command(
    name="correct",
    summary="更正一份报告的单位、年度、地区、类型或标题",
    add_arguments=_add_arguments,
    run=_run,
)
