"""Provinces that a question names by one character or as a group: 京津冀, 川渝两省, 长三角."""

from __future__ import annotations

import re

from assistant.catalogue import Catalogue
from assistant.mention import Mention, overlaps

# One-character names of provinces, as 京津冀 and 沪苏浙皖 use them side by side.
_ONE_CHARACTER = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕秦甘陇青宁新",
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 四川 贵州 贵州 云南 云南 西藏 陕西 陕西 甘肃 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)


_GROUPS = {
    "东北三省": "辽吉黑", "长三角": "沪苏浙皖", "京津冀": "京津冀", "成渝": "川渝", "川渝": "川渝", "西北五省": "陕甘青宁新",
    "中部六省": "晋皖赣豫鄂湘", "西南五省": "渝川黔滇藏", "华东": "沪苏浙皖闽赣鲁", "东三省": "辽吉黑",
    "直辖市": "京津沪渝", "自治区": "蒙桂藏宁新", "华南": "粤桂琼", "华北": "京津冀晋蒙", "西北": "陕甘青宁新",
    "华中": "豫鄂湘", "西南": "渝川黔滇藏", "两湖": "湘鄂", "两广": "粤桂",
}  # fmt: skip


_JOINT_NAME = re.compile(r"协同|一体化|城市群|双城|经济圈|都市圈|示范区|自贸|合作")


def is_group(name: str) -> bool:
    """Whether a name stands for several provinces put side by side (京津冀)."""
    return name in _GROUPS


def named_groups(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """东北三省, 长三角: groups of provinces that everybody knows by name."""
    for name, members in _GROUPS.items():
        at = text.find(name)
        if name == "自治区" and not re.search(r"(?:[五5]个?|各|所有|全部)(?:大|个)?自治区", text):
            continue  # else it is a part of a name
        if at < 0 or overlaps(at, at + len(name), taken):
            continue
        if taken and _JOINT_NAME.match(text[at + len(name) :]):
            continue  # 北京和天津写京津冀协同发展: what is written about, not who writes
        provinces = {_ONE_CHARACTER[c] for c in members}
        units = tuple(u for u in catalogue.units if len(u.region) == 1 and provinces & u.names)
        if units:
            taken.append(
                Mention(start=at, end=at + len(name), text=name, kind="region", units=units)
            )


def one_character_names(text: str, catalogue: Catalogue, taken: list[Mention]) -> None:
    """京津冀三地, 川渝两省: each character a province, the units there whose name is the province's."""
    run = re.compile(
        rf"[{''.join(_ONE_CHARACTER)}]{{2,6}}(?=[两三四五六]?[省地市]|[的各]|20|地区|[两三四五六])"
    )
    for match in run.finditer(text):
        for offset, character in enumerate(match.group()):
            name = _ONE_CHARACTER[character]
            units = tuple(u for u in catalogue.units if name in u.names and len(u.region) == 1)
            at = match.start() + offset
            if units and not overlaps(at, at + 1, taken):
                taken.append(Mention(start=at, end=at + 1, text=name, kind="unit", units=units))
