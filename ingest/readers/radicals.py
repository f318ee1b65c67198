"""Radicals that fonts draw for characters come back as the characters.

Printed files name letters by the glyphs of a font. Where a font draws 页 and the radical ⻚ alike,
programs that make PDF (browsers above all) often name the radical, and no search finds the word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# CJK Radicals Supplement, which NFKC leaves alone: those that are whole characters, after Unicode's
# EquivalentUnifiedIdeograph.txt.
_SUPPLEMENT: Final = str.maketrans(
    "⺁⺄⺊⺌⺎⺒⺓⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺶⺻⺼⺽⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳",
    "厂乙卜小兀巳幺日月母民牛王疋目示竹羊聿肉臼虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟",
)
_KANGXI = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")


def unified(text: str) -> str:
    """The same characters under their usual code points: the radicals ⼀ and ⻚ are drawn as 一, 页."""
    text = text.translate(_SUPPLEMENT)
    return _KANGXI.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
