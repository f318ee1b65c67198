"""Where the command line writes: documents to standard output, all else to standard error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ui.text import one_line, shortened

if TYPE_CHECKING:
    from rich.console import Console

# Rich assumes 80 columns where there is no terminal; Chinese tables need more to stay readable.
PIPE_WIDTH = 120


def force_utf8() -> None:
    """Makes both output streams UTF-8 whatever the locale says.

    ``backslashreplace`` writes a lone surrogate as ``\\udc80``, which is also its JSON escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(document: Any) -> None:
    """Writes the one JSON document of a run to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """Writes one line for the person at the terminal to standard error.

    A message that quotes ten thousand characters is shortened in its middle.
    """
    print(shortened(one_line(message)), file=sys.stderr)


def open_console() -> Console:
    """A console on standard output; rich honours NO_COLOR and drops colour in a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bar(description: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error, there only while the work runs.

    Yields:
        A function that takes the count done, the total, and the name of what was done last.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[current]}", markup=False),
    )
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    # In a pipe or a log a bar is only noise.
    silent = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=silent) as progress:
        task = progress.add_task(description, total=None, current="")

        def show(done: int, total: int, current: str) -> None:
            progress.update(task, completed=done, total=total, current=one_line(current))

        yield show
