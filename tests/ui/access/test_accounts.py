"""Users, passwords, sessions and delays, without a server."""

from __future__ import annotations

import asyncio
import stat
import threading
from functools import partial
from pathlib import Path

import pytest

from ingest.errors import ReportAssistantError
from ui.access import passwords
from ui.access.accounts import Accounts
from ui.access.audit import Audit
from ui.access.database import DATABASE
from ui.access.passwords import Cost, fits, stored
from ui.access.sessions import SessionLimits, Sessions
from ui.access.throttle import Patience, Throttle
from ui.users import LOCAL_USER

CHEAP = Cost(n=16, r=1, p=1)


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """An administrator and a reader; their passwords are stored cheaply."""
    monkeypatch.setattr("ui.access.accounts.stored", lambda password: stored(password, CHEAP))
    found = Accounts(tmp_path)
    found.add("alice", "admin", "correct horse 7")
    found.add("张三", "reader", "电池 订书钉 九号机")
    return found


def test_there_is_no_account_by_default(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    assert not accounts.any()
    assert accounts.all() == ()
    assert not (tmp_path / DATABASE).exists()  # looking makes nothing
    for name in ("admin", "root", "local", ""):
        assert accounts.verified(name, "admin") is None


def test_a_password_is_kept_so_that_nobody_reads_it(accounts: Accounts, tmp_path: Path) -> None:
    kept = stored("correct horse 7")
    assert kept.startswith("scrypt:32768:8:3:") and "correct" not in kept
    assert kept != stored("correct horse 7")  # a salt of its own
    assert fits("correct horse 7", kept) and not fits("correct horse 8", kept)
    assert passwords.COST.n * passwords.COST.r * 128 == 32 << 20  # bytes that one try takes
    assert stat.S_IMODE((tmp_path / DATABASE).stat().st_mode) == 0o600


def test_an_older_cost_is_still_understood() -> None:
    assert fits("correct horse 7", stored("correct horse 7", CHEAP))


@pytest.mark.parametrize("password", ["", "short 1", "aaaaaaaaaaaa", "x" * 257, "abababababab"])
def test_weak_passwords_are_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(ReportAssistantError, match="密码"):
        accounts.add("bob", "reader", password)
    assert accounts.account("bob") is None


@pytest.mark.parametrize("name", ["", " ", "a b", "x" * 33, "a/b", "a\nb", LOCAL_USER, "<b>"])
def test_names_that_are_none_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(ReportAssistantError, match="用户名"):
        accounts.add(name, "reader", "correct horse 7")


def test_the_first_and_the_last_is_an_administrator(tmp_path: Path, accounts: Accounts) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(ReportAssistantError, match="第一个用户"):
        Accounts(other).add("bob", "reader", "correct horse 7")
    with pytest.raises(ReportAssistantError, match="最后一名管理员"):
        accounts.remove("alice")
    with pytest.raises(ReportAssistantError, match="已有用户"):
        accounts.add("张三", "admin", "correct horse 7")
    accounts.remove("张三")
    accounts.remove("alice")
    assert not accounts.any()


def test_signing_in_needs_name_and_password(accounts: Accounts) -> None:
    found = accounts.verified("张三", "电池 订书钉 九号机")
    assert found is not None and not found.is_admin and found.collections == frozenset()
    assert accounts.verified("张三", "correct horse 7") is None
    assert accounts.verified("nobody", "correct horse 7") is None
    accounts.set_password("张三", "another one 22")
    assert accounts.verified("张三", "电池 订书钉 九号机") is None
    assert accounts.verified("张三", "another one 22") is not None


def test_tokens_are_told_once(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.add_token("张三", "脚本")
    assert token.encode() not in (tmp_path / DATABASE).read_bytes()
    found = accounts.of_token(token)
    assert found is not None and found.name == "张三"
    assert accounts.of_token(token[:-1]) is None
    with pytest.raises(ReportAssistantError, match="已有名为"):
        accounts.add_token("张三", "脚本")
    accounts.revoke_token("张三", "脚本")
    assert accounts.of_token(token) is None
    with pytest.raises(ReportAssistantError, match="没有用户"):
        accounts.add_token("nobody", "x")


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_sessions_end_when_idle_and_at_last(accounts: Accounts, tmp_path: Path) -> None:
    clock = Clock()
    sessions = Sessions(tmp_path, SessionLimits(idle=100, whole=1000), clock)
    idle, busy = sessions.begin("alice"), sessions.begin("张三")
    assert idle != busy
    for _ in range(11):
        clock.now += 90
        assert sessions.user_of(busy) == "张三"
    assert sessions.user_of(idle) is None
    clock.now += 90  # busy all the time, but too old
    assert sessions.user_of(busy) is None
    clock.now -= 500  # nor does a clock that is put back bring it back
    assert sessions.user_of(busy) is None


def test_delays_grow_per_name_and_address(accounts: Accounts, tmp_path: Path) -> None:
    clock = Clock()
    throttle = Throttle(tmp_path, clock)
    assert [throttle.begin("alice", "10.0.0.1") for _ in range(4)] == [0, 0, 0, 1.0]
    assert throttle.begin("alice", "10.0.0.2") == 0  # somebody else's place
    waits = []
    for _ in range(12):
        wait = throttle.begin("alice", "10.0.0.1")
        waits.append(wait)
        clock.now += wait
        assert throttle.begin("alice", "10.0.0.1") == 0
    assert waits[:4] == [1.0, 2.0, 4.0, 8.0]
    assert waits[-1] == 900.0  # and no longer: nobody is shut out for good
    clock.now -= 1e6  # a clock that is put back does not shut out either
    assert throttle.begin("alice", "10.0.0.1") <= 900.0
    clock.now += 2e6
    assert throttle.begin("alice", "10.0.0.1") == 0


def test_one_place_cannot_try_many_names(accounts: Accounts, tmp_path: Path) -> None:
    throttle = Throttle(tmp_path, Clock())
    waits = [throttle.begin(f"user{number}", "10.0.0.9") for number in range(30)]
    assert waits[:20] == [0] * 20 and min(waits[20:]) > 0


def test_the_right_password_is_no_wrong_try(accounts: Accounts, tmp_path: Path) -> None:
    throttle = Throttle(tmp_path, Clock())
    for _ in range(50):  # an office behind one address
        assert throttle.begin("alice", "10.0.0.1") == 0
        throttle.right("alice", "10.0.0.1")


def test_many_tries_at_the_same_moment_are_no_way_round(accounts: Accounts, tmp_path: Path) -> None:
    throttle, waits = Throttle(tmp_path, Clock()), list[float]()
    threads = [
        threading.Thread(target=lambda: waits.append(throttle.begin("alice", "10.0.0.1")))
        for _ in range(12)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert waits.count(0) == Patience(free=3, longest=1).free


def test_a_damaged_file_lets_nobody_in(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(ReportAssistantError, match=r"users\.sqlite3"):
        accounts.any()


def test_the_log_is_kept_as_long_as_the_law_asks(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.note(user="alice", address="", action="delete", object="a\nb")
    with pytest.raises(ReportAssistantError, match="180"):
        audit.keep_for(30)
    audit.keep_for(365)
    assert audit.kept_days() == 365
    assert audit.forget_old() == 0
    (entry,) = audit.entries()
    assert entry.object == "a b"  # a line stays one line
    with pytest.raises(KeyError):
        audit.note(user="alice", address="", action="nonsense")


def test_what_many_do_at_once_is_all_in_the_log(tmp_path: Path) -> None:
    audit = Audit(tmp_path)

    async def all_at_once() -> None:
        async with asyncio.TaskGroup() as group:
            for number in range(100):
                noted = audit.note_aside(user=f"u{number}", address="", action="question")
                group.create_task(noted)

    asyncio.run(all_at_once())
    assert {one.user for one in audit.entries(limit=200)} == {f"u{n}" for n in range(100)}


def test_who_cannot_be_noted_is_told_and_the_next_one_is_noted(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "none yet")
    noted = partial(audit.note_aside, user="alice", address="", action="question")

    async def one_after_another() -> None:
        failed = await asyncio.gather(noted(), noted(), return_exceptions=True)
        assert [type(one) for one in failed] == [ReportAssistantError] * 2
        (tmp_path / "none yet").mkdir()
        gone, stays = asyncio.create_task(noted()), asyncio.create_task(noted())
        await asyncio.sleep(0)
        gone.cancel()  # closed the connection: what he did is noted all the same
        await stays

    asyncio.run(one_after_another())
    assert len(audit.entries()) == 2
