"""Hostile files, a model that loads in no time, and what a program did as the kernel saw it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "%network,execve,open,openat,openat2,creat,mkdir,mkdirat,rmdir,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,unlink,unlinkat,truncate,mknod,mknodat,chmod,fchmodat,chown"
)


def unpack_samples(corpora: Path, target: Path) -> Path:
    """The archive of malformed and hostile files; a test's own and trusted, so simply unpacked."""
    with tarfile.open(corpora / "corpora" / "hostile" / "files.tar.xz") as archive:
        archive.extractall(target, filter="data")
    return target


def make_attacks(corpora: Path, target: Path) -> Path:
    """What the attack script makes, its big files included."""
    script = corpora / "corpora" / "hostile" / "gen_attacks.py"
    subprocess.run(
        [sys.executable, str(script), str(target), "--big"],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return target


def make_model(folder: Path) -> Path:
    """A real embedding model without a network inside: a random vector for each character.

    Passages that share characters are near each other, and it costs nothing: what is tortured is
    the reading of files.
    """
    import numpy as np
    from tokenizers import Tokenizer, models, pre_tokenizers

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import StaticEmbedding

    characters = [chr(code) for code in (*range(0x20, 0x7F), *range(0x4E00, 0xA000))]
    vocabulary = {"[UNK]": 0} | {c: number for number, c in enumerate(characters, start=1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(1).standard_normal((len(vocabulary), 32)).astype(np.float32)
    modules = [StaticEmbedding(tokenizer, embedding_weights=weights)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))
    return folder


class PeakMemory:
    """Watches the resident memory of a process and of all in its session.

    Attributes:
        bytes: the most seen since the last ``reset``; 0 where the system does not tell.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.session: int | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def reset(self) -> None:
        self.bytes = 0

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            if self.session is not None:
                self.bytes = max(self.bytes, resident(self.session))


def resident(session: int) -> int:
    """Bytes of resident memory of all processes of a session, from ``/proc``."""
    total = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text("utf-8", "replace").rpartition(") ")[2].split()
            if int(fields[3]) == session:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError, IndexError):
            continue  # it ended while we looked
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What strace saw of a program and all that it started.

    Attributes:
        network: calls that name an internet address.
        written: paths changed, made or opened for writing, by process.
        opened: paths opened for reading, by process.
        started: programs started, by process.
    """

    network: list[str] = field(default_factory=list)
    written: list[tuple[int, str]] = field(default_factory=list)
    opened: list[tuple[int, str]] = field(default_factory=list)
    started: list[tuple[int, str]] = field(default_factory=list)


_LINE = re.compile(r"^(\d+)\s+(\w+)\((.*)\)\s+= (-?\d+|\?)(.*)$")
_RESUMED = re.compile(r"^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$")
_UNFINISHED = re.compile(r"^(\d+)\s+(.*) <unfinished \.\.\.>$")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_REAL = re.compile(r"^<(/[^>]*)>")
_FOLDER = re.compile(r"AT_FDCWD<([^>]*)>|\d+<([^>]*)>")


def _whole_lines(log: Path) -> Iterator[str]:
    """Lines of the log, those that another process interrupted put together again."""
    begun: dict[str, str] = {}
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if found := _UNFINISHED.match(line):
                begun[found[1]] = line[: -len(" <unfinished ...>")]
            elif found := _RESUMED.match(line):
                yield begun.pop(found[1], f"{found[1]} {found[2]}(") + found[3]
            else:
                yield line


def _paths(arguments: str) -> list[str]:
    """The paths that a call names, absolute where the trace tells the folder."""
    named = []
    for found in _STRING.finditer(arguments):
        path = found[1].encode("latin-1", "replace").decode("unicode_escape", "replace")
        before = _FOLDER.findall(arguments[: found.start()])
        folder = "".join(before[-1]) if before else ""
        named.append(os.path.normpath(os.path.join(folder, path)))  # noqa: PTH118
    return named


def read_trace(log: Path) -> Seen:
    """What the file that ``strace -f -y -o`` wrote says; calls that failed left nothing."""
    seen = Seen()
    for line in _whole_lines(log):
        found = _LINE.match(line)
        if found is None:
            continue
        process, call, arguments, result = int(found[1]), found[2], found[3], found[4]
        if "sin_addr" in arguments or "sin6_addr" in arguments or "inet_pton" in arguments:
            seen.network.append(line[:200])  # also when it failed: nobody has to try
        elif result.startswith("-") or result == "?":
            continue
        elif call == "execve":
            seen.started.append((process, (_paths(arguments) or [""])[0]))
        elif call in ("open", "openat", "openat2"):
            if "O_PATH" in arguments:  # names a place without reading it
                continue
            target = seen.written if _WRITING.search(arguments) else seen.opened
            real = _REAL.match(found[5])  # links followed, as the kernel did
            target.append((process, real[1] if real else _paths(arguments)[0]))
        elif _STRING.search(arguments) and not call.startswith(("recv", "send", "connect", "bind")):
            seen.written.extend((process, path) for path in _paths(arguments))
    return seen


def traced(log: Path) -> list[str]:
    """The words before a command that make strace follow it."""
    return ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", str(log)]
