"""Who is meant, by the names that the samples give."""

from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue, build_catalogue
from assistant.mentions import Mention, find_mentions
from tests.assistant.rows import Desk


@pytest.fixture(scope="module")
def catalogue(sample_desk: Desk) -> Catalogue:
    return build_catalogue(sample_desk.library.reports())


def kinds(mentions: tuple[Mention, ...]) -> set[str]:
    return {mention.kind for mention in mentions}


def ends(mentions: tuple[Mention, ...]) -> set[str]:
    """Units meant, without their place."""
    return {unit.kind for mention in mentions for unit in mention.units}


def test_reports_of_one_unit_are_one_unit_however_it_is_named(catalogue: Catalogue) -> None:
    streets = [unit for unit in catalogue.units if "槐汀街道" in unit.names]
    assert [[e.year for e in unit.reports] for unit in streets] == [[2022, 2023, 2024]]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("槐汀街道走访企业多少家", "槐汀街道"),
        ("槐汀街道办事处走访企业多少家", "槐汀街道"),
        ("海川市望澜区槐汀街道走访企业多少家", "槐汀街道"),
        ("槐汀街办走访企业多少家", "槐汀街道"),
        ("槐汀走访企业多少家", "槐汀街道"),
        ("望澜区司法局公职律师", "望澜司法局"),
        ("望澜司法局公职律师", "望澜司法局"),
        ("望澜区卫健委罚款多少", "望澜区卫健委"),
        ("望澜区卫生健康委罚款多少", "望澜区卫健委"),
        ("鹿栖区市监局罚款多少", "鹿栖区市监局"),
        ("鹿栖区市场监管局罚款多少", "鹿栖区市监局"),
        ("澄湖区城管局罚款多少", "澄湖区城管局"),
        ("青石国动办罚款多少", "青石市国动办"),
        ("桐湾县政府公职律师", "桐湾县政府"),
    ],
)
def test_full_and_short_names(catalogue: Catalogue, text: str, unit: str) -> None:
    mentions = find_mentions(text, catalogue)
    assert [len(m.units) for m in mentions] == [1]
    assert unit in mentions[0].units[0].names


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("槐丁街道走访企业多少家", "槐汀街道"),
        ("淮汀街道走访企业多少家", "槐汀街道"),
        ("雁听街道走访企业多少家", "雁汀街道"),
    ],
)
def test_a_name_typed_by_sound(catalogue: Catalogue, text: str, unit: str) -> None:
    (mention,) = find_mentions(text, catalogue)
    assert mention.kind == "unit"
    assert unit in mention.units[0].names
    assert mention.near, "the reader is told"


@pytest.mark.parametrize(
    "name",
    [
        "青山街道",
        "青石街道",
        "望澜区教育局",
        "望澜区城管局",
        "鹿栖区司法局",
        "朝阳区司法局",
        "汉中市国动办",
        "岚石市",
        "岚湾县",
    ],
)
def test_a_unit_that_the_library_lacks_is_no_other_unit(catalogue: Catalogue, name: str) -> None:
    mentions = find_mentions(f"{name}2024年罚款多少", catalogue)
    assert "missing" in kinds(mentions)
    assert ends(mentions) == set()


def test_several_units_in_the_order_named(catalogue: Catalogue) -> None:
    mentions = find_mentions("雁汀街道、桐湾县和望澜区司法局的公职律师", catalogue)
    assert [m.text for m in mentions] == ["雁汀街道", "桐湾县", "望澜区司法局"]


def test_the_second_office_of_the_same_place(catalogue: Catalogue) -> None:
    mentions = find_mentions("望澜区司法局和卫健委的公职律师", catalogue)
    assert [next(iter(m.units)).region[-1] for m in mentions] == ["望澜区", "望澜区"]


def test_a_kind_of_unit_means_all_of_it(catalogue: Catalogue) -> None:
    (mention,) = find_mentions("两个街道走访企业各多少家", catalogue)
    assert mention.kind == "kind"
    assert sorted(
        name for u in mention.units for name in u.names if name in ("槐汀街道", "雁汀街道")
    ) == [
        "槐汀街道",
        "雁汀街道",
    ]


def test_a_region_means_its_units(catalogue: Catalogue) -> None:
    (mention,) = find_mentions("望澜区各单位公职律师几名", catalogue)
    assert mention.kind == "region"
    assert len(mention.units) == 3
    assert all("望澜区" in unit.region for unit in mention.units)


def test_a_name_inside_another_name_is_not_taken(catalogue: Catalogue) -> None:
    mentions = find_mentions("澄湖广场的普法示范点", catalogue)
    assert "澄湖区城管局" not in {
        name for m in mentions for u in m.units for name in u.names if m.kind == "unit"
    }
