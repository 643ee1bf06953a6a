"""What a page of a lower app takes from the glossary."""

import pytest

from glossary.evidence import Evidence
from glossary.templatetags.definitions import evidence_scale

pytestmark = pytest.mark.once


def test_the_scale_goes_from_firm_to_not_assessed():
    assert evidence_scale() == [
        Evidence.WELL_ESTABLISHED,
        Evidence.SUPPORTED,
        Evidence.DEBATED,
        Evidence.THEORETICAL_MODEL,
        Evidence.CLINICAL_CONCEPT,
        Evidence.NOT_ASSESSED,
    ]
