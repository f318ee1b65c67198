"""What the process that parses may do; it is set once, before it sees the first byte of a file.

Guaranteed on Linux, for this process and whatever it starts: at most ``MEMORY`` bytes more memory
of its own than at the start, files of at most ``MAX_FILE`` bytes, no core dump; where the kernel
lets a user make namespaces, a network of its own with nothing in it and a /tmp inside the work
folder; where it has Landlock (from 5.13 on), nothing read but programs, libraries and the work
folder, nothing written but the work folder (without namespaces also LibreOffice's socket in /tmp),
no TCP (from 6.7 on). Guaranteed everywhere, for Python code alone and by audit events (PEP 578): it
opens no socket, writes nowhere but into its work folder and starts nothing but LibreOffice; on
Linux it reads nothing else either. The last wall holds against a parser that does what a file tells
it, the others against smuggled machine code too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest import landlock, namespaces

# Private writable memory (RLIMIT_DATA): with the interpreter and its libraries below 1 GiB. Address
# space is no measure: the engine of text recognition reserves twice what it uses.
MEMORY = 832 * 1024 * 1024
MAX_ADDRESSES = 4 * 1024 * 1024 * 1024
MAX_FILE = 256 * 1024 * 1024
MAX_OPEN_FILES = 256

_PROGRAMS = frozenset({"soffice", "soffice.bin", "soffice.exe", "soffice.com", "libreoffice"})
_READABLE = (
    "/usr /lib /lib64 /opt /proc /sys /dev/null /dev/urandom /etc/fonts /etc/mime.types "
    "/etc/localtime /etc/ld.so.cache /etc/libreoffice /var/lib/libreoffice "
    "/var/spool/libreoffice /var/cache/fontconfig"
).split()
# Audit events by the places of the paths in their arguments; all change the file system.
_CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.mkdir": (0,),
    "os.rmdir": (0,),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
}
_FORBIDDEN = ("socket.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.", "ftplib.")
_FORBIDDEN_TOO = frozenset({"os.system", "urllib.Request", "os.startfile", "webbrowser.open"})
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def own_memory() -> int:
    """Bytes of private writable memory of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def confine(work: Path) -> None:
    """Gives up, for good, what parsing does not need.

    Args:
        work: the only folder that may be written to.
    """
    own_tmp = namespaces.leave(work, _readable())
    landlock.restrict(_rights(work, own_tmp=own_tmp))
    _set_limits()
    sys.addaudithook(_guard(work))


def allow_seconds(seconds: float) -> None:
    """Lets the system end this process after so much more processor time.

    A second wall: the program that asked has a clock of its own, but may have died.
    """
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _set_limits() -> None:
    if sys.platform == "win32":
        return
    import resource

    def lower(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, MAX_FILE)
    lower(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    used = own_memory()
    if used:  # macOS tells no size and ignores the limits
        lower(resource.RLIMIT_DATA, used + MEMORY)
        lower(resource.RLIMIT_AS, MAX_ADDRESSES)


def _readable() -> tuple[str, ...]:
    """Where the interpreter, its libraries and LibreOffice lie."""
    places = (sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, *_READABLE)
    return tuple(os.path.realpath(place) for place in places if place)


def _rights(work: Path, *, own_tmp: bool) -> dict[str, int]:
    rights = dict.fromkeys(_readable(), landlock.READ)
    rights |= {os.devnull: landlock.EVERYTHING, str(work): landlock.EVERYTHING}
    # LibreOffice makes a socket there whatever it is told, does not start without it, and takes it
    # away when it ends.
    socket = landlock.MAKE_SOCKET | landlock.REMOVE_FILE
    shared = str(namespaces.SHARED)
    rights[shared] = landlock.EVERYTHING if own_tmp else rights.get(shared, 0) | socket
    return rights


def _guard(work: Path) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that refuses what no parser has to do."""
    writable = (os.path.realpath(work), os.path.realpath(os.devnull))
    readable = (*writable, *_readable())

    def inside(path: Any, places: tuple[str, ...]) -> bool:
        if isinstance(path, int):  # a descriptor that is open already
            return True
        try:
            real = os.path.realpath(os.fsdecode(path))
        except (TypeError, ValueError):
            return False
        return any(real == place or real.startswith(place + os.sep) for place in places)

    def may_open(path: Any, mode: Any, flags: Any) -> bool:
        writes = isinstance(flags, int) and flags & _WRITE_FLAGS
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            return inside(path, writable)
        return sys.platform != "linux" or inside(path, readable)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            if not may_open(*arguments):
                raise PermissionError(f"a parser may not open {arguments[0]!r}")
        elif event in _CHANGES:
            if not all(inside(arguments[place], writable) for place in _CHANGES[event]):
                raise PermissionError(f"a parser may not do {event}")
        elif event == "subprocess.Popen":
            if Path(os.fsdecode(arguments[0])).name not in _PROGRAMS:
                raise PermissionError("a parser may start nothing but LibreOffice")
        elif event.startswith(_FORBIDDEN) or event in _FORBIDDEN_TOO:
            raise PermissionError(f"a parser may not do {event}")

    return hook
