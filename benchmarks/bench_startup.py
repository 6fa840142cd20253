"""How long a user waits before anything happens: imports and commands, each in a fresh process.

The commands are run without plugins, and then with every package of plugins/ that is installed.

``python benchmarks/bench_startup.py [ROUNDS]`` prints a Markdown table of medians. The rounds go through all lines in
turn, so that a busy moment of the machine hits all of them alike. Python may keep compiled modules, as it does for
whoever installed kimcore, even where ``PYTHONDONTWRITEBYTECODE`` is set.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

PROGRAM = Path(__file__).parent.parent / "examples" / "programs" / "musterstadt.yaml"
BASE = "import attrs, cattrs, pluggy"
LINES: tuple[tuple[str, Sequence[str]], ...] = (
    ("`python -c pass`", ("-c", "pass")),
    (f"`{BASE}`", ("-c", BASE)),
    ("`import kimcore`", ("-c", "import kimcore")),
    ("`kimcore.Kimcore` and `kimcore.Program` in use", ("-c", "import kimcore; kimcore.Kimcore; kimcore.Program")),
    ("`kimcore --help`", ("-m", "kimcore", "--help")),
    ("`kimcore check musterstadt.yaml`", ("-m", "kimcore", "check", str(PROGRAM))),
)
PLUGGED = ", all plugins"
LINES = (*LINES, *((name + PLUGGED, arguments) for name, arguments in LINES if "-m" in arguments))
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT.pop("KIMCORE_PLUGINS", None)


def seconds(name: str, arguments: Sequence[str]) -> float:
    """One run of Python with these arguments, from start to end."""
    environment = ENVIRONMENT if name.endswith(PLUGGED) else {**ENVIRONMENT, "KIMCORE_PLUGINS": ""}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def measure(rounds: int) -> dict[str, float]:
    """The median of each line over a number of rounds, after one round that only warms the disk cache."""
    times: dict[str, list[float]] = {name: [] for name, _ in LINES}
    for number in range(rounds + 1):
        for name, arguments in LINES:
            took = seconds(name, arguments)
            if number:
                times[name].append(took)
    return {name: median(values) for name, values in times.items()}


def main() -> None:
    """Print the table with the goals in its last column."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    found = measure(rounds)
    base = found[f"`{BASE}`"]
    print(f"| fresh process, median of {rounds} | ms | × `{BASE}` | goal |")
    print("|---|---:|---:|---|")
    for name, took in found.items():
        goal = "≤ 1.2 ×" if name == "`import kimcore`" else ""
        if name.endswith(PLUGGED):
            goal = f"{took / found[name.removesuffix(PLUGGED)]:.2f} × without, ≤ 1.3 ×"
        print(f"| {name} | {took * 1000:.0f} | {took / base:.2f} | {goal} |")


if __name__ == "__main__":
    main()
