"""A session holds no more after many questions than after a few."""

from __future__ import annotations

import asyncio
import gc

import pytest

from tests.ui.browser import ask, chromium, visited
from tests.ui.load.office import Office, User
from tests.ui.load.visitor import Visitor
from tests.ui.programs.server import running
from ui.context import PageContext


@pytest.mark.slow
def test_a_session_does_not_grow(context: PageContext) -> None:
    from gradio.state_holder import SessionState

    async def asked(address: str, questions: int) -> None:
        office = Office(address=address, process=0, users=())
        visitor = Visitor(office=office, user=User(name="one", token=""))
        visitor.config = (await visitor.client.get("/config")).json()
        for _ in range(questions):
            assert (await visitor.ask("page")).outcome == "answered"
        await visitor.leave()

    def held() -> int:
        sessions = [one for one in gc.get_objects() if isinstance(one, SessionState)]
        shown = [str(one.config_values) for one in sessions]
        assert sessions and not any("turn" in one for one in shown)  # nor what was shown
        return max(len(one.config_values) + len(one.blocks_config.blocks) for one in sessions)

    with running(context) as address:
        asyncio.run(asked(address, 2))
        few = held()
        asyncio.run(asked(address, 9))  # one conversation
        assert held() <= few


@pytest.mark.slow
def test_who_was_forgotten_goes_on_in_his_conversation(context: PageContext) -> None:
    from gradio.state_holder import StateHolder

    with running(context) as address, chromium() as browser, visited(browser, address) as page:
        ask(page, "槐汀街道2024年审核合同多少件？")
        for holder in [one for one in gc.get_objects() if isinstance(one, StateHolder)]:
            holder.session_data.clear()  # as when 500 others have come
        assert "槐汀街道" in ask(page, "那2023年呢？")
        assert page.locator(".turn").count() == 2
        assert page.locator("#history li[data-conversation]").count() == 1
