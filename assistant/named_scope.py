"""Reports by the unit, year and section that a command's options name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue import Catalogue
from assistant.mention import Mention
from assistant.mentions import find_mentions
from assistant.refusal import nearest_units
from assistant.scope import InScope, ReportScope
from index.types import ReportEntry
from ingest.errors import ReportAssistantError
from ingest.types import ROLE_NAMES, Role


def read_role(name: str) -> Role:
    """A section's role by its name in English or Chinese (problems, 不足原因).

    Raises:
        ReportAssistantError: no role is called so.
    """
    wanted = name.strip().casefold()
    for role, chinese in ROLE_NAMES.items():
        if wanted in (role, chinese):
            return role
    known = "、".join(f"{role}（{chinese}）" for role, chinese in ROLE_NAMES.items())
    raise ReportAssistantError(f"没有部分 {name!r}，应为 {known} 之一", hint="请换一个部分名称")


def named_reports(
    catalogue: Catalogue, *, unit: str | None = None, year: int | None = None
) -> tuple[ReportEntry, ...]:
    """The reports of a unit, a region or a kind of unit, of one year; all where neither is given.

    An empty library has none, whatever is named.

    Args:
        unit: a name or alias, a region, or an organ (国动办); a slip of one is understood.
        year: of the title.

    Raises:
        ReportAssistantError: the library has no such unit, or no report of it of that year.
    """
    entries: tuple[ReportEntry, ...] = catalogue.entries
    if not entries:
        return ()
    if unit is not None:
        entries = _of_unit(catalogue, unit.strip())
    if year is None:
        return entries
    of_year = tuple(entry for entry in entries if entry.year == year)
    if not of_year:
        known = sorted({entry.year for entry in entries if entry.year is not None})
        whose = f" {unit} " if unit is not None else " "
        have = "、".join(str(one) for one in known) or "没有写明年度的报告"
        raise ReportAssistantError(
            f"库中没有{whose}{year} 年的报告，应为已有的年度之一（{have}）", hint="请换一个年度"
        )
    return of_year


def _of_unit(catalogue: Catalogue, name: str) -> tuple[ReportEntry, ...]:
    mentions = find_mentions(name, catalogue) if name else ()
    covering = [one for one in mentions if one.units and one.kind != "missing"]
    if not covering or not _covers(covering, name):
        units = [u for u in catalogue.units if name and name in (u.kind, *u.region)]
        if not units:
            near = "、".join(nearest_units(name, catalogue)) if name else ""
            raise ReportAssistantError(
                f"库中没有单位或地区 {name!r}，最接近的是{near}"
                if near
                else f"单位 {name!r} 是空的，应为单位名称、简称或地区",
                hint="运行 reports 查看库中的单位和地区",
            )
    else:
        shared = set(covering[0].units).intersection(*(one.units for one in covering[1:]))
        units = [u for u in catalogue.units if u in (shared or set(covering[0].units))]
    held = {entry.id for one in units for entry in one.reports}
    return tuple(entry for entry in catalogue.entries if entry.id in held)


def _covers(mentions: Sequence[Mention], name: str) -> bool:
    """Whether nothing of the name is left over: 海川市的街道 is more than 海川市."""
    told = sum(mention.end - mention.start for mention in mentions)
    return told >= len(name) - sum(name.count(mark) for mark in "的、 ")


def scope_of(entries: Sequence[ReportEntry], role: Role | None = None) -> ReportScope:
    """These reports as a scope."""
    roles = None if role is None else frozenset({role})
    return ReportScope(
        reports=tuple(
            InScope(entry=e, name=e.unit or e.title, years=frozenset(), roles=roles)
            for e in entries
        )
    )
