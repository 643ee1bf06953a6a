"""Fixtures for every test."""

import gc
import shutil

import pytest
from django.conf import settings

pytest_plugins = ["tests.seeded", "tests.uploads"]

# Files that take long come first, so that neither of two processes waits for the other one at the end. The first two
# also make what later files take from them: the static files, and the seeded database.
LONG = (
    "test_serve.py",
    "test_sweeps.py",
    "test_markdown.py",
    "test_bad_input.py",
    "test_seeded.py",
    "test_admin.py",
    "test_views.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # pytest-django makes a database only where a test says that it needs one.
        if "delivery" in getattr(item, "fixturenames", ()):
            item.add_marker("django_db")
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_collection_finish() -> None:
    """Take what stays until the end out of the garbage collector's sight: looking at it took a sixth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the state folder that tests/settings.py made for this process."""
    if settings.configured:
        shutil.rmtree(settings.HUB_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_left_over():
    """No test sees what another one's requests left in a cache of this process."""
    from django.core.cache import cache

    cache.clear()
