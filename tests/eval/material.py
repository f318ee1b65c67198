"""Made-up reports, questions and a small assistant over them, for tests of evaluation."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.types import Answer, AnswerScope, Citation, Table
from eval.catalogue import Catalogue
from eval.types import Case, ExpectedEvidence
from index.types import Hit, ReportEntry, Scope
from ingest.types import Figure, Passage, Report, Section

ALPHA = """青山街道2024年法治政府建设年度报告
一、主要做法
（一）强化合同审查。全年审核合同25件，提出法律意见7次，开展普法宣传17次。
（二）加强执法监督。行政检查2,080次，处罚金额1.2亿元。
二、存在不足
执法力量相对薄弱，普法实效有待提高。"""
BETA = """绿水街道2024年法治政府建设年度报告
一、主要做法
（一）强化合同审查。全年审核合同52件，提出法律意见9次，开展普法宣传31次。
（二）加强执法监督。行政检查660次，未发生行政复议。
二、存在不足
执法规范化水平仍需提升。"""
SOURCES = {"alpha.txt": ALPHA, "town/beta.txt": BETA}


@dataclass(frozen=True)
class Shelf:
    """A library in memory: real reports, search by shared characters."""

    held: tuple[Report, ...]
    sources: Mapping[str, tuple[str, ...]]

    def reports(self) -> tuple[ReportEntry, ...]:
        return tuple(
            ReportEntry(
                id=report.id,
                title=report.title,
                unit=report.unit,
                aliases=report.aliases,
                region=(),
                year=report.year,
                date=None,
                genre=report.genre,
                sources=self.sources[report.id],
                characters=len(report.text),
                passages=len(report.passages),
                figures=len(report.figures),
            )
            for report in self.held
        )

    def report(self, report_id: str) -> Report:
        return next(report for report in self.held if report.id == report_id)

    def search(self, query: str, *, scope: Scope = Scope(), limit: int = 10) -> list[Hit]:  # noqa: B008
        asked = set(query)
        found = [
            (-len(asked & set(report.text[p.start : p.end])), report.id, p.ordinal, report, p)
            for report in self.held
            if scope.report_ids is None or report.id in scope.report_ids
            for p in report.passages
        ]
        ordered = sorted(found, key=lambda item: item[:3])[:limit]
        return [
            Hit(report=report, passage=passage, rank=rank, score=-score)
            for rank, (score, _, _, report, passage) in enumerate(ordered, start=1)
        ]


def make_report(text: str) -> Report:
    title = text.split("\n", 1)[0]
    unit = title[:4]
    bounds = [0]
    for line in text.split("\n"):
        bounds.append(min(len(text), bounds[-1] + len(line) + 1))
    passages = tuple(
        Passage(ordinal=ordinal, section=0, start=start, end=end)
        for ordinal, (start, end) in enumerate(itertools.pairwise(bounds))
    )
    problems = text.index("二、存在不足")
    sections = (
        Section(heading="", path=("全文",), role="measures", start=0, end=problems),
        Section(
            heading="（一）强化合同审查",
            path=("一、主要做法", "（一）强化合同审查"),
            role="measures",
            start=text.index("（一）"),
            end=problems,
        ),
        Section(
            heading="二、存在不足",
            path=("二、存在不足",),
            role="problems",
            start=problems,
            end=len(text),
        ),
    )
    return Report(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        title=title,
        unit=unit,
        aliases=(),
        region=(),
        year=2024,
        date=None,
        genre="法治政府建设年度报告",
        text=text,
        sections=sections,
        passages=passages,
        figures=_figures(text),
    )


def _figures(text: str) -> tuple[Figure, ...]:
    import re

    found = []
    for match in re.finditer(r"(审核合同|提出法律意见|开展普法宣传)([0-9]+)(件|次)", text):
        start = text.rfind("。", 0, match.start()) + 1
        found.append(
            Figure(
                start=match.start(2),
                end=match.end(3),
                value=Decimal(match[2]),
                measure=match[3],
                amount=Decimal(match[2]),
                base=match[3],
                indicator=match[1],
                sentence_start=start,
                sentence_end=text.index("。", match.end()) + 1,
            )
        )
    return tuple(found)


def make_catalogue() -> Catalogue:
    held = tuple(make_report(text) for text in SOURCES.values())
    sources = {report.id: (name,) for report, name in zip(held, SOURCES, strict=True)}
    return Catalogue.of(Shelf(held=held, sources=sources))


def evidence(source: str, quote: str) -> ExpectedEvidence:
    return ExpectedEvidence(source=source, quote=quote)


CASES = (
    Case(
        row=1,
        id="n-1",
        category="number",
        question="青山街道审核合同多少件？",
        expected=(("25件",),),
        evidence=(evidence("alpha.txt", "审核合同25件"),),
        forbidden=("52件",),
    ),
    Case(
        row=2,
        id="n-2",
        category="number",
        question="绿水街道审核合同多少件？",
        expected=(("52件",),),
        evidence=(evidence("beta.txt", "审核合同52件"),),
    ),
    Case(
        row=3,
        id="n-3",
        category="number",
        question="青山街道提出法律意见几次？",
        expected=(("7次",),),
        evidence=(evidence("alpha.txt", "提出法律意见7次"),),
    ),
    Case(
        row=4,
        id="c-1",
        category="compare",
        question="青山街道和绿水街道行政检查各多少次？",
        expected=(("2080次",), ("660次",)),
        evidence=(evidence("alpha.txt", "行政检查2080次"), evidence("beta.txt", "行政检查660次")),
    ),
    Case(
        row=5, id="r-1", category="refuse", question="青山街道2030年审核合同多少件？", refuse=True
    ),
)

Ask = Callable[[str, Sequence[str]], Answer]


def cite(catalogue: Catalogue, source: str, quote: str, marker: int) -> Citation:
    """A citation of the first place of the source that reads ``quote``."""
    (report_id,) = catalogue.index.reports(source)
    report = catalogue.library.report(report_id)
    start = report.text.index(quote)
    return Citation(
        marker=marker,
        report_id=report.id,
        title=report.title,
        unit=report.unit,
        year=report.year,
        section="",
        source=source,
        page=None,
        start=start,
        end=start + len(quote),
        quote=quote,
    )


def answer_of(question: str, text: str, citations: Sequence[Citation], **more: object) -> Answer:
    answer = Answer(
        question=question,
        resolved=question,
        status="answered" if citations else "refused",
        kind="lookup" if citations else "refusal",
        scope=AnswerScope(),
        answer=text,
        citations=tuple(citations),
        elapsed_ms=5,
    )
    return replace(answer, **more)  # type: ignore[arg-type]


def good_answers(catalogue: Catalogue) -> dict[str, Answer]:
    """A right answer to every case, by question."""

    def made(source: str, text: str, quote: str) -> tuple[str, list[Citation]]:
        return text, [cite(catalogue, source, quote, 1)]

    compared = [
        cite(catalogue, "alpha.txt", "行政检查2,080次，处罚金额1.2亿元", 1),
        cite(catalogue, "beta.txt", "行政检查660次", 2),
    ]
    table = Table(
        columns=("单位", "行政检查"),
        rows=(("青山街道", "2,080次[1]"), ("绿水街道", "660次[2]")),
    )
    plain = [
        ("n-1", *made("alpha.txt", "25件[1]。", "审核合同25件，提出法律意见7次")),
        ("n-2", *made("beta.txt", "52件[1]。", "全年审核合同52件")),
        ("n-3", *made("alpha.txt", "提出法律意见7次[1]。", "提出法律意见7次，开展普法宣传17次")),
        ("r-1", "库中没有青山街道2030年的报告，最近的是2024年。", []),
    ]
    questions = {case.id: case.question for case in CASES}
    answers = {questions[i]: answer_of(questions[i], text, found) for i, text, found in plain}
    answers[questions["c-1"]] = answer_of(
        questions["c-1"],
        "青山街道2,080次[1]，绿水街道660次[2]。",
        compared,
        kind="compare",
        table=table,
    )
    return answers


def scripted(answers: dict[str, Answer]) -> Ask:
    def ask(question: str, history: Sequence[str] = ()) -> Answer:
        return answers[question]

    return ask


@dataclass(frozen=True)
class Scripted:
    """An assistant that answers from a table."""

    answers: dict[str, Answer]

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        return self.answers[question]
