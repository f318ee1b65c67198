"""The layer: who is let in, and how a stranger finds every door."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import httpx
import pytest
from starlette.routing import Mount

from tests.ui.access.office import PASSWORDS, Office, sign_in
from ui.access.audit import Audit
from ui.access.replies import COOKIE
from ui.pages import _build
from ui.server import whole_app


def routes_of(routes: Any, under: str = "") -> set[tuple[str, str]]:
    """Every method and path of an application, those of mounted ones too."""
    found = set()
    for route in routes:
        path = under + getattr(route, "path", "")
        held = (getattr(route, name, None) for name in ("app", "endpoint", "original_router"))
        inner = next(
            (one.routes for one in held if one is not None and hasattr(one, "routes")), None
        )
        if inner is not None:
            prefix = under + (route.path.rstrip("/") if isinstance(route, Mount) else "")
            found |= routes_of(inner, prefix)
        for method in getattr(route, "methods", None) or {"GET", "POST"}:
            found.add((method, re.sub(r"\{[^}]*\}", "x", path) or "/"))
    return found


def test_every_route_is_shut_to_strangers(office: Office) -> None:
    app: Any = whole_app(office.context)
    found = routes_of(app.app._app.app.routes) | routes_of(_build(office.context).app.routes)  # type: ignore[attr-defined]
    assert len(found) > 100
    assert {("POST", "/gradio_api/queue/join"), ("GET", "/api/reports"), ("POST", "/mcp")} <= found
    with office.visitor().client as client:
        for method, path in sorted(found):
            got = client.request(method, path)
            assert got.status_code == 401, (method, path, got.status_code)
            for cookie in ("", "x" * 43, "x" * 5000):
                got = client.request(method, path, headers={"cookie": f"{COOKIE}={cookie}"})
                assert got.status_code == 401, (method, path)
            got = client.request(method, path, headers={"authorization": "Bearer ra_wrong"})
            assert got.status_code == 401, (method, path)
        visit = client.get("/?conversation=ab", headers={"accept": "text/html"})
        assert visit.status_code == 303
        assert visit.headers["location"] == "/sign-in?next=%2F%3Fconversation%3Dab"


def test_only_what_the_page_uses_is_there(office: Office) -> None:
    """Also for who is signed in: Gradio brings much that nobody here needs."""
    client = office.visitor("alice").client
    for method, path in sorted(routes_of(_build(office.context).app.routes)):  # type: ignore[attr-defined]
        if re.search(r"monitoring|proxy=|/call|/run|/api/x|vibe|component|stream|login|info|"
                     r"openapi|profiling|deep_link|dev|queue/status|token|user", path):  # fmt: skip
            assert client.request(method, path).status_code in (404, 405), (method, path)


def test_signing_in_out_and_away(office: Office) -> None:
    visitor = office.visitor("bob")
    assert visitor.client.get("/config").status_code == 200
    token = visitor.client.cookies[COOKIE]
    stored = (office.folder / "users.sqlite3").read_bytes()
    assert token.encode() not in stored and PASSWORDS["bob"].encode() not in stored
    out = visitor.client.post("/sign-out")
    assert out.status_code == 303 and "Max-Age=0" in out.headers["set-cookie"]
    visitor.client.cookies.set(COOKIE, token)
    assert visitor.client.get("/config").status_code == 401


def test_the_cookie_is_hidden_from_scripts_and_other_sites(office: Office) -> None:
    with office.visitor().client as client:
        got = sign_in(client, "bob", PASSWORDS["bob"])
        cookie = got.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Secure" not in cookie
        assert "password" not in str(got.url)


def test_a_session_cannot_be_foisted_on_anybody(office: Office) -> None:
    with office.visitor().client as client:
        client.cookies.set(COOKIE, "chosen-by-somebody-else")
        got = sign_in(client, "bob", PASSWORDS["bob"])
        new = re.findall(rf"{COOKIE}=([^;]+)", got.headers["set-cookie"])[0]
        assert new != "chosen-by-somebody-else"
        client.cookies.clear()
        client.cookies.set(COOKIE, "chosen-by-somebody-else")
        assert client.get("/config").status_code == 401
        client.cookies.clear()
        client.cookies.set(COOKIE, new)
        again = sign_in(client, "bob", PASSWORDS["bob"])  # the former one ends
        assert again.status_code == 303
        client.cookies.clear()
        client.cookies.set(COOKIE, new)
        assert client.get("/config").status_code == 401


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-out", "/a\r\nX: y"],
)
def test_signing_in_leads_nowhere_else(office: Office, wanted: str) -> None:
    with office.visitor().client as client:
        got = sign_in(client, "bob", PASSWORDS["bob"], wanted)
        assert got.headers["location"] == "/"


def test_wrong_passwords_take_ever_longer(office: Office) -> None:
    with office.visitor().client as client:
        seen = [sign_in(client, "nobody <b>", f"wrong {n}") for n in range(8)]
    statuses = [one.status_code for one in seen]
    assert statuses[:3] == [403, 403, 403] and 429 in statuses[3:]
    delayed = next(one for one in seen if one.status_code == 429)
    assert int(delayed.headers["retry-after"]) >= 1
    assert "<b>" not in seen[0].text.split("<form", 1)[1] and "&lt;b&gt;" in seen[0].text
    # Whoever knows his password is let in meanwhile.
    assert office.visitor("carol").client.get("/config").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_another_site_s_page_can_do_nothing(office: Office, headers: dict[str, str]) -> None:
    visitor = office.visitor("alice")
    for path in ("/gradio_api/queue/join", "/gradio_api/upload", "/sign-out", "/api/ask"):
        got = visitor.client.post(path, headers=headers, content=b"{}")
        assert got.status_code == 403, path
    assert visitor.client.get("/config").status_code == 200


def test_another_site_s_page_reads_nothing_but_may_link(office: Office) -> None:
    visitor = office.visitor("alice")
    foreign = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "no-cors",
        "sec-fetch-dest": "image",
    }
    assert visitor.client.get("/config", headers=foreign).status_code == 403
    link = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert visitor.client.get("/", headers=link).status_code == 200
    framed = {**link, "sec-fetch-dest": "iframe"}
    assert visitor.client.get("/", headers=framed).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "10.1.2.3"])
def test_a_foreign_name_that_leads_here_is_refused(office: Office, host: str) -> None:
    client = office.visitor("alice").client
    got = client.get("/config", headers={"host": host})
    assert got.status_code in (400, 421)


def test_nobody_is_believed_to_be_a_proxy(office: Office) -> None:
    client = office.visitor("alice").client
    shown = client.get(
        "/config", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    )
    assert "evil.example" not in shown.text and '"https://' not in shown.text[:2000]


def test_large_bodies_are_refused_announced_or_not(office: Office) -> None:
    visitor = office.visitor("alice")

    def pieces() -> Any:
        for _ in range(6):
            yield b" " * (1 << 20)

    announced = visitor.client.post("/gradio_api/queue/join", content=b" " * (5 << 20))
    assert announced.status_code == 413
    try:
        streamed = visitor.client.post("/gradio_api/queue/join", content=pieces())
        assert streamed.status_code == 413
    except (httpx.RemoteProtocolError, httpx.WriteError):
        pass  # the server hung up before it had all


def test_a_websocket_is_no_way_in(office: Office) -> None:
    handshake = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    for path in ("/", "/queue/join", "/gradio_api/queue/join", "/mcp"):
        got = office.visitor().client.get(path, headers=handshake)
        assert got.status_code in (401, 403), path


def test_every_answer_carries_the_headers(office: Office) -> None:
    client = office.visitor("bob").client
    for path in ("/", "/config", "/sign-in", "/nothing", "/api/reports"):
        got = client.get(path)
        assert "frame-ancestors 'none'" in got.headers["content-security-policy"], path
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "server" not in got.headers or "uvicorn" in got.headers["server"]


def test_tokens_open_programs_paths_and_no_page(office: Office) -> None:
    token = office.accounts.add_token("bob", "script")
    with office.program(token) as client:
        assert client.get("/api/reports").status_code == 200
        assert client.get("/config").status_code == 401
        assert client.get("/").status_code == 401
    office.accounts.revoke_token("bob", "script")
    with office.program(token) as client:
        assert client.get("/api/reports").status_code == 401


def test_who_is_removed_or_gets_another_password_is_out(office: Office) -> None:
    accounts = office.accounts
    accounts.add("dave", "reader", "first password 1")
    with office.visitor().client as client:
        sign_in(client, "dave", "first password 1")
        assert client.get("/config").status_code == 200
        accounts.set_password("dave", "second password 2")
        assert client.get("/config").status_code == 401
        sign_in(client, "dave", "second password 2")
        token = accounts.add_token("dave", "x")
        accounts.remove("dave")
        assert client.get("/config").status_code == 401
        assert office.program(token).get("/api/reports").status_code == 401


def test_what_was_done_is_written_down_and_stays(office: Office) -> None:
    visitor = office.visitor("carol")
    sign_in(visitor.client, "carol", "not my password")
    sign_in(visitor.client, "my password by mistake", "x")
    visitor.join(9999, [], None)
    visitor.client.get("/download/original/0123456789abcdef")
    audit = Audit(office.folder)
    entries = audit.entries(limit=500)
    done = {(one.user, one.action) for one in entries}
    assert {("carol", name) for name in ("sign-in", "sign-in-wrong", "refused", "download")} <= done
    assert not any("mistake" in one.user + one.object for one in entries)
    assert all(one.address == "127.0.0.1" for one in entries if one.action == "sign-in")
    with sqlite3.connect(office.folder / "audit.sqlite3") as connection:
        for statement in ("UPDATE log SET user = 'x'", "DELETE FROM log"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
    connection.close()
    assert audit.entries(limit=500) == entries
