"""True sentences as a good language model writes them over numbered quotes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.assistant.prose.facts import Fact

_CLASSIFIER = re.compile(r"[件份个家项名条起次户处场篇部所座批]")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A written sentence; ``{0}`` and ``{1}`` stand where its markers go.

    Attributes:
        facts: what it says, in order of their markers.
        pattern: the wording, with the markers' places.
    """

    facts: tuple[Fact, ...]
    pattern: str
    way: str


# Other words for the same, as a model that does not copy would choose them.
_REWORDED = {
    "规模以上工业": "规上工业", "规上工业": "规模以上工业", "地区生产总值": "GDP", "社会消费品零售总额": "社零总额",
    "高新技术企业": "高企", "审查": "审核", "完善": "健全", "加强": "强化", "推进": "推动", "举办": "组织", "化解": "调解",
    "开展": "组织开展", "优化": "持续优化", "建立": "建立起", "落实": "切实落实", "推行": "积极推行", "深化": "进一步深化",
    "群众": "居民", "企业": "企业", "提升": "提高", "发放": "下发", "参加": "参与", "受理": "共受理", "完成": "圆满完成",
}  # fmt: skip


def reworded(written: Written, chance: random.Random) -> Written:
    """The sentence with one or two of its words exchanged for others of their meaning."""
    if written.way == "quoted":
        return written
    parts = re.split(r"([“《][^”》]*[”》])", written.pattern)
    found = [word for word in _REWORDED if any(word in part for part in parts[::2])]
    for word in chance.sample(found, min(2, len(found))):
        at = next((at for at in range(0, len(parts), 2) if word in parts[at]), None)
        if at is not None:  # the word before may have taken its place
            parts[at] = parts[at].replace(word, _REWORDED[word], 1)
    pattern = "".join(parts)
    return replace(written, pattern=pattern)


def write_one(fact: Fact, chance: random.Random) -> Written:
    """One fact in one of the natural wordings."""
    ways = _WAYS[fact.form]
    way = chance.choice(ways)
    name, year = _called(fact, chance), f"{fact.year}年"
    body = way(fact, name, year, chance)
    pattern = chance.choice(("{body}{{0}}。", "{body}。{{0}}", "{body}{{0}}。")).format(body=body)
    if chance.random() < 0.15:
        pattern = "- " + pattern
    return Written(facts=(fact,), pattern=pattern, way=fact.form)


def write_two(one: Fact, other: Fact, chance: random.Random) -> Written:
    """Two facts of one report in one sentence; both may stand in the same quote."""
    name, year = _called(one, chance), f"{one.year}年"
    first, second = _said(one, chance), _said(other, chance)
    same = one.sentence == other.sentence
    marks = ("", "{0}") if same else chance.choice((("{0}", "{1}"), ("", "{0}{1}")))
    joined = chance.choice(("，", "，同时", "，并", "；", "，")) if one.form != "denied" else "，"
    pattern = f"{chance.choice((f'{name}{year}', f'{year}，{name}', f'{year}{name}'))}{first}{marks[0]}{joined}{second}{marks[1]}。"
    return Written(facts=(one,) if same else (one, other), pattern=pattern, way="two")


def write_compared(one: Fact, other: Fact, chance: random.Random) -> Written:
    """The same of two reports."""
    a, b = _called(one, chance), _called(other, chance)
    lead = f"{one.year}年，" if one.year == other.year else ""
    verb, what = one.verb, one.what
    own = lead or f"{one.year}年"
    ways = [
        f"{own}{a}{what}{verb}{one.amount}{{0}}，{'' if lead else f'{other.year}年'}{b}{'为' if verb in ('达', '达到', '为') else verb}{other.amount}{{1}}。",
        f"{own}{a}{what}{verb}{one.amount}{{0}}；{'' if lead else f'{other.year}年'}{b}{what}{other.verb}{other.amount}{{1}}。",
    ]
    if lead:
        ways += [
            f"{lead}{a}和{b}的{what}分别{verb}{one.amount}和{other.amount}{{0}}{{1}}。",
            f"{lead}{a}、{b}{what}分别{verb}{one.amount}、{other.amount}{{0}}{{1}}。",
        ]
        greater, less = _size(one) > _size(other), _size(one) < _size(other)
        if (greater or less) and one.measure == other.measure:
            word = "高于" if greater else "低于"
            ways.append(f"{lead}{a}{what}{verb}{one.amount}{{0}}，{word}{b}的{other.amount}{{1}}。")
    return Written(facts=(one, other), pattern=chance.choice(ways), way="compared")


def write_quoted(fact: Fact, chance: random.Random) -> Written:
    """The report's own wording."""
    name = _called(fact, chance)
    sentence = fact.sentence.rstrip("。")
    ways = [
        f"{name}在报告中提到“{fact.clause}”{{0}}。",
        f"{name}{fact.year}年“{fact.clause}”{{0}}。",
        f"{fact.text.title.removesuffix('（示例）')}写明：“{fact.clause}”{{0}}。",
    ]
    if len(sentence) < 60 and "“" not in sentence:
        ways.append(f"{name}的报告写道：“{sentence}。”{{0}}")
    if "“" in fact.clause:
        ways = [f"{name}提出“{fact.clause.replace('“', '‘').replace('”', '’')}”{{0}}。"]
    return Written(facts=(fact,), pattern=chance.choice(ways), way="quoted")


def _called(fact: Fact, chance: random.Random) -> str:
    return chance.choice((fact.text.short, fact.text.short, fact.text.unit))


def _size(fact: Fact) -> Decimal:
    return Decimal(fact.number.replace(",", ""))


