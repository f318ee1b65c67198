"""By how many something is more than the year before: told by both years' figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.asked import Asked
from assistant.draft import Draft
from ingest.measures import MEASURE_PATTERN

_OVER = re.compile(
    rf"(?:相)?比(?:上一?年|去年|前一年)度?(?:同期)?(?:多|少|增加|减少)了?(?P<many>多少|几)(?P<measure>{MEASURE_PATTERN})[？?。]*$"
)


def both_years(text: str, years: Sequence[int]) -> str:
    """The question of the figures of both years, side by side; empty where it asks otherwise.

    Args:
        years: that the question names.
    """
    asked = _OVER.search(text)
    stated = f"{years[0]}年" if len(years) == 1 else ""
    if not asked or asked["measure"] in ("%", "百分点", "个百分点", "倍") or stated not in text:
        return ""
    subject = text[: asked.start()].rstrip("，, 的")
    both = subject.replace(stated, f"{years[0] - 1}年和{stated}", 1)
    return f"{both}各多少{asked['measure']}？"


def over_a_year(asked: Asked, drafted: Callable[[Asked], Asked]) -> Draft | None:
    """比上年多多少件: both years' figures and what they are apart; None where not both are told.

    Args:
        drafted: understands and answers another question.
    """
    reading = asked.reading
    both = both_years(reading.text, reading.years.years) if reading else ""
    if not both:
        return None
    again = drafted(replace(asked, question=both, history=(), reading=None, on_step=None))
    return again.draft if again.draft is not None and again.draft.computed else None
