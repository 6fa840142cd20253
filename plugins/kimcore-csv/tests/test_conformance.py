"""kimcore's own conformance suite."""

import kimcore_csv
from kimcore.testing import check_plugin


def test_the_plugin_keeps_every_promise():
    """What is asked of every plugin: the same bytes, German numbers, nothing personal, no network, no traceback."""
    check_plugin(kimcore_csv)
