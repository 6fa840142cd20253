"""Blocks: neutral content that can be walked again."""

import pytest

from kimcore.blocks import Column, Row, RowRole, Table

COLUMNS = (Column(id="a", title="A"),)


def test_rows_can_be_walked_again():
    """A table takes a sequence or a sized view; every walk gives the same rows."""
    table = Table(id="t", columns=COLUMNS, rows=(("x",), Row(("y",), RowRole.TOTAL)))
    assert list(table.normalised()) == [Row(("x",)), Row(("y",), RowRole.TOTAL)]
    assert list(table.normalised()) == list(table.normalised())


@pytest.mark.parametrize("rows", [(("x",) for _ in range(3)), iter([("x",)])])
def test_generators_are_refused(rows):
    """A generator can be walked only once and is refused in German."""
    with pytest.raises(TypeError, match="Tabellenzeilen müssen sich mehrfach durchlaufen lassen"):
        Table(id="t", columns=COLUMNS, rows=rows)
