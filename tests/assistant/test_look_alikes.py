"""Offices that look alike, as colleagues call them: the right one, both, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.catalogue import Catalogue, build_catalogue
from assistant.mentions import find_mentions
from index.library import Library
from tests.fakes import HashEmbedder

OFFICES = Path(__file__).parents[1] / "data" / "offices"


@pytest.fixture(scope="module", params=["l", "m", "n"])
def city(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Library]]:
    with Library.open(tmp_path_factory.mktemp("city"), embedder=HashEmbedder()) as library:
        library.ingest([OFFICES / request.param])
        yield request.param, library


@pytest.fixture(scope="module")
def catalogue(city: tuple[str, Library]) -> Catalogue:
    return build_catalogue(city[1].reports())


CALLED = {
    "l": [
        ("桐溪县公安局和县教育局各几件", {"桐溪县公安局", "桐溪县教育局"}),
        ("澜阳那个临湖区司法局23年收了多少件", {"澜阳市临湖区司法局"}),
        ("澜阳、柳川两地临湖区司法局比一比", {"澜阳市临湖区司法局", "柳川市临湖区司法局"}),
        ("经开区管委会 市城管执法局审了多少份合同", {"澜阳经济技术开发区管理委员会", "澜阳市城市管理综合行政执法局"}),
        ("云岭区市监局、卫健局、生态环境分局三家", {"云岭区市场监督管理局", "云岭区卫生健康局", "澜阳市生态环境局云岭分局"}),
        ("白云乡有多少人", {"白云瑶族乡人民政府"}),
        ("云岭区司法局2023年办了多少公证", set()),
    ],
    "m": [
        ("市交通局2023年罚了多少", {"衡川市交通运输局"}),
        ("雁南文旅局2023年收缴多少", {"雁南区文旅广体局"}),
        ("沧原市城北区政府2023年收到多少", set()),
        ("瓯临市石塘区住建局2023年处罚几起", set()),
    ],
    "n": [
        ("沅屏桥北区市监局2024年立案多少件", {"沅屏市桥北区市场监督管理局"}),
        ("澄阳桥北市监局2024年罚没多少", {"澄阳市桥北区市场监督管理局"}),
        ("芦泽林业局2024年发证多少", {"芦泽县林业局"}),
    ],
}  # fmt: skip


def test_the_offices_that_are_meant(city: tuple[str, Library], catalogue: Catalogue) -> None:
    meant = {
        text: {unit.name for mention in find_mentions(text, catalogue) for unit in mention.units}
        for text, _ in CALLED[city[0]]
    }
    assert meant == dict(CALLED[city[0]])


def test_reports_of_two_cities_stay_apart(city: tuple[str, Library], catalogue: Catalogue) -> None:
    """Districts of one name: the report that names its district alone joins only its own city's."""
    years = {unit.name: [entry.year for entry in unit.reports] for unit in catalogue.units}
    several = {name: told for name, told in years.items() if len(told) > 1}
    assert (
        several
        == {
            "l": {
                "桐溪县人民政府": [2022, 2023],
                "澜阳市临湖区司法局": [2022, 2023],
                "澜阳市临湖区人民政府白塔街道办事处": [2023, 2024],
            },
            "m": {"衡川市交通运输局": [2022, 2023, 2024], "耒溪市水利局": [2023, 2024]},
            "n": {"芦泽县司法局": [2022, 2023, 2024], "澄阳市桥北区市场监督管理局": [2023, 2024]},
        }[city[0]]
    )


ANSWERED = {
    "l": [
        ("云岭区市监局2023年投诉举报比上年多了多少件", "1691件"),
        ("生态环境局云岭分局2022年一共罚了多少钱", "214.7万元"),
        ("哪些单位有公职律师？", "6/18份"),
    ],
    "m": [("桐岭应急局跟祁源县财政局各自查摆出哪些问题", "财会监督力量较为薄弱")],
    "n": [("澄阳桥北市监局2024年新登记经营主体比2023年多了多少户", "666户")],
}  # fmt: skip


def test_what_they_are_asked(city: tuple[str, Library]) -> None:
    assistant = Assistant(city[1])
    for question, words in ANSWERED[city[0]]:
        answer = assistant.ask(question)
        shown = answer.answer + "".join(
            " ".join(row) for row in (answer.table.rows if answer.table else ())
        )
        assert words in shown, (question, shown)
    if city[0] == "l":  # what the whole city did is not what its branch did
        branch = assistant.ask("生态环境局云岭分局2022年行政处罚多少件")
        assert "203件" not in branch.answer
