"""The admin of articles with their claims, and of practice outlines with their steps."""

from .articles import ArticleAdmin, ClaimAdmin
from .practice import FindingAdmin, PracticeOutlineAdmin, StepAdmin

__all__ = ["ArticleAdmin", "ClaimAdmin", "FindingAdmin", "PracticeOutlineAdmin", "StepAdmin"]
