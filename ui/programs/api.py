"""The JSON API: what the command line prints with ``--json``, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from ui.programs import queries
from ui.programs.asking import Requester, answered, at_desk, requester
from ui.programs.faults import API_FAULTS
from ui.programs.shapes import (
    AnswerShape,
    AskBody,
    FiguresBody,
    FigureShape,
    FindBody,
    Groups,
    GroupShape,
    Indicator,
    InRole,
    MostFigures,
    ReportShape,
    ShortHistory,
    ShortQuestion,
    ShortText,
    Unit,
    WholeReportShape,
    Year,
)


async def asker(request: Request) -> Requester:
    """Who sent the request."""
    return requester(request.app.state.context, request.scope)


Asker = Annotated[Requester, Depends(asker)]
router = APIRouter(prefix="/api", responses=API_FAULTS)


async def _ask(request: Request, asker: Requester, body: AskBody) -> dict[str, Any]:
    answer = await answered(asker, body.question, body.history, request.is_disconnected)
    return answer.to_json()


async def _find(request: Request, asker: Requester, body: FindBody) -> list[dict[str, Any]]:
    def work(_: object) -> list[dict[str, Any]]:
        return queries.find_document(
            asker.context.library,
            body.text,
            role=body.role,
            unit=body.unit,
            year=body.year,
            limit=body.limit,
        )

    return await at_desk(asker, work, request.is_disconnected)


async def _figures(request: Request, asker: Requester, body: FiguresBody) -> list[dict[str, Any]]:
    def work(_: object) -> list[dict[str, Any]]:
        return queries.figures_document(
            asker.context.library,
            body.indicator,
            unit=body.unit,
            year=body.year,
            limit=body.limit,
        )

    return await at_desk(asker, work, request.is_disconnected)


@router.post("/ask", response_model=AnswerShape, summary="提问", tags=["提问"])
async def ask(request: Request, asker: Asker, body: AskBody) -> Any:
    """回答一个问题，逐句注明出处；与 `report-assistant ask --json` 的输出相同。

    库中没有答案时也是 200，`status` 为 `refused`。
    """
    return await _ask(request, asker, body)


@router.get("/ask", response_model=AnswerShape, summary="提问（网址参数）", tags=["提问"])
async def ask_by_address(
    request: Request,
    asker: Asker,
    question: Annotated[ShortQuestion, Query()],
    history: Annotated[ShortHistory, Query()] = [],  # noqa: B006  # FastAPI copies defaults
) -> Any:
    """同上，参数写在网址里；`history` 可重复。"""
    return await _ask(request, asker, AskBody(question=question, history=history))


@router.post("/find", response_model=list[GroupShape], summary="找例句", tags=["找例句"])
async def find(request: Request, asker: Asker, body: FindBody) -> Any:
    """查找写法相近的原文段落，相近的归为一组；与 `report-assistant find --json` 的输出相同。"""
    return await _find(request, asker, body)


@router.get("/find", response_model=list[GroupShape], summary="找例句（网址参数）", tags=["找例句"])
async def find_by_address(
    request: Request,
    asker: Asker,
    text: Annotated[ShortText, Query()],
    role: Annotated[InRole, Query()] = None,
    unit: Annotated[Unit, Query()] = None,
    year: Annotated[Year, Query()] = None,
    limit: Annotated[Groups, Query()] = 10,
) -> Any:
    """同上，参数写在网址里。"""
    body = FindBody(text=text, role=role, unit=unit, year=year, limit=limit)
    return await _find(request, asker, body)


@router.post("/figures", response_model=list[FigureShape], summary="列数据", tags=["数据"])
async def figures(request: Request, asker: Asker, body: FiguresBody) -> Any:
    """列出报告里的数据；与 `report-assistant figures --json` 的输出相同。"""
    return await _figures(request, asker, body)


@router.get(
    "/figures", response_model=list[FigureShape], summary="列数据（网址参数）", tags=["数据"]
)
async def figures_by_address(
    request: Request,
    asker: Asker,
    indicator: Annotated[Indicator, Query()] = None,
    unit: Annotated[Unit, Query()] = None,
    year: Annotated[Year, Query()] = None,
    limit: Annotated[MostFigures, Query()] = None,
) -> Any:
    """同上，参数写在网址里。"""
    body = FiguresBody(indicator=indicator, unit=unit, year=year, limit=limit)
    return await _figures(request, asker, body)


@router.get("/reports", response_model=list[ReportShape], summary="报告目录", tags=["报告"])
async def reports(request: Request, asker: Asker) -> Any:
    """列出可以看到的报告；与 `report-assistant reports --json` 的输出相同。"""
    library = asker.context.library
    return await at_desk(
        asker, lambda _: queries.reports_document(library), request.is_disconnected
    )


@router.get(
    "/reports/{report_id}", response_model=WholeReportShape, summary="一份报告", tags=["报告"]
)
async def one_report(
    request: Request,
    asker: Asker,
    report_id: Annotated[str, Path(max_length=64, description="报告编号，见报告目录")],
) -> Any:
    """一份报告的提纲和正文；与 `report-assistant show --json` 的输出相同。"""
    library = asker.context.library
    return await at_desk(
        asker,
        lambda _: queries.one_report_document(library, report_id),
        request.is_disconnected,
    )
