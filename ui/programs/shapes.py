"""The documents of contract.md as programs get them, each field described in Chinese.

The values are the library's own; what stands here is their description, and a field that the one
has and the other has not is an error.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.types import Kind, Status
from ingest.types import Role

LONGEST_QUESTION = 10_000  # characters
LONGEST_TEXT = 20_000  # characters of a topic or a pasted paragraph
MOST_HISTORY = 50  # earlier questions
# An address that holds all of these, each character in its longest form, stays below the 64 KB that
# servers read of it.
LONGEST_IN_ADDRESS = 2_000  # characters
LONGEST_EARLIER_IN_ADDRESS = 500
MOST_HISTORY_IN_ADDRESS = 5


def _whole(value: Any) -> Any:
    """To JSON 2024.0 is the integer 2024."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Question = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION, description="问题，一句话")
]
History = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_QUESTION)]],
    Field(max_length=MOST_HISTORY, description="本次对话中较早的问题，先问的在前"),
]
ShortQuestion = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_IN_ADDRESS, description="问题，一句话；更长的请用 POST"),
]
ShortHistory = Annotated[
    list[Annotated[str, Field(max_length=LONGEST_EARLIER_IN_ADDRESS)]],
    Field(
        max_length=MOST_HISTORY_IN_ADDRESS,
        description="本次对话中较早的问题，先问的在前，可重复；更多的请用 POST",
    ),
]
Text = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TEXT, description="主题，或粘贴的一段文字")
]
ShortText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_IN_ADDRESS,
        description="主题，或粘贴的一段文字；更长的请用 POST",
    ),
]
RoleName = Literal[
    "opening", "measures", "problems", "leader", "plan", "closing", "other",
    "开头帽段", "举措成效", "不足原因", "第一责任人履职", "下一年安排", "结尾落款", "其他",
]  # fmt: skip
InRole = Annotated[RoleName | None, Field(description="只看一类部分，英文或中文名称")]
Unit = Annotated[
    str | None, Field(min_length=1, max_length=200, description="只看该单位、地区或一类单位")
]
Year = Annotated[
    Annotated[int, Field(ge=1900, le=2099)] | None,
    BeforeValidator(_whole),
    Field(description="只看该年度的报告"),
]
Groups = Annotated[int, Field(ge=1, le=1000, description="最多几组"), BeforeValidator(_whole)]
Indicator = Annotated[
    str | None,
    Field(max_length=LONGEST_IN_ADDRESS, description="只列与该指标相符的数据，最相符的在前"),
]
MostFigures = Annotated[
    Annotated[int, Field(ge=1, le=100_000)] | None,
    BeforeValidator(_whole),
    Field(description="最多几个数据，不填则全部列出"),
]


