"""What the parsing process says arrives exactly as it was said, or not at all."""

from __future__ import annotations

import io
import json
import struct
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.report import Reading
from ingest.types import Figure, Passage, Report, Section
from ingest.wire import BrokenFrame, reading_document, reading_of, receive, send

# Every character there is, lone surrogates too.
TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
OFFSET = st.integers(0, 10**7)
NUMBER = st.decimals(allow_nan=False, allow_infinity=False)
FIGURE = st.builds(
    Figure,
    start=OFFSET,
    end=OFFSET,
    value=NUMBER,
    high=st.none() | NUMBER,
    measure=TEXT,
    amount=NUMBER,
    amount_high=st.none() | NUMBER,
    base=TEXT,
    qualifier=TEXT,
    change=st.sampled_from(("", "by", "to")),
    indicator=TEXT,
    subject=TEXT,
    period=TEXT,
    sentence_start=OFFSET,
    sentence_end=OFFSET,
)
SECTION = st.builds(
    Section,
    heading=TEXT,
    path=st.lists(TEXT, max_size=3).map(tuple),
    role=st.sampled_from(("opening", "measures", "problems", "leader", "plan", "closing", "other")),
    start=OFFSET,
    end=OFFSET,
)
PASSAGE = st.builds(Passage, ordinal=OFFSET, section=OFFSET, start=OFFSET, end=OFFSET)
REPORT = st.builds(
    Report,
    id=TEXT,
    title=TEXT,
    unit=st.none() | TEXT,
    aliases=st.lists(TEXT, max_size=3).map(tuple),
    region=st.lists(TEXT, max_size=3).map(tuple),
    year=st.none() | st.integers(1900, 2100),
    date=st.none() | TEXT,
    genre=st.none() | TEXT,
    text=TEXT,
    sections=st.lists(SECTION, max_size=3).map(tuple),
    passages=st.lists(PASSAGE, max_size=3).map(tuple),
    figures=st.lists(FIGURE, max_size=3).map(tuple),
    pages=st.lists(OFFSET, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(report=REPORT, left_out=st.none() | TEXT)
def test_a_reading_survives_the_way_exactly(report: Report, left_out: str | None) -> None:
    reading = Reading(report=report, left_out=left_out)
    pipe = io.BytesIO()
    send(pipe, {"reading": reading_document(reading)}, b"\0body")
    pipe.seek(0)
    head, body = receive(pipe)
    back = reading_of(head["reading"])
    assert back == reading and body == b"\0body"
    # Decimal("1.0") == Decimal("1.00"), yet as written they differ.
    assert [str(figure.value) for figure in back.report.figures] == [
        str(figure.value) for figure in report.figures
    ]


def test_every_field_is_carried() -> None:
    """A field that a later version adds must not be lost on the way."""
    figure = Figure(
        start=1, end=2, value=Decimal("1.50"), measure="件", amount=Decimal("1.5"), base="件",
        indicator="审核合同", sentence_start=0, sentence_end=3,
    )  # fmt: skip
    names = set(Figure.__slots__)
    report = Report(
        id="x", title="", unit=None, aliases=(), region=(), year=None, date=None, genre=None,
        text="", sections=(), passages=(), figures=(figure,),
    )  # fmt: skip
    document = reading_document(Reading(report=report))
    assert set(document["report"]) == set(Report.__slots__)
    assert set(document["report"]["figures"][0]) == names


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        struct.pack(">IQ", 10, 0) + b"{}",
        struct.pack(">IQ", 2, 5) + b"{}abc",
        struct.pack(">IQ", 2, 0) + b"[]",
        struct.pack(">IQ", 2, 0) + b"\xff\xff",
        struct.pack(">IQ", 2**31, 0),
        struct.pack(">IQ", 0, 2**40),
    ],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenFrame):
        receive(io.BytesIO(data))


@pytest.mark.parametrize("document", [None, [], {}, {"report": None}, {"report": {"id": 1}}, "x"])
def test_what_is_no_reading_is_refused(document: object) -> None:
    with pytest.raises(BrokenFrame):
        reading_of(json.loads(json.dumps(document)))
