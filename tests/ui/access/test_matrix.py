"""Two readers, one secret: every event, route and file, asked for by whoever may not have it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.access.office import CANARIES, PROBE, Office, Visitor
from ui.page import build_page

QUESTION = f"2024年{PROBE}行动办理行政处罚案件多少件？"


def inputs(block: Any, text: str) -> Any:
    """A value for a component: the page would send no other kind."""
    kind = type(block).__name__
    if kind == "Textbox":
        return text
    if kind == "Dropdown":
        return ""
    if kind == "Checkbox":
        return True
    if kind == "Radio":
        return "unit"
    return None if kind in ("State", "File") else []


def events(office: Office) -> Iterator[Any]:
    """What a browser may send along with an event, to get at the secret."""
    place = json.dumps({"report": office.secret, "start": 0, "end": 60})
    yield {"act": "open", "value": office.secret, "question": QUESTION, "conversation": ""}
    yield {"act": "read", "value": place, "question": f"哪些单位提到{PROBE}？", "number": "0"}
    yield {"act": "read", "value": f"{office.secret}:0:60", "marker": "1", "number": "0"}
    yield {"act": "collect", "value": place, "question": "各单位审核合同多少份？"}
    yield {"act": "narrow", "value": "unit\n\n2024", "question": f"{PROBE}怎么写？"}


def everything(office: Office, visitor: Visitor, page: Any) -> str:
    """All that the page says to a visitor who tries every function of it."""
    said = []
    for text in (f"{PROBE}行动", "执法力量不足", "行政处罚案件"):
        for number, one in page.fns.items():
            if one.fn is None:
                continue
            data = [inputs(block, text) for block in one.inputs]
            named = str([event for _, event in one.targets])
            for event in events(office) if "click" in named or "ask" in named else (None,):
                said.append(visitor.call(number, data, event))
                if text != f"{PROBE}行动":
                    break  # what a click sends does not depend on the words
    return "\n".join(said)


@pytest.mark.slow
def test_no_event_of_the_page_tells_an_outsider(office: Office) -> None:
    account = office.accounts.account("carol")
    assert account is not None
    page = build_page(office.context.for_user(account))
    said = everything(office, office.visitor("carol"), page)
    assert len(said) > 100_000
    assert [canary for canary in CANARIES if canary in said] == []
    # The same tries bring it all to whoever may see it, so they are able to find it.
    found = everything(office, office.visitor("bob"), page)
    assert [canary for canary in CANARIES[:-1] if canary not in found] == []


def test_no_route_for_programs_tells_an_outsider(office: Office) -> None:
    asked: list[tuple[str, str, Any]] = [
        ("GET", "/api/reports", None),
        ("GET", f"/api/reports/{office.secret}", None),
        ("GET", "/api/openapi.json", None),
        ("POST", "/api/ask", {"question": QUESTION}),
        ("POST", "/api/ask", {"question": "各单位审核合同多少份？"}),
        ("POST", "/api/ask", {"question": "哪些单位提到执法力量不足？"}),
        ("POST", "/api/find", {"text": f"{PROBE}行动人员"}),
        ("POST", "/api/find", {"text": "执法力量不足"}),
        ("POST", "/api/figures", {"indicator": "行政处罚案件"}),
        ("POST", "/v1/chat/completions",
         {"model": "report-assistant", "messages": [{"role": "user", "content": QUESTION}]}),
        ("POST", "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                          "params": {"name": "ask", "arguments": {"question": QUESTION}}}),
    ]  # fmt: skip

    def everything_said(name: str) -> tuple[str, list[int]]:
        token = office.accounts.add_token(name, "matrix")
        said, statuses = [], []
        with office.program(token) as client:
            for method, path, body in asked:
                accept = {"accept": "application/json, text/event-stream"}
                got = client.request(method, path, json=body, headers=accept)
                said.append(got.text)
                statuses.append(got.status_code)
        office.accounts.revoke_token(name, "matrix")
        return "\n".join(said).replace(office.secret, ""), statuses

    outside, statuses = everything_said("carol")
    assert statuses[0] == 200 and statuses[1] == 404 and statuses[3] == 200
    assert [canary for canary in CANARIES if canary in outside] == []
    inside, statuses = everything_said("bob")
    assert set(statuses) == {200}
    assert [canary for canary in CANARIES[:-1] if canary not in inside] == []
    assert CANARIES[-1] not in inside  # what a collection is called is not its readers' business


def test_the_original_is_its_readers_only(office: Office) -> None:
    address = f"/download/original/{office.secret}"
    refused = office.visitor("carol").client.get(address)
    unknown = office.visitor("carol").client.get("/download/original/0123456789abcdef")
    assert (refused.status_code, refused.text) == (unknown.status_code, unknown.text)
    assert refused.status_code == 404
    assert "8123" in office.visitor("bob").client.get(address).text
    assert "8123" in office.visitor("alice").client.get(address).text


def test_conversations_and_their_answers_are_one_s_own(office: Office) -> None:
    bob, other = office.visitor("bob"), office.visitor("alice")
    ask = next(n for n, names in events_of(office, "bob").items() if "ask" in names)
    question = "青檀市渔政局2024年办理行政处罚案件多少件？"
    said = bob.call(ask, [None], {"question": question})
    assert "8123" in said
    from ui.conversations import Conversations

    conversation = Conversations(office.folder).entries("bob")[0].id
    address = f"/download/answer/{conversation}/0.md"
    assert "8123" in bob.client.get(address).text
    for visitor in (office.visitor("carol"), other):
        assert visitor.client.get(address).status_code == 404
        shown = visitor.client.get(f"/?conversation={conversation}").text
        assert "8123" not in shown


def events_of(office: Office, name: str) -> dict[int, set[str]]:
    account = office.accounts.account(name)
    assert account is not None
    page = build_page(office.context.for_user(account))
    return {number: {event for _, event in one.targets} for number, one in page.fns.items()}


def test_nobody_goes_on_with_another_s_session(office: Office) -> None:
    bob, carol = office.visitor("bob"), office.visitor("carol")
    ask = next(n for n, names in events_of(office, "bob").items() if "ask" in names)
    event = bob.join(ask, [None], {"question": QUESTION}).json()["event_id"]
    stolen = Visitor(client=carol.client, session=bob.session)
    assert (
        carol.client.get("/gradio_api/queue/data", params={"session_hash": bob.session}).status_code
        == 404
    )
    assert carol.client.get(f"/gradio_api/heartbeat/{bob.session}").status_code == 404
    assert stolen.join(ask, [None], {"question": "？"}).status_code == 403
    cancel = {"session_hash": bob.session, "fn_index": ask, "event_id": event}
    for body in (cancel, {**cancel, "session_hash": carol.session}):
        assert carol.client.post("/gradio_api/cancel", json=body).status_code == 404
    with bob.client.stream(
        "GET", "/gradio_api/queue/data", params={"session_hash": bob.session}
    ) as stream:
        assert any("process_completed" in line for line in stream.iter_lines())


def test_nobody_reads_or_uses_another_s_file(office: Office) -> None:
    bob, carol = office.visitor("bob"), office.visitor("carol")
    (path,) = bob.upload("草稿.txt", "一、机密草稿\n渔政内容".encode()).json()
    assert "机密草稿" in bob.client.get(f"/gradio_api/file={path}").text
    assert carol.client.get(f"/gradio_api/file={path}").status_code == 404
    assert office.visitor().client.get(f"/gradio_api/file={path}").status_code == 401
    check = next(
        number
        for number, one in build_page(office.context).fns.items()
        if getattr(one.fn, "__qualname__", "").startswith("_build_check.<locals>.check")
    )
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    assert carol.join(check, ["", file, ""]).status_code == 403
    assert carol.join(check, ["", [{"deep": file}], ""]).status_code == 403
    assert bob.join(check, ["", file, ""]).status_code == 200
    for place in ("/etc/passwd", str(office.folder / "library.sqlite3"), "http://127.0.0.1:1/"):
        assert bob.client.get(f"/gradio_api/file={place}").status_code == 404
        stolen = {"path": place, "meta": {"_type": "gradio.FileData"}}
        assert bob.join(check, ["", stolen, ""]).status_code == 403


def test_what_is_made_for_one_is_his(office: Office) -> None:
    """A workbook that the page makes is fetched by its address; only by whom it was made for."""
    bob, carol = office.visitor("bob"), office.visitor("carol")
    page = build_page(office.context)
    account = office.accounts.account("bob")
    assert account is not None
    page = build_page(office.context.for_user(account))
    number = max(
        n for n, one in page.fns.items()
        if getattr(one.fn, "__qualname__", "") == "on_download.<locals>.prepare"
    )  # fmt: skip
    said = bob.call(number, ["行政处罚案件", "", ""])
    path = said.split('"path": "', 1)[1].split('"', 1)[0]
    assert path.endswith(".xlsx")
    assert bob.client.get(f"/gradio_api/file={path}").content.startswith(b"PK")
    assert carol.client.get(f"/gradio_api/file={path}").status_code == 404
