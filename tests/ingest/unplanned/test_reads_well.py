"""Files as offices make them, which nobody planned for, read as a person would read them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import pytest

from ingest.archive import unpack
from ingest.errors import ReportAssistantError
from ingest.report import Reading, read_file
from tests.ingest.unplanned import parcels, print_files, tables, word_files, writing

Fact = tuple[str, str, str, str]  # indicator, number as written, period, subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a person would find in a file."""

    title: str
    unit: str | None
    year: int | None
    date: str | None = None
    roles: str = ""
    lines: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    facts: Collection[Fact] = field(default_factory=tuple)
    left_out: str = ""


def check(reading: Reading, expected: Expected) -> None:
    report = reading.report
    assert (report.title, report.unit, report.year) == (
        expected.title,
        expected.unit,
        expected.year,
    )
    assert report.date == expected.date
    roles = dict.fromkeys(s.role for s in report.sections if s.heading)
    assert not expected.roles or list(roles) == expected.roles.split()
    lines = report.text.split("\n")
    for line in expected.lines:
        assert line in lines
    for words in expected.absent:
        assert words not in report.text
    found = {
        (f.indicator, report.text[f.start : f.end], f.period, f.subject) for f in report.figures
    }
    assert set(expected.facts) - found == set()
    assert expected.left_out in (reading.left_out or "")
    assert expected.left_out or reading.left_out is None


