"""Sheets of ideas for the tests of the map."""

from __future__ import annotations

from random import Random

from ipnb_hub.ideas import labels, layout

REGIONS = ("Body", "Brain", "Feeling", "Memory", "Attachment")
WORDS = ("affect", "memory", "attachment", "regulation", "window", "of", "tolerance", "emotional", "self", "safety")


def sheet(
    count: int, seed: int = 1, regions: tuple[str, ...] = REGIONS
) -> tuple[list[layout.Node], list[tuple[str, str]]]:
    """So many ideas with names of one to five words, and about three relations each."""
    chance = Random(seed)  # noqa: S311
    nodes = [
        layout.Node(
            f"idea-{number:03}",
            " ".join(chance.choices(WORDS, k=chance.randint(1, 5))).capitalize(),
            chance.choice(regions),
        )
        for number in range(count)
    ]
    keys = [node.key for node in nodes]
    return nodes, [(chance.choice(keys), chance.choice(keys)) for _ in range(count * 2)]


def settled(
    nodes: list[layout.Node], edges: list[tuple[str, str]]
) -> tuple[dict[str, layout.Point], dict[str, labels.Label]]:
    return labels.settle({node.key: node.title for node in nodes}, layout.places(nodes, edges), edges)
