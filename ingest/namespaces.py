"""Linux's namespaces: a process that has a network with nothing in it and a /tmp of its own.

LibreOffice makes a socket in /tmp, whatever TMPDIR says (sal/osl/unx/pipe.cxx); so its /tmp is made
to be a folder inside the work folder. Namespaces need no privilege where the kernel lets users make
them; where it does not, as in many containers, nothing happens here and other walls must do.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

_NEW_USER, _NEW_NETWORK, _NEW_MOUNTS = 0x10000000, 0x40000000, 0x20000  # CLONE_… of sched.h
_BIND, _RECURSIVE = 4096, 16384  # MS_BIND, MS_REC of sys/mount.h
SHARED: Final = Path("/tmp")


def leave(work: Path, needed: Iterable[str]) -> bool:
    """Moves into namespaces of this process's own, in which not even loopback is up.

    Args:
        work: the work folder; it keeps its path, be it inside /tmp or not.
        needed: what must stay readable; if some of it lies in /tmp, that stays the common one.

    Returns:
        Whether /tmp is now a folder inside ``work``.
    """
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    user, group = os.getuid(), os.getgid()
    mounts = unshare(_NEW_USER | _NEW_NETWORK | _NEW_MOUNTS) == 0
    if not mounts and unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    with suppress(
        OSError
    ):  # the same names inside, so that the work folder's owner stays who it was
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    hidden = any(Path(place).is_relative_to(SHARED) for place in needed)
    return mounts and not hidden and _own_tmp(work)


def _own_tmp(work: Path) -> bool:
    """Puts a folder of ``work`` in the place of /tmp, and ``work`` back to where it was in it."""
    folder = Path(os.path.realpath(work))
    inside = folder / "tmp"
    try:
        inside.mkdir(exist_ok=True)
        if folder.is_relative_to(SHARED):
            again = inside / folder.relative_to(SHARED)
            again.mkdir(parents=True, exist_ok=True)
            _bind(folder, again)
        _bind(inside, SHARED)
    except OSError:
        return False
    return True


def _bind(source: Path, target: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.mount(
        os.fsencode(source), os.fsencode(target), None, ctypes.c_ulong(_BIND | _RECURSIVE), None
    )
    if done != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
