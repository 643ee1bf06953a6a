"""Finds Chromium for the browser tests, or installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is missing: install the package chromium (on Debian: apt-get install chromium)."

FLAGS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def flags() -> list[str]:
    """The flags of a browser that talks to the page under test alone; root cannot have its sandbox."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


def find() -> str:
    """The path of an installed Chromium, or nothing."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), "") or _of_playwright()


def find_or_install() -> str:
    """An installed one, else the system's package, else Playwright's; RuntimeError names what is missing."""
    for attempt in (_nothing, _debian, _playwright):
        attempt()
        if path := find():
            return path
    raise RuntimeError(MISSING)


def _nothing() -> None:
    """The first attempt: it may be there already."""


def _debian() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            _quietly(["apt-get", *arguments])


def _playwright() -> None:
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"])


def _quietly(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, capture_output=True, env=environment, timeout=300)


def _of_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else ""
