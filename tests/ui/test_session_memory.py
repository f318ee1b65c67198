"""A session holds no more after many questions than after a few."""

from __future__ import annotations

import asyncio
import gc
from types import SimpleNamespace

import pytest

from tests.ui.load.office import Office, User
from tests.ui.load.visitor import Visitor
from tests.ui.programs.server import running
from ui.context import PageContext
from ui.session_memory import forget_copies


def test_only_what_is_none_of_the_page_s_goes() -> None:
    state = SimpleNamespace(
        blocks_config=SimpleNamespace(blocks={1: "thread", 9: "copy"}),
        config_values={1: "thread", 9: "copy", 10: "copy"},
    )
    holder = SimpleNamespace(session_data={"mine": state})
    forget_copies(SimpleNamespace(blocks={1: object()}, state_holder=holder), "mine")
    assert list(state.blocks_config.blocks) == [1] and list(state.config_values) == [1]


def test_before_the_page_is_served_there_is_nothing_to_forget() -> None:
    forget_copies(SimpleNamespace(blocks={}), "mine")
    forget_copies(SimpleNamespace(blocks={}, state_holder=SimpleNamespace(session_data={})), "x")


@pytest.mark.slow
def test_a_session_does_not_grow(context: PageContext) -> None:
    from gradio.state_holder import SessionState

    async def ask(address: str, questions: int) -> None:
        office = Office(address=address, process=0, users=())
        visitor = Visitor(office=office, user=User(name="one", token=""))
        visitor.config = (await visitor.client.get("/config")).json()
        for _ in range(questions):
            assert (await visitor.ask("page")).outcome == "answered"
        await visitor.leave()

    def held() -> int:
        sessions = [one for one in gc.get_objects() if isinstance(one, SessionState)]
        return max(len(one.config_values) for one in sessions)

    with running(context) as address:
        asyncio.run(ask(address, 2))
        few = held()
        asyncio.run(ask(address, 9))  # one conversation
        assert held() <= few
