"""Articles with their claims; practice outlines with their steps."""

from .articles import (
    Article,
    ArticleCitation,
    Author,
    Claim,
    ClaimCitation,
    Listing,
    OtherPublication,
    TermUsage,
)
from .practice import EthicsNote, EvidenceCitation, Example, Finding, PracticeOutline, Step, StepTerm

__all__ = [
    "Article",
    "ArticleCitation",
    "Author",
    "Claim",
    "ClaimCitation",
    "EthicsNote",
    "EvidenceCitation",
    "Example",
    "Finding",
    "Listing",
    "OtherPublication",
    "PracticeOutline",
    "Step",
    "StepTerm",
    "TermUsage",
]
