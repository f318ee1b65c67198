"""What Gradio keeps of a session, kept small.

Measured with Gradio 6: an answer that leaves a component as it is makes a new component under a new
number, which stays in the session with its value for good: three a question, with the whole
conversation in them (0.2 to 2 MB). And sessions themselves stay until there are 10,000 of them.
"""

from __future__ import annotations

from typing import Any

MOST_SESSIONS = 500  # half a megabyte each; the one that was used least recently goes first


def forget_copies(page: Any, session: str) -> None:
    """Throws away what a session holds of components that are none of the page's.

    Args:
        page: the ``gradio.Blocks`` that the session is of.
    """
    holder = getattr(page, "state_holder", None)  # none before the page is served
    state = holder.session_data.get(session) if holder is not None else None
    if state is None:
        return
    for held in (state.blocks_config.blocks, state.config_values):
        for number in [number for number in list(held) if number not in page.blocks]:
            held.pop(number, None)
