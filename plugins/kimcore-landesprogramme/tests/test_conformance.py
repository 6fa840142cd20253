"""What kimcore promises of every plugin holds for this package, with its own examples."""

import pytest

import kimcore_landesprogramme
from kimcore.exporters.finanzierungsplan import FinanzierungsplanExporter
from kimcore.exporters.foerderantrag import FoerderantragExporter
from kimcore.testing import check_exporter, check_plugin

VWV, BIR = "vwv-integrationsbeauftragte", "bir-bayern"


def test_the_package_keeps_every_promise(program):
    """Hooks, rule sets and data are sound."""
    check_plugin(kimcore_landesprogramme, programs=(program(VWV), program(BIR)))


@pytest.mark.parametrize("exporter", [FoerderantragExporter, FinanzierungsplanExporter])
def test_kimcores_own_documents_keep_theirs_for_these_programmes(program, exporter):
    """Deterministic, accessible, sums reconcile: also where another Land funds."""
    check_exporter(exporter, plugins=(kimcore_landesprogramme,), programs=(program(VWV), program(BIR)))
