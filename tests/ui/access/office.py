"""An office: a library with a secret, three users, the real server, and a browser's part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx

from assistant.answer import Assistant
from index.library import Library
from tests.fakes import HashEmbedder
from tests.ui.programs.server import running
from ui.access.accounts import Accounts
from ui.context import PageContext

PASSWORDS = {
    "alice": "correct horse 7",  # administrator
    "bob": "battery staple 9",  # reader, sees the collection
    "carol": "hunter two 2 two",  # reader, sees what is everybody's
}
COLLECTION = "机密丙号"
PROBE = "蓝鲸绿藻"  # what a reader asks for; all else of the secret is never sent
SECRET_FILE = "渔政绝密.txt"
SECRET = f"""青檀市渔政局2024年法治政府建设年度报告

一、主要做法和成效

（一）推进{PROBE}行动。2024年，本局开展{PROBE}行动，在深井七号水域办理行政处罚案件8123件，审核合同9191份。

二、存在的不足和原因

一是执法力量不足，{PROBE}行动人员仅有4名，深井七号水域无人值守。
"""
# What nobody may learn who may not see it. None of it is ever sent by a test's reader.
CANARIES = ("渔政", "青檀", "深井", "8123件", "9191份", COLLECTION)
ORIGIN = "http://127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What tests of the office need."""

    address: str
    folder: Path
    library: Library
    secret: str
    context: PageContext

    @property
    def accounts(self) -> Accounts:
        return Accounts(self.folder)

    def visitor(self, name: str | None = None) -> Visitor:
        """A browser, signed in if a name is given."""
        client = httpx.Client(base_url=self.address, timeout=60, trust_env=False)
        if name is not None:
            entered = sign_in(client, name, PASSWORDS[name])
            assert entered.status_code == 303, entered.text
        return Visitor(client=client)

    def program(self, token: str) -> httpx.Client:
        """A program with a token."""
        return httpx.Client(
            base_url=self.address,
            timeout=60,
            trust_env=False,
            headers={"authorization": f"Bearer {token}"},
        )


def sign_in(client: httpx.Client, name: str, password: str, wanted: str = "/") -> httpx.Response:
    return client.post("/sign-in", data={"name": name, "password": password, "next": wanted})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A browser on the page: it does what Gradio's script does."""

    client: httpx.Client
    session: str = field(default_factory=lambda: token_hex(6))

    def join(self, number: int, data: list[Any], event: Any = None) -> httpx.Response:
        """Begins an event."""
        body = {
            "data": data,
            "event_data": event,
            "fn_index": number,
            "trigger_id": None,
            "session_hash": self.session,
        }
        return self.client.post("/gradio_api/queue/join", json=body)

    def call(self, number: int, data: list[Any], event: Any = None) -> str:
        """Everything that the server says of an event."""
        joined = self.join(number, data, event)
        if joined.status_code != 200:
            return joined.text
        wanted, said = joined.json()["event_id"], []
        query = {"session_hash": self.session}
        with self.client.stream("GET", "/gradio_api/queue/data", params=query) as stream:
            for line in stream.iter_lines():
                said.append(line.encode("utf-8").decode("utf-8"))
                message = json.loads(line[len("data:") :]) if line.startswith("data:") else {}
                if message.get("msg") == "process_completed" and message["event_id"] == wanted:
                    break
                if message.get("msg") == "close_stream":
                    break
        # As it is read: Gradio may send \\uXXXX.
        return "\n".join(
            json.dumps(json.loads(one[5:]), ensure_ascii=False) if one.startswith("data:") else one
            for one in said
        )

    def upload(self, name: str, content: bytes) -> httpx.Response:
        """Uploads a file as the page does."""
        return self.client.post("/gradio_api/upload", files={"files": (name, content)})


@contextmanager
def opened(folder: Path, samples: Path) -> Iterator[Office]:
    """The office, running."""
    (folder / SECRET_FILE).write_text(SECRET, encoding="utf-8")
    place = folder / "library"
    with Library.open(place, embedder=HashEmbedder()) as library:
        library.ingest([samples])
        (record,) = library.ingest([folder / SECRET_FILE], collection=COLLECTION)
        assert record.report_id is not None
        accounts = Accounts(place)
        accounts.add("alice", "admin", PASSWORDS["alice"])
        accounts.add("bob", "reader", PASSWORDS["bob"])
        accounts.add("carol", "reader", PASSWORDS["carol"])
        accounts.join("bob", COLLECTION)
        context = PageContext(assistant=Assistant(library), library=library, library_folder=place)
        with running(context) as address:
            yield Office(
                address=address, folder=place, library=library,
                secret=record.report_id, context=context,
            )  # fmt: skip
