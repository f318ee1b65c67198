"""Conversions by LibreOffice for tests, apart from those that the readers use."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def converted(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """``data`` of one kind as another, through LibreOffice."""
    program = shutil.which("soffice")
    assert program is not None
    given = folder / f"given.{source}"
    given.write_bytes(data)
    wanted = f"{target}:writer_pdf_Export" if target == "pdf" else target
    reading = ["--infilter=Text (encoded):UTF8"] if source == "txt" else []
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", *reading, "--convert-to", wanted, "--outdir", str(folder / "out")),
            str(given),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / f"given.{target}").read_bytes()
