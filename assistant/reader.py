"""What reports say on a topic: search brings the passages, statements in them are judged."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.figure_findings import find_values
from assistant.findings import Finding
from assistant.fitting import fitting
from assistant.halves import half_of_year
from assistant.ordinals import asked_ordinal, asks_place
from assistant.reasons import headed_reasons, with_reasons
from assistant.sentence_findings import find_denials, find_sentences
from assistant.statements import Statements, read_statements
from assistant.timely import figure_years
from assistant.topic import Topic
from index.library import Library
from index.remembered import unknown_report
from ingest.types import Report, Role

FULL_SCAN = 60  # reports: up to here every statement is judged, above only what search brings
_REMEMBERED = 256
_MORE = 0.45  # of an indicator may go beyond the question's words and still fit it
_NEAR = 0.25  # scores this close mean that the question fits both


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one report says on one topic.

    Attributes:
        findings: best first; several when the question fits several or two places disagree.
        conflict: two places give the same indicator different values.
        also: another place that gives the first value.
    """

    findings: tuple[Finding, ...]
    conflict: bool = False
    also: tuple[Finding, ...] = ()


class ReportReader:
    """Judges statements inside reports of one library; remembers reports it took apart."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._statements: OrderedDict[str, Statements] = OrderedDict()

    def report(self, report_id: str) -> Report:
        """A report of the library.

        Raises:
            UnknownReportError: it was removed.
        """
        return self._library.report(report_id)

    def source_of(self, report_id: str) -> str:
        """The first file that a report came from.

        Raises:
            UnknownReportError: it was removed.
        """
        sources = self._library.sources(report_id)
        if not sources:
            raise unknown_report(report_id)
        return sources[0].source

    def statements(self, report_id: str) -> Statements:
        """A report taken apart.

        Raises:
            UnknownReportError: it was removed.
        """
        report = self.report(report_id)
        known = self._statements.get(report_id)
        if known is None or known.report is not report:  # read anew or corrected since
            known = read_statements(report)
            self._statements[report_id] = known
            while len(self._statements) > _REMEMBERED:
                self._statements.popitem(last=False)
        return known

    def words(self, text: str) -> list[str]:
        """The words of ``text`` as the library's tokeniser cuts them."""
        return self._library.words(text)

    def similarities(
        self, query: str, report_ids: Sequence[str], roles: frozenset[Role] | None
    ) -> dict[str, dict[int, float]]:
        """Report id → start of passage → similarity with ``query``, inside each report."""
        if not query or not report_ids:
            return {}
        hits = self._library.search_each(query, list(report_ids), roles=roles, limit=12)
        return {
            report_id: {h.passage.start: h.similarity or 0.0 for h in found}
            for report_id, found in hits.items()
        }

    def candidates(self, query: str, report_ids: Sequence[str]) -> list[str]:
        """The reports worth reading: all of a small scope, those that search brings of a large one."""
        if len(report_ids) <= FULL_SCAN:
            return list(report_ids)
        from index.types import Scope

        hits = self._library.search(query, scope=Scope(report_ids=frozenset(report_ids)), limit=200)
        return list(dict.fromkeys(h.report.id for h in hits))

    def ask(
        self,
        topic: Topic,
        report_id: str,
        *,
        roles: frozenset[Role] | None,
        years: frozenset[int],
        similarity: Mapping[int, float],
    ) -> Said:
        """What one report says on ``topic``; empty when it says nothing."""
        statements = self.statements(report_id)
        if topic.sort in ("value", "whether"):
            denials = (  # by how much a thing fell is not told by saying that there was none of another
                [] if topic.change else find_denials(topic, statements, roles=roles, years=years)
            )
            values = find_values(topic, statements, roles=roles, years=years, similarity=similarity)
            if (
                topic.sort == "whether"
            ):  # 被复议过吗: 0件 tells, another number only in its sentence
                values = [v for v in values if v.figure is not None and v.figure.amount == 0]
            if denials and _denied_rather(topic, denials[0], values):
                return Said(findings=(denials[0],))
            if values and not asks_place(topic.question):
                return choose_values(values)
            if topic.sort == "value":
                return self._in_a_row(topic, statements, roles, years, similarity)
        found = find_sentences(topic, statements, roles=roles, years=years, similarity=similarity)
        if topic.sort == "reason":
            given = with_reasons(found, statements) or headed_reasons(topic, statements)
            return Said(findings=tuple(given[:1]))
        if found and found[0].role == "plan" and roles is None and not topic.aim:
            denials = find_denials(topic, statements, roles=roles, years=years)
            if denials:  # 暂未配备公职律师 rather than 争取实现零的突破
                return Said(findings=(denials[0],))
        return Said(findings=tuple(fitting(topic, found)[:2]))

    def _in_a_row(
        self,
        topic: Topic,
        statements: Statements,
        roles: frozenset[Role] | None,
        years: frozenset[int],
        similarity: Mapping[int, float],
    ) -> Said:
        """第几届: the sentence that says it, where it is asked for."""
        wanted = asked_ordinal(topic.question)
        if wanted is None:
            return Said(findings=())
        found = find_sentences(topic, statements, roles=roles, years=years, similarity=similarity)
        near = tuple(f for f in found if wanted.search(_about(f)))
        return Said(findings=near[:2])


