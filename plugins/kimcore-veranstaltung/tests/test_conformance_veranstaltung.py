"""The plugin keeps what every plugin promises."""

from pathlib import Path

import kimcore_veranstaltung
from kimcore import Kimcore
from kimcore.testing import check_plugin

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_the_conformance_suite():
    """Everything the plugin brings passes kimcore's suite, with the samples of kimcore and with its own examples."""
    kim = Kimcore(plugins=(kimcore_veranstaltung,))
    check_plugin(kimcore_veranstaltung, programs=[kim.load(path) for path in sorted(EXAMPLES.glob("*.yaml"))])
