"""The same functions as tools of agents, by the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from ingest.errors import ReportAssistantError
from ui.context import PageContext
from ui.programs import queries
from ui.programs.asking import Requester, answered, at_desk
from ui.programs.load import LeftError
from ui.programs.shapes import (
    AnswerShape,
    FigureShape,
    Groups,
    GroupShape,
    History,
    Indicator,
    InRole,
    Question,
    ReportShape,
    Text,
    Unit,
    WholeReportShape,
    Year,
)

NAME = "report-assistant"
_INSTRUCTIONS = (
    "从政府工作报告、法治政府建设年度报告、部门年度总结等报告里找答案。"
    "回答里每个数据、每句话都有出处，引文与原文逐字相同；库中没有的会直说没有，不要自行补充。"
    "转述时请保留出处编号和引文。"
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_AT_FIRST = 50  # figures that a tool gives where no number is asked for: a model reads them all

Result = TypeVar("Result")
Who = Callable[[Any], Requester]
MostFigures = Annotated[int, Field(ge=1, le=1000, description="最多几个数据")]
ReportId = Annotated[str, Field(max_length=64, description="报告编号，见 reports")]


def local_requester(context: PageContext) -> Who:
    """Where the client started the program itself, it is the one at this machine who asks."""
    from ui.users import LOCAL_USER

    asker = Requester(context=context, user=LOCAL_USER)
    return lambda _: asker


def http_requester(context: PageContext) -> Who:
    """Over HTTP, it is the user of the request that brought the call."""
    from ui.programs.asking import requester

    def who(call: Any) -> Requester:
        return requester(context, call.request_context.request.scope)

    return who


async def _told(work: Awaitable[Result]) -> Result:
    """What the work gives; an error of the user's is told to the model in a sentence."""
    try:
        return await work
    except ReportAssistantError as error:
        raise ToolError(str(error)) from error
    except LeftError as error:
        raise ToolError("已取消") from error


def tools_server(who: Who) -> MCPServer[Any]:
    """The server with its tools.

    Args:
        who: asks, given the context of a call.
    """
    server: MCPServer[Any] = MCPServer(
        NAME, title="报告助手", instructions=_INSTRUCTIONS, log_level="WARNING"
    )
    _add_asking(server, who)
    _add_searching(server, who)
    _add_reports(server, who)
    return server


def _add_asking(server: MCPServer[Any], who: Who) -> None:
    @server.tool(name="ask", title="提问", annotations=_READS)
    async def ask(
        call: Context[Any, Any],
        question: Question,
        history: History = [],  # noqa: B006  # the SDK copies defaults
    ) -> AnswerShape:
        """回答一个关于库中报告的问题，逐句注明出处。可以问某单位某年的数据、几个单位的对比、
        哪些单位提到某事、某类表述怎么写。库中没有答案时 status 为 refused。"""
        answer = await _told(answered(who(call), question, history))
        return AnswerShape.model_validate(answer.to_json())


def _add_searching(server: MCPServer[Any], who: Who) -> None:
    @server.tool(name="find", title="找例句", annotations=_READS)
    async def find(
        call: Context[Any, Any],
        text: Text,
        role: InRole = None,
        unit: Unit = None,
        year: Year = None,
        limit: Groups = 10,
    ) -> list[GroupShape]:
        """查找与一个主题或一段文字写法相近的原文段落，相近的归为一组，并指出哪些是套话。"""
        asker = who(call)
        library = asker.context.library

        def work(_: object) -> list[dict[str, Any]]:
            return queries.find_document(
                library, text, role=role, unit=unit, year=year, limit=limit
            )

        return [GroupShape.model_validate(one) for one in await _told(at_desk(asker, work))]

    @server.tool(name="figures", title="列数据", annotations=_READS)
    async def figures(
        call: Context[Any, Any],
        indicator: Indicator = None,
        unit: Unit = None,
        year: Year = None,
        limit: MostFigures = _AT_FIRST,
    ) -> list[FigureShape]:
        """列出报告里的数据（数值、计量、指标、时期、出处）；给出指标时最相符的在前。"""
        asker = who(call)
        library = asker.context.library

        def work(_: object) -> list[dict[str, Any]]:
            return queries.figures_document(library, indicator, unit=unit, year=year, limit=limit)

        return [FigureShape.model_validate(one) for one in await _told(at_desk(asker, work))]


def _add_reports(server: MCPServer[Any], who: Who) -> None:
    @server.tool(name="reports", title="报告目录", annotations=_READS)
    async def reports(call: Context[Any, Any]) -> list[ReportShape]:
        """列出库中的报告：编号、标题、单位、地区、年度、类型。"""
        asker = who(call)
        library = asker.context.library
        found = await _told(at_desk(asker, lambda _: queries.reports_document(library)))
        return [ReportShape.model_validate(one) for one in found]

    @server.tool(name="report", title="一份报告", annotations=_READS)
    async def report(call: Context[Any, Any], report_id: ReportId) -> WholeReportShape:
        """一份报告的提纲和全文。"""
        asker = who(call)
        library = asker.context.library
        found = await _told(
            at_desk(asker, lambda _: queries.one_report_document(library, report_id))
        )
        return WholeReportShape.model_validate(found)
