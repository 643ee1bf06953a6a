"""WordNet's lines become terms: each name belongs to one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import wordnet

pytestmark = pytest.mark.once

NOUNS = """\
  1 This software and database is being provided to you, the LICENSEE
00001740 03 n 02 bank 0 shore 0 001 @ 00001930 n 0000 | sloping land; "they pulled it up on the bank"; "a steep one"
00001930 03 n 01 incline 0 000 | an elevated formation
00002137 03 n 02 bank 1 shore 1 001 @ 00001930 n 0000 | a long ridge
00002684 03 n 01 bank 2 001 @ 00009999 n 0000 | nothing that can be told apart
"""


@pytest.fixture
def every(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[wordnet.Term]:
    for name in wordnet.FILES:
        (tmp_path / name).write_text(NOUNS if name == "data.noun" else "")
    monkeypatch.setattr(wordnet, "FOLDER", tmp_path)
    return wordnet._every.__wrapped__()


def test_a_synset_is_a_term_with_the_names_that_are_free(every: list[wordnet.Term]) -> None:
    assert [term.names for term in every] == [("bank",), ("incline",), ("shore",)]


def test_its_gloss_is_the_definition_and_its_examples_the_text(every: list[wordnet.Term]) -> None:
    assert every[0].definition == "sloping land"
    assert every[0].text == "they pulled it up on the bank. a steep one"
    assert every[1].text == "an elevated formation"
