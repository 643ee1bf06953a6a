"""Terms, the names they go by, and how they relate."""

from glossary.folding import FoldedText  # the first migration knows it by this name

from .term_parts import TermCitation, TermRevision
from .terms import Name, RelatedTerm, Relation, Term, citations_follow

__all__ = ["FoldedText", "Name", "RelatedTerm", "Relation", "Term", "TermCitation", "TermRevision", "citations_follow"]
