"""What is read for a number, and what the words before it leave for the next."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.gaps import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read for one number."""

    indicator: str
    change: Change
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the words before a clause leave for it.

    Attributes:
        indicator: of the last number before; empty if none in the paragraph.
        clause: the last clause without a number in the same sentence, tidied.
        subject: who acts in the sentence so far.
        base: the base of the last number before.
        members: what the numbers of the clause before count one by one (甲60家、乙30家): the same
            number of numbers without words of their own may go on with them (分别增长4%、9%).
        divided: 分别 stood in the clause before: they go on without saying so (累计达1016家、591家).
        begun: a number stood before in the same sentence.
    """

    indicator: str = ""
    base: str = ""
    clause: str = ""
    subject: str = ""
    members: tuple[str, ...] = ()
    divided: bool = False
    begun: bool = False
