"""Makes click speak German, whatever language the machine is set to."""

import gettext
import os
import re
import sys
from pathlib import Path

__all__ = ["german_quotes", "speak_german"]

_CATALOGUE = Path(__file__).parent / "locale"
_QUOTED = re.compile(r"(?<!\w)'([^']*)'")


def speak_german() -> None:
    """Bind click's messages to the German catalogue and let no character stop the output.

    click looks its messages up in the default domain at the moment it needs them, so this has to happen before
    the command runs; nothing outside this process is changed.
    """
    os.environ["LANGUAGE"] = "de"
    gettext.bindtextdomain("messages", str(_CATALOGUE))
    gettext.textdomain("messages")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def german_quotes(text: str) -> str:
    """Turn the quotation marks click writes around names into German ones."""
    return _QUOTED.sub("„\\1“", text)
