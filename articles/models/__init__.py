"""Articles with their claims; practice outlines with their steps."""

from .articles import (
    Article,
    ArticleCitation,
    ArticleRevision,
    Author,
    Listing,
    OtherPublication,
    TermUsage,
)
from .claims import Claim, ClaimCitation
from .edition import Edition
from .practice import EthicsNote, PracticeOutline, Step
from .step_parts import EvidenceCitation, Example, Finding, StepTerm

__all__ = [
    "Article",
    "ArticleCitation",
    "ArticleRevision",
    "Author",
    "Claim",
    "ClaimCitation",
    "Edition",
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
