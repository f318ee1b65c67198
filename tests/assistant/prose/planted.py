"""Answers over evidence, half of them with one error planted in one of their sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.types import Citation
from tests.assistant.prose.facts import Fact, facts_of
from tests.assistant.prose.phrasing import (
    Written,
    reworded,
    write_compared,
    write_one,
    write_quoted,
    write_two,
)
from tests.assistant.prose.texts import Text

_AMOUNT = re.compile(
    r"(?<![\d.])(?P<number>\d[\d,]*(?:\.\d+)?)(?!\d|年)(?P<more>余|多)?"
    r"(?P<measure>个百分点|%|万亿元|亿元|万元|元|万人次|万人|人次|场次|件次|[件份个家项名条起次户处场篇部所座人批]|公里|万户|万亩|万吨|亿斤|亿吨|万套)?"
)
_OTHER_MEASURE = {
    "%": "个百分点", "个百分点": "%", "万亿元": "亿元", "亿元": "万元", "万元": "亿元", "元": "万元",
    "件": "份", "份": "件", "个": "家", "家": "个", "项": "件", "名": "人次", "人": "人次", "人次": "人",
    "条": "件", "起": "份", "次": "人次", "户": "人", "处": "件", "场": "人次", "场次": "件", "篇": "条", "部": "件",
    "所": "个", "座": "家", "批": "件", "万人": "万人次", "万人次": "万人", "公里": "米", "万户": "万人",
    "万亩": "万公顷", "万吨": "亿吨", "亿斤": "万斤", "亿吨": "万吨", "万套": "万户", "件次": "人次",
}  # fmt: skip
_TURNED = {
    "同比增长": "同比下降", "增长": "下降", "增加": "减少", "提高": "降低", "上升": "下降", "提升": "下降",
    "下降": "增长", "减少": "增加", "降低": "提高", "增幅": "降幅", "降幅": "增幅", "增速": "降幅", "高于": "低于", "低于": "高于",
    "未发生": "发生", "没有发生": "发生", "未出现": "出现", "没有出现": "出现", "未收到": "收到", "没有收到": "收到",
}  # fmt: skip
_TRIES = 500  # texts may hold nothing that an error of some kind could be planted in
_INVENTED = (
    "云溪 临渚 东岭 北塘河 青岚 栖霞湾 锦川 石亭 南浔岭 望河 瑶光 永陵 白鹭洲 松坪 启明".split()
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence of an answer; ``kind`` names the error planted in it, empty where it is true."""

    text: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Made:
    """An answer with the evidence that it was written from."""

    lines: tuple[Line, ...]
    evidence: dict[int, Citation]


