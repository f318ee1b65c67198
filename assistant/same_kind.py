"""A follow-up that only names another place: the office there that is like the one spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalogue import Catalogue
from assistant.mention import Mention
from ingest.regions import short_name

# 镇里的法律明白人: inside the place that was spoken of, which is another now.
_WITHIN = re.compile(r"(?<=[，,年、0-9])[省市区县镇乡](?:里|内)的?")


def without_place_of(question: str) -> str:
    """The question without words for the place of the office that it names (镇里的)."""
    return _WITHIN.sub("", question)


# Kinds of office that a place has one of: behind 某局2024年… 东屏区的呢 asks for its 局.
_OFFICE = re.compile(r"(?:局|委员会|办公室|厅|大队|支队|分局)$")


def same_kind(mention: Mention, earlier: Sequence[Mention], catalogue: Catalogue) -> str:
    """A place behind a question of an office: the office of that kind there, where there is one."""
    kinds = {unit.kind for m in earlier for unit in m.units}
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    place = mention.regions[0] if mention.kind == "region" and len(mention.regions) == 1 else ""
    named = {unit.region[-1] for unit in mention.units if unit.kind == "人民政府" and unit.region}
    if not place and mention.kind == "unit" and len(named) == 1:
        full = next(iter(named))
        place = full if mention.text in (full, short_name(full)) else ""
    if not place or not _OFFICE.search(kind):
        return mention.text
    there = [u for u in catalogue.kinds.get(kind, ()) if u.region and u.region[-1] == place]
    return there[0].name if len(there) == 1 else mention.text
