"""The OpenAPI document as a page: plain HTML of our own, no script and nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Document = Mapping[str, Any]

_STYLE = """
body{margin:0 auto;max-width:60rem;padding:1.5rem;font:16px/1.7 system-ui,"Noto Sans CJK SC",
"Microsoft YaHei",sans-serif;color:#1d2530;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #d5dbe3}
h3{font-size:1rem;margin:1.6rem 0 .3rem}code,pre{font-family:ui-monospace,Consolas,monospace}
pre{background:#f4f6f9;padding:.7rem;overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #d5dbe3;padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:#f4f6f9;font-weight:600}.verb{font-weight:700;color:#7a1f1f}
form{display:grid;grid-template-columns:max-content 1fr;gap:.3rem .8rem;margin:.6rem 0}
form button{grid-column:2;justify-self:start;padding:.2rem 1rem}input{padding:.2rem;font:inherit}
summary{cursor:pointer}
"""
_HEAD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}：供程序使用的接口</title><style>{style}</style></head><body>
<h1>{title}：供程序使用的接口</h1>"""
_KINDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "object": "对象",
    "null": "null",
}


def document_page(document: Document) -> str:
    """The page of an OpenAPI 3.1 document.

    Returns:
        HTML in which every word of the document is escaped.
    """
    parts = [_HEAD.format(title=escape(document["info"]["title"]), style=_STYLE)]
    parts.extend(_paragraphs(document["info"].get("description", "")))
    parts.append('<p>机器可读的说明：<a href="/api/openapi.json">OpenAPI 文档</a>。')
    parts.append("智能体可经 MCP 使用同样的功能：<code>/mcp</code>。</p>")
    for path, operations in document["paths"].items():
        for verb, operation in operations.items():
            parts.extend(_operation(path, verb, operation))
    parts.append("<h2>数据结构</h2>")
    for name, schema in sorted(document["components"]["schemas"].items()):
        parts.extend(_structure(name, schema))
    return "".join([*parts, "</body></html>"])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        pieces = escape(" ".join(paragraph.split())).split("`")
        yield "<p>"
        for number, piece in enumerate(pieces):
            yield f"<code>{piece}</code>" if number % 2 else piece
        yield "</p>"


def _operation(path: str, verb: str, operation: Document) -> Iterator[str]:
    yield f"<h2>{escape(operation.get('summary', path))}</h2>"
    yield f'<p><span class="verb">{verb.upper()}</span> <code>{escape(path)}</code></p>'
    yield from _paragraphs(operation.get("description", ""))
    parameters = operation.get("parameters", [])
    if parameters:
        yield _table(
            ("参数", "类型", "必填", "说明"),
            [
                (
                    one["name"],
                    _kind(one["schema"]),
                    "是" if one.get("required") else "",
                    one.get("description") or one["schema"].get("description", ""),
                )
                for one in parameters
            ],
        )
        if verb == "get" and "{" not in path:
            yield _form(path, parameters)
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<p>请求体（<code>{escape(media)}</code>）：{_kind(content['schema'])}</p>"
    yield "<details><summary>回应</summary>"
    yield _table(
        ("状态", "内容", "说明"),
        [
            (status, _content(response), response.get("description", ""))
            for status, response in operation["responses"].items()
        ],
    )
    yield "</details>"


def _content(response: Document) -> str:
    schemas = (one.get("schema", {}) for one in response.get("content", {}).values())
    return " 或 ".join(dict.fromkeys(map(_kind, schemas)))


def _form(path: str, parameters: list[Document]) -> str:
    fields = "".join(
        f'<label for="{escape(path + one["name"])}">{escape(one["name"])}</label>'
        f'<input id="{escape(path + one["name"])}" name="{escape(one["name"])}"'
        f"{' required' if one.get('required') else ''}>"
        for one in parameters
        if one.get("required")
    )
    if not fields:
        return ""
    return f'<form method="get" action="{escape(path)}">{fields}<button>试一试</button></form>'


def _structure(name: str, schema: Document) -> Iterator[str]:
    yield f'<h3 id="{escape(name)}">{escape(name)}</h3>'
    yield from _paragraphs(schema.get("description", ""))
    required = schema.get("required", [])
    yield _table(
        ("字段", "类型", "必有", "说明"),
        [
            (field, _kind(one), "是" if field in required else "", one.get("description", ""))
            for field, one in schema.get("properties", {}).items()
        ],
    )


def _kind(schema: Document) -> str:
    """What a schema allows, in words; HTML."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " 或 ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return "、".join(f"<code>{escape(str(value)) or '（空）'}</code>" for value in values)
    if schema.get("type") == "array":
        return f"列表（{_kind(schema.get('items', {}))}）"
    return _KINDS.get(schema.get("type", ""), "任意")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table; the second column is HTML already, all else is text."""

    def row(cells: tuple[str, ...]) -> str:
        shown = (cell if at == 1 else escape(cell) for at, cell in enumerate(cells))
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in shown) + "</tr>"

    heading = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    return f"<table><tr>{heading}</tr>{''.join(map(row, rows))}</table>"