class Pool:
    """The facts of a library of texts, by report and by what they are about."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = list(texts)
        self.of_text = {text.id: facts_of(text) for text in texts}
        self.of_text = {key: facts for key, facts in self.of_text.items() if len(facts) > 3}
        self.about: dict[tuple[str, str], list[Fact]] = {}
        for facts in self.of_text.values():
            for fact in facts:
                if fact.form in ("change", "level"):
                    self.about.setdefault((fact.form, fact.what), []).append(fact)
        self.shared = [
            key for key, facts in self.about.items() if len({f.text.id for f in facts}) > 1
        ]


def make_answers(pool: Pool, count: int, seed: int) -> Iterator[Made]:
    """``count`` answers, every second with an error; the kinds take turns."""
    chance = random.Random(seed)
    kinds = list(_PLANTS)
    for made in range(count):
        wanted = kinds[made // 2 % len(kinds)] if made % 2 else ""
        tries = (_answer(pool, wanted, chance) for _ in range(_TRIES))
        answer = next((one for one in tries if one is not None), None)
        if answer is not None:
            yield answer


def _answer(pool: Pool, wanted: str, chance: random.Random) -> Made | None:
    written = _write(pool, chance, wanted)
    planted = _plant(written[0], wanted, pool, chance) if wanted else None
    if wanted and planted is None:
        return None
    facts = list(dict.fromkeys(fact for one in written for fact in one.facts))
    sentences = list(dict.fromkeys((f.text.id, f.sentence) for f in facts))
    cited = [next(f for f in facts if (f.text.id, f.sentence) == key) for key in sentences]
    others = _distractors(pool, cited, chance)
    numbered = cited + others
    chance.shuffle(numbered)
    evidence = {at: _citation(fact, at) for at, fact in enumerate(numbered, 1)}
    lines = []
    for at, one in enumerate(written):
        kind = wanted if at == 0 and planted else ""
        shown = planted if kind and planted else one
        marks = [_marker(fact, evidence) for fact in shown.facts]
        if kind == "marker":
            marks = _wrong_marks(shown, marks, evidence, chance)
            if not marks:
                return None
        lines.append(Line(text=shown.pattern.format(*marks), kind=kind))
    chance.shuffle(lines)
    return Made(lines=tuple(lines), evidence=evidence)


def _write(pool: Pool, chance: random.Random, wanted: str) -> list[Written]:
    """One to four sentences."""
    written = [_sentence(pool, chance) for _ in range(chance.randint(1, 4))]
    planted_in = written[0]
    others = [reworded(one, chance) if chance.random() < 0.5 else one for one in written]
    return [planted_in if wanted else others[0], *others[1:]]


def _sentence(pool: Pool, chance: random.Random) -> Written:
    drawn = chance.random()
    if drawn < 0.2 and pool.shared:
        facts = pool.about[chance.choice(pool.shared)]
        one = chance.choice(facts)
        others = [f for f in facts if f.text.id != one.text.id and f.verb == one.verb]
        if others:
            same = [f for f in others if f.year == one.year]
            return write_compared(one, chance.choice(same or others), chance)
    facts = pool.of_text[chance.choice(list(pool.of_text))]
    by_form: dict[str, list[Fact]] = {}
    for fact in facts:
        by_form.setdefault(fact.form, []).append(fact)
    one = chance.choice(by_form[chance.choice(sorted(by_form))])
    if drawn < 0.3:
        return write_quoted(one, chance)
    if drawn < 0.5:
        near = [f for f in facts if f.sentence == one.sentence and f != one and f.what != one.what]
        other = chance.choice(near or facts)
        if other.clause != one.clause and other.year == one.year:
            return write_two(one, other, chance)
    return write_one(one, chance)


def _citation(fact: Fact, marker: int) -> Citation:
    text = fact.text
    return Citation(
        marker=marker,
        report_id=text.id,
        title=text.title,
        unit=text.unit,
        year=text.year,
        section=fact.section,
        source=text.source,
        page=None,
        start=0,
        end=len(fact.sentence),
        quote=fact.sentence,
    )


def _marker(fact: Fact, evidence: dict[int, Citation]) -> str:
    key = (fact.text.id, fact.sentence)
    return next(f"[{n}]" for n, c in evidence.items() if (c.report_id, c.quote) == key)


def _distractors(pool: Pool, cited: list[Fact], chance: random.Random) -> list[Fact]:
    """What else a search would bring: of the same reports, and of others on the same thing."""
    taken = {(fact.text.id, fact.sentence) for fact in cited}
    candidates = chance.sample(pool.of_text[cited[0].text.id], 2)
    about = pool.about.get((cited[0].form, cited[0].what), [])
    candidates += chance.sample(about, min(2, len(about)))
    candidates.append(chance.choice(pool.of_text[chance.choice(list(pool.of_text))]))
    found = []
    for fact in candidates:
        if (fact.text.id, fact.sentence) not in taken:
            taken.add((fact.text.id, fact.sentence))
            found.append(fact)
    return found


def _plant(written: Written, kind: str, pool: Pool, chance: random.Random) -> Written | None:
    planted = _PLANTS[kind](written, pool, chance)
    if planted is None or (planted == written and kind != "marker"):
        return None
    return planted


def _amounts(written: Written) -> list[re.Match[str]]:
    spans = [m.span() for m in re.finditer(r"“[^”]*”|\{\d\}", written.pattern)]
    return [
        match
        for match in _AMOUNT.finditer(written.pattern)
        if match["measure"] and not any(a <= match.start() < b for a, b in spans)
    ]


def _replaced(written: Written, start: int, end: int, words: str) -> Written:
    pattern = written.pattern[:start] + words + written.pattern[end:]
    return replace(written, pattern=pattern)


def _quotes(written: Written) -> str:
    return "".join(fact.sentence for fact in written.facts)


def _number(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    found = _amounts(written)
    if not found:
        return None
    match = chance.choice(found)
    digits = match["number"]
    turned = chance.choice((_one_digit, _swapped, _ten_times, _next))(digits, chance)
    if turned == digits or re.search(rf"(?<![\d.]){re.escape(turned)}(?!\d)", _quotes(written)):
        return None
    return _replaced(written, match.start("number"), match.end("number"), turned)


def _one_digit(digits: str, chance: random.Random) -> str:
    places = [at for at, character in enumerate(digits) if character.isdigit()]
    at = chance.choice(places)
    other = chance.choice([d for d in "123456789" if d != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _swapped(digits: str, chance: random.Random) -> str:
    places = [at for at in range(len(digits) - 1) if digits[at : at + 2].isdigit()]
    if not places or digits[0] == "0":
        return digits
    at = chance.choice(places)
    turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits if turned[0] == "0" else turned


def _ten_times(digits: str, chance: random.Random) -> str:
    return digits + "0" if "." not in digits else digits.replace(".", "")


def _next(digits: str, chance: random.Random) -> str:
    return _one_digit(digits, chance) if "." in digits or "," in digits else str(int(digits) + 1)


def _qualifier(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    """约 dropped, turned or made up."""
    found = _amounts(written)
    if not found:
        return None
    match = chance.choice(found)
    at = match.start("number")
    before = re.search(r"(?:约|近|超过|超|突破)$", written.pattern[:at])
    behind = re.match(r"以上|左右", written.pattern[match.end() :])
    if before is None and not match["more"] and not behind:
        word = chance.choice(("约", "超过", "近", "不足"))
        return _replaced(written, at, at, word)
    if before:
        other = {"约": "超过", "近": "超过", "超过": "不足", "超": "近", "突破": "接近"}[before[0]]
        return _replaced(written, before.start(), at, other)
    if behind:
        return _replaced(written, match.end(), match.end() + 2, chance.choice(("", "以下")))
    return _replaced(written, match.start("more"), match.end("more"), "")


def _measure(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    found = [match for match in _amounts(written) if match["measure"] in _OTHER_MEASURE]
    if not found:
        return None
    match = chance.choice(found)
    other = _OTHER_MEASURE[match["measure"]]
    if f"{match['number']}{other}" in _quotes(written):
        return None
    return _replaced(written, match.start("measure"), match.end("measure"), other)


def _indicator(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    """Another thing of the same sentence, else of the same report, takes the place."""
    fact = written.facts[0]
    if not fact.number or written.pattern.count(fact.what) != 1 or written.way == "quoted":
        return None
    alike = [
        other
        for other in pool.of_text[fact.text.id]
        if other.form == fact.form
        and other.what not in fact.what
        and fact.what not in other.what
        and other.what not in written.pattern
    ]
    near = [other for other in alike if other.sentence == fact.sentence]
    choices = near if near and chance.random() < 0.7 else alike
    if not choices:
        return None
    other = chance.choice(choices)
    pattern = written.pattern.replace(fact.what, other.what)
    if fact.form in ("acted", "counted"):
        pattern = pattern.replace(fact.verb, other.verb, 1)
    return replace(written, pattern=pattern)


def _year(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    found = [
        match
        for match in re.finditer(r"20\d\d(?=年)", written.pattern)
        if not re.match("年[^，。]*报告", written.pattern[match.end() :])
    ]
    if not found:
        return None
    match = chance.choice(found)
    other = str(int(match[0]) + chance.choice((-2, -1, 1, 2)))
    years = {str(fact.text.year) for fact in written.facts} | {str(f.year) for f in written.facts}
    if other in _quotes(written) or (len(written.facts) > 1 and other in years):
        return None
    return _replaced(written, *match.span(), other)


def _unit(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    fact = written.facts[0]
    own = {one.text.unit for one in written.facts}
    other = chance.choice([text for text in pool.texts if text.unit not in own])
    return _renamed(written, fact, other.short, other.unit)


def _report(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    """A unit that does not exist."""
    fact = written.facts[0]
    end = re.search(r"(?:省|市|区|县|街道|自治区|局|委员会|办公室)$", fact.text.short)
    name = chance.choice(_INVENTED) + (end[0] if end else "省").replace("自治区", "省")
    return _renamed(written, fact, name, f"{name}人民政府" if "政府" in fact.text.unit else name)


def _renamed(written: Written, fact: Fact, short: str, unit: str) -> Written | None:
    pattern = written.pattern.replace(fact.text.unit, unit).replace(fact.text.short, short)
    if pattern == written.pattern or short in _quotes(written):
        return None
    return replace(written, pattern=pattern)


def _negation(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    pattern, fact = written.pattern, written.facts[0]
    if written.way == "quoted":
        return None
    for word in sorted(_TURNED, key=len, reverse=True):
        if word in pattern and fact.form in ("change", "level", "denied"):
            return replace(written, pattern=pattern.replace(word, _TURNED[word], 1))
    if fact.form == "denied":
        for word in ("没有", "未", "无"):
            if f"{word}{fact.rest}" in pattern:
                turned = {"没有": "有", "未": "", "无": "有"}[word] + fact.rest
                return replace(written, pattern=pattern.replace(f"{word}{fact.rest}", turned, 1))
    if fact.form in ("acted", "counted", "done") and fact.verb in pattern:
        word = chance.choice(("未", "没有", "尚未"))
        turned = pattern.replace(fact.verb, f"{word}{fact.verb}", 1)
        return replace(written, pattern=turned.replace(f"共{word}", word))
    return None


def _swapped_numbers(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    """Two numbers of one sentence change places."""
    if written.way not in ("two", "compared"):
        return None
    found = _amounts(written)
    if len(found) != 2 or found[0]["number"] == found[1]["number"]:
        return None
    if found[0]["measure"] != found[1]["measure"]:
        return None
    one, other = found
    turned = _replaced(written, other.start("number"), other.end("number"), one["number"])
    return _replaced(turned, one.start("number"), one.end("number"), other["number"])


_NARROWED = {
    "change": ("制造业", "民营企业", "农村", "民间", "重点领域"),
    "level": ("新增", "市级", "城镇"),
}


def _narrowed(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    """An indicator made another by a word before it, or a growth made a level."""
    fact = written.facts[0]
    if fact.form not in _NARROWED or fact.what not in written.pattern or written.way == "quoted":
        return None
    if (
        fact.form == "change"
        and chance.random() < 0.4
        and f"{fact.verb}{fact.number}" in written.pattern
    ):
        return replace(
            written,
            pattern=written.pattern.replace(fact.verb + fact.number, f"{fact.verb}到{fact.number}"),
        )
    word = chance.choice(_NARROWED[fact.form])
    if word in fact.sentence:
        return None
    return replace(written, pattern=written.pattern.replace(fact.what, word + fact.what, 1))


def _marker_plant(written: Written, pool: Pool, chance: random.Random) -> Written | None:
    return written


def _wrong_marks(
    written: Written, marks: list[str], evidence: dict[int, Citation], chance: random.Random
) -> list[str]:
    """One marker is of another passage, of no passage, or missing."""
    at = chance.randrange(len(marks))
    drawn = chance.random()
    if drawn < 0.15:
        return [*marks[:at], f"[{len(evidence) + chance.randint(1, 5)}]", *marks[at + 1 :]]
    if drawn < 0.3:
        return [""] * len(marks)
    fact = written.facts[at]
    number = re.escape(fact.number or fact.clause)
    wrong = [
        f"[{n}]"
        for n, citation in evidence.items()
        if f"[{n}]" not in marks and not re.search(rf"(?<![\d.]){number}(?!\d)", citation.quote)
    ]
    return [*marks[:at], chance.choice(wrong), *marks[at + 1 :]] if wrong else []


_PLANTS: dict[str, Callable[[Written, Pool, random.Random], Written | None]] = {
    "number": _number,
    "qualifier": _qualifier,
    "measure": _measure,
    "indicator": _indicator,
    "indicator, numbers swapped": _swapped_numbers,
    "indicator, narrowed": _narrowed,
    "year": _year,
    "unit": _unit,
    "negation": _negation,
    "marker": _marker_plant,
    "report": _report,
}
