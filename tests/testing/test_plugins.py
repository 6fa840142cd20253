"""The conformance suites of renderers and of whole plugins."""

import pytest

from kimcore.render.excel import ExcelRenderer
from kimcore.render.word import WordRenderer
from kimcore.testing import check_renderer


@pytest.mark.parametrize("renderer", [ExcelRenderer, WordRenderer])
def test_own_renderers_pass(renderer):
    """kimcore's own renderers keep every promise."""
    check_renderer(renderer)
