"""What categories are called on the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from eval.compare import OVERALL

_CATEGORIES: Mapping[str, str] = {
    "number": "数字",
    "fact": "事实",
    "conflict": "前后不一",
    "negative": "明确否定",
    "refuse": "拒答",
    "compare": "对比",
    "list": "列举",
    "wording": "例句",
    "followup": "追问",
}


def category_name(category: str) -> str:
    """Chinese for the categories of the contract; others as the evaluator named them."""
    return _CATEGORIES.get(category, category)


def group_name(group: str) -> str:
    """A category's name, or the word for all of them."""
    return "总体" if group == OVERALL else category_name(group)
