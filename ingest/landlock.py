"""Linux's Landlock: a process gives up, for itself and all it starts, most of the file system.

Source: Documentation/userspace-api/landlock.rst of the kernel (from 5.13 on; TCP from 6.7 on).
Needs no privilege. Called by number because neither Python nor the C library has a wrapper.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Mapping
from typing import Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_SOCKET: Final = 1 << 9
READ: Final = EXECUTE | READ_FILE | READ_DIR
_FIRST: Final = (1 << 13) - 1  # rights of version 1
_LATER: Final = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # refer, truncate, device controls
_OF_FILES: Final = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15
EVERYTHING: Final = (1 << 16) - 1
_TCP: Final = 0b11  # bind, connect; version 4
_SCOPED: Final = 0b11  # abstract sockets and signals to others; version 6


def restrict(rights: Mapping[str, int]) -> bool:
    """Denies this process, for good, all that ``rights`` do not grant, and TCP altogether.

    Args:
        rights: path → what may be done there and below; paths that do not exist are skipped.

    Returns:
        Whether the kernel knows Landlock and keeps to it from now on.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    if version < 1:
        return False
    handled = _FIRST | sum(bit for since, bit in _LATER.items() if version >= since)
    attributes = struct.pack(
        "=QQQ", handled, _TCP if version >= 4 else 0, _SCOPED if version >= 6 else 0
    )[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    if ruleset < 0:
        return False
    try:
        for path, granted in rights.items():
            _grant(libc, ruleset, path, granted & handled)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(libc.syscall(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0)
    finally:
        os.close(ruleset)


def _grant(libc: ctypes.CDLL, ruleset: int, path: str, granted: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        granted = granted if os.path.isdir(path) else granted & _OF_FILES  # noqa: PTH112
        rule = struct.pack("=Qi", granted, place)
        libc.syscall(
            _ADD, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint(0)
        )
    finally:
        os.close(place)
