"""The conformance suite of kimcore, asked of the whole plugin."""

import kimcore_vorlagen
from kimcore.testing import check_plugin


def test_the_plugin_keeps_what_kimcore_promises():
    """Exporters and commands pass the conformance suite with every program it tries."""
    check_plugin(kimcore_vorlagen)
