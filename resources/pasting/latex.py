"""Letters and signs that LaTeX writes as commands."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_NAMED = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "slash": "/",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquotesingle": "'",
    "textasciigrave": "`",
    "texttrademark": "™",
    "textregistered": "®",
}
# Stand-ins for signs that mean something to LaTeX, so that they outlive the removal of braces.
_KEPT = "{}~^\\%$&#_"
_STAND_IN = {sign: chr(0xE000 + place) for place, sign in enumerate(_KEPT)}
_BACK = {ord(stand_in): sign for sign, stand_in in _STAND_IN.items()}
_SIGNS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textdollar": "$",
}
_COMMANDS = _NAMED | {name: _STAND_IN[sign] for name, sign in _SIGNS.items()}

_ON_LETTER = r"(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))"
_ACCENT = re.compile(rf"\\([`'^~=.\"])\s*{_ON_LETTER}|\\([uvHckrbd])(?:\s*\{{\\?([A-Za-z])\}}|\s+\\?([A-Za-z]))")
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|[ \t]+(?=\w)|(?![A-Za-z]))")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def plain(text: str) -> str:
    """The text without commands and braces."""
    text = _ACCENT.sub(_accented, _PRIVATE.sub("", text))
    text = re.sub(r"\\([{}%$&#_])", lambda found: _STAND_IN[found[1]], text)
    text = _COMMAND.sub(lambda found: _COMMANDS.get(found[1], ""), text)
    for signs, sign in _LIGATURES:
        text = text.replace(signs, sign)
    text = text.replace("~", " ").replace("\\ ", " ").replace("{", "").replace("}", "").replace("\\", "")
    return text.translate(_BACK)


def verbatim(text: str) -> str:
    """An address or a DOI: only what must be escaped is escaped there."""
    return re.sub(r"\\([_%&#~{}])", r"\1", text.replace(r"\textasciitilde", "~")).strip()


def _accented(found: re.Match[str]) -> str:
    sign, letter = found[1] or found[4], found[2] or found[3] or found[5] or found[6]
    return unicodedata.normalize("NFC", letter + _MARKS[sign])
