"""Imports run downwards only, and no module is a drawer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
# What each package may import of the others.
MAY_IMPORT = {
    "publishing": set[str](),
    "search": set[str](),
    "resources": {"publishing", "search"},
    "glossary": {"publishing", "search", "resources"},
    "articles": {"publishing", "search", "resources", "glossary"},
    "ipnb_hub": {"publishing", "search", "resources", "glossary", "articles"},
}
DRAWERS = {"utils", "common", "helpers", "managers", "services", "misc", "core"}


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """The top-level names that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_downwards_only(package: str) -> None:
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[package] - {package}
    assert modules(package)
    upwards = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imported(path)
        if name in forbidden
    ]
    assert upwards == []


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_no_module_is_a_drawer_or_longer_than_300_lines(package: str) -> None:
    drawers = [str(path.relative_to(ROOT)) for path in modules(package) if path.stem in DRAWERS]
    long_files = [str(path.relative_to(ROOT)) for path in modules(package) if len(path.read_text().splitlines()) > 300]
    assert drawers + long_files == []


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_no_function_is_longer_than_40_lines(package: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert found == []


@pytest.mark.parametrize("name", ["views", "errors"])
def test_views_ask_for_named_queries_only(name: str) -> None:
    """No `.filter`, `.exclude` or `Q` in views: a query has a name on its QuerySet."""
    files = [path for package in MAY_IMPORT for path in modules(package) if path.stem == name]
    assert files
    loose = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"filter", "exclude", "annotate"})
        or (isinstance(node, ast.Name) and node.id == "Q")
    ]
    assert loose == []