PLATFORM = Expected(
    title="渡口市交通运输局2024年法治政府建设年度报告",
    unit="渡口市交通运输局",
    year=2024,
    date="2025-01-22",
    roles="measures problems plan",
    lines=("（一）健全依法决策机制。审查合同87份，标的额合计3.26亿元；集体讨论重大事项9项。",),
    absent=("脚本", "扫一扫", "附件下载", "ICP备", "首 页", "字体", "广告"),
    facts={
        ("非法营运案件", "74件", "上年", ""),
        ("非法营运案件", "52件", "", ""),
        ("道路运输许可受理", "2316件", "", ""),
        ("涉路施工许可按时办结率", "100%", "", ""),
    },
)
EDITED = Expected(
    title="渡口市市场监督管理局关于2024年度推进法治政府建设情况的报告",
    unit="渡口市市场监督管理局",
    year=2024,
    date="2025-01-20",
    roles="measures problems plan",
    lines=(
        "一、主要做法和成效",
        "执法领域\t案件数（件）\t罚没款（万元）",
        "合计\t案件数2023年：145件\t案件数2024年：173件\t罚没款：46.25万元",
    ),
    absent=("待核实", "内部资料", "文档1", "Administrator"),
    facts={("食品安全案件数", "151件", "2024年", ""), ("查办各类案件", "19.3%", "", "")},
)
PRINTOUT = Expected(
    title="云岭县林业和草原局２０２４年度法治政府建设工作情况报告",
    unit="云岭县林业和草原局",
    year=2024,
    date="2025-01-10",
    roles="measures problems plan",
    lines=(
        "（三）防范化解矛盾。办理行政复议答复2件、行政应诉1件，负责人出庭应诉率100％；受理林权纠纷31起，调处率96.8％。",
    ),
    absent=("－",),
    facts={("收缴罚款", "48.6万元", "", ""), ("受理林权纠纷", "31起", "", "")},
)
PHONE = Expected(
    title="云岭县司法局关于2024年法治政府建设情况的报告",
    unit="云岭县司法局",
    year=2024,
    date="2025-01-08",
    roles="measures problems plan",
    absent=("▼", "关注", "点赞", "END", "编辑", "\u200b"),
    facts={
        ("办理行政复议案件", "63件", "", ""),
        ("审核重大行政决策", "27件", "", ""),
        ("评查执法案卷", "150份", "2025年", ""),
    },
)
REVISED = Expected(
    title="平湖县综合行政执法局2024年度法治政府建设工作报告（送审稿）",
    unit="平湖县综合行政执法局",
    year=2024,
    date="2025-01-06",
    roles="measures problems plan",
    lines=(
        "全年办理行政处罚案件85件，罚没款22.51万元。",
        "注：含没收违法所得3.2万元。",
        "组织培训7期，培训512人次。全年审核重大执法决定34件。",
        "合计\t行政处罚2023年：72件\t行政处罚2024年：85件\t罚没金额：225,100元",
    ),
    absent=("79件", "藏起来", "HYPERLINK", "TOC"),
    facts={("行政处罚", "57件", "2024年", "石桥镇"), ("罚没金额", "96,500元", "", "柳湾街道")},
    left_out="5 个字符设为隐藏",
)
FORM = Expected(
    title="平湖县法治政府建设年度情况统计表",
    unit="平湖县人力资源和社会保障局",
    year=2024,
    roles="measures problems",
    lines=(
        "填报单位（盖章）：平湖县人力资源和社会保障局\t填报时间：2025年1月8日",
        "其中：追发工资\t万元\t2024年：418.7万元\t比上年增减：＋35.2万元",
        "仲裁员配备不足，人均办案量达到137件，超出合理负荷。",
        "填表人\t王某\t联系电话\t0000-6543210",
    ),
    facts={
        ("追发工资", "418.7万元", "2024年", ""),
        ("劳动保障监察案件", "-11件", "", ""),
        ("劳动争议仲裁结案率", "98.6％", "2024年", ""),
    },
)
WORDPAD = Expected(
    title="宁山县青岩镇人民政府2024年法治政府建设工作总结",
    unit="宁山县青岩镇人民政府",
    year=2024,
    date="2025-01-03",
    roles="measures problems plan",
    lines=("（一）办理信访件126件，调解矛盾纠纷208起，调解成功率99.04%。", "上湾村\t纠纷：64起\t调处率：100%"),
    facts={("办理信访件", "126件", "", ""), ("纠纷", "88起", "", "青岩社区")},
)  # fmt: skip
PROCESSED = Expected(
    title="宁山县退役军人事务局2024年度法治建设情况报告",
    unit="宁山县退役军人事务局",
    year=2024,
    roles="measures problems plan",
    lines=(
        "办理优待证3265张，发放抚恤补助资金1,206.5万元。",
        "注：含省级配套。",
        "一、工作开展情况",
    ),
    absent=("3100", "内部文件", "HYPERLINK"),
    facts={("抚恤人数", "412人", "", ""), ("慰问金额", "226.2万元", "", "")},
)
REPORTED = Expected(
    title="2024年度行政执法情况统计表",
    unit="明溪市生态环境局",
    year=2024,
    date="2025-01-06",
    lines=(
        "填报单位：明溪市生态环境局\t单位：件、万元",
        "2\t水污染\t案件数立案：41件\t案件数办结：41件\t罚没金额：187.25万元\t占比：40.02%",
        "合计\t案件数立案：123件\t案件数办结：116件\t罚没金额：467.85万元\t占比：100.00%",
    ),
    absent=("不应读入", "比上报数多"),
    facts={("大气污染罚没金额", "214.60万元", "", ""), ("水污染占比", "40.02%", "", "")},
    left_out="隐藏的工作表未读入: 名单（勿外传）",
)
TREE = Expected(
    title="复议应诉",
    unit=None,
    year=2024,
    lines=("其中：不予受理\t件\t2022：4件\t2023：5件\t2024：3件", "普法经费"),
    facts={
        ("收到复议申请", "88件", "2024年", ""),
        ("不予受理", "3件", "2024年", ""),
        ("负责人出庭率", "97.3%", "2023年", ""),
        ("法治宣传执行数", "113.4万元", "", ""),
        ("法治宣传执行率", "94.5%", "", ""),
    },
)
DATABASE = Expected(
    title="审批情况",
    unit=None,
    year=None,
    lines=(
        '明溪市行政审批局\t2024\t行政许可办件量：51,876件\t其中：网办件：47925\t按时办结率：99.9%\t含"一件事"联办',
    ),
    facts={
        ("行政许可办件量", "45,210件", "2023", "明溪市行政审批局"),
        ("网办件", "7120", "2024", "明溪市自然资源局"),
        ("按时办结率", "98.7%", "2024", "明溪市自然资源局"),
    },
)
SPREADSHEET = Expected(
    title="明溪市财政局2024年涉企收费及罚没收入情况表",
    unit="明溪市财政局",
    year=2024,
    date="2025-01-07",
    lines=("合计\t2023年：4,070.5万元\t2024年：3,730.4万元\t增减：-8.4%",),
    absent=("sep=",),
    facts={("罚没收入", "2,988.1万元", "2024年", ""), ("涉企行政事业性收费", "-13.7%", "", "")},
)
PAPER = Expected(
    title="关于2024年度法治政府建设情况的报告",
    unit="湖湾区退役军人事务局",
    year=2024,
    date="2025-01-16",
    roles="measures problems plan",
    lines=("2024年，区退役军人事务局坚持依法行政，办理各类申请事项1,186件，发放优抚资金2,340.5万元，现报告如下。",),
    absent=("— 1 —", "文件"),
    facts={("发放优抚资金", "2,340.5万元", "2024年", ""), ("审查合同", "19份", "", "")},
)  # fmt: skip
LEDGER = Expected(
    title="湖湾区应急管理局2024年行政检查情况表",
    unit="湖湾区应急管理局",
    year=2024,
    lines=("滨江街道\t行政检查2023年：388次\t行政检查2024年：401次\t整改率：97.1%",),
    facts={("行政检查", "455次", "2024年", "望湖街道"), ("整改率", "97.1%", "", "滨江街道")},
)

