"""Standard output holds the result and nothing else, whatever plugins and libraries print meanwhile.

Only the command line may do this, and once: standard output belongs to the process. A library that serves many threads
leaves it alone.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from contextvars import ContextVar
from typing import TextIO

__all__ = ["results", "results_only"]

_STDOUT, _STDERR = 1, 2
_RESULTS: ContextVar[TextIO | None] = ContextVar("results", default=None)


def results() -> TextIO:
    """Where results go: standard output, wherever it is at the moment."""
    return _RESULTS.get() or sys.stdout


@contextmanager
def results_only() -> Iterator[None]:
    """Send all that is printed, from any thread and by other programs, to standard error; ``results()`` stays."""
    if _RESULTS.get() is not None:
        yield
        return
    with _moved(sys.stdout) as stream, redirect_stdout(sys.stderr):
        token = _RESULTS.set(stream)
        try:
            yield
        finally:
            _RESULTS.reset(token)


@contextmanager
def _moved(stdout: TextIO) -> Iterator[TextIO]:
    """Standard output on a descriptor of its own; its usual one leads to standard error.

    A stream that is not the process's own (of a test, a notebook) stays as it is.
    """
    if not (_is_on(stdout, _STDOUT) and _is_on(sys.stderr, _STDERR)):
        yield stdout
        return
    stdout.flush()
    kept = os.dup(_STDOUT)
    try:
        os.dup2(_STDERR, _STDOUT)
        with open(os.dup(kept), "w", encoding=stdout.encoding, errors=stdout.errors) as stream:  # noqa: PTH123 - no path
            yield stream
    finally:
        stdout.flush()
        os.dup2(kept, _STDOUT)
        os.close(kept)


def _is_on(stream: TextIO, number: int) -> bool:
    try:
        return stream.fileno() == number
    except (AttributeError, OSError, ValueError):
        return False
