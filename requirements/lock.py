"""Writes base.txt and test.txt: every package with its exact version and the hashes for all platforms."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--upgrade",
    "--quiet",
    "--custom-compile-command=make lock",
]


def write(name: str, *extra: str) -> None:
    """Resolve pyproject.toml anew into one lock file."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv), "pip", "compile", "pyproject.toml", *OPTIONS, *extra, "-o", f"requirements/{name}"]
    subprocess.run(command, check=True, cwd=FOLDER.parent, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    write("base.txt")
    write("test.txt", "--extra=test", "--constraint=requirements/base.txt")
