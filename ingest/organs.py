"""What offices are called: the long and short names of the organs that issue reports.

General knowledge of the names of Chinese organs at every level (after the 2018 and 2023
institutional reforms, with the earlier names that reports still use), not of any one library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Long name: its customary short forms. The first short form is the most usual one.
ORGANS: dict[str, tuple[str, ...]] = {
    "国防动员办公室": ("国动办",),
    "人民防空办公室": ("人防办",),
    "民防办公室": ("民防办",),
    "城市管理委员会": ("城管委",),
    "城市管理局": ("城管局",),
    "城市管理综合行政执法局": ("城管执法局", "城管局"),
    "城市管理行政执法局": ("城管执法局", "城管局"),
    "综合行政执法局": ("综合执法局", "执法局"),
    "综合行政执法大队": ("综合执法大队", "执法大队"),
    "综合行政执法支队": ("综合执法支队", "执法支队"),
    "卫生健康委员会": ("卫健委", "卫生健康委"),
    "卫生健康局": ("卫健局",),
    "发展和改革委员会": ("发改委", "发展改革委"),
    "发展和改革局": ("发改局", "发展改革局"),
    "教育委员会": ("教委",),
    "教育局": ("教育局",),
    "教育体育局": ("教体局",),
    "教育和体育局": ("教体局",),
    "科学技术委员会": ("科委",),
    "科学技术局": ("科技局",),
    "科技和工业信息化局": ("科工局",),
    "工业和信息化局": ("工信局",),
    "经济和信息化局": ("经信局",),
    "经济和信息化委员会": ("经信委",),
    "民族宗教事务局": ("民宗局",),
    "民族宗教事务委员会": ("民宗委",),
    "公安局": ("公安局",),
    "公安分局": ("公安分局",),
    "民政局": ("民政局",),
    "司法局": ("司法局",),
    "财政局": ("财政局",),
    "人力资源和社会保障局": ("人社局", "人力社保局"),
    "人力资源社会保障局": ("人社局",),
    "自然资源局": ("自然资源局",),
    "自然资源分局": ("自然资源分局",),
    "自然资源和规划局": ("自然资源规划局", "资规局", "自规局"),
    "规划和自然资源局": ("规自局", "规划资源局"),
    "生态环境局": ("生态环境局", "环保局", "生态局"),
    "生态环境分局": ("环保分局",),
    "住房和城乡建设局": ("住建局",),
    "住房和城乡建设委员会": ("住建委",),
    "住房保障和房屋管理局": ("房管局", "住房保障房管局"),
    "交通运输局": ("交通局", "交运局"),
    "交通运输委员会": ("交通委", "交通运输委"),
    "交通委员会": ("交通委",),
    "水务局": ("水务局",),
    "水利局": ("水利局",),
    "农业农村局": ("农业农村局", "农业局"),
    "农业农村委员会": ("农业农村委", "农委"),
    "商务局": ("商务局",),
    "商务委员会": ("商务委",),
    "文化和旅游局": ("文旅局",),
    "文化广电和旅游局": ("文广旅局", "文旅局"),
    "文化广电旅游体育局": ("文广旅体局",),
    "退役军人事务局": ("退役军人局",),
    "应急管理局": ("应急局",),
    "审计局": ("审计局",),
    "外事办公室": ("外办",),
    "国有资产监督管理委员会": ("国资委",),
    "国有资产监督管理局": ("国资局",),
    "市场监督管理局": ("市场监管局", "市监局"),
    "市场监督管理委员会": ("市场监管委",),
    "体育局": ("体育局",),
    "统计局": ("统计局",),
    "医疗保障局": ("医保局",),
    "信访局": ("信访局",),
    "信访办公室": ("信访办",),
    "机关事务管理局": ("机关事务局", "机管局"),
    "政务服务管理局": ("政务服务局", "政务局"),
    "政务服务数据管理局": ("政数局", "政务服务数据局"),
    "政务服务管理办公室": ("政务服务办",),
    "政务服务中心": ("政务服务中心", "政务中心"),
    "行政审批局": ("审批局",),
    "行政审批服务局": ("审批服务局", "审批局"),
    "数据局": ("数据局",),
    "大数据管理局": ("大数据局",),
    "大数据发展管理局": ("大数据局",),
    "地方金融监督管理局": ("金融监管局", "金融局"),
    "金融工作局": ("金融局",),
    "乡村振兴局": ("乡村振兴局",),
    "林业和草原局": ("林草局",),
    "林业局": ("林业局",),
    "园林绿化局": ("园林绿化局", "园林局"),
    "绿化和市容管理局": ("绿化市容局",),
    "粮食和物资储备局": ("粮储局", "粮食局"),
    "知识产权局": ("知识产权局",),
    "药品监督管理局": ("药监局",),
    "烟草专卖局": ("烟草局",),
    "气象局": ("气象局",),
    "税务局": ("税务局",),
    "消防救援支队": ("消防支队",),
    "消防救援大队": ("消防大队",),
    "消防救援局": ("消防局",),
    "住房公积金管理中心": ("公积金中心",),
    "投资促进局": ("投促局",),
    "招商局": ("招商局",),
    "海洋局": ("海洋局",),
    "地震局": ("地震局",),
    "档案局": ("档案局",),
    "民族事务委员会": ("民委",),
    "机构编制委员会办公室": ("编办", "编委办"),
    "委员会办公室": ("委办",),
    "人民政府办公室": ("政府办", "政府办公室"),
    "人民政府办公厅": ("政府办公厅",),
    "全面依法治市委员会办公室": ("依法治市办",),
    "全面依法治区委员会办公室": ("依法治区办",),
    "全面依法治县委员会办公室": ("依法治县办",),
    "街道办事处": ("街道", "街道办", "街"),
    "人民政府": ("政府",),
    "管理委员会": ("管委会",),
    "开发区管理委员会": ("开发区管委会", "开发区"),
    "人民检察院": ("检察院",),
    "人民法院": ("法院",),
    "妇女联合会": ("妇联",),
    "残疾人联合会": ("残联",),
    "总工会": ("总工会",),
    "供销合作社": ("供销社",),
    "红十字会": ("红十字会",),
}

# A branch in a district: 生态环境局云岭分局.
BRANCH = re.compile(r"(?P<of>[\u4e00-\u9fff]{2,12}?)局(?P<place>[\u4e00-\u9fff]{2,4})分局")

# 临湖区人民政府白塔街道办事处: the street's office, with the government above it.
ABOVE_STREET = re.compile(r"^人民政府(?=.{2,}(?:街道办事处|街道|[镇乡]人民政府)$)")

# How the name of any organ ends: what no table holds is still recognised as an office.
SUFFIXES = (
    "办公室|办公厅|委员会|办事处|管委会|人民政府|政府|检察院|法院|监察委|研究院|研究所|总队|支队|大队|分局|总局|"
    "中心|公司|集团|学院|大学|医院|银行|海关|监狱|调查队|工作队|指挥部|协会|学会|联合会|街道|局|厅|委|办|部|署|院|所|处|会|站|社|镇|乡|街|馆"
)


@lru_cache(maxsize=1)
def _by_length() -> tuple[tuple[str, str], ...]:
    pairs = {(name, long) for long, shorts in ORGANS.items() for name in (long, *shorts)}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def names() -> Iterator[str]:
    """Every long and short name, for dictionaries."""
    for long, shorts in ORGANS.items():
        yield long
        yield from (short for short in shorts if len(short) > 1)


def expand(name: str) -> str | None:
    """``name`` with the long form of its organ: 南开区国动办 → 南开区国防动员办公室.

    None where the table knows no longer form.
    """
    for known, long in _by_length():
        if name.endswith(known):
            return name[: len(name) - len(known)] + long
    return None


def is_kind(name: str) -> bool:
    """Whether ``name`` is an organ's name alone (国动办, 司法局): a kind of unit, no unit."""
    return any(name == known for known, _ in _by_length())


def spoken_stem(name: str) -> tuple[str, ...]:
    """What an organ is called in passing, without its class: 城管 of 城市管理委员会, 司法 of 司法局."""
    found = [short[:-1] for short in shorten(name) if len(short) == 3]
    if len(name) in (3, 4) and name.endswith(("局", "委")):
        found.append(name[:-1])
    return tuple(dict.fromkeys(found))


def shorten(name: str) -> tuple[str, ...]:
    """Customary short forms of ``name``, most usual first: …国防动员办公室 → …国动办."""
    for long, shorts in sorted(ORGANS.items(), key=lambda item: -len(item[0])):
        if name.endswith(long):
            stem = name[: len(name) - len(long)]
            return tuple(stem + short for short in shorts if stem + short != name)
    if name.endswith("办公室") and len(name) > 5:
        return (name[:-2],)
    if name.endswith("委员会") and len(name) > 5:
        return (name[:-2],)
    return ()
