"""Reads a question that the rules could not answer, and says it again in the reports' own words.

What the model makes of it is only another question: the rules answer it, inside the scope that
the first one named, or the refusal stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from langchain_core.exceptions import OutputParserException
from langchain_core.output_parsers import PydanticOutputParser
from pydantic import BaseModel, Field

from assistant.catalogue import Catalogue, Unit
from assistant.language_model.asking import Asking
from assistant.language_model.faults import ModelFault
from assistant.language_model.machine_talk import without_machine_talk
from assistant.language_model.prompts import as_data, reading_prompt
from assistant.language_model.settings import LanguageModelSettings
from assistant.question import Reading
from assistant.types import Kind

Frequency = Callable[[str], float]  # share of the library's passages that hold a word, 0-1

_LONGEST = 200  # characters of a question said again
_COMMON = 0.1  # of the passages hold it: such a word tells nothing apart
_MOST_UNITS = 200  # names that are handed over


class ModelReading(BaseModel):
    """What a model makes of a question; nothing of it is believed before it is checked."""

    question: str = Field(default="", max_length=1000)
    units: list[str] = Field(default_factory=list, max_length=50)
    years: list[int] = Field(default_factory=list, max_length=20)
    kind: Kind = "lookup"
    aspects: list[str] = Field(default_factory=list, max_length=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAgain:
    """A question in the reports' words.

    Attributes:
        question: to be read by the rules.
        units: units of the catalogue that stand for names that it did not have.
        notes: what the reader should know about it.
    """

    question: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...]


def say_again(
    question: str,
    history: Sequence[str],
    passages: Sequence[str],
    reading: Reading,
    catalogue: Catalogue,
    asking: Asking,
) -> SaidAgain | None:
    """The question as the model says it, its names checked; None where it has no better words.

    Args:
        question: as understood with its history.
        passages: of the reports in scope, near the question: whose words it may take.
        reading: of the rules, which found nothing.

    Raises:
        ModelFault: the model gave no reading.
    """
    variables = {
        "question": as_data(question),
        "history": as_data(list(history)),
        "units": as_data(
            [without_machine_talk(unit.name) for unit in _nearest(reading, catalogue)]
        ),
        "passages": "\n".join(as_data(without_machine_talk(one)) for one in passages),
    }
    text = asking.model.text(
        reading_prompt(),
        variables,
        deadline=asking.deadline,
        stopped=asking.stopped,
        options=_structured(asking.model.settings),
    )
    try:
        read = PydanticOutputParser(pydantic_object=ModelReading).parse(text)
    except OutputParserException as error:
        raise ModelFault("garbled", "应为一个 JSON 对象") from error
    return checked(read, question, reading, catalogue)


def _structured(settings: LanguageModelSettings) -> dict[str, Any]:
    if settings.structured == "words" or settings.provider is not None:
        return {}
    wanted: dict[str, Any] = {"type": settings.structured}
    if settings.structured == "json_schema":
        wanted["json_schema"] = {"name": "reading", "schema": ModelReading.model_json_schema()}
    # In the body as it is: the client's own way would load its parsers while the question waits.
    return {"extra_body": {**settings.body, "response_format": wanted}}


def _nearest(reading: Reading, catalogue: Catalogue) -> Sequence[Unit]:
    """The units whose names may be meant: those in scope first."""
    rest = (unit for unit in catalogue.units if unit not in reading.units)
    return [*reading.units, *rest][:_MOST_UNITS]


def checked(
    read: ModelReading, question: str, reading: Reading, catalogue: Catalogue
) -> SaidAgain | None:
    """A model's reading as far as the catalogue bears it; None where nothing new is left."""
    by_name = {unit.name: unit for unit in catalogue.units}
    units = tuple(by_name[name] for name in read.units if name in by_name)
    meant: list[str] = []
    for name in reading.missing:
        unit = next((one for one in units if _abbreviates(name, one)), None)
        if unit is None:
            return None  # a name that the library does not have stays missing
        meant.append(f"“{name}”按库中名称“{unit.name}”理解")
    said = _plain(read.question) or _of_aspects(read, reading)
    if not said or len(said) > _LONGEST or _plain(question) == said:
        return None
    note = f"问题由语言模型换成报告的说法：{said}"
    return SaidAgain(question=said, units=units if reading.missing else (), notes=(*meant, note))


def _of_aspects(read: ModelReading, reading: Reading) -> str:
    """A question made of its parts, in the scope that the rules read."""
    aspects = "、".join(aspect for one in read.aspects[:4] if (aspect := _plain(one)))
    if not aspects or not reading.units:
        return ""
    years = "".join(f"{year}年" for year in reading.years.years[:1])
    return f"{'、'.join(unit.name for unit in reading.units)}{years}的{aspects}"


def asks_the_same(again: Reading, first: Reading, said: SaidAgain, frequency: Frequency) -> bool:
    """Whether a question said again stays inside what the first one asked.

    Its scope is the same, and of the words that tell passages of this library apart none is lost:
    only what the library does not say at all may be said otherwise.
    """
    units = said.units if first.missing else first.units
    same_scope = (
        not again.missing
        and set(again.units) == set(units)
        and (bool(first.missing) or again.regions == first.regions)
        and again.years.years == first.years.years
        and again.everyone == first.everyone
        and again.phrase == first.phrase
    )
    if not same_scope:
        return False
    text = _folded(again.text)
    return all(
        any(_folded(form) in text for form in (term.word, *term.forms))
        for topic in first.topics
        for term in topic.terms
        if 0 < frequency(term.word) < _COMMON
    )


def _abbreviates(name: str, unit: Unit) -> bool:
    """Whether a name keeps characters of a unit's in order, the first included: 鹿市监."""
    return any(name[:1] == full[:1] and _in_order(name, full) for full in unit.names)


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
