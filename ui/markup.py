"""HTML of our own making: every word that is not ours goes through ``escaped``."""

from __future__ import annotations

import html
from collections.abc import Iterable

from ingest.errors import ReportAssistantError
from ui.text import printable


def escaped(text: object) -> str:
    """``text`` for an element or a quoted attribute, shown character for character.

    Control characters and marks that turn the reading direction are made visible as U+FFFD.
    """
    return html.escape(printable(str(text)), quote=True)


def act_button(
    label: str,
    act: str,
    value: object = "",
    *,
    style: str = "",
    described: str = "",
    **data: object,
) -> str:
    """A button that tells the server what was clicked; see ``ui.board``.

    Args:
        label: what it says.
        act: name of the act.
        value: what it is about, such as a report's id.
        style: further class names.
        described: a fuller name for screen readers, where the label alone says too little.
        data: further values of the element's dataset.
    """
    named = f' aria-label="{escaped(described)}"' if described else ""
    more = "".join(f' data-{name}="{escaped(one)}"' for name, one in data.items())
    return (
        f'<button type="button" class="{escaped(style)}" data-act="{escaped(act)}" '
        f'data-value="{escaped(value)}"{more}{named}>{escaped(label)}</button>'
    )


def goto_button(label: str, place: str, *, style: str = "", described: str = "") -> str:
    """A button that moves to the element of the same board with ``data-at`` of ``place``."""
    named = f' aria-label="{escaped(described)}"' if described else ""
    return (
        f'<button type="button" class="goto {escaped(style)}" data-goto="{escaped(place)}"{named}>'
        f"{escaped(label)}</button>"
    )


def copy_button(label: str, copied: str, *, described: str = "") -> str:
    """A button that puts ``copied`` on the clipboard."""
    named = f' aria-label="{escaped(described)}"' if described else ""
    return (
        f'<button type="button" class="copy" data-copy="{escaped(copied)}"{named}>'
        f"{escaped(label)}</button>"
    )


def badge(text: str, kind: str = "") -> str:
    """A short mark beside a title."""
    return f'<span class="badge {escaped(kind)}">{escaped(text)}</span>'


def notice(text: str, kind: str = "plain") -> str:
    """One sentence to the user: ``plain``, ``good`` or ``bad``."""
    spoken = "alert" if kind == "bad" else "status"
    return f'<p class="notice {escaped(kind)}" role="{spoken}">{escaped(text)}</p>' if text else ""


def error_notice(error: ReportAssistantError) -> str:
    """What went wrong and what to do about it."""
    return notice(str(error), "bad")


def table(
    head: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str, style: str = ""
) -> str:
    """A table whose cells are HTML already; the first cell of a row heads it.

    Args:
        head: column names, plain text.
        rows: cells, HTML.
        caption: for screen readers, plain text.
    """
    columns = "".join(f'<th scope="col">{escaped(name)}</th>' for name in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if place == 0 else f"<td>{cell}</td>"
            for place, cell in enumerate(cells)
        )
        + "</tr>"
        for cells in rows
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escaped(caption)}">'
        f'<table class="{escaped(style)}"><caption class="unseen">{escaped(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def progress(done: int, total: int, doing: str) -> str:
    """A bar with what is being done, for eyes and for screen readers."""
    share = f"{done}/{total}" if total else ""
    return (
        '<div class="progress-line" role="status">'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="{escaped(doing)}"></progress>'
        f"<span>{escaped(share)}</span><span class='doing'>{escaped(doing)}</span></div>"
    )
