"""Files that came through the page: kept beside the library, so that their source stays readable.

What is uploaded together lies in one folder, as pages of one site would: two offices may both send
年度报告.docx, and neither may displace the other's.
"""

from __future__ import annotations

import filecmp
import secrets
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from index.types import IngestRecord
from ingest.errors import ReportAssistantError
from ui.text import printable

if TYPE_CHECKING:
    from index.library import Library

UPLOADS = "uploads"
_LONGEST_NAME = 120  # bytes of a file's name; every file system takes 255

Tell = Callable[[int, int, str], None]


def stored_name(name: str) -> str:
    """A file name without folders, control characters or what would hide it."""
    plain = printable(name.replace("\\", "/").rsplit("/", 1)[-1]).replace("\n", " ").lstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    kept = stem.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").strip() or "未命名"
    return f"{kept}{dot}{suffix[:16]}"


def kept_as(folder: Path, name: str) -> list[Path]:
    """The kept files of that name.

    Args:
        folder: of all uploads.
    """
    return [place for place in folder.glob("*/*") if place.name == name]


def keep_upload(folder: Path, batch: str, upload: Path, *, replace: bool) -> Path:
    """Copies an uploaded file to where its source stays, unless the same one is kept already.

    Args:
        folder: of all uploads of the library.
        batch: folder of what was uploaded together.
        upload: the temporary file, named as the user named it.
        replace: it corrects the one kept file of the same name, and takes its place.

    Raises:
        ReportAssistantError: it cannot be copied.
    """
    name = stored_name(upload.name)
    try:
        held = kept_as(folder, name)
        same = next((one for one in held if filecmp.cmp(one, upload, shallow=False)), None)
        if same is not None:
            return same
        place = held[0] if replace and len(held) == 1 else _free_place(folder, batch, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name}.new")
        shutil.copyfile(upload, aside)
        aside.replace(place)
    except OSError as error:
        raise ReportAssistantError(
            f"无法保存上传的文件 {name}（{error.strerror or type(error).__name__}）",
            hint="请检查资料库所在磁盘的空间和权限后重试",
        ) from error
    return place


def _free_place(folder: Path, batch: str, name: str) -> Path:
    """Where no other file of the same name lies."""
    batches = chain((batch,), (f"{batch}-{number}" for number in count(2)))
    return next(place for one in batches if not (place := folder / one / name).exists())


def take_uploads(
    library: Library,
    folder: Path,
    uploads: Sequence[Path],
    tell: Tell,
    *,
    replace: bool,
    collection: str | None = None,
) -> list[IngestRecord]:
    """Keeps uploaded files and adds them to the library; a record for every file.

    Args:
        folder: of the library.
        tell: told (files done, files in all, the file that begins).
        replace: see ``keep_upload``.
        collection: see ``Library.ingest``.

    Raises:
        ReportAssistantError: a file cannot be kept, or another process is writing.
    """
    batch = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    kept = [keep_upload(folder / UPLOADS, batch, one, replace=replace) for one in uploads]
    records = library.ingest(kept, on_progress=tell, collection=collection)
    refused = {record.source for record in records if record.outcome == "rejected"}
    for path in kept:
        if path.name in refused:
            drop_upload(folder, path)
    return records


def is_upload(folder: Path, origin: Path) -> bool:
    """Whether a report's file is one that this library keeps.

    Args:
        folder: of the library.
    """
    return (folder / UPLOADS).resolve() in origin.resolve().parents


def drop_upload(folder: Path, origin: Path) -> None:
    """Deletes a kept file that no report needs any longer; files from elsewhere are not touched."""
    uploads = (folder / UPLOADS).resolve()
    try:
        place = origin.resolve()
        if is_upload(folder, origin) and place.is_file():
            place.unlink()
            if place.parent != uploads and not any(place.parent.iterdir()):
                place.parent.rmdir()
    except OSError:  # it only takes space
        return
