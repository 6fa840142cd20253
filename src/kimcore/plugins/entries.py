"""The entry points of installed plugins, read without importlib.metadata, which alone costs a third of kimcore's help.

It is asked after all where a package may lie elsewhere than unpacked in a folder of ``sys.path``.
"""

import os
import re
import sys
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Entry", "entries"]

GROUP = "kimcore"
"""The group of entry points."""


class Entry(NamedTuple):
    """An entry point, with the name and the version of the package it came with."""

    name: str
    value: str
    distribution: str
    version: str

    @property
    def module(self) -> str:
        """The module that is the plugin, or holds it."""
        return self.value.partition("[")[0].partition(":")[0].strip()

    def load(self) -> Any:
        """Import the plugin."""
        names = self.value.partition("[")[0].partition(":")[2].split(".")
        return reduce(getattr, (name.strip() for name in names if name.strip()), import_module(self.module))


def entries() -> Iterator[Entry]:
    """The entry points of every package on ``sys.path``, as they come; the first of two packages of one name counts."""
    return _in_folders() if _all_in_folders() else _anywhere()


def _all_in_folders() -> bool:
    """Whether no package lies in a zip, or behind a finder of its own besides Python's."""
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    return len(finders) == 1 and not any(map(os.path.isfile, sys.path))


def _anywhere() -> Iterator[Entry]:
    from importlib.metadata import distributions  # noqa: PLC0415 - the costly way

    seen: set[str] = set()
    for package in distributions():
        if package.name not in seen:
            seen.add(package.name)
            for entry in package.entry_points.select(group=GROUP):
                yield Entry(entry.name, entry.value, package.name, package.version)


def _in_folders() -> Iterator[Entry]:
    seen: set[str] = set()
    for folder in sys.path:
        for name in _names(folder or "."):
            package = re.sub(r"[-_.]+", "_", name.partition("-")[0]).lower()
            if package not in seen:
                seen.add(package)
                yield from _of(f"{folder or '.'}/{name}")


def _names(folder: str) -> list[str]:
    """The folders with the metadata of packages."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - of hundreds of names a few count
    except OSError:  # sys.path may name what is not there
        return []
    return [name for name in names if name.endswith((".dist-info", ".egg-info"))]


def _of(metadata: str) -> Iterator[Entry]:
    """The entry points of one package."""
    section, about = "", None
    for line in _lines(f"{metadata}/entry_points.txt"):
        name, equals, value = map(str.strip, line.partition("="))
        if name.startswith("["):
            section = name.strip("[]")
        elif section == GROUP and equals and not name.startswith("#"):
            about = about or _about(metadata)
            yield Entry(name, value, about["Name"], about["Version"])


def _about(metadata: str) -> dict[str, str]:
    """The name and the version of a package."""
    lines = _lines(f"{metadata}/METADATA") or _lines(f"{metadata}/PKG-INFO")
    head = (line.partition(":") for line in takewhile(str.strip, lines))
    return {"Name": Path(metadata).name, "Version": "", **{key: value.strip() for key, _, value in head}}


def _lines(path: str) -> list[str]:
    """The lines of a file; none where there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - of hundreds of files a few are there
            return file.readlines()
    except OSError:
        return []
