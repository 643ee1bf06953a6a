"""Fixtures for every test."""

import shutil

import pytest
from django.conf import settings

pytest_plugins = ["tests.seeded"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the state folder that tests/settings.py made for this process."""
    if settings.configured:
        shutil.rmtree(settings.HUB_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_left_over():
    """No test sees what another one's requests left in a cache of this process."""
    from django.core.cache import cache

    cache.clear()