class _Given(BaseModel):
    """What comes in: nothing is guessed, nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class AskBody(_Given):
    """一个问题"""

    question: Question
    history: History = []


class FindBody(_Given):
    """要找的写法"""

    text: Text
    role: InRole = None
    unit: Unit = None
    year: Year = None
    limit: Groups = 10


class FiguresBody(_Given):
    """要列的数据"""

    indicator: Indicator = None
    unit: Unit = None
    year: Year = None
    limit: MostFigures = None


class _Shown(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid")


class CitationShape(_Shown):
    """一处出处：引文是所存报告正文的一段，逐字相同"""

    marker: int = Field(ge=1, description="编号，即回答里的 [1]")
    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题")
    unit: str | None = Field(description="单位，未读出时为 null")
    year: int | None = Field(description="年度，未读出时为 null")
    section: str = Field(description="所在部分的标题路径")
    source: str = Field(description="来源文件")
    page: int | None = Field(description="页码，文件没有页时为 null")
    start: int = Field(ge=0, description="引文在正文中的起点（Unicode 码点，含）")
    end: int = Field(ge=0, description="引文在正文中的终点（不含）")
    quote: str = Field(description="引文")


class ScopeShape(_Shown):
    """理解到的范围"""

    units: list[str] = Field(description="单位")
    regions: list[str] = Field(description="地区")
    years: list[int] = Field(description="年度")
    role: Role | None = Field(description="部分")


class TableShape(_Shown):
    """对比或列举的表"""

    columns: list[str] = Field(description="表头")
    rows: list[list[str]] = Field(description="各行，每格以出处编号结尾")


class GroupShape(_Shown):
    """一组相近的表述"""

    passages: list[CitationShape] = Field(description="原文段落")
    reports: int = Field(description="出自几份报告")
    set_phrase: bool = Field(description="是否为套话")


class ProseShape(_Shown):
    """语言模型写了回答的文字，逐句核对过"""

    model: str = Field(description="模型名称")
    left_out: int = Field(ge=0, description="未通过核对、已隐去的句数")


class AnswerShape(_Shown):
    """一个回答，与 ask --json 相同"""

    question: str = Field(description="收到的问题")
    resolved: str = Field(description="结合上文理解成的问题")
    status: Status = Field(description="answered 已回答，refused 库中没有")
    kind: Kind = Field(description="回答的种类")
    scope: ScopeShape = Field(description="理解到的范围")
    answer: str = Field(description="回答（Markdown），每句以出处编号结尾")
    citations: list[CitationShape] = Field(description="出处")
    table: TableShape | None = Field(description="对比、列举时的表")
    groups: list[GroupShape] | None = Field(description="找例句时的各组")
    computed: list[str] = Field(description="算式")
    suggestions: list[str] = Field(description="可以接着问的问题")
    notes: list[str] = Field(description="说明")
    elapsed_ms: int = Field(ge=0, description="用时（毫秒）")
    prose: ProseShape | None = Field(
        default=None, exclude_if=lambda prose: prose is None, description="语言模型写了文字时才有"
    )


class FigureShape(_Shown):
    """报告里的一个数据"""

    indicator: str = Field(description="指标，报告里的说法")
    value: int | float = Field(description="数值，如 40.95万元 的 40.95")
    high: int | float | None = Field(description="范围的上限")
    measure: str = Field(description="计量，如 万元")
    qualifier: str = Field(description="约数词，如 余、近")
    stated: str = Field(description="原文写法")
    amount: int | float = Field(description="折算值，如 409500")
    amount_high: int | float | None = Field(description="折算上限")
    base: str = Field(description="折算计量，如 元")
    change: Literal["", "by", "to"] = Field(description="by 变化量，to 变化到")
    period: str = Field(description="时期")
    subject: str = Field(description="主体")
    unit: str | None = Field(description="单位")
    year: int | None = Field(description="年度")
    citation: CitationShape = Field(description="出处")


class ReportShape(_Shown):
    """目录里的一份报告"""

    id: str = Field(description="报告编号，16 位十六进制")
    title: str = Field(description="标题")
    unit: str | None = Field(description="单位")
    aliases: list[str] = Field(description="单位的其他名称")
    region: list[str] = Field(description="地区，从省级往下")
    year: int | None = Field(description="年度")
    date: str | None = Field(description="落款或发布日期")
    genre: str | None = Field(description="类型")
    sources: list[str] = Field(description="来源文件")
    characters: int = Field(description="字数")
    passages: int = Field(description="段数")
    figures: int = Field(description="数据个数")
    near_duplicate_of: str | None = Field(description="与哪一份近似而不重复计")
    earlier_versions: int = Field(description="更正前有几版")
    corrected: list[str] = Field(description="人工更正过的字段")


class SectionShape(_Shown):
    """报告的一个部分"""

    heading: str = Field(description="标题")
    path: list[str] = Field(description="从最外层到本层的标题")
    role: Role = Field(description="部分的类别")
    start: int = Field(ge=0, description="起点")
    end: int = Field(ge=0, description="终点（不含）")


class WholeReportShape(ReportShape):
    """一份报告的全文，与 show --json 相同"""

    sections: list[SectionShape] = Field(description="各部分")
    text: str = Field(description="正文")


class Fault(_Shown):
    """哪里不对、怎么办"""

    message: str = Field(description="哪里不对")
    hint: str = Field(description="怎么办")


class FaultShape(_Shown):
    """出错时的回应"""

    error: Fault = Field(description="错误")


class OpenAIFault(_Shown):
    """OpenAI 格式的错误"""

    message: str = Field(description="哪里不对、怎么办")
    type: str = Field(description="错误的类别")
    param: str | None = Field(description="哪个参数")
    code: str | None = Field(description="错误代码")


class OpenAIFaultShape(_Shown):
    """OpenAI 格式的出错回应"""

    error: OpenAIFault = Field(description="错误")


class Refusal(_Shown):
    """为什么没有放行"""

    message: str = Field(description="哪里不对、怎么办")
    type: str = Field(description="错误的类别，OpenAI 的用词")
    code: str | None = Field(description="错误代码")


class RefusalShape(_Shown):
    """没有放行时的回应，两种接口相同"""

    detail: str = Field(description="同 error.message")
    error: Refusal = Field(description="错误")
