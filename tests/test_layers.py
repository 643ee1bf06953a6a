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
# The same within publishing/: what each of its folders may import of the others; what stands beside them may not import
# the desk, the top of them all, and `admin.py` and `apps.py` put everything together.
FOLDERS = {
    "models": set[str](),
    "markdown": {"models"},
    "records": {"models"},
    "pictures": {"models", "markdown"},
    "link_checking": {"models", "markdown"},
    "desk": {"models", "markdown", "records", "pictures"},
    "sheets": {"models", "markdown", "records", "desk"},
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


def within(path: Path) -> Iterator[str]:
    """The folders and modules of `publishing` that a file of it imports when it runs, not for its types alone."""
    here = path.relative_to(ROOT).parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {id(inner) for node in tree.body if isinstance(node, ast.If) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in for_types:
            above = here[: len(here) + 1 - node.level] if node.level else ()
            steps = [*above, *(node.module or "").split(".")] if node.module else list(above)
            if steps[:1] == ["publishing"]:
                yield from steps[1:2] or (alias.name for alias in node.names)


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_run_downwards_within_publishing(folder: str) -> None:
    files = [path for path in modules("publishing") if path.parent.name == folder]
    assert files
    forbidden = set(FOLDERS) - FOLDERS[folder] - {folder}
    upwards = [f"{path.name} imports {name}" for path in files for name in within(path) if name in forbidden]
    assert upwards == []


def test_nothing_beside_the_desk_needs_it_but_what_puts_all_together() -> None:
    beside = [path for path in modules("publishing") if path.parent.name == "publishing"]
    needing = {path.name for path in beside if {"desk", "sheets"} & set(within(path))}
    assert needing <= {"admin.py", "apps.py"}


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
