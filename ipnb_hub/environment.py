"""The one reader of environment variables; `.env.example` explains every name read through it."""

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The value without spaces around it; an empty one counts as unset."""
    return os.environ.get(name, "").strip() or default


def exact(name: str) -> str:
    """The value as it stands: a password may begin with a space."""
    return os.environ.get(name, "")


def parts(name: str) -> list[str]:
    """The parts of a list written with commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def flag(name: str) -> bool:
    """True for 1, False for 0 or unset; anything else is refused rather than guessed."""
    value = text(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def number(name: str, default: int, smallest: int, largest: int) -> int:
    """A whole number within its limits."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and smallest <= int(value) <= largest):
        raise ImproperlyConfigured(f"{name} must be a number from {smallest} to {largest}, not {value!r}.")
    return int(value)
