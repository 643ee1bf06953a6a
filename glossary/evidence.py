"""How firm a concept is, as this site uses it; shown as a word and a shape."""

from __future__ import annotations

from django.db import models


class Evidence(models.TextChoices):
    WELL_ESTABLISHED = "well-established", "Well established"
    SUPPORTED = "supported", "Supported"
    DEBATED = "debated", "Debated"
    THEORETICAL_MODEL = "theoretical-model", "Theoretical model"
    CLINICAL_CONCEPT = "clinical-concept", "Clinical concept"
    NOT_ASSESSED = "not-yet-assessed", "Not yet assessed"

    @property
    def meaning(self) -> str:
        return {
            Evidence.WELL_ESTABLISHED: "Broad agreement and repeated findings; textbook knowledge.",
            Evidence.SUPPORTED: "Several good studies point the same way; limits remain.",
            Evidence.DEBATED: "Serious researchers disagree, or a popular claim goes beyond the findings.",
            Evidence.THEORETICAL_MODEL: "A way of organizing ideas; useful or not, and hard to test directly.",
            Evidence.CLINICAL_CONCEPT: "Comes from therapy practice; parts may be studied under other names.",
            Evidence.NOT_ASSESSED: "No editor has rated it so far.",
        }[self]
