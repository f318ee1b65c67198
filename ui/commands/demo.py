"""``demo``: makes a library of the shipped samples, or of a folder, once, and serves it."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.types import Command
from ui.usage import PROGRAM, chosen_library, port_number

if TYPE_CHECKING:
    from index.library import Library
    from index.types import IngestRecord, ReportEntry


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--reports", metavar="DIR", help="报告所在文件夹（默认用随附的示例报告）")
    parser.add_argument(
        "--port", metavar="P", type=port_number, help="端口（默认 7860，被占用时用下一个空闲端口）"
    )


@contextmanager
def _reports_folder(chosen: str | None) -> Iterator[Path]:
    """The folder asked for, or that of the samples (unpacked if the package is zipped)."""
    from importlib.resources import as_file, files

    from ui.opening import existing_paths

    if chosen is not None:
        yield existing_paths([chosen])[0]
        return
    with as_file(files("ui") / "samples") as samples:
        yield samples


def demo_folder(base: Path, reports: str | None) -> Path:
    """Where the library of a demo lies: one for each source, so that a second start is quick.

    Args:
        base: folder of all demo libraries.
        reports: the folder of reports; None for the samples.
    """
    if reports is None:
        return base / "demo-samples"
    key = hashlib.sha256(str(Path(reports).resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return base / f"demo-{key[:12]}"


def vanished(entries: Sequence[ReportEntry], records: Sequence[IngestRecord]) -> list[str]:
    """Ids of reports whose every source is gone from the folder just read."""
    present = {record.source for record in records}
    return [entry.id for entry in entries if present.isdisjoint(entry.sources)]


def refresh(library: Library, folder: Path, library_folder: Path) -> list[IngestRecord]:
    """Makes the library hold what ``folder`` holds now; files that did not change cost nothing.

    Reports that were uploaded through the page stay.
    """
    from ui.output import progress_bar
    from ui.uploads import is_upload

    with progress_bar("准备报告") as show:
        records = library.ingest([folder], on_progress=show)
    gone = [
        report_id
        for report_id in vanished(library.reports(), records)
        if not any(
            is_upload(library_folder, Path(one.origin)) for one in library.sources(report_id)
        )
    ]
    if gone:
        library.remove(gone)
    return records


def _run(arguments: Namespace) -> int:
    from platformdirs import user_data_path

    from ui.opening import open_library
    from ui.output import say
    from ui.server import LOOPBACK, chosen_port, serve_page
    from ui.terminal import records_summary

    port = chosen_port(LOOPBACK, arguments.port)
    base = chosen_library(arguments) or user_data_path(PROGRAM)
    with _reports_folder(arguments.reports) as reports:
        library_folder = demo_folder(base, arguments.reports)
        with open_library(library_folder, model=arguments.model) as library:
            records = refresh(library, reports, library_folder)
            say(records_summary(records))
            for record in records:
                if record.outcome == "rejected":
                    say(f"未收录 {record.source}：{record.reason}")
            serve_page(library, library_folder, LOOPBACK, port)
    return 0


COMMAND = Command(
    name="demo", summary="用示例报告或指定文件夹打开网页", add_arguments=_add_arguments, run=_run
)
