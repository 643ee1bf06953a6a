"""`requirements/environment.sh`: whatever is missing on a machine is named in one sentence."""

import subprocess
import sys

import pytest

from tests.serving import ROOT

pytestmark = pytest.mark.once

OLD = "exit 1"
WITHOUT_VENV = 'case "$2" in *version_info*) exit 0;; *) exit 1;; esac'


@pytest.fixture
def install(tmp_path):
    """Runs the script with a stand-in for Python, or with none."""
    folder, lockfile = tmp_path / "venv", tmp_path / "lock.txt"
    lockfile.write_text("")

    def run(script="", lock="", python=""):
        lockfile.write_text(lock)
        if script:
            python = tmp_path / "python-stand-in"
            python.write_text(f"#!/bin/sh\n{script}\n")
            python.chmod(0o755)
        path = "/usr/bin:/bin" if python else str(tmp_path)
        return subprocess.run(
            ["/bin/sh", ROOT / "requirements" / "environment.sh", folder, lockfile],
            env={"PATH": path, "PYTHON": str(python), "PIP_NO_INDEX": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_machine_without_python(install):
    result = install()

    assert result.returncode == 1
    assert result.stderr == "Python 3.11 or newer is missing: install python3 and python3-venv.\n"


def test_a_python_that_is_too_old(install, tmp_path):
    result = install(OLD)

    assert result.returncode == 1
    assert result.stderr == (f"PYTHON={tmp_path}/python-stand-in is not a Python 3.11 or newer; name another one.\n")


def test_a_python_without_its_venv_module(install):
    result = install(WITHOUT_VENV)

    assert result.returncode == 1
    assert result.stderr == (
        "Python's venv module is missing: install python3-venv (on Debian: apt-get install python3-venv).\n"
    )


def test_packages_that_cannot_be_had(install, tmp_path):
    there = tmp_path / "venv" / "bin" / "python"
    there.parent.mkdir(parents=True)
    there.write_text('#!/bin/sh\ntest "$3" = --version\n')  # has pip, and pip fails
    there.chmod(0o755)

    result = install(python=sys.executable)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        f"The packages of {tmp_path}/lock.txt could not be installed; the lines above say why (is there a network?)."
    )


@pytest.mark.soak  # an environment of its own takes seconds
def test_a_package_that_no_index_has(install, tmp_path):
    result = install(lock=f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n", python=sys.executable)

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == (
        f"The packages of {tmp_path}/lock.txt could not be installed; the lines above say why (is there a network?)."
    )


@pytest.mark.parametrize("name", ["base.txt", "test.txt"])
def test_every_locked_package_has_hashes_and_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    blocks = [block for block in text.split("\n") if block and not block.startswith((" ", "#"))]

    assert len(blocks) > 15
    assert all("==" in block and block.endswith("\\") for block in blocks)
    assert "://" not in text
    assert "--index-url" not in text
