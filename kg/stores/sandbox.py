"""What a worker process gives up before it reads anything a stranger sent.

Linux: memory, core dumps, every way to a network or another program, and life beyond its parent.
Elsewhere the kernel offers less: a thread watches for the parent, and SERVICE and LOAD are refused
by `kg.stores.tokens` alone.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
import threading
import time

# Linux: include/uapi/linux/prctl.h, seccomp.h, bpf_common.h
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 1, 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ERRNO | EPERM
# machine → audit architecture, and socket, connect, socketpair, execve, execveat, ptrace,
# io_uring_setup (which could open sockets unseen)
_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41, 42, 53, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 221, 281, 117, 425)),
}
_SOCKETS = 3  # how many of them are about a network; they stand first
_X32 = 0x40000000  # calls of the x32 interface have their own numbers, from here on


def restrict(memory_mb: int, parent: int, *, network: bool = False) -> None:
    """Give up what a worker does not need; `parent` is the process whose end is the worker's.

    With `network` it keeps what a connection to another machine needs.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit(resource.RLIMIT_AS, memory_mb << 20)
        _forbid_calls(libc, network)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    _limit(resource.RLIMIT_CORE, 0)
    if os.getppid() != parent:  # it ended before we could ask to be told
        os._exit(1)


def _limit(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (allowed, allowed))


def _forbid_calls(libc: ctypes.CDLL, network: bool) -> None:
    """Answer EPERM to the calls listed, whatever thread makes them (man 2 seccomp)."""
    if platform.machine() not in _CALLS:
        return
    architecture, calls = _CALLS[platform.machine()]
    calls = calls[_SOCKETS:] if network else calls
    body = [(_EQUAL, len(calls) - i, 0, number) for i, number in enumerate(calls)]
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, len(body) + 3, architecture),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, len(body) + 1, 0, _X32),
        *body,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    filter_ = Program(len(program), ctypes.cast(code, ctypes.c_void_p))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0) != 0:
        sys.stderr.write("this kernel has no seccomp filter; SERVICE is refused by name only\n")


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
