"""A board: HTML that we make, whose buttons call the server."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ReportAssistantError
from ui.markup import error_notice
from ui.uploads import stored_name

if TYPE_CHECKING:
    import gradio as gr

LONGEST_VALUE = 20_000  # characters that a click may send; a remark is the longest

Update = Callable[..., Any]


def board(html: str = "", *, name: str, style: str = "", **options: Any) -> gr.HTML:
    """A place for HTML of our own making.

    Buttons in it act through attributes: ``data-act`` (with ``data-value``) calls the server,
    ``data-goto`` moves to the element whose ``data-at`` is the same, ``data-copy`` copies.

    Args:
        html: escaped already.
        name: element id, for tests and for styles.
    """
    import gradio as gr

    return gr.HTML(
        html,
        elem_id=name,
        elem_classes=["board", *style.split()],
        js_on_load=files("ui").joinpath("assets", "board.js").read_text(encoding="utf-8"),
        apply_default_css=False,
        padding=False,
        **options,
    )


def read_click(data: object) -> tuple[str, str]:
    """The act and the value that a browser sent; empty where it sent something else.

    Anyone can send anything: neither is trusted to name a thing that exists.
    """
    if not isinstance(data, Mapping):
        return "", ""
    act, value = data.get("act"), data.get("value")
    if not isinstance(act, str) or not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return "", ""
    return act, value


def on_click(
    place: gr.HTML,
    handle: Update,
    inputs: Sequence[Any] = (),
    outputs: Sequence[Any] = (),
    **options: Any,
) -> Any:
    """Calls ``handle(act, value, *inputs)`` when a ``data-act`` button of a board is clicked."""
    import gradio as gr

    def clicked(event: Any, *values: Any) -> Any:
        return handle(*read_click(event._data), *values)

    # Gradio finds the event by the annotation's value, which a postponed one does not have here.
    clicked.__annotations__ = {"event": gr.EventData}
    settings = {"show_progress": "hidden", "api_visibility": "private", **options}
    return place.click(clicked, list(inputs), list(outputs), **settings)


def on_shown(
    refresh: Update, outputs: Sequence[Any], inputs: Sequence[Any] = (), *, at_start: bool = True
) -> Any:
    """Calls ``refresh`` when the page is opened and whenever a tab being built is chosen.

    What others added to the library meanwhile is then there.

    Args:
        at_start: also when the page is opened; not for what few will look at.

    Returns:
        The event, for what is to follow.
    """
    import gradio as gr
    from gradio.context import get_blocks_context

    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    triggers = []
    page = get_blocks_context()
    if at_start and isinstance(page, gr.Blocks):
        triggers.append(page.load)
    inside = gr.context.Context.block
    while inside is not None:
        if isinstance(inside, gr.Tab):
            triggers.append(inside.select)
        inside = inside.parent
    return gr.on(triggers, refresh, list(inputs), list(outputs) or None, **settings)


def on_download(
    button: gr.Button,
    make: Callable[..., tuple[str, bytes]],
    inputs: Sequence[Any],
    said: gr.HTML,
    *,
    done: str = "",
) -> Any:
    """Makes a file when a button is clicked and hands it to the browser.

    Args:
        make: the file's name and content; a ``ReportAssistantError`` is shown instead.
        said: where an error is told.
        done: HTML to tell there when the file was made.

    Returns:
        The event, for what is to follow.
    """
    import gradio as gr

    link = gr.DownloadButton("下载", visible="hidden", elem_id=f"download-{button._id}")

    def prepare(*values: Any) -> tuple[Any, str]:
        try:
            name, data = make(*values)
        except ReportAssistantError as error:
            return gr.update(value=None), error_notice(error)
        return gr.update(value=str(_served(name, data))), done

    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    ready = button.click(prepare, list(inputs), [link, said], **settings)
    # The hidden link has the new address once the page has drawn it; after an error it has none.
    selector = f"#download-{button._id}"
    press = (
        "() => setTimeout(() => { const place = document.querySelector('" + selector + "');"
        " const link = place && (place.closest('a') || place.querySelector('a') || place);"
        " if (link) link.click(); }, 200)"
    )
    ready.success(None, None, None, js=press, **settings)
    return ready


def _served(name: str, data: bytes) -> Path:
    """A file in the folder that the page serves from and clears by itself."""
    from gradio.utils import get_upload_folder

    folder = Path(get_upload_folder()) / secrets.token_hex(16)
    folder.mkdir(parents=True)
    place = folder / stored_name(name)
    place.write_bytes(data)
    return place
