"""Saying that the reports do not tell: what is missing, and the nearest thing that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from assistant.catalogue import Catalogue
from assistant.draft import Draft
from assistant.question import Reading
from assistant.reader import ReportReader
from assistant.scope import ReportScope
from ingest.organs import expand
from ingest.regions import leading_chain

_GREETING = re.compile(
    r"^(?:你好|您好|早上好|下午好|晚上好|嗨|hi|hello|谢谢|感谢|再见|在吗|你是谁|你叫什么|你能做什么|怎么用|帮助)[！!。,.，?？\s]*",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"你觉得|你认为|你怎么看|评价一下|好不好|优秀吗|满意吗|应不应该|值得|靠谱吗|是否合理|合理吗|谁最好|哪个最好|最差|推荐|预测|会不会(?:成功|提高)|你(?:喜欢|希望)"
)


def small_talk(text: str) -> str | None:
    """A sentence for greetings and opinion questions; None for questions about reports."""
    if not text.strip(" ?？!！。,，"):
        return "没有读到问题。请写明单位、年份和想了解的事项"
    if _GREETING.match(text) and len(_GREETING.sub("", text)) <= 4:
        return "我只依据库中的报告回答问题。请写明单位、年份和想了解的事项"
    if _OPINION.search(text):
        return "报告没有记载这类评价或推荐，我只依据报告原文回答"
    return None


def refuse(sentence: str, *, notes: Iterable[str] = ()) -> Draft:
    """A refusal: one sentence, no citation."""
    return Draft(kind="refusal", text=sentence.rstrip("。") + "。", notes=tuple(notes))


def nearest_units(name: str, catalogue: Catalogue, limit: int = 2) -> list[str]:
    """Units of the library nearest to a name that it lacks: same organ, same place, like spelling."""
    chain, organ = leading_chain(name)
    long = expand(organ) or organ

    def closeness(unit_names: Iterable[str], kind: str, region: Sequence[str]) -> float:
        spelled = max((fuzz.ratio(name, other) for other in unit_names), default=0.0)
        place = 40.0 if chain and set(chain) & set(region) else 0.0
        return spelled + place + (30.0 if long and kind == long else 0.0)

    ranked = sorted(catalogue.units, key=lambda u: (-closeness(u.names, u.kind, u.region), u.name))
    return [u.name for u in ranked[:limit]]


def refuse_unit(missing: Sequence[str], catalogue: Catalogue) -> Draft:
    """A unit or region that the library does not have."""
    nearest = nearest_units(missing[0], catalogue)
    named = "、".join(f"“{name}”" for name in missing)
    return refuse(f"库中没有{named}的报告；最接近的是{'、'.join(nearest)}")


def refuse_year(scope: ReportScope, catalogue: Catalogue) -> Draft:
    """A year that no report in scope fits."""
    unit, year = scope.missing_years[0]
    of_unit = next((u for u in catalogue.units if u.name == unit), None)
    years = sorted({e.year for e in (of_unit.reports if of_unit else catalogue.entries) if e.year})
    have = "、".join(f"{y}年" for y in sorted(years, key=lambda y: abs(y - year))[:3])
    who = f"{unit}" if unit else ""
    return refuse(f"库中没有{who}{year}年的报告" + (f"；最接近的是{have}的报告" if have else ""))


def refuse_fact(reading: Reading, scope: ReportScope, reader: ReportReader) -> Draft:
    """A fact that the reports in scope do not state, with the nearest indicator that they do."""
    asked = "".join(topic.text for topic in reading.topics[:2]).replace(" ", "")
    where = _where(scope)
    if _only_grown(reading, scope, reader):
        return refuse(f"{where}没有写明“{asked[:40]}”是多少，只写了增减的幅度")
    indicators = nearest_indicators(asked, scope, reader)
    same = next((name for name in indicators if len(name) >= 4 and name in asked), None)
    nearest = f"；报告里的“{same}”说的是别的年份或别的口径" if same else ""
    if indicators and not same:
        nearest = f"；最接近的指标是{'、'.join(f'“{name}”' for name in indicators)}"
    return refuse(
        f"{where}没有写明“{asked[:40]}”{nearest}" if asked else f"{where}没有找到与问题有关的内容"
    )


def _only_grown(reading: Reading, scope: ReportScope, reader: ReportReader) -> bool:
    """Whether reports tell by how much what is asked changed, and nowhere how much it is."""
    if len(reading.topics) != 1 or reading.topics[0].sort != "value" or reading.topics[0].change:
        return False
    asked = reading.topics[0]
    topic = replace(
        asked,
        change=True,
        measures=frozenset({"%", "百分点"}),
        question=f"{asked.question}增长多少",
    )
    told = (
        reader.ask(topic, one.entry.id, roles=one.roles, years=one.years, similarity={}).findings
        for one in scope.reports[:4]
    )
    return any(found and found[0].excess == 0 for found in told)


def _where(scope: ReportScope) -> str:
    reports = [c.entry for c in scope.reports]
    if len(reports) == 1:
        entry = reports[0]
        return f"{entry.unit or entry.title}{f'{entry.year}年' if entry.year else ''}的报告"
    units = list(dict.fromkeys(e.unit or e.title for e in reports))
    return f"{'、'.join(units)}的报告" if len(units) <= 3 else f"范围内的{len(reports)}份报告"


def nearest_indicators(
    asked: str, scope: ReportScope, reader: ReportReader, limit: int = 2
) -> list[str]:
    """Indicators that the reports in scope do state, nearest in wording to what was asked."""
    scored: dict[str, float] = {}
    for one in scope.reports[:8]:
        for counted in reader.statements(one.entry.id).counted:
            name = counted.figure.indicator
            if 3 <= len(name) <= 20 and not re.search(r"[0-9％%]", name):
                shared = fuzz.partial_ratio(asked, name) if asked else 0.0
                scored[name] = max(scored.get(name, 0.0), shared)
    ranked = sorted(scored, key=lambda n: (-scored[n], n))
    return [n for n in ranked[:limit] if scored[n] >= 50]
