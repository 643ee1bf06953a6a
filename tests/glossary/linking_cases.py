"""What is linked and what is not: a text, and the same text with ⟦slug:words⟧ around each link.

Written before the code. The glossary of these cases stands in GLOSSARY; a name that ends in "*" never links by itself.
"""

from typing import NamedTuple

GLOSSARY: dict[str, list[str]] = {
    "implicit-memory": ["Implicit memory", "implicit memories", "nondeclarative memory", "non-declarative memory"],
    "mirror-neurons": ["Mirror neurons", "mirror system", "mirror neuron system"],
    "interpersonal-neurobiology": ["Interpersonal neurobiology", "IPNB"],
    "adverse-childhood-experiences": ["Adverse childhood experiences", "ACE", "childhood adversity"],
    "stress-response": ["Stress response", "HPA axis"],
    "brain-imaging": ["Brain imaging", "fMRI", "PET", "PET scan", "brain scan"],
    "affect": ["Affect*", "emotion*", "feeling*"],
    "affect-regulation": ["Affect regulation", "emotion regulation", "self-regulation"],
    "co-regulation": ["Co-regulation", "coregulation"],
    "emotional-trigger": ["Emotional trigger", "trigger*", "cue*"],
    "window-of-tolerance": ["Window of tolerance", "WOT"],
    "rupture-and-repair": ["Rupture and repair", "alliance rupture"],
    "attachment-theory": ["Attachment theory", "attachment"],
    "attachment-patterns": ["Attachment patterns", "secure attachment"],
    "immediacy": ["Immediacy", "here and now"],
    "self-at-best": ["Self-at-best and self-at-worst", "self at best"],
    "empathy": ["Empathy"],
    "resilience": ["Résilience"],
    "epigenetics": ["Epigenetics"],
    "boundaries": ["Boundaries", "professional boundaries"],
    "hippocampus": ["Hippocampus"],
    "siegels-wheel": ["Siegel’s wheel"],
}


class Case(NamedTuple):
    says: str
    source: str
    expected: str
    about: str = ""


def unlinked(says: str, source: str, about: str = "") -> Case:
    """A text that comes out with the words it went in with and no link."""
    return Case(says, source, source, about)


