"""Calls into plugins: an error names plugin, distribution, version and what was called; so does a forbidden change."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kimcore.errors import KimError, PluginError, ProgramChanged
from kimcore.files.reasons import OF_THE_MEDIUM
from kimcore.findings import Finding
from kimcore.plugins.info import PluginInfo, said
from kimcore.plugins.watch import Watch

__all__ = ["calling", "findings_of"]


@contextmanager
def calling(info: PluginInfo, what: str, watch: Watch | None = None) -> Iterator[None]:
    """Wrap a call into a plugin.

    Args:
        info: the plugin.
        what: what is called: a hook, or a method.
        watch: what the plugin may read and must not change.

    Raises:
        KimError: as the plugin raised it.
        PluginError: it raised anything else, even SystemExit.
        ProgramChanged: it changed what it was given; that is put right.
    """
    try:
        yield
    except (KimError, KeyboardInterrupt):
        raise
    except BaseException as error:
        if isinstance(error, OSError) and error.errno in OF_THE_MEDIUM:
            raise  # a full disk is no fault of the plugin; whoever writes the file says so
        raise PluginError(f"{info}: {what}: {said(error)}") from error
    finally:
        changes = watch.changes() if watch is not None and not info.own else ()
        if changes:
            raise ProgramChanged(
                f"{info}: {what} hat das Programm verändert, das es nur lesen darf ({', '.join(changes)}). Es ist "
                f"wiederhergestellt. Das Plugin aktualisieren oder abschalten: KIMCORE_PLUGINS=-{info.name}"
            )


def findings_of(result: Any) -> list[Finding]:
    """What a plugin's check returned, once it is sure that it is findings.

    Raises:
        TypeError: it is something else.
    """
    findings = list(result)
    for finding in findings:
        if not isinstance(finding, Finding):
            raise TypeError(f"{type(finding).__name__} statt Finding")
    return findings
