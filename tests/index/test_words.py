from __future__ import annotations

from pathlib import Path

import pytest

from index.vocabulary import division_names, genre_terms, short_name
from index.words import Words


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def test_genre_terms_are_single_words(words: Words) -> None:
    found = words("国动办聘请公职律师,落实双随机一公开和三项制度")
    assert {"国动办", "公职律师", "双随机一公开", "三项制度"} <= set(found)


def test_a_long_term_is_found_by_the_word_inside_it(words: Words) -> None:
    assert "规范性文件" in words("行政规范性文件")


def test_width_case_and_traditional_characters_do_not_matter(words: Words) -> None:
    assert words("ＧＤＰ增长５％") == words("gdp增长5%")
    assert words("行政執法發展") == words("行政执法发展")


def test_punctuation_is_dropped_and_covered_characters_are_not_repeated(words: Words) -> None:
    found = words("审核合同25件。")
    assert "。" not in found and "审" not in found
    assert {"审核", "合同", "25", "件"} <= set(found)


def test_words_do_not_depend_on_what_was_read_before(tmp_path: Path) -> None:
    first, second = Words(tmp_path / "one"), Words(tmp_path / "other")
    second("中国特色法治建设新词新词新词")
    text = "塘沽街道综合执法大队开展联合执法新词"
    assert first(text) == second(text)


def test_nothing_gives_nothing(words: Words) -> None:
    assert words("") == words("。,!?  \n") == []


def test_vocabulary_has_divisions_in_full_and_cities_in_short() -> None:
    names = set(division_names())
    assert {"天津市", "天津", "新疆", "市中区"} <= names
    assert "市中" not in names  # would cut 城市中心 in two
    assert short_name("沙市区") == "沙市区"
    assert len(genre_terms()) == len(set(genre_terms())) > 400
