"""What Gradio keeps of a session of the page, kept small; imported where Gradio is there already.

Measured with Gradio 6: a session keeps the configuration of all 123 components with all that was
shown in them, so that a link may show it again, and, for each question, copies of the components
that an answer left as they were: 0.2 to 2 MB, and 8 ms of the event loop to begin with. The page
has no such links.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder


class SmallSession(SessionState):
    """Keeps the values of ``gr.State``, and the page's components as they were changed."""

    def __init__(self, page: Any) -> None:
        # As if the page had no components: none is described.
        bare: Any = SimpleNamespace(default_config=page.default_config, blocks={})
        super().__init__(bare)
        self._page = page
        vars(self.blocks_config)["config_for_block"] = _undescribed  # instead of describing it

    def __setitem__(self, number: int, value: Any) -> None:
        if number in self._page.blocks:  # a copy has a number of its own
            super().__setitem__(number, value)

    def _update_config(self, key: int) -> None:
        """Is nobody's to read."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """What is shown is in the browser."""


class SmallSessions(StateHolder):
    """Makes small sessions."""

    def __getitem__(self, session: str) -> SessionState:
        if session not in self.session_data:
            self.session_data[session] = SmallSession(self.blocks)
        return super().__getitem__(session)


def keep_small(shell: Any) -> None:
    """Has the page that is mounted in a FastAPI application begin small sessions only."""
    apps = [getattr(route, "app", None) for route in shell.routes]
    (mounted,) = [app for app in apps if isinstance(app, App)]
    mounted.state_holder = SmallSessions()  # type: ignore[no-untyped-call]
    mounted.state_holder.set_blocks(mounted.get_blocks())


def _undescribed(*_: Any) -> dict[str, Any]:
    return {}
