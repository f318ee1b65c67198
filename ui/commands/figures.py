"""``figures``: the figures read from the reports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from ui.commands.types import Command, add_json_option
from ui.usage import library_folder, year_number


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--indicator", metavar="T", help="只列与该指标相符的数据，最相符的在前")
    parser.add_argument("--unit", metavar="U", help="只看该单位、地区或一类单位")
    parser.add_argument("--year", metavar="Y", type=year_number, help="只看该年度的报告")
    parser.add_argument("--xlsx", metavar="FILE", help="另存为 Excel 文件")
    add_json_option(parser)


def _run(arguments: Namespace) -> int:
    from assistant.export import save
    from assistant.export_xlsx import workbook_bytes
    from assistant.figure_search import figure_document, figure_sheet
    from ui.opening import open_for_reading, say_if_absent
    from ui.output import open_console, print_json, say
    from ui.programs.queries import stated_figures
    from ui.tables import print_figures

    folder = library_folder(arguments)
    with open_for_reading(folder, model=arguments.model) as library:
        say_if_absent(folder)
        figures = stated_figures(
            library, arguments.indicator, unit=arguments.unit, year=arguments.year
        )
    if arguments.xlsx is not None:
        save(Path(arguments.xlsx), workbook_bytes([figure_sheet(figures)]))
        say(f"已把 {len(figures)} 个数据写入 {arguments.xlsx}")
    if arguments.json:
        print_json([figure_document(figure) for figure in figures])
    elif arguments.xlsx is None:
        print_figures(open_console(), figures)
    return 0


COMMAND = Command(
    name="figures",
    summary="列出报告里的数据，可存为 Excel",
    add_arguments=_add_arguments,
    run=_run,
)
