"""A time limit for what a plugin does before kimcore can start."""

from collections.abc import Callable
from contextvars import copy_context
from threading import Thread
from typing import Any

from kimcore.errors import PluginError
from kimcore.plugins.info import said

__all__ = ["limited"]


def limited(function: Callable[[], Any], seconds: float | None) -> Any:
    """Call a function of a plugin in a daemon thread and wait for it, but not for ever.

    A thread cannot be stopped: one that never ends stays behind, without a say, until the process ends. Locks of
    modules are Python's, one for each module: only who imports the very module that hangs waits for it.

    Args:
        function: what is called; whatever it raises, even SystemExit, comes back as PluginError.
        seconds: how long to wait; None calls it right here, for what comes with kimcore.

    Raises:
        PluginError: it raised something or was not done in time.
    """
    if seconds is None:
        return function()
    done: list[tuple[Any, BaseException | None]] = []
    context = copy_context()

    def work() -> None:
        try:
            done.append((context.run(function), None))
        except BaseException as error:  # noqa: BLE001 - Ctrl-C reaches the main thread; here it is the plugin's own
            done.append((None, error))

    thread = Thread(target=work, name="kimcore-plugin", daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise PluginError(f"war nach {seconds:g} Sekunden nicht fertig".replace(".", ","))
    result, error = done[0]
    if error is not None:
        raise PluginError(str(error) if isinstance(error, PluginError) else said(error)) from error
    return result
