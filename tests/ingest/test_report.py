"""A file becomes a report: against golden readings of the samples and five real reports."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import ReportAssistantError
from ingest.read import Document, read_bytes
from ingest.report import build_report, read_report, report_id
from ingest.types import Report
from tests.ingest import material

GOLDEN = Path(__file__).parent.parent / "golden"
UPDATE = "REPORT_ASSISTANT_UPDATE_GOLDEN"  # set it to write the readings anew, then read the diff
FURNITURE = (
    "访问量", "打印", "版权所有", "Copyright", "ICP备", "网安", "公网安备", "网站标识码", "网站地图",
    "邮编", "主办单位", "承办单位", "即将离开", "是否继续", "继续访问", "放弃", "bookmark",
)  # fmt: skip


def _reading(report: Report) -> dict[str, Any]:
    """What a person can check: passages as text, without figures (they have their own tests)."""
    reading = asdict(report)
    del reading["figures"], reading["text"]
    reading["passages"] = [report.text[p.start : p.end] for p in report.passages]
    return json.loads(json.dumps(reading, ensure_ascii=False))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "name", ["02-huaiting-2024", "09-luqi-market-2024", "11-luqi-work-report-2024"]
)
def test_samples_read_as_before(name: str, samples: Path) -> None:
    reading = _reading(read_report(samples / f"{name}.txt").report)
    golden = GOLDEN / f"{name}.json"
    if os.environ.get(UPDATE):
        golden.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert reading == json.loads(golden.read_text("utf-8"))


REAL = {
    "000": ("南开区国防动员办公室", "南开区国动办", ["天津市", "南开区"], 2024,
            ["opening", "measures", "problems", "leader", "plan"]),
    "001": ("塘沽街道", "滨海新区塘沽街道办事处", ["天津市", "滨海新区"], 2024,
            ["opening", "measures", "leader", "problems", "plan"]),
    "002": ("上海市长宁区国防动员办公室", "长宁区国动办", ["上海市", "长宁区"], 2023,
            ["opening", "measures", "problems", "leader", "plan", "closing"]),
    "003": ("南开区城市管理委员会", "南开区城管委", ["天津市", "南开区"], 2024,
            ["opening", "measures", "problems", "leader", "plan"]),
    "004": ("汉中市国防动员办公室", "汉中市人防办", ["陕西省", "汉中市"], 2024,
            ["opening", "measures", "leader", *["measures"] * 9, "plan", "closing"]),
}  # fmt: skip


@pytest.mark.corpora
@pytest.mark.parametrize("number", REAL)
def test_the_real_reports(number: str, corpora: Path) -> None:
    (path,) = (corpora / "reports").glob(f"{number}_*.txt")
    report = read_report(path).report
    unit, alias, region, year, roles = REAL[number]
    assert (report.unit, list(report.region), report.year) == (unit, region, year)
    assert alias in report.aliases
    assert report.genre == "法治政府建设年度报告"
    assert [s.role for s in report.sections if len(s.path) <= 1] == roles
    passages = [report.text[p.start : p.end] for p in report.passages]
    assert "".join(passages) == report.text
    assert not [word for word in FURNITURE for passage in passages if word in passage]


@pytest.mark.corpora
def test_the_work_reports(corpora: Path) -> None:
    paths = sorted((corpora / "corpora" / "gov_reports").glob("*.txt"))
    assert paths
    for path in paths:
        year, place, _ = path.stem.split("_")
        report = read_report(path).report
        assert report.year == int(year), path.name
        assert report.genre == "政府工作报告", path.name
        expected = place if place == "国务院" else f"{place}人民政府"
        assert report.unit == expected, path.name
        roles = {section.role for section in report.sections}
        assert {"measures", "plan"} <= roles, path.name


def test_a_report_is_known_by_its_content() -> None:
    plain = build_report(Document(text="\n".join(material.lines())))
    wrapped = material.TITLE + "\r\n" + material.wrapped(material.lines()[1:], 34, between="\r\n")
    again = build_report(read_bytes(wrapped.encode("gb18030"), ".txt"))
    assert again == plain
    assert plain.id == report_id(plain.text) and len(plain.id) == 16
    assert build_report(Document(text="\n".join(material.lines()[:-1]))).id != plain.id


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(ReportAssistantError, match="正文"):
        build_report(Document(text="首页\n登录\n网站地图\n关于我们"))
