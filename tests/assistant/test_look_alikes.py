"""Offices that look alike, as colleagues call them: the right one, both, or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Assistant
from assistant.catalogue import Catalogue, build_catalogue
from assistant.mentions import find_mentions
from assistant.shared_kind import with_offices_spelled
from index.library import Library
from tests.fakes import HashEmbedder

OFFICES = Path(__file__).parents[1] / "data" / "offices"


@pytest.fixture(scope="module", params=["l", "m", "n", "o", "p"])
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
    "o": [
        ("两个区的城管局谁拆得多", {"浔桥区城市管理局", "东坪区城市管理局"}),
        ("2024年市人社系统（筠川）追回多少工资", {"筠川市人力资源和社会保障局"}),
        ("浔桥城管跟东坪城管各几件", {"浔桥区城市管理局", "东坪区城市管理局"}),
    ],
    "p": [
        ("生态环境东屏分局2023年审批几个", {"泺宁市生态环境局东屏分局"}),
        ("东屏环保分局2024年受理多少", {"泺宁市生态环境局东屏分局"}),
        ("洙湖生态分局查了几家", {"泺宁市生态环境局洙湖分局"}),
        ("洙湖城管现在有多少人", {"洙湖区综合行政执法局"}),
        ("泺宁市、东屏区、峄平县三份政府报告", {"泺宁市人民政府", "东屏区人民政府", "峄平县人民政府"}),
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
            "o": {"石溪县人民政府": [2023, 2024], "浔桥区市场监督管理局": [2023, 2024]},
            "p": {"泺宁市生态环境局东屏分局": [2023, 2024], "莒安市行政审批服务局": [2023, 2024]},
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
    "o": [
        ("浔桥区和东坪区的市场监管局2024年各罚没多少", "浔桥区市场监督管理局 318.9万元[1]"),
        ("浔桥区和东坪区的市场监管局2024年各罚没多少", "东坪区市场监督管理局 197.35万元[2]"),
        ("浔桥、东坪、石溪三地市场监管局2024年受理投诉举报各多少件", "11257件"),
        ("钟楼街道2024年全年受理的矛盾纠纷合计多少件？", "全年合计683件"),
        ("推行了“综合查一次”的有哪些单位？", "4/14份"),
        ("哪些单位没有配备公职律师？", "3/14份"),
        ("按市政府的报告，东坪区2024年行政复议直接纠错几件？", "14件"),
        ("罗汀市司法局说律师资源不够，分析的原因是什么？", "县域案源有限"),
        ("罗汀市卫健委2024年有没有被申请复议、有没有被起诉？", "未发生行政诉讼"),
        ("哪几家报了涉企检查次数下降的比例，降了多少？", "24%"),
        ("石溪县2024年行政机关打一审官司输了几件？", "5件"),
    ],
    "p": [
        ("东屏、洙湖两个生态环境分局2024年各立案多少件", "泺宁市生态环境局洙湖分局 52件[2]"),
        ("东屏生态分局2024年罚款比2023年少了多少万元?", "77.4万元"),
        ("东屏区2023年行政机关负责人出庭应诉率达到多少?", "100%"),
        ("柳泊镇2024年一般程序的处罚案子办了几件", "19件"),
        ("2024年的报告中,哪些单位已经有公职律师?", "4/10份"),
        ("东屏生态分局2024年的报告里自己有哪些不足?", "非现场执法线索的转化率低"),
    ],
}  # fmt: skip


def test_places_that_share_an_office(city: tuple[str, Library], catalogue: Catalogue) -> None:
    shared = {
        "l": ("云岭、桐溪两地司法局谁多", "云岭区司法局、桐溪县司法局谁多"),
        "o": ("浔桥、东坪市监局各几件", "浔桥区市监局、东坪区市监局各几件"),
        "p": ("东屏和洙湖两个生态环境分局", "东屏区生态环境分局、洙湖区生态环境分局"),
        "n": ("望澜区和云岫市2024年审查几件", "望澜区和云岫市2024年审查几件"),
    }
    if city[0] in shared:
        asked, meant = shared[city[0]]
        assert with_offices_spelled(asked, catalogue) == meant


def test_what_they_are_asked(city: tuple[str, Library]) -> None:
    assistant = Assistant(city[1])
    for question, words in ANSWERED[city[0]]:
        answer = assistant.ask(question)
        shown = answer.answer + "".join(
            " ".join(row) for row in (answer.table.rows if answer.table else ())
        )
        assert words in shown, (question, shown)
    if city[0] == "o":  # the third place has no such office, and its government is not it
        three = assistant.ask("浔桥、东坪、石溪三地市场监管局2024年受理投诉举报各多少件")
        assert any("石溪县市场监管局" in note for note in three.notes)
        assert "不一致" not in " ".join(assistant.ask("钟楼街道2024年受理矛盾纠纷多少件").notes)
    if city[0] == "l":  # what the whole city did is not what its branch did
        branch = assistant.ask("生态环境局云岭分局2022年行政处罚多少件")
        assert "203件" not in branch.answer


FOLLOWED = {
    "o": (["石溪县2023年办了多少法律援助案件？"], "2024年呢？", "411件"),
    "p": (
        ["泺宁市交通运输局2024年查处了多少台超限超载车辆?", "东屏区的呢?"],
        "罚款收了多少?",
        "91.4万元",
    ),
}


def test_a_place_behind_an_office_is_the_like_office_there(city: tuple[str, Library]) -> None:
    if city[0] not in FOLLOWED:
        pytest.skip("no such follow-up over this city")
    history, question, value = FOLLOWED[city[0]]
    assistant = Assistant(city[1])
    assert value in assistant.ask(question, history).answer
    if city[0] == "p":
        lake = assistant.ask("那洙湖那边呢?", ["生态环境东屏分局2024年立案了多少件?"])
        assert lake.scope.units == ("泺宁市生态环境局洙湖分局",) and "52件" in lake.answer
        county = assistant.ask("峄平县有多少?", ["柳泊镇2024年镇里的法律明白人有多少名?"])
        assert "2315名" in county.answer