CASES: list[Case] = [
    # Names as they stand
    Case("a title", "On implicit memory today.", "On ⟦implicit-memory:implicit memory⟧ today."),
    Case("a title at the start", "Implicit memory lasts.", "⟦implicit-memory:Implicit memory⟧ lasts."),
    Case("an alias", "Their nondeclarative memory.", "Their ⟦implicit-memory:nondeclarative memory⟧."),
    Case("a name that is the whole text", "Empathy", "⟦empathy:Empathy⟧"),
    Case("capitals of a heading style", "IMPLICIT MEMORY", "⟦implicit-memory:IMPLICIT MEMORY⟧"),
    Case("mixed case", "imPlicit Memory", "⟦implicit-memory:imPlicit Memory⟧"),
    Case("two terms in a row", "empathy, immediacy", "⟦empathy:empathy⟧, ⟦immediacy:immediacy⟧"),
    Case("inside round brackets", "(empathy)", "(⟦empathy:empathy⟧)"),
    Case("inside quotation marks", "“empathy”", "“⟦empathy:empathy⟧”"),
    Case("before a full stop and a note sign", "empathy.*", "⟦empathy:empathy⟧.*"),
    Case("an accent less than in the glossary", "resilience", "⟦resilience:resilience⟧"),
    Case("an accent as in the glossary", "Résilience", "⟦resilience:Résilience⟧"),
    Case("an accent written as a mark of its own", "Re\u0301silience", "⟦resilience:Re\u0301silience⟧"),
    unlinked("part of a longer word", "empathyless and unempathy"),
    unlinked("words of a name with other words between", "implicit or explicit memory"),
    unlinked("words of a name with a comma between", "implicit, memory"),
    unlinked("words of a name in two sentences", "It is implicit. Memory lasts."),
    unlinked("a word joined by an underscore", "empathy_score"),
    # Spaces, hyphens, quotes, line ends
    Case("a line end between words", "implicit\nmemory", "⟦implicit-memory:implicit memory⟧"),
    Case("several spaces", "implicit   memory", "⟦implicit-memory:implicit memory⟧"),
    Case("a no-break space", "implicit\u00a0memory", "⟦implicit-memory:implicit\u00a0memory⟧"),
    Case("a hyphen where the glossary has a space", "implicit-memory", "⟦implicit-memory:implicit-memory⟧"),
    Case("a space where the glossary has a hyphen", "self regulation", "⟦affect-regulation:self regulation⟧"),
    Case("a no-break hyphen", "co\u2011regulation", "⟦co-regulation:co\u2011regulation⟧"),
    Case("no hyphen, as a variant", "coregulation", "⟦co-regulation:coregulation⟧"),
    Case("a soft hyphen in a word", "em\u00adpathy", "⟦empathy:em\u00adpathy⟧"),
    Case("hyphens throughout", "here-and-now", "⟦immediacy:here-and-now⟧"),
    Case("a straight quote for a curly one", "Siegel's wheel", "⟦siegels-wheel:Siegel's wheel⟧"),
    Case("a curly quote", "Siegel’s wheel", "⟦siegels-wheel:Siegel’s wheel⟧"),
    Case("a dash after a name", "empathy—always", "⟦empathy:empathy⟧—always"),
    Case("a dash with spaces before a name", "always – empathy", "always – ⟦empathy:empathy⟧"),
    unlinked("a name cut out of a hyphenated word at its end", "mirror-neurons-like cells"),
    unlinked("a name cut out of a hyphenated word at its start", "pre-empathy"),
    unlinked("half a hyphenated word", "implicit memory-based work"),
    unlinked("a hyphenated word before a name", "non-implicit memory"),
    unlinked("a hyphen with spaces between words", "implicit - memory"),
    # Plurals and possessives
    Case("a regular plural", "alliance ruptures", "⟦rupture-and-repair:alliance ruptures⟧"),
    Case("a plural in -ies", "attachment theories", "⟦attachment-theory:attachment theories⟧"),
    Case("a plural in -es", "hippocampuses", "⟦hippocampus:hippocampuses⟧"),
    Case("the singular of a plural name", "a mirror neuron", "a ⟦mirror-neurons:mirror neuron⟧"),
    Case("a possessive", "a mirror neuron’s part", "a ⟦mirror-neurons:mirror neuron’s⟧ part"),
    Case("a possessive with a straight quote", "empathy's limits", "⟦empathy:empathy's⟧ limits"),
    Case("a plural's possessive", "mirror neurons’ part", "⟦mirror-neurons:mirror neurons⟧’ part"),
    Case("the plural of the head before “of”", "windows of tolerance", "⟦window-of-tolerance:windows of tolerance⟧"),
    Case("the plural of both heads", "ruptures and repairs", "⟦rupture-and-repair:ruptures and repairs⟧"),
    unlinked("no singular of one word in -ics", "an epigenetic change"),
    unlinked("no singular of one plural word", "a boundary"),
    unlinked("no verb form", "empathied"),
    # Acronyms
    Case("an acronym", "IPNB says", "⟦interpersonal-neurobiology:IPNB⟧ says"),
    unlinked("an acronym in small letters", "ipnb says"),
    unlinked("a word that is an acronym in capitals", "my pet can ace it"),
    unlinked("a word at the start of a sentence", "Pet owners. Ace!"),
    Case("an acronym's plural", "four ACEs", "four ⟦adverse-childhood-experiences:ACEs⟧"),
    Case("an acronym's possessive", "IPNB’s view", "⟦interpersonal-neurobiology:IPNB’s⟧ view"),
    Case("mixed case in an acronym", "by fMRI", "by ⟦brain-imaging:fMRI⟧"),
    unlinked("mixed case, otherwise", "by fmri and FMRI"),
    Case("an acronym within a name", "the HPA axis", "the ⟦stress-response:HPA axis⟧"),
    unlinked("an acronym within a name, in small letters", "the hpa axis"),
    # Which one wins
    Case("the longest name", "mirror neuron system", "⟦mirror-neurons:mirror neuron system⟧"),
    Case("the longer of two terms", "secure attachment", "⟦attachment-patterns:secure attachment⟧"),
    Case("the first of two that overlap", "secure attachment theory", "⟦attachment-patterns:secure attachment⟧ theory"),
    Case("a shorter name when the longer one ends early", "PET images", "⟦brain-imaging:PET⟧ images"),
    Case("the first in a section only", "empathy and empathy", "⟦empathy:empathy⟧ and empathy"),
    Case(
        "one term by two names once",
        "IPNB, interpersonal neurobiology",
        "⟦interpersonal-neurobiology:IPNB⟧, interpersonal neurobiology",
    ),
    Case(
        "a second time does not free the words inside",
        "secure attachment; secure attachment",
        "⟦attachment-patterns:secure attachment⟧; secure attachment",
    ),
    Case("once over two paragraphs", "empathy\n\nempathy", "⟦empathy:empathy⟧\nempathy"),
    Case("again in the next section", "empathy\n\n## Next\n\nempathy", "⟦empathy:empathy⟧\nNext\n⟦empathy:empathy⟧"),
    Case(
        "again under a smaller heading", "empathy\n\n### Next\n\nempathy", "⟦empathy:empathy⟧\nNext\n⟦empathy:empathy⟧"
    ),
    # The page's own term
    unlinked("the own term", "implicit memory", "glossary.term:implicit-memory"),
    unlinked("words inside the own term's name", "secure attachment", "glossary.term:attachment-patterns"),
    Case(
        "another term on a term's page",
        "empathy and immediacy",
        "empathy and ⟦immediacy:immediacy⟧",
        "glossary.term:empathy",
    ),
    Case("the own term, forced, is no link either", "[[empathy]]", "empathy", "glossary.term:empathy"),
    # Places without links
    Case("a heading", "## Empathy", "Empathy"),
    Case("a link", "[empathy](/a/)", "empathy"),
    Case("code", "`empathy`", "empathy"),
    Case("a block of code", "```\nempathy\n```", "empathy"),
    Case("indented code", "    empathy", "empathy"),
    Case("a quotation", "> empathy", "empathy"),
    Case("a quotation in a list", "- > empathy", "empathy"),
    Case("an image's text", "![empathy](/uploads/a.png)", ""),
    Case("an outside picture that became a link", "![empathy](https://example.org/a.png)", "empathy"),
    Case("an automatic link", "<https://example.org/empathy>", "https://example.org/empathy"),
    Case("the title of an admonition", '!!! note "Empathy"\n    A word.', "Empathy\nA word."),
    Case("the head of a table", "| empathy |\n|---|\n| a |", "empathy\na"),
    Case("the term of a definition list", "empathy\n: a word", "empathy\na word"),
    unlinked("an address that is no link", "See www.example.org/empathy or https://example.org/empathy"),
    unlinked("an address at a mail host", "empathy@example.org and example.empathy"),
    # Places with links
    Case("a list", "- empathy\n- immediacy", "⟦empathy:empathy⟧\n⟦immediacy:immediacy⟧"),
    Case("a cell", "| a |\n|---|\n| empathy |", "a\n⟦empathy:empathy⟧"),
    Case("a definition", "a\n: empathy", "a\n⟦empathy:empathy⟧"),
    Case("a footnote", "a[^1]\n\n[^1]: empathy", "a[1]\n⟦empathy:empathy⟧ ↩︎"),
    Case("an admonition", "!!! note\n    empathy", "Note\n⟦empathy:empathy⟧"),
    Case("emphasis", "*empathy*", "⟦empathy:empathy⟧"),
    Case("a name in emphasis over two words", "**implicit memory**", "⟦implicit-memory:implicit memory⟧"),
    Case("emphasis inside a name", "window *of* tolerance", "⟦window-of-tolerance:window of tolerance⟧"),
    Case("half a name in emphasis stays whole and unlinked", "*implicit* memory", "implicit memory"),
    Case("a word with an emphasised part is one word", "*un*empathy", "unempathy"),
    Case("the next to a note of the author", "empathy [sic]", "⟦empathy:empathy⟧ [sic]"),
    # Words that never link by themselves, and forced or forbidden links
    unlinked("a common word", "a feeling, an emotion, a cue"),
    Case("a common word within a name", "emotion regulation", "⟦affect-regulation:emotion regulation⟧"),
    Case("a common word, forced", "a [[feeling]]", "a ⟦affect:feeling⟧"),
    Case("a common word's plural, forced", "two [[cues]]", "two ⟦emotional-trigger:cues⟧"),
    Case("forced by address", "[[affect-regulation]]", "⟦affect-regulation:affect-regulation⟧"),
    Case("forced in small letters", "[[ipnb]]", "⟦interpersonal-neurobiology:ipnb⟧"),
    Case("forced with a label", "[[implicit memory|what the body knows]]", "⟦implicit-memory:what the body knows⟧"),
    Case("forced a second time", "empathy [[empathy]]", "⟦empathy:empathy⟧ ⟦empathy:empathy⟧"),
    Case("forced first, then not again", "[[empathy]] empathy", "⟦empathy:empathy⟧ empathy"),
    Case("forced in a quotation", "> [[empathy]]", "⟦empathy:empathy⟧"),
    Case("forced over a line end", "[[implicit\nmemory]]", "⟦implicit-memory:implicit memory⟧"),
    Case("forced in a cell with a label", "| a |\n|---|\n| [[empathy\\|heart]] |", "a\n⟦empathy:heart⟧"),
    Case("forced in a heading is only words", "## On [[empathy]]", "On empathy"),
    Case("forced in the words of a link wins over the link", "[on [[empathy]]](/a/)", "[on ⟦empathy:empathy⟧](/a/)"),
    Case("forced in code stays as typed", "`[[empathy]]`", "[[empathy]]"),
    Case("forced, but escaped", "\\[[empathy]]", "[[⟦empathy:empathy⟧]]"),
    Case("unknown stays as typed", "[[nosuchterm]]", "[[nosuchterm]]"),
    Case("unknown with a label stays as typed", "[[nosuchterm|x]]", "[[nosuchterm|x]]"),
    Case("forbidden", "[[!empathy]]", "empathy"),
    Case("forbidden here, linked later", "[[!empathy]] empathy", "empathy ⟦empathy:empathy⟧"),
    Case("forbidden words part a name", "[[!implicit]] memory", "implicit memory"),
    Case("forbidden words of a longer name", "[[!secure attachment]]", "secure attachment"),
    Case("empty brackets stay as typed", "[[]] [[!]] [[|x]]", "[[]] [[!]] [[|x]]"),
]