def _said(fact: Fact, chance: random.Random) -> str:
    """The fact without unit and year."""
    if fact.form in ("change", "level"):
        return f"{fact.what}{fact.verb}{_amount(fact, chance)}"
    if fact.form == "acted":
        return chance.choice(
            (
                f"{fact.verb}{fact.what}{fact.amount}",
                f"共{fact.verb}{fact.what}{fact.amount}",
            )
        )
    if fact.form == "counted":
        return f"{fact.verb}{chance.choice(('', '了'))}{fact.amount}{fact.what}"
    if fact.form == "denied":
        return _denied(fact, chance)
    return fact.clause


def _denied(fact: Fact, chance: random.Random) -> str:
    verbs = {
        "未发生": ("未发生", "没有发生"),
        "没有发生": ("没有发生", "未发生"),
        "未出现": ("未出现", "没有出现"),
        "未收到": ("未收到", "没有收到"),
        "无": ("无", "没有"),
        "未": ("未", "没有"),
    }[fact.verb]
    return f"{fact.what}{chance.choice(verbs)}{fact.rest}"


_SIZES = {"元": 1, "万元": 10**4, "亿元": 10**8, "万亿元": 10**12}


def _amount(fact: Fact, chance: random.Random) -> str:
    """The amount, sometimes in another measure of the same money, exactly."""
    if fact.measure not in _SIZES or chance.random() < 0.6:
        return fact.amount
    value = _size(fact) * _SIZES[fact.measure]
    for measure in chance.sample(list(_SIZES), len(_SIZES)):
        turned = (value / _SIZES[measure]).normalize()
        digits = f"{turned:f}"
        if measure != fact.measure and len(digits) <= 8 and Decimal(digits) >= Decimal("0.1"):
            return replace(fact, number=digits, measure=measure).amount
    return fact.amount


Way = Callable[[Fact, str, str, random.Random], str]


def _plain(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    return f"{chance.choice((f'{year}，{name}', f'{name}{year}', f'{year}{name}', f'{name}在{year}'))}{_said(fact, chance)}"


def _reported(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    opening = chance.choice(("根据报告，", "报告显示，", "从报告看，", "据记载，", "综合来看，"))
    return f"{opening}{name}{year}{_said(fact, chance)}"


def _bold(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    return f"**{name}**：{year}{_said(fact, chance)}"


def _topic(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    return f"{fact.what}方面，{name}{year}{fact.verb}{_amount(fact, chance)}"


def _of_year(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    return f"{name}{year}的{fact.what}{fact.verb}{_amount(fact, chance)}"


def _yearly(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    verb = fact.verb if "同比" in fact.verb else f"同比{fact.verb}"
    return f"{name}{year}{fact.what}{chance.choice((fact.verb, verb))}了{fact.amount}"


def _rate(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    noun = "增幅" if re.search("增|提|上升", fact.verb) else "降幅"
    noun = chance.choice((noun, "增速")) if noun == "增幅" and fact.measure == "%" else noun
    return f"{name}{year}{fact.what}{noun}为{fact.amount}"


def _reached(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    verb = chance.choice(("达", "达到", "为", "是"))
    if fact.bound in ("超过", "超", "突破"):
        return f"{name}{year}{fact.what}{fact.amount}"
    return f"{name}{year}{fact.what}{verb}{_amount(fact, chance)}"


def _turned(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    """审查合同158份: 审查158份合同, 审查的合同为158份."""
    ways = [
        f"{name}{year}{fact.verb}的{fact.what}{chance.choice(('共', '为', '达'))}{fact.amount}",
        f"{year}，{name}累计{fact.verb}{fact.what}{fact.amount}",
        f"{name}全年{fact.verb}{fact.what}共计{fact.amount}",
    ]
    if _CLASSIFIER.fullmatch(fact.measure) and not fact.tail:
        ways.append(f"{name}{year}共{fact.verb}{fact.amount}{fact.what}")
    return chance.choice(ways)


def _turned_back(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    """解决42个问题: 解决的问题有42个."""
    return chance.choice(
        (
            f"{name}{year}{fact.verb}{fact.what}{fact.amount}",
            f"{name}{year}{fact.verb}的{fact.what}{chance.choice(('有', '共', '为'))}{fact.amount}",
            f"{year}，{name}共{fact.verb}了{fact.amount}{fact.what}",
        )
    )


def _measures(fact: Fact, name: str, year: str, chance: random.Random) -> str:
    return chance.choice(
        (
            f"{name}{fact.clause}",
            f"{name}在{year}{fact.clause}",
            f"在具体举措上，{name}{fact.clause}",
            f"{name}{fact.verb}了{fact.what}",
            f"{name}{year}的做法包括{fact.clause}",
            f"{name}注重{fact.clause}",
            f"{name}{year}着力{fact.clause}",
            f"{name}把{fact.what}作为工作内容之一",
            f"{fact.what}方面，{name}作出了部署",
            f"{name}{fact.verb}{_shortened(fact.what)}",
        )
    )


def _shortened(what: str) -> str:
    """甲、乙、丙 becomes 甲、乙等."""
    items = what.split("、")
    return "、".join(items[:-1]) + "等" if len(items) > 2 and "“" not in what else what


_WAYS: dict[str, Sequence[Way]] = {
    "change": (_plain, _plain, _reported, _bold, _topic, _of_year, _yearly, _rate),
    "level": (_plain, _plain, _reported, _bold, _topic, _of_year, _reached, _reached),
    "acted": (_plain, _reported, _bold, _turned, _turned),
    "counted": (_plain, _reported, _bold, _turned_back, _turned_back),
    "denied": (_plain, _reported, _bold),
    "done": (_measures, _measures, _plain, _reported),
}
