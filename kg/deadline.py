"""A deadline for work in this process, kept by a timer that no change of the clock moves.

Why a reading was cut short need not lie in the article: the machine may have been short of memory
or very busy. Hence what is said of it, and what to do.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TOO_LONG, STOPPED = "ReadingTooLong", "ReadingStopped"  # rules, of findings on a reading cut short
ANEW = "To have it read again, build the folder in which it is set aside."
_AGAIN = 1.0  # seconds after which work that swallowed the interruption is interrupted again


class OverdueError(BaseException):
    """The time is over. Not an `Exception`, so that nothing on the way takes it for its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OverdueError in the body once it has run for `seconds`.

    Where there is no such timer (Windows, a thread that is not the main one) nothing is raised;
    the engine `processes` ends the worker then. Code that never returns to Python is not
    interrupted either.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _interrupt(*_: Any) -> None:
    raise OverdueError
