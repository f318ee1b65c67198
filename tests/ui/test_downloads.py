"""What can be taken away is whole, the reader's own, and the very file that was read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.answer import Assistant
from index.library import Library
from tests.fakes import HashEmbedder
from tests.ui.access.known import known
from ui.chat import Chat
from ui.context import PageContext
from ui.conversations import Conversations
from ui.downloads import download_routes, file_name, original_address
from ui.users import LOCAL_USER

QUESTION = "2024年各单位审核合同各多少份？"


@pytest.fixture
def client(context: PageContext) -> TestClient:
    return TestClient(known(Starlette(routes=download_routes(context))))


@pytest.fixture
def conversation(context: PageContext) -> str:
    list(Chat.over(context).asked(LOCAL_USER, "", QUESTION))
    return Conversations(context.library_folder).entries(LOCAL_USER)[0].id


def test_an_answer_comes_as_word_excel_and_markdown(client: TestClient, conversation: str) -> None:
    word = client.get(f"/download/answer/{conversation}/0.docx")
    assert (
        quote("2024年各单位审核合同各多少份？.docx", safe="") in word.headers["content-disposition"]
    )
    document = Document(io.BytesIO(word.content))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any("119件" in cell for cell in cells)
    excel = client.get(f"/download/answer/{conversation}/0.xlsx")
    values = [
        str(value)
        for sheet in load_workbook(io.BytesIO(excel.content))
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]
    assert any("桐湾县人民政府" in value for value in values)
    markdown = client.get(f"/download/answer/{conversation}/0.md").content.decode("utf-8")
    assert "119件" in markdown
    for answer in (word, excel):
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["1.docx", "0.exe", "0", "x.docx", ".docx", "0.docx%00"])
def test_what_is_not_there_is_not_found(client: TestClient, conversation: str, name: str) -> None:
    assert client.get(f"/download/answer/{conversation}/{name}").status_code == 404
    assert client.get(f"/download/answer/{conversation[:-1]}x/0.docx").status_code == 404


def test_the_answers_of_others_are_not_found(context: PageContext, client: TestClient) -> None:
    list(Chat.over(context).asked("另一人", "", QUESTION))
    (entry,) = Conversations(context.library_folder).entries("另一人")
    assert client.get(f"/download/answer/{entry.id}/0.docx").status_code == 404


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[PageContext, Path]]:
    """A library of one file that the test may change."""
    file = tmp_path / "报告 一.txt"
    file.write_text("某局2024年法治政府建设年度报告\n全年审核合同12件。\n", encoding="utf-8")
    with Library.open(tmp_path / "library", embedder=HashEmbedder()) as library:
        library.ingest([file])
        yield (
            PageContext(assistant=Assistant(library), library=library, library_folder=tmp_path),
            file,
        )


def test_the_original_is_the_file_that_was_read(own: tuple[PageContext, Path]) -> None:
    context, file = own
    (entry,) = context.library.reports()
    address = original_address(context.library, entry.id, 3)
    assert address == f"download/original/{entry.id}"  # a page leads somewhere in a PDF only
    client = TestClient(known(Starlette(routes=download_routes(context))))
    got = client.get(f"/{address}")
    assert got.content == file.read_bytes()
    assert got.headers["content-disposition"].startswith("attachment")
    assert quote("报告 一.txt") in got.headers["content-disposition"]
    file.write_text("换了内容，长度也不同", encoding="utf-8")
    assert client.get(f"/{address}").status_code == 404
    file.unlink()
    assert original_address(context.library, entry.id, None) is None
    assert client.get(f"/{address}").status_code == 404
    assert client.get("/download/original/0000000000000000").status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("各单位审核合同多少份？", "各单位审核合同多少份？.docx"),
        ('a/b\\c:d*e?f"g<h>i|j\nk', "a b c d e f g h i j k.docx"),
        ("...", "回答.docx"),
        ("长" * 90, "长" * 40 + ".docx"),
    ],
)
def test_file_names_fit_every_system(title: str, name: str) -> None:
    assert file_name(title, ".docx") == name
