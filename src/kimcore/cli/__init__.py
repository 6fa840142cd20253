"""The ``kimcore`` command: German messages, exit codes a script can rely on, and nothing loaded before it is used."""

from kimcore.cli.app import main

__all__ = ["main"]
