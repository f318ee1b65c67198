"""One user: signs in, asks on the page as a browser does, and asks by programs with a token."""

from __future__ import annotations

import json
import random
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.ui.load.office import PASSWORD, QUESTIONS, Office, User

BUSY = "忙，请稍后再试"
SLOWEST = 90.0  # seconds that a client waits
IN_ONE_CONVERSATION = 10  # questions
WAYS = ("page", "page", "page", "api", "stream")  # in which questions are asked, and how often


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of one question.

    Attributes:
        outcome: answered, busy, or what went wrong.
        began: seconds of the monotonic clock.
    """

    way: str
    outcome: str
    began: float
    seconds: float


@dataclass(slots=True)
class Visitor:
    """A browser and a program of one user."""

    office: Office
    user: User
    client: httpx.AsyncClient = field(init=False)
    chance: random.Random = field(init=False)
    session: str = ""
    asked_here: int = 0
    config: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.user.name)
        self.client = httpx.AsyncClient(
            base_url=self.office.address, timeout=SLOWEST, verify=False, trust_env=False
        )

    async def sign_in(self) -> None:
        """Through the form, and opens the page."""
        form = {"name": self.user.name, "password": PASSWORD, "next": "/"}
        signed = await self.client.post("/sign-in", data=form)
        assert signed.status_code == 303, signed.text
        page = await self.client.get("/")
        assert page.status_code == 200, page.text
        self.config = (await self.client.get("/config")).json()

    async def ask(self, way: str | None = None) -> Asked:
        """Asks one question, any of them, in one of the ways."""
        way = way or self.chance.choice(WAYS)
        question = self.chance.choice(QUESTIONS)
        began = time.monotonic()
        try:
            if way == "page":
                outcome = await self._ask_on_page(question)
            elif way == "api":
                outcome = await self._ask_api(question)
            else:
                outcome = await self._ask_for_stream(question)
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"[:200]
        return Asked(way=way, outcome=outcome, began=began, seconds=time.monotonic() - began)

    @property
    def _token(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.user.token}"}

    async def _ask_api(self, question: str) -> str:
        response = await self.client.post(
            "/api/ask", json={"question": question}, headers=self._token
        )
        if response.status_code == 503 and BUSY in response.text:
            return "busy"
        response.raise_for_status()
        return "answered" if response.json()["answer"] else "empty"

    async def _ask_for_stream(self, question: str) -> str:
        body = {
            "model": "report-assistant",
            "stream": True,
            "messages": [{"role": "user", "content": question}],
        }
        said, ended = "", False
        async with self.client.stream(
            "POST", "/v1/chat/completions", json=body, headers=self._token
        ) as stream:
            if stream.status_code == 503:
                return "busy" if BUSY in (await stream.aread()).decode() else "503"
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                ended = ended or line == "data: [DONE]"
                if line.startswith("data: {"):
                    choices = json.loads(line[6:]).get("choices", [])
                    said += "".join(one["delta"].get("content") or "" for one in choices)
        return "answered" if said and ended else f"cut off: {said[:80]}"

    # -- the page ---------------------------------------------------------------------------

    async def _ask_on_page(self, question: str) -> str:
        """As the page's own script: joins the queue, then listens until its event is over."""
        asking = self._asking()
        if self.asked_here % IN_ONE_CONVERSATION == 0:
            self.session = uuid.uuid4().hex[:12]  # as when the page is opened anew
        self.asked_here += 1
        joined = await self.client.post(
            "/gradio_api/queue/join",
            json={
                "data": [None],  # the conversation is kept on the server, by session
                "event_data": {"question": question},
                "fn_index": asking["id"],
                "trigger_id": asking["targets"][0][0],
                "session_hash": self.session,
            },
        )
        if joined.status_code == 429 and BUSY in joined.text:
            return "busy"
        joined.raise_for_status()
        event, shown = joined.json()["event_id"], ""
        async for message in self._events():
            if message.get("event_id") != event:
                continue
            shown += json.dumps(message.get("output") or {}, ensure_ascii=False)
            if message["msg"] == "process_completed":
                if BUSY in shown:
                    return "busy"
                return "answered" if message.get("success") and "turn" in shown else shown[:200]
        return "the stream ended"

    async def _events(self) -> AsyncIterator[dict[str, Any]]:
        address = f"/gradio_api/queue/data?session_hash={self.session}"
        async with self.client.stream("GET", address) as stream:
            stream.raise_for_status()
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])

    def _asking(self) -> dict[str, Any]:
        """The page's event that the composer sets off."""
        composer = next(
            one["id"]
            for one in self.config["components"]
            if one["props"].get("elem_id") == "composer"
        )
        return next(
            one for one in self.config["dependencies"] if [composer, "ask"] in one["targets"]
        )

    async def leave(self) -> None:
        """Closes the connections."""
        await self.client.aclose()
