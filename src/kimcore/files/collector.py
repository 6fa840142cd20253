"""A pause for the garbage collector: while a program is loaded, nothing becomes garbage and everything is walked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

__all__ = ["collector_paused"]


class _Pauses:
    """How many loads are under way in this process, and whether the collector ran before the first."""

    lock = Lock()
    running = 0
    was_enabled = False


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from running; it is as before when the last of several threads is done."""
    with _Pauses.lock:
        if _Pauses.running == 0:
            _Pauses.was_enabled = gc.isenabled()
            gc.disable()
        _Pauses.running += 1
    try:
        yield
    finally:
        with _Pauses.lock:
            _Pauses.running -= 1
            if _Pauses.running == 0 and _Pauses.was_enabled:
                _age()
                gc.enable()


def _age() -> None:
    """Count all objects among the old ones: a program stays for long, and walking through it would find no garbage."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
