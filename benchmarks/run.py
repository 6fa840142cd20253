"""Runs every benchmark in one go and writes the tables to stdout, ready for the README of this folder.

Run: make bench, or python benchmarks/run.py > figures.md
"""

import os
import platform
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = {
    "Start-up": "bench_startup.py",
    "Loading and validating": "bench_load.py",
    "Writing a workbook": "bench_workbook.py",
    "Writing a Word document": "bench_word.py",
}


def main() -> int:
    """Run the scripts one after the other; the worst exit code is the result."""
    print(f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores, {platform.machine()}\n")
    worst = 0
    for title, script in SCRIPTS.items():
        print(f"## {title}\n", flush=True)
        worst = max(worst, subprocess.run([sys.executable, str(FOLDER / script)], check=False).returncode)
        print(flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
