"""The hardened XML parser takes what offices write and refuses what attacks need."""

from __future__ import annotations

import pytest

from ingest import xml
from ingest.errors import ReportAssistantError
from ingest.xml import parse_xml

DECLARATION = '<?xml version="1.0" encoding="{}"?>'


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("UTF-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-be"),
        ("UTF-16", "utf-16-le"),
        ("GB18030", "gb18030"),
        ("gb2312", "gbk"),  # writers declare the smaller set and use the larger
        ("GBK", "gb18030"),
    ],
)
def test_every_encoding_of_offices(declared: str, written: str) -> None:
    text = DECLARATION.format(declared) + "<r><t>政府朱镕基</t></r>"
    root = parse_xml(text.encode(written))
    assert root.tag == "r" and "".join(root.itertext()) == "政府朱镕基"


def test_comments_and_instructions_are_no_text() -> None:
    root = parse_xml("<?a b?><r>一<!-- 二 -->三<?c d?></r>".encode())
    assert "".join(root.itertext()) == "一三" and len(root) == 0


def test_an_outside_document_type_is_cut_out_and_never_fetched() -> None:
    quoted = b'<!DOCTYPE r PUBLIC "-//a>b//" "http://127.0.0.1:9/x>.dtd"><r>&amp;</r>'
    assert parse_xml(quoted).text == "&"
    assert parse_xml(b'<!-- > --><!DOCTYPE r SYSTEM "file:///etc/passwd"><r>x</r>').text == "x"


ENTITY = '<!ENTITY x SYSTEM "file:///etc/passwd">'
LAUGHS = '<!ENTITY a "哈">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE r [{ENTITY}]><r>&x;</r>",
        f"<!DOCTYPE r [{LAUGHS}]><r>&j;</r>",
        f'<!DOCTYPE r SYSTEM "u" [{ENTITY}]><r>&x;</r>',
        f'<!-- [ --><?p [?>\n<!DOCTYPE r PUBLIC "[" "]" [{ENTITY}]><r>&x;</r>',
        f"<!doctype r [{ENTITY}]><r>&x;</r>",
        f"<!DOC\x01TYPE r [{ENTITY}]><r>&x;</r>",
        f"\ufeff<!DOCTYPE r [{ENTITY}]><r>&x;</r>",
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e">%p;]><r/>',
        f"<!DOCTYPE r [{ENTITY}",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_however_they_are_dressed(text: str, encoding: str) -> None:
    with pytest.raises(ReportAssistantError, match=r"DTD|XML"):
        parse_xml(text.encode(encoding))


def test_an_entity_without_definition_is_refused() -> None:
    with pytest.raises(ReportAssistantError, match="不合规范"):
        parse_xml(b"<r>&x;</r>")


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32-be", "cp037", "idna", "rot13"])
def test_encodings_that_hide_markup_are_refused(encoding: str) -> None:
    with pytest.raises(ReportAssistantError, match="XML"):
        parse_xml(DECLARATION.format(encoding).encode() + b"<r/>")


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<r>", b"<r></s>", b"\0" * 50, b"<r>\xff</r>", b"<\0"]
)
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(ReportAssistantError, match="XML"):
        parse_xml(data)


def test_depth_length_and_number_of_tags_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReportAssistantError, match="depth"):
        parse_xml(b"<r>" * 50_000 + b"</r>" * 50_000)
    with pytest.raises(ReportAssistantError, match="too long"):
        parse_xml(b"<r>" + b"x" * 11_000_000 + b"</r>")
    with pytest.raises(ReportAssistantError, match="1000000"):
        parse_xml(b"<r>" + b"<p/>" * 1_000_000 + b"</r>")
    monkeypatch.setattr(xml, "MAX_BYTES", 10)
    with pytest.raises(ReportAssistantError, match="过大"):
        parse_xml(b"<r>xxxxxxxxxxx</r>")


def test_control_characters_that_writers_leave_in_are_dropped() -> None:
    assert parse_xml("<r>政\x01府\x0b令\uffff</r>".encode()).text == "政府令"