FILES: tuple[tuple[str, Callable[[], bytes], Expected], ...] = (
    ("printout.txt", writing.wrapped_printout, PRINTOUT),
    ("phone.txt", writing.from_a_phone, PHONE),
    ("edited.htm", writing.saved_by_an_editor, EDITED),
    ("platform.html", writing.of_a_platform, PLATFORM),
    ("browser.mhtml", writing.saved_by_a_browser, PLATFORM),
    ("one-file.mht", writing.saved_as_one_file, EDITED),
    ("called.doc", writing.saved_as_one_file, EDITED),
    ("revised.docx", word_files.under_revision, REVISED),
    ("form.docx", word_files.filled_form, FORM),
    ("called.wps", word_files.filled_form, FORM),
    ("wordpad.rtf", word_files.of_wordpad, WORDPAD),
    ("processed.rtf", word_files.of_a_word_processor, PROCESSED),
    ("reported.xlsx", tables.reported_upwards, REPORTED),
    ("tree.xlsx", tables.a_tree_of_indicators, TREE),
    ("审批情况.csv", tables.out_of_a_database, DATABASE),
    ("spreadsheet.csv", tables.out_of_a_spreadsheet, SPREADSHEET),
    ("paper.ofd", print_files.official_paper, PAPER),
    ("ledger.ofd", print_files.ledger, LEDGER),
)


@pytest.mark.parametrize(("name", "make", "expected"), FILES, ids=[name for name, _, _ in FILES])
def test_it_reads_well(name: str, make: Callable[[], bytes], expected: Expected) -> None:
    check(read_file(name, make()), expected)


def test_a_page_of_frames_says_where_its_words_are() -> None:
    with pytest.raises(ReportAssistantError, match="框架") as refused:
        read_file("frames.htm", writing.FRAMED)
    assert "show.asp?id=1024" in refused.value.message and refused.value.hint


def test_a_parcel_by_mail() -> None:
    parcel = parcels.mailed(
        word_files.of_wordpad(), tables.out_of_a_database(), writing.of_a_platform()
    )
    members = unpack("材料.zip", parcel)
    folder = "2024年法治政府建设材料"
    assert [(m.name, m.reason[:9]) for m in members] == [
        (f"{folder}/县直部门/县司法局.html", ""),
        (f"{folder}/统计表.csv", ""),
        (f"{folder}/乡镇.zip!/乡镇上报/青岩镇（定稿）.rtf", ""),
        (f"{folder}/县直部门/说明.jpg", "不支持的文件类型“"),
    ]
    check(read_file(members[0].name, members[0].data), PLATFORM)
    check(read_file(members[2].name, members[2].data), WORDPAD)
    assert read_file(members[1].name, members[1].data).report.title == "统计表"


def test_a_parcel_of_another_system() -> None:
    parcel = parcels.from_another_system(word_files.filled_form(), writing.saved_as_one_file())
    members = unpack("a.zip", parcel)
    assert [m.name for m in members] == ["材料/报告.docx", "材料/报告 (1).docx", "材料/网页.mht"]
    check(read_file(members[0].name, members[0].data), FORM)
    check(read_file(members[2].name, members[2].data), EDITED)
