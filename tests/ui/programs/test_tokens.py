"""With users set up, every program needs a token, and sees what its user may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from assistant.answer import Assistant
from index.library import Library
from tests.fakes import HashEmbedder
from tests.ui.programs.server import running
from tests.ui.programs.test_contract import OPERATIONS
from tests.ui.programs.test_tools import calling
from ui.access.accounts import Accounts
from ui.context import PageContext
from ui.programs.completion_shapes import MODEL
from ui.programs.shapes import RefusalShape

HIDDEN = "望澜区司法局"
QUESTION = f"{HIDDEN}2024年审查合同多少份"
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A server with users: ``reader`` may not see the report of ``HIDDEN``, ``insider`` may."""

    address: str
    tokens: dict[str, str]
    hidden_id: str

    def headers(self, name: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens[name]}"}


@pytest.fixture(scope="module")
def office(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with Library.open(folder, embedder=HashEmbedder()) as library:
        library.ingest([samples])
        hidden = next(entry.id for entry in library.reports() if entry.unit == HIDDEN)
        library.collections.put("内部", [hidden])
        accounts = Accounts(folder)
        accounts.add("admin", "admin", PASSWORD)
        for name in ("reader", "insider"):
            accounts.add(name, "reader", PASSWORD)
        accounts.join("insider", "内部")
        tokens = {name: accounts.add_token(name, "test") for name in ("reader", "insider", "admin")}
        context = PageContext(assistant=Assistant(library), library=library, library_folder=folder)
        with running(context) as address:
            yield Office(address=address, tokens=tokens, hidden_id=hidden)


@pytest.mark.parametrize(("path", "verb"), [*OPERATIONS, ("/mcp", "post"), ("/api", "get")])
@pytest.mark.parametrize("token", [None, "wrong", "ra_wrong"])
def test_nobody_gets_in_without_a_token(
    office: Office, path: str, verb: str, token: str | None
) -> None:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    response = httpx.request(verb, f"{office.address}{path}", headers=headers)
    assert response.status_code == 401
    if path != "/mcp":
        RefusalShape.model_validate(response.json())


@pytest.mark.parametrize("name", ["insider", "admin", "reader"])
def test_a_token_shows_what_its_user_may_see(office: Office, name: str) -> None:
    headers, sees = office.headers(name), name != "reader"
    client = httpx.Client(base_url=office.address, headers=headers)
    answer = client.get("/api/ask", params={"question": QUESTION}).json()
    assert (answer["status"] == "answered") is sees
    listed = {one["id"] for one in client.get("/api/reports").json()}
    assert (office.hidden_id in listed) is sees and len(listed) == 11 + sees
    whole = client.get(f"/api/reports/{office.hidden_id}")
    assert whole.status_code == (200 if sees else 404)
    figures = client.get("/api/figures").json()
    assert (HIDDEN in {one["unit"] for one in figures}) is sees
    groups = client.get("/api/find", params={"text": "合法性审核", "limit": 1000}).json()
    units = {passage["unit"] for group in groups for passage in group["passages"]}
    assert (HIDDEN in units) is sees
    unit = client.get("/api/find", params={"text": "审核", "unit": HIDDEN})
    assert unit.status_code == (200 if sees else 404)
    completions = openai.OpenAI(
        base_url=f"{office.address}/v1", api_key=office.tokens[name], max_retries=0
    )
    completion = completions.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": QUESTION}]
    )
    extension = (completion.model_extra or {})["report_assistant"]
    assert (extension["status"] == "answered") is sees


def test_the_tools_ask_for_the_user_of_the_token(office: Office) -> None:
    async def use(client: Any) -> Any:
        reports = (await client.call_tool("reports", {})).structured_content["result"]
        return len(reports), await client.call_tool("report", {"report_id": office.hidden_id})

    count, report = calling(office.address, use, office.tokens["reader"])
    assert count == 11 and report.is_error
    count, report = calling(office.address, use, office.tokens["insider"])
    assert count == 12 and not report.is_error


def test_a_wrong_token_is_an_authentication_error_to_openais_client(office: Office) -> None:
    client = openai.OpenAI(base_url=f"{office.address}/v1", api_key="wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        client.models.list()
