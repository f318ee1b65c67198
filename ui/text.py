"""Text on its way in from a keyboard and out to a terminal.

What a person types may hold anything: lone surrogates from a broken encoding, control characters
from a paste. What a report holds may try to steer the terminal that shows it.
"""

from __future__ import annotations

import re

# Half of a pair that UTF-16 needs; no encoder takes it alone.
_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but for tab and newline, and the marks that reverse the writing direction:
# a terminal obeys both.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean_question(question: str) -> str:
    """The question without characters that no search index can store.

    Args:
        question: as typed, pasted or decoded from the command line.

    Returns:
        The same text; a lone surrogate becomes U+FFFD, a control character a space.
    """
    return _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", question)).strip()


def printable(text: str) -> str:
    """``text`` with everything that a terminal would obey made visible as U+FFFD.

    Carriage returns are dropped rather than shown: they come from Windows line ends.
    """
    return _CONTROL.sub("\ufffd", _SURROGATE.sub("\ufffd", text.replace("\r", "")))


def one_line(text: str) -> str:
    """``text`` on a single line, white space folded, safe to print."""
    return " ".join(printable(text).split())


def shortened(text: str, longest: int = 1_000) -> str:
    """``text`` with its middle left out where it is longer: head and end say what matters."""
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]} … {text[-longest // 4 :]}"
