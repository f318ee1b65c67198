"""users, collections and audit on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.fakes import HashEmbedder
from ui.__main__ import main
from ui.access.accounts import Accounts
from ui.access.audit import Audit
from ui.conversations import Conversations

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A library of one report; its id."""
    (tmp_path / "报告.txt").write_text(
        "某局2024年法治政府建设年度报告\n全年审核合同12件。\n", "utf-8"
    )
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        (record,) = library.ingest([tmp_path / "报告.txt"])
    assert record.report_id is not None
    return record.report_id


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def ran(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main(["--library", str(tmp_path / "library"), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


def test_users_come_and_go(run: Run, report: str, tmp_path: Path) -> None:
    def add(name: str, *more: str, password: str = "correct horse 7") -> tuple[int, str, str]:
        return run("users", "add", name, "--password-stdin", *more, stdin=f"{password}\n")

    assert "没有设置用户" in run("users")[2]
    assert "第一个用户" in add("bob")[2]
    assert add("alice", "--role", "admin")[0] == 0
    assert add("bob")[0] == 0
    assert "密码" in add("carol", password="short")[2]
    assert [one["name"] for one in json.loads(run("users", "--json")[1])] == ["alice", "bob"]
    status, token, told = run("users", "token", "bob", "--label", "脚本")
    account = Accounts(tmp_path / "library").of_token(token.strip())
    assert status == 0 and account is not None and account.name == "bob" and "只显示" in told
    run("users", "token", "bob", "--label", "脚本", "--revoke")
    assert Accounts(tmp_path / "library").of_token(token.strip()) is None
    run("users", "password", "bob", "--password-stdin", stdin="another one 22\n")
    assert Accounts(tmp_path / "library").verified("bob", "another one 22") is not None
    Conversations(tmp_path / "library").start("bob", "他问的")
    assert run("users", "remove", "bob")[0] == 0
    assert Accounts(tmp_path / "library").account("bob") is None
    assert run("users", "remove", "nobody")[0] == 2


def test_a_password_is_never_an_argument_or_asked_of_no_terminal(run: Run, report: str) -> None:
    status, _, told = run("users", "add", "alice", "--role", "admin")
    assert status == 2 and "--password-stdin" in told


def test_collections_and_who_sees_them(run: Run, report: str, tmp_path: Path) -> None:
    run("users", "add", "alice", "--role", "admin", "--password-stdin", stdin="correct horse 7\n")
    run("users", "add", "bob", "--password-stdin", stdin="correct horse 7\n")
    assert run("collections", "put", "内部", "0" * 16)[0] == 2
    assert run("collections", "put", "内部", report)[0] == 0
    assert run("collections", "grant", "内部", "bob")[0] == 0
    assert run("collections", "grant", "没有的", "bob")[0] == 2
    found: Any = json.loads(run("collections", "--json")[1])
    assert found == [{"name": "内部", "reports": [report], "users": ["bob"]}]
    assert "还有 1 份" in run("collections", "remove", "内部")[2]
    assert run("collections", "revoke", "内部", "bob")[0] == 0
    assert run("collections", "take", "内部", report)[0] == 0
    assert run("collections", "remove", "内部")[0] == 0
    acts = [one.action for one in Audit(tmp_path / "library").entries()]
    assert acts.count("collections") >= 5 and acts.count("users") == 2


def test_the_log_is_read(run: Run, report: str) -> None:
    run("users", "add", "alice", "--role", "admin", "--password-stdin", stdin="correct horse 7\n")
    (entry,) = json.loads(run("audit", "--json", "--action", "用户管理")[1])
    assert entry["object"] == "添加 alice（admin）" and "correct" not in str(entry)
    assert run("audit", "--action", "没有的")[0] == 2
    assert run("audit", "--keep-days", "10")[0] == 2


def test_a_mistyped_library_gets_no_users(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(tmp_path / "mistyped"), "users"]) == 2
    assert not (tmp_path / "mistyped").exists()
