"""The page on testing shows files, and the files work."""

import os
import re
import subprocess
import sys

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "testing.md"
EXAMPLES = ROOT / "examples" / "tests"


def test_the_examples_pass():
    """The tests that docs/testing.md shows pass in a run of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(EXAMPLES)]
    env = {**os.environ, "KIMCORE_OOXML_VALIDATOR": ""}  # what is shown there is the suite, not its judges
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=EXAMPLES, env=env)
    assert "4 passed" in done.stdout, done.stdout


def test_every_snippet_is_a_file():
    """The page has no Python of its own, and each piece it shows is there."""
    text = PAGE.read_text(encoding="utf-8")
    assert "```python" not in text
    shown = re.findall(r"```\{literalinclude\} (\S+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(shown) == 6
    for path, options in shown:
        source = (PAGE.parent / path).read_text(encoding="utf-8")
        for mark in re.findall(r"\"(# \[\w+\])\"", options):
            assert source.count(mark) == 1, mark
