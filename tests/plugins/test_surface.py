"""What plugins import is documented, is public, and is enough for the seven packages."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from kimcore.late import late

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "plugins.md").read_text("utf-8").partition("## What a plugin imports")[2].partition("\n## ")[0]
DOCUMENTED = {
    name for line in TABLE.splitlines() if line.startswith("| `") for name in re.findall(r"`(.*?)`", line.split("|")[1])
}
PACKAGES = sorted(path.name for path in (ROOT / "plugins").iterdir())


def imports(source):
    """What a module imports from kimcore, as pairs of module and name; None for the module itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_import_what_is_documented(package):
    """The packages import from kimcore what docs/plugins.md lists and its modules name in ``__all__``."""
    folder = Path(str(find_spec(package.replace("-", "_")).origin)).parent
    sources = [path.read_text("utf-8") for path in folder.rglob("*.py")]
    found = {pair for source in sources for pair in imports(source) if re.match(r"kimcore(\.|$)", pair[0])}
    assert found
    assert {
        f"{module}.{name}"
        for module, name in found
        if module not in DOCUMENTED or (name and name not in import_module(module).__all__)
    } == set()


@pytest.mark.parametrize("module", sorted(DOCUMENTED))
def test_what_is_documented_is_there(module):
    """Each documented module has each name that it calls public."""
    there = import_module(module)
    assert all(hasattr(there, name) for name in there.__all__)


def test_late_names():
    """A name is loaded when it is first asked for; one that is none is an AttributeError that names the package."""
    code = "import kimcore.exporters, sys; print('kimcore.exporters.chapters' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"
    assert late("kimcore.render", {"Theme": "theme"})("Theme").__name__ == "Theme"
    with pytest.raises(AttributeError, match=r"module 'kimcore.render' has no attribute 'Gibtsnicht'"):
        late("kimcore.render", {})("Gibtsnicht")