def _denied_rather(topic: Topic, denial: Finding, values: Sequence[Finding]) -> bool:
    """Whether a denial tells more than the values do; 未达到年初目标 tells of no target."""
    if not values:
        return True
    return not topic.aim and (values[0].planned or denial.own > values[0].own + 0.15)


def _about(finding: Finding) -> str:
    """The words of a statement close to where it speaks of what is asked."""
    focus = finding.start if finding.focus is None else finding.focus
    return finding.report.text[max(finding.start, focus - 20) : min(finding.end, focus + 50)]


_WHOSE = re.compile(
    r"^(?:现有|共有|拥有|目前|累计|总|[全本我][省市区县街镇乡局办委厅队院系][街道镇乡]*)+"
)
_ADDED = re.compile(r"新增|净增|增加|减少|新建|补充|新招")


def _bare_indicator(finding: Finding) -> str:
    return _WHOSE.sub("", finding.indicator)


def _same_indicator(one: Finding, other: Finding) -> bool:
    """Whether two figures count the same: the same words, one of them maybe with more in between."""
    if bool(_ADDED.search(one.words)) != bool(_ADDED.search(other.words)):
        return False
    if half_of_year(one) != half_of_year(other):
        return False
    shorter, longer = sorted((_bare_indicator(one), _bare_indicator(other)), key=len)
    more = set(longer) - set(shorter)
    if (
        len(shorter) >= 4
        and set(shorter) <= set(longer)
        and len(more) <= 2
        and not more & set("不均率")
    ):
        return True  # 行政许可办结 and 办结行政许可, 改造公厕 and 改造提升公厕
    if len(shorter) < 2 or len(shorter) < 0.7 * len(longer):
        return False
    if shorter[:2] != longer[:2] or shorter[-2:] != longer[-2:]:
        return False
    rest = iter(longer)
    return all(c in rest for c in shorter)


def _spoken(finding: Finding) -> frozenset[int]:
    assert finding.figure is not None
    return figure_years(finding.report, finding.figure, finding.role)


_BOUND = re.compile(r"以上$|^(?:超过?|突破|不低于|不少于|保持|稳定)")


def _holds(bound: Finding, value: Finding) -> bool:
    """1300亿斤以上 beside 1344亿斤: a bound that the value keeps, and no disagreement."""
    lower, reached = bound.figure, value.figure
    assert lower is not None and reached is not None
    return (
        bool(_BOUND.search(bound.value))
        and not _BOUND.search(value.value)
        and lower.base == reached.base
        and lower.amount <= reached.amount
    )


_PASSED = re.compile(r"^(?:突破|超过?)")
_REACHED = re.compile(r"(?:达到?|[为至])$")


def _exact(values: list[Finding]) -> Finding:
    """The best figure; of a bound and the value that keeps it (突破8000公里、达8184公里) the value."""
    best = values[0]
    near = [
        other
        for other in values[1:]
        if _PASSED.search(best.value)
        and other.figure is not None
        and other.quote == best.quote
        and _REACHED.search(other.report.text[: other.figure.start][-3:])
        and _holds(best, other)
    ]
    return near[0] if near else best


def choose_values(values: list[Finding]) -> Said:
    """The best figure, and those that the question fits as well.

    The same indicator with another value is a conflict; another indicator within a small margin
    is shown beside it; the same value said twice is said once.
    """
    best = _exact(values)
    assert best.figure is not None
    chosen = [best]
    also: list[Finding] = []
    conflict = False
    for other in values:
        if other is best:
            continue
        assert other.figure is not None
        same_value = any(
            f.figure is not None
            and f.figure.amount == other.figure.amount
            and f.figure.base == other.figure.base
            for f in chosen
        )
        if same_value and other.quote != best.quote and other.score > best.score - 4 * _NEAR:
            also.append(other)
        if same_value or other.figure.base != best.figure.base:
            continue
        if (other.role == "plan") != (best.role == "plan"):
            continue
        changes = {other.figure.change == "by", best.figure.change == "by"}
        if len(changes) > 1 or _spoken(other) != _spoken(best):
            continue
        alike = other.part == best.part and _same_indicator(best, other)
        if other.own < best.own - (0.3 if alike else 0.01):
            continue
        if alike and (_holds(other, best) or _holds(best, other)):
            continue
        if alike and other.score > best.score - 2 * _NEAR:
            chosen.append(other)
            conflict = True
        elif not alike and other.score > best.score - _NEAR and other.excess < best.excess + _MORE:
            chosen.append(other)
    also = [a for a in also if a.figure is not None and a.figure.amount == best.figure.amount]
    return Said(findings=tuple(chosen[:3]), conflict=conflict, also=tuple(also[:1]))
