"""The one XML parser: every part of every office format goes through here.

Threats (Billion Laughs, external entities, XML of any depth) and how each is closed: the bytes are
decoded here, so that what is checked is what is parsed; a document type with an internal subset,
the only place entities come from, is refused and any other is cut out; the parser itself loads no
DTD, opens no network and keeps libxml2's own limits (depth, 10 MB a text).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ingest.errors import ReportAssistantError

if TYPE_CHECKING:
    from lxml import etree

MAX_BYTES = 64 * 1024 * 1024
MAX_TAGS = 1_000_000  # opening and closing; a report of 100 pages full of tables has 200,000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16: it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Encodings in which markup is ASCII; not UTF-7 and its like, which hide it.
_KNOWN = frozenset("utf-8 ascii gb2312 gbk gb18030 big5 big5hkscs iso8859-1 cp1252".split())
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,400}\?>")
_BEFORE_DOCTYPE = re.compile(r"(?:\s|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:"[^"]*"|'[^']*'|[^"'\[>])*([\[>])""", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse_xml(data: bytes) -> etree._Element:
    """The root element of an XML document; comments and processing instructions are left out.

    Control characters that XML forbids are dropped: some writers leave them in.

    Raises:
        ReportAssistantError: not well-formed, too large, or with entities of its own.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise _refused(f"XML 过大({len(data) // 2**20} MiB，上限 {MAX_BYTES // 2**20} MiB)")
    text = _NOT_XML.sub("", _decoded(data))  # first: <!DOC\x01TYPE must not slip through
    text = _without_doctype(_DECLARATION.sub("", text, count=1))
    if text.count("<") > MAX_TAGS:
        raise _refused(f"XML 的标签超过 {MAX_TAGS} 个")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise _refused(f"XML 不合规范({error.msg})") from error


def _decoded(data: bytes) -> str:
    name = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if name is None:
        declared = _DECLARED.match(data[:400])
        name = declared.group(1).decode("ascii") if declared else "utf-8"
        try:
            name = codecs.lookup(name).name
        except LookupError:
            name = ""
        if name not in _KNOWN:
            raise _refused("XML 的编码声明不认识，应为 UTF-8、UTF-16 或 GB18030")
        # GB18030 holds GBK, which holds GB2312; writers declare the smaller and use the larger.
        name = "gb18030" if name in {"gb2312", "gbk"} else name
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refused(f"XML 的内容与其编码 {name} 不符") from error


def _without_doctype(text: str) -> str:
    before = _BEFORE_DOCTYPE.match(text)
    start = before.end() if before else 0
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return text
    doctype = _DOCTYPE.match(text, start)
    if doctype is None or doctype.group(1) == "[":
        raise _refused("XML 自带文档类型定义(DTD)，可能用于攻击，已拒绝")
    return text[:start] + text[doctype.end() :]


def _refused(message: str) -> ReportAssistantError:
    return ReportAssistantError(message, hint="请用 Word、WPS 等重新保存该文件")
