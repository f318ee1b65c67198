"""How many questions are worked on at once, how many may wait, and how long one may take.

The page, the JSON API, chat completions and the tools of agents all bring their questions to one
desk: what is bounded is the work of the whole program.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ingest.errors import ReportAssistantError
from ui.users import LOCAL_USER

Result = TypeVar("Result")
BUSY = "忙，请稍后再试"
_FIRST_GUESS = 0.5  # seconds a question takes, before any was answered
_WEIGHT = 0.1  # of the newest question in that mean
_LONGEST_WAIT = 30  # seconds after which one may surely try again
_ON_THE_WAY = 20.0  # seconds after which a question of the page that never came is forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the desk takes on.

    Attributes:
        at_once: questions worked on at the same time; more than the cores only slows each.
        waiting: questions that may wait behind them.
        of_one_user: worked on and waiting, for one signed-in user. Who sits at the machine
            himself shares it with nobody.
        seconds: from the moment that a question is taken on until it must be answered.
    """

    at_once: int = 4
    waiting: int = 60
    of_one_user: int = 8
    seconds: float = 60.0


class BusyError(ReportAssistantError):
    """A question that is not taken on now.

    Attributes:
        retry_after: whole seconds after which it is worth trying again.
        whose_fault: "all" where everybody together asks too much, "user" where he alone does.
    """

    def __init__(self, reason: str, *, retry_after: int, of_user: bool) -> None:
        super().__init__(BUSY, hint=f"{reason}，约 {retry_after} 秒后可以再试")
        self.retry_after = retry_after
        self.of_user = of_user


class TooLongError(ReportAssistantError):
    """A question that took longer than it may."""


class LeftError(Exception):
    """Raised inside the work on a question whose answer nobody waits for any more."""


@dataclass(slots=True, eq=False)
class Turn(Generic[Result]):
    """One question at the desk, waiting or worked on."""

    user: str
    work: Callable[[Turn[Result]], Result]
    future: Future[Result] = field(default_factory=Future)
    _left: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Called between the steps of the work.

        Raises:
            LeftError: nobody waits for the answer any more.
        """
        if self._left.is_set():
            raise LeftError

    def run(self) -> None:
        """Does the work, unless the asker left before it began."""
        if self._left.is_set() or not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self.work(self))
        except BaseException as error:  # handed to whoever waits for the answer
            self.future.set_exception(error)

    def drop(self) -> None:
        """Lets the work end at its next step, or never begin."""
        self._left.set()
        self.future.cancel()


class QuestionDesk:
    """Takes questions on, or says that it is busy. Safe to use from several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._waiting: deque[Turn[object]] = deque()
        self._working = 0
        self._of_user: Counter[str] = Counter()
        self._announced: list[tuple[float, str]] = []
        self._typical = _FIRST_GUESS

    @property
    def occupied(self) -> int:
        """Questions worked on and waiting, or on their way here."""
        with self._lock:
            return self._occupied()

    def _occupied(self) -> int:
        return self._working + len(self._waiting) + len(self._announced)

    def announce(self, user: str) -> None:
        """A question that has reached the server is on its way here: the page has much to do first,
        and one that would find no place is refused before that.

        Raises:
            BusyError: as for ``take``.
        """
        with self._lock:
            self._admit(user)
            self._announced.append((time.monotonic(), user))

    def take(
        self, user: str, work: Callable[[Turn[Result]], Result], *, announced: bool = False
    ) -> Turn[Result]:
        """Takes a question on; returns at once.

        Args:
            work: done in a thread of the desk's; it calls ``Turn.go_on`` between its steps.
            announced: a place is kept for it.

        Raises:
            BusyError: too many wait already, or this user alone has too many.
        """
        turn = Turn(user=user, work=work)
        with self._lock:
            kept = next((one for one in self._announced if announced and one[1] == user), None)
            if kept is not None:
                self._announced.remove(kept)
            self._admit(user)
            self._of_user[user] += 1
            begin = self._working < self.limits.at_once
            if begin:
                self._working += 1
            else:
                self._waiting.append(turn)  # type: ignore[arg-type]  # only ever run, never read
        if begin:
            threading.Thread(target=self._serve, args=(turn,), name="question", daemon=True).start()
        return turn

    def _admit(self, user: str) -> None:
        late = time.monotonic() - _ON_THE_WAY
        self._announced = [one for one in self._announced if one[0] > late]
        his = self._of_user[user] + sum(name == user for _, name in self._announced)
        if user != LOCAL_USER and his >= self.limits.of_one_user:
            raise BusyError(
                f"您已有 {his} 个问题在回答或等候，每人最多 {self.limits.of_one_user} 个",
                retry_after=self._wait(),
                of_user=True,
            )
        if self._occupied() >= self.limits.at_once + self.limits.waiting:
            waiting = self._occupied() - self._working
            raise BusyError(f"已有 {waiting} 个问题在等候", retry_after=self._wait(), of_user=False)

    def _wait(self) -> int:
        """Seconds until about half of those that wait now have been answered."""
        behind = self._typical * (len(self._waiting) / 2 + 1) / self.limits.at_once
        return max(1, min(_LONGEST_WAIT, math.ceil(behind)))

    def leave(self, turn: Turn[Result]) -> None:
        """The asker has gone: a waiting question gives its place up at once, one that is worked
        on at its next step."""
        turn.drop()
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)  # type: ignore[arg-type]
                self._forget(turn.user)

    def _forget(self, user: str) -> None:
        self._of_user[user] -= 1
        if not self._of_user[user]:
            del self._of_user[user]

    def _serve(self, turn: Turn[object]) -> None:
        """Works on one question after another while any waits."""
        following: Turn[object] | None = turn
        while following is not None:
            started = time.monotonic()
            following.run()
            took = time.monotonic() - started
            with self._lock:
                self._typical += _WEIGHT * (took - self._typical)
                self._forget(following.user)
                following = self._waiting.popleft() if self._waiting else None
                if following is None:
                    self._working -= 1

    def too_long(self) -> TooLongError:
        """What is said when the time of a question is over."""
        return TooLongError(
            f"回答超过 {self.limits.seconds:g} 秒仍未完成，已停止", hint="请把问题问得更具体些"
        )

    def run(
        self, user: str, work: Callable[[Turn[Result]], Result], *, announced: bool = False
    ) -> Result:
        """Takes a question on and waits for its answer; see ``take``.

        Raises:
            BusyError: it is not taken on.
            TooLongError: it was not answered in time.
            Exception: what the work raised.
        """
        turn = self.take(user, work, announced=announced)
        try:
            return turn.future.result(timeout=self.limits.seconds)
        except FutureTimeout as error:
            if turn.future.done():  # the work's own
                raise
            self.leave(turn)
            raise self.too_long() from error
