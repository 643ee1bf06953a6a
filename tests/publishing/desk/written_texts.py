"""Texts as editors might write them, made at random from everything that Markdown and the hub's own marks can do."""

from __future__ import annotations

from random import Random

SPOKEN = """
    memory attunement affect the a mirror neurons of brain mind integration feeling child parent implicit explicit is
    not and relationship safe regulation window tolerance self trauma therapy “quoted” it’s well-being 1999 50% & < >
"""
WORDS = SPOKEN.split()


def written(seed: int, terms: list[str], keys: list[str]) -> str:
    """A text of a few blocks; `terms` and `keys` are names and citation keys that exist."""
    chance = Random(seed)  # noqa: S311
    return "\n\n".join(_block(chance, terms, keys) for _ in range(chance.randint(1, 7)))


def line(seed: int, terms: list[str], keys: list[str]) -> str:
    """A text of one paragraph."""
    return _words(Random(seed), terms, keys)  # noqa: S311


def _block(chance: Random, terms: list[str], keys: list[str]) -> str:
    words = [_words(chance, terms, keys) for _ in range(4)]
    blocks = (
        words[0],
        f"{words[0]}\n{words[1]}\\\n{words[2]}",
        f"{'#' * chance.randint(1, 5)} {' '.join(chance.sample(WORDS[:20], 3))}",
        f"## {chance.choice(terms)} {{#anchor-{chance.randint(1, 9)}}}",
        f"- {words[0]}\n- {words[1]}\n\n  {words[2]}\n- {words[3]}",
        f"1. {words[0]}\n2. {words[1]}",
        f"> {words[0]}\n>\n> {words[1]}",
        f"| {words[0].replace('|', '')} | b |\n| --- | --: |\n| {words[1].replace('|', '')} | 2 |",
        f"A remark.[^{chance.randint(1, 3)}]\n\n[^{chance.randint(1, 3)}]: {words[0]}",
        f"{chance.choice(terms)}\n: {words[0]}",
        f"!!! {chance.choice(['note', 'caution', 'nonsense'])}\n    {words[0]}",
        f"```\n{words[0]}\n```",
        f"![{words[0][:30].replace('[', '').replace(']', '')}](/static/img/hub.svg)",
        "***",
        f"<b onclick=x>{words[0]}</b>",
    )
    return chance.choice(blocks)


def _words(chance: Random, terms: list[str], keys: list[str]) -> str:
    return " ".join(_piece(chance, terms, keys) for _ in range(chance.randint(3, 25)))


def _piece(chance: Random, terms: list[str], keys: list[str]) -> str:
    term, key, word = chance.choice(terms), chance.choice(keys), chance.choice(WORDS)
    pieces = (
        f"[[{term}]]",
        f"[[{term}|{word}]]",
        f"[[!{term}]]",
        f"[@{key}]",
        f"[@{key}, p. {chance.randint(1, 99)}].",
        f"[@{key}; @nobody{chance.randint(1, 9)}]",
        f"[[{word}x]]",
        f"**{term}**",
        f"*{word}*",
        f"`{word}`",
        f"[{word}](/glossary/)",
        f"[{word}](javascript:x)",
        term.lower(),
        f"{term}.",
    )
    return chance.choice(pieces) if chance.random() < 0.25 else word
