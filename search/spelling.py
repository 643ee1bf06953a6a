"""One spelling for words that British and American English write differently.

The rules need not give a right spelling, only the same one for both: texts and queries pass through them alike.
They are the regular differences that dictionaries of both name (-our/-or, -ise/-ize, -re/-er, ae/e, doubled l …).
"""

from __future__ import annotations

import re

_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[a-z]{2})our(?=(s|ed|ing|al|ally|able|ably|ful|less|ly|hoods?|ists?|ites?|ism|ers?)?$)", "or"),
        (r"^practis(?=e|i)", "practic"),
        # To "s", not to "z": "supervise" and "supervision" must keep one stem.
        (r"(?<=[a-z]{3})iz(?=(e|es|ed|er|ers|ing|ation|ations|ational|able)$)", "is"),
        (r"(?<=[a-z]{2})yz(?=(e|es|ed|er|ers|ing)$)", "ys"),
        (r"(?<=[bt])re(?=s?$)|(?<=uv)re(?=s?$)", "er"),
        (r"(?<=[bt])red$", "ered"),
        (r"ogue(?=s?$)", "og"),
        (r"ae(?=[a-z])", "e"),
        (r"^oe(?=[a-z])", "e"),
        (r"(?<=rrh)oe|(?<=^f)oe(?=t)|(?<=m)oe(?=b)|(?<=om)oe(?=o)|(?<=an)oe(?=uv)", "e"),
        (r"(?<=[a-z]{3}[aeiou])ll(?=(ed|ing|er|ers|or|ors)$)", "l"),
        (r"(?<=[a-z])illful|(?<=^w)illful", "ilful"),
        (r"(?<=fulfi)ll|(?<=^enro)ll", "l"),
        (r"(?<=insta)ll(?=ment)", "l"),
        (r"(?<=^def|^off|^lic)enc(?=e|es|ed|ing)|(?<=^pret)enc(?=e)", "ens"),
        (r"(?<=gram)me(?=s?$)", ""),
        (r"(?<=dg)e(?=ment)", ""),
        (r"(?<=^ag)e(?=ing)", ""),
        (r"^grey", "gray"),
        (r"^sceptic", "skeptic"),
        (r"^enquir", "inquir"),
        (r"(?<=^m)ou(?=ld)|(?<=^sm)ou(?=lder)", "o"),
        (r"(?<=^learn)t$|(?<=^burn)t$|(?<=^dream)t$", "ed"),
        (r"(?<=ward)s$", ""),
    )
]


_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _RULES))


def one_spelling(word: str) -> str:
    """The spelling that stands for all of a folded word's."""
    if _ANY.search(word) is None:
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
