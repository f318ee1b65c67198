"""PDF made by LibreOffice: pages, columns, tables over pages, scans. Skips without LibreOffice."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import pytest

from ingest.errors import ReportAssistantError
from ingest.read import read_bytes
from ingest.readers.docx import read_docx
from ingest.readers.pdf import read_pdf
from ingest.report import build_report
from tests.ingest import material
from tests.ingest.readers.convert import converted, needs_libreoffice
from tests.ingest.readers.print_shop import bulletin, with_table

pytestmark = pytest.mark.slow


@needs_libreoffice
def test_two_columns_with_header_and_page_numbers(tmp_path: Path) -> None:
    word = bulletin()
    printed = build_report(read_pdf(converted(word, "docx", "pdf", tmp_path)))
    assert printed.text == build_report(read_docx(word)).text
    assert len(printed.pages) == 2 and printed.page_of(len(printed.text) - 5) == 2
    assert "年鉴" not in printed.text


@needs_libreoffice
def test_a_table_over_two_pages_keeps_its_heads(tmp_path: Path) -> None:
    word = with_table()
    printed = build_report(read_pdf(converted(word, "docx", "pdf", tmp_path)))
    rows = [line for line in printed.text.split("\n") if "行政处罚2023年" in line]
    assert rows == [
        line for line in build_report(read_docx(word)).text.split("\n") if "行政处罚2023年" in line
    ]
    assert rows[44].startswith("45\t") and rows[44].endswith("2023年：144件\t行政处罚2024年：244件")
    assert printed.page_of(printed.text.index(rows[0])) == 1
    assert printed.page_of(printed.text.index(rows[44])) == 2
    assert "共" not in printed.text.split("\n")[-1]
    assert len(printed.figures) == 90 + 2 * 4


def scanned(data: bytes) -> bytes:
    """The pages as pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=2).to_pil().convert("RGB") for page in document]
    held = io.BytesIO()
    pages[0].save(held, format="PDF", save_all=True, append_images=pages[1:], resolution=144)
    document.close()
    return held.getvalue()


@needs_libreoffice
def test_a_scan_is_recognised_or_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = scanned(converted("\n".join(material.lines()[:7]).encode(), "txt", "pdf", tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr("ingest.readers.pdf.recogniser_there", lambda: False)
        with pytest.raises(ReportAssistantError, match="扫描件") as refused:
            read_bytes(data, ".pdf")
        assert "ocr" in refused.value.hint
    if find_spec("rapidocr_onnxruntime") is None:
        pytest.skip("the extra ocr is not installed")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    document = read_bytes(data, ".pdf")
    assert list(home.iterdir()) == []  # the engine leaves nothing and reports to nobody
    assert document.left_out is not None and "识别" in document.left_out
    bare = "".join(document.text.split())
    assert "全年审查合同158份" in bare and "组织专题学法12次" in bare


@needs_libreoffice
@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_cut_file_is_refused_or_read(tmp_path: Path, keep: float) -> None:
    data = converted("\n".join(material.lines()).encode(), "txt", "pdf", tmp_path)
    try:
        document = read_bytes(data[: int(len(data) * keep)], ".pdf")
    except ReportAssistantError as refused:
        assert refused.hint
    else:
        assert document.text.strip()
