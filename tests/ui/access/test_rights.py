"""What only administrators may do, tried by a reader: by every way that an administrator has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ui.access.office import Office
from ui.evaluations import FOLDER
from ui.page import build_page

# Functions of the page that change reports or evaluate; the reader's page has none of them.
CHANGING = {
    "_wire_changes.<locals>.save",
    "_wire_changes.<locals>.restore",
    "_wire_changes.<locals>.remove",
    "build_upload_panel.<locals>.take",
    "_wire_runs.<locals>.run",
    "_wire_files.<locals>.take",
}


def names(page: Any) -> set[str]:
    return names_of(page.fns)


def modules(page: Any) -> set[str]:
    return {getattr(one.fn, "__module__", "") for one in page.fns.values()}


def names_of(functions: Any) -> set[str]:
    return {getattr(one.fn, "__qualname__", "") for one in functions.values()}


def test_a_reader_s_page_has_no_such_function(office: Office) -> None:
    account = office.accounts.account("bob")
    assert account is not None
    readers_page = build_page(office.context.for_user(account))
    admins_page = build_page(office.context)
    readers, admins = names(readers_page), names(admins_page)
    assert admins >= CHANGING
    assert readers & CHANGING == set()
    assert not any(one.startswith("ui.evaluation") for one in modules(readers_page))
    assert any(one.startswith("ui.evaluation") for one in modules(admins_page))


def test_a_reader_is_refused_by_http(office: Office, tmp_path: Path) -> None:
    """Every event of the administrator's page, sent by a reader as the administrator's would be."""
    reader = office.visitor("carol")
    page = build_page(office.context)
    before = office.library.reports(latest=True)
    files = sorted(p.relative_to(office.folder) for p in office.folder.rglob("uploads/*"))
    (path,) = reader.upload("新报告.txt", b"2024").json()
    upload = [{"path": path, "meta": {"_type": "gradio.FileData"}}]
    carol = office.accounts.account("carol")
    assert carol is not None
    own = build_page(office.context.for_user(carol)).fns
    for number, one in page.fns.items():
        if getattr(one.fn, "__qualname__", "") in names_of(own):
            continue  # readers may
        data: list[Any] = [
            upload if type(block).__name__ == "File" else before[0].id for block in one.inputs
        ]
        answered = reader.join(number, data, {"act": "verdict", "value": "{}"})
        # A number that a reader's page has too is something else there, which he may do.
        assert answered.status_code == (200 if number in own else 403), number
    assert office.library.reports(latest=True) == before
    assert files == sorted(p.relative_to(office.folder) for p in office.folder.rglob("uploads/*"))
    assert not (office.folder / FOLDER / "runs").exists()
    assert not (office.folder / FOLDER / "testsets").exists()


@pytest.mark.slow
def test_an_administrator_may(office: Office) -> None:
    """The same way leads to the goal for whoever may: the test above would notice."""
    admin = office.visitor("alice")
    page = build_page(office.context)
    take = next(
        n for n, one in page.fns.items()
        if getattr(one.fn, "__qualname__", "") == "build_upload_panel.<locals>.take"
    )  # fmt: skip
    text = "赤松县水利局2022年法治政府建设年度报告\n\n一、主要成效\n\n全年审核合同5份。\n"
    (path,) = admin.upload("水利.txt", text.encode()).json()
    said = admin.call(take, [[{"path": path, "meta": {"_type": "gradio.FileData"}}], False, ""])
    assert "赤松县水利局" in said
    (added,) = (one for one in office.library.reports() if one.unit == "赤松县水利局")
    office.library.remove([added.id])
