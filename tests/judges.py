"""All judges that a finished Word document must pass, each a function from a path to what it finds, none from kimcore.

``@pytest.mark.parametrize("judge", JUDGES)`` asks them all; ``tests.office.tagged_pdfs`` beforehand, in a fixture, lets
LibreOffice convert all documents in one go.
"""

import pytest

from kimcore.testing.accessibility import accessibility
from tests.known_pdf_faults import new_pdf_faults
from tests.office import audit_findings, sdk_findings
from tests.pages import page_faults, typography

JUDGES = (
    pytest.param(sdk_findings, id="sdk", marks=pytest.mark.sdk),
    pytest.param(audit_findings, id="audit"),
    pytest.param(accessibility, id="accessibility"),
    pytest.param(typography, id="typography"),
    pytest.param(new_pdf_faults, id="pdf-ua", marks=pytest.mark.office),
    pytest.param(page_faults, id="pages", marks=pytest.mark.office),
)
"""Open XML SDK, openxml-audit, kimcore's own rules, German typography, PDF/UA without known faults, pages."""
