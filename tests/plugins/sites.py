"""Installs plugins for a test: modules and their metadata in a folder of its own, as pip would leave them."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple


class Said(NamedTuple):
    """What a command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output, which is JSON and nothing else."""
        return json.loads(self.out)


class Site:
    """A folder of installed packages.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []

    def install(self, name: str, source: str, *, package: str = "", version: str = "1.0") -> None:
        """Install a package with one module and its entry point."""
        package = package or f"kimcore-{name}"
        module = package.replace("-", "_")
        (self.folder / f"{module}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        metadata = self.folder / f"{module}-{version}.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", "utf-8")
        (metadata / "entry_points.txt").write_text(f"[kimcore]\n{name} = {module}\n", "utf-8")
        self.names.append(name)

    def run(self, *arguments: str | Path, **variables: str) -> Said:
        """Run kimcore with these plugins and no others, in a process of its own."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "KIMCORE_PLUGINS": ",".join(self.names),
            **variables,
        }
        command = [sys.executable, "-m", "kimcore", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=self.folder, env=environment, check=False
        )
        return Said(done.returncode, done.stdout, " ".join(done.stderr.split()))
