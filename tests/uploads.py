"""A folder of its own for what a test uploads."""

import copy

import pytest


@pytest.fixture
def own_uploads(tmp_path, settings):
    """An empty folder for uploads, gone after the test."""
    storages = copy.deepcopy(settings.STORAGES)
    storages["default"]["OPTIONS"]["location"] = tmp_path / "uploads"
    settings.STORAGES = storages
    (tmp_path / "uploads").mkdir()
    return tmp_path / "uploads"
