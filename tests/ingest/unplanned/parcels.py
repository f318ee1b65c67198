"""ZIP files as they come by mail: names in GBK, archives in archives, what programs leave behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP whose names are GBK bytes, without the flag that says UTF-8, as Chinese Windows writes."""
    held = io.BytesIO()
    names: dict[bytes, bytes] = {}
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files):
            wanted = name.encode("gbk")
            stand_in = f"{number:02d}".ljust(len(wanted), "#")
            names[stand_in.encode()] = wanted
            archive.writestr(stand_in, data)
    made = held.getvalue()
    for stand_in, wanted in names.items():
        made = made.replace(stand_in, wanted)
    return made


def mailed(report: bytes, table: bytes, page: bytes) -> bytes:
    """A parcel with a parcel inside, names in GBK, temporary files of programs beside them."""
    inner = packed(
        [("乡镇上报/青岩镇（定稿）.rtf", report), ("乡镇上报/~$青岩镇.docx", b"x" * 162)]
    )
    return packed(
        [
            ("2024年法治政府建设材料/县直部门/县司法局.html", page),
            ("2024年法治政府建设材料/统计表.csv", table),
            ("2024年法治政府建设材料/乡镇.zip", inner),
            ("2024年法治政府建设材料/Thumbs.db", b"\xd0\xcf\x11\xe0" + b"\0" * 100),
            ("2024年法治政府建设材料/县直部门/说明.jpg", b"\xff\xd8\xff\xe0"),
        ]
    )


def from_another_system(report: bytes, page: bytes) -> bytes:
    """A parcel of a Mac: names in UTF-8, resource forks, the same report twice."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("材料/", b"")
        archive.writestr("材料/报告.docx", report)
        archive.writestr("材料/报告 (1).docx", report)
        archive.writestr("__MACOSX/材料/._报告.docx", b"\x00\x05\x16\x07")
        archive.writestr("材料/.DS_Store", b"\0\0\0\1Bud1")
        archive.writestr("材料/网页.mht", page)
    return held.getvalue()
