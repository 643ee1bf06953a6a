"""What the README says is so: its commands, its tree, its addresses, its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_its_first_lines_say_what_the_hub_is_for_and_name_the_two_commands() -> None:
    opening = README.split("```sh")[0]
    assert "learn interpersonal neurobiology" in opening
    assert re.findall(r"^make \w+", README, re.MULTILINE)[:2] == ["make serve", "make test"]


def test_every_make_target_it_names_exists() -> None:
    named = set(re.findall(r"(?:`|^)make (\w+)", README, re.MULTILINE))
    assert named >= {"serve", "test", "editor"}
    assert named <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


def test_every_command_of_manage_py_it_names_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert named == {"seed"}
    assert named <= set(get_commands())


def test_its_tree_names_every_folder_and_none_that_is_not_there() -> None:
    tree = README.split("## A map of the repository")[1].split("```")[1]
    named = set(re.findall(r"^(\S+)/ ", tree, re.MULTILINE))
    there = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert named == there - {"var", "htmlcov"}


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"`([\w./-]+\.(?:md|example|toml))`|\]\(([\w./-]+\.png)\)", README)
    files = [first or second for first, second in named]
    assert len(files) >= 5
    assert [file for file in files if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("address", re.findall(r"`(/[\w/<>]*)`", README.split("## Editing")[0]))
def test_every_address_it_names_leads_somewhere(address: str) -> None:
    try:
        resolve(address.replace("<name>", "somebody"))
    except Resolver404:
        pytest.fail(f"{address} leads nowhere")


def test_every_variable_it_names_is_explained() -> None:
    named = set(re.findall(r"\b([A-Z]{3,}_[A-Z_]+|PORT)\b", README))
    explained = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert named >= {"HUB_HOME", "HUB_URL", "DATABASE_URL", "PORT"}
    assert [name for name in named if f"#{name}=" not in explained] == []
