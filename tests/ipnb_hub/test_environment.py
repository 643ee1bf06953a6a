import pytest
from django.core.exceptions import ImproperlyConfigured

from ipnb_hub import environment

pytestmark = pytest.mark.once


def test_spaces_around_a_value_do_not_count(monkeypatch):
    monkeypatch.setenv("HUB_X", "  word ")

    assert environment.text("HUB_X") == "word"
    assert environment.exact("HUB_X") == "  word "


def test_an_empty_value_counts_as_unset(monkeypatch):
    monkeypatch.setenv("HUB_X", " ")

    assert environment.text("HUB_X", "default") == "default"
    assert environment.flag("HUB_X") is False
    assert environment.number("HUB_X", 7, 1, 9) == 7
    assert environment.parts("HUB_X") == []


def test_a_list_is_written_with_commas(monkeypatch):
    monkeypatch.setenv("HUB_X", "a, b,,c ,")

    assert environment.parts("HUB_X") == ["a", "b", "c"]


@pytest.mark.parametrize("value", ["yes", "true", "2", "on"])
def test_a_flag_is_one_or_nought(monkeypatch, value):
    monkeypatch.setenv("HUB_X", value)

    with pytest.raises(ImproperlyConfigured, match=f"^HUB_X must be 1 or 0, not '{value}'.$"):
        environment.flag("HUB_X")


@pytest.mark.parametrize("value", ["0", "10", "-1", "1.5", "many", "²"])
def test_a_number_keeps_its_limits(monkeypatch, value):
    monkeypatch.setenv("HUB_X", value)

    with pytest.raises(ImproperlyConfigured, match="^HUB_X must be a number from 1 to 9, not "):
        environment.number("HUB_X", 5, 1, 9)
