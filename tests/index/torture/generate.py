"""Thousands of different reports, made from the shipped samples by rule."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from ingest.report import read_report

_PLACE = re.compile(r"([一-龥]{2})(?=市|区|县|街道|镇|乡)")
_NUMBER = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d+")
_FIRST = "安宝昌常大东丰福高古广桂海汉和河衡红湖华淮黄惠吉嘉建江金锦景静康兰乐丽连林灵龙隆"
_SECOND = "安川城池川德东峰冈港谷关海河湖江津口岭陵泉山水潭田亭桐湾溪阳原源岳泽洲庄坪塘"


def reports(samples: Path, count: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """File names and texts: places, figures and (through them) units differ from report to report."""
    texts = [path.read_text("utf-8") for path in sorted(samples.glob("*.txt"))]
    stems = [
        sorted({m[1] for m in _PLACE.finditer("".join((*report.region, report.unit or "")))})
        for report in (read_report(path).report for path in sorted(samples.glob("*.txt")))
    ]
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        text = texts[number % len(texts)]
        for stem in stems[number % len(texts)]:
            text = text.replace(stem, chance.choice(_FIRST) + chance.choice(_SECOND))
        text = _NUMBER.sub(lambda m, chance=chance: _other(m[0], chance), text)  # type: ignore[misc]
        yield f"{number // 100:03d}/{number:05d}.txt", text


def _other(number: str, chance: random.Random) -> str:
    digits = [str(chance.randrange(10)) for _ in number]
    if len(digits) > 1:
        digits[0] = str(chance.randrange(1, 10))
    return "".join(digits)


def write_reports(samples: Path, folder: Path, count: int, *, seed: int = 1) -> None:
    """The same as files."""
    for name, text in reports(samples, count, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
