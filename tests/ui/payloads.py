"""Text that would come alive where a page forgot to escape it; every target leads nowhere."""

from __future__ import annotations

from html.parser import HTMLParser

PAYLOADS = (
    "<img src=http://outside.test/a.png onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'><iframe src=http://outside.test></iframe>",
    "![图](http://outside.test/b.png)",
    "[链](javascript:alert(1))",
    "</textarea></script><div style=position:fixed;inset:0>遮住</div>",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} `x`",
    "<style>body{display:none}</style>",
    "\u202egnp.exe<b>粗</b>",
)
HOSTILE = " ".join(PAYLOADS)
ALLOWED = frozenset(
    "article aside b blockquote button caption circle dd details div dl dt figcaption figure h2 h3"
    " header i input label li line mark nav ol p polyline progress section small span strong"
    " summary svg table tbody td text textarea tfoot th thead title tr ul".split()
)


class _Alive(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.found.append(tag)
        self.found += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name.startswith("on")
            or name in ("src", "srcset", "action", "formaction", "xlink:href")
            or (name == "href" and not (value or "").startswith("#"))
            or (name == "style" and not (value or "").startswith(("width:", "left:")))
        ]


def alive(html: str) -> list[str]:
    """Elements and attributes of ``html`` that none of our own functions writes."""
    parser = _Alive()
    parser.feed(html)
    return parser.found
