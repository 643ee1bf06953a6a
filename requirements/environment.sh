#!/bin/sh
# environment.sh FOLDER LOCKFILE: makes the virtual environment and installs the locked packages into it.
# PYTHON names the interpreter; without it, the first one that is new enough. What is missing is said in one sentence.
set -u

folder=$1
lockfile=$2

fail() {
    echo "$1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.11 or newer; name another one."
else
    for candidate in python3 python python3.14 python3.13 python3.12 python3.11; do
        new_enough "$candidate" && PYTHON=$candidate && break
    done
    [ -n "${PYTHON:-}" ] || fail "Python 3.11 or newer is missing: install python3 and python3-venv."
fi

if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "Python's venv module is missing: install python3-venv (on Debian: apt-get install python3-venv)."
    rm -rf "$folder"
    "$PYTHON" -m venv "$folder" ||
        fail "The virtual environment $folder could not be made: is its folder writable and the disk not full?"
fi

echo "Installing $lockfile …"
# Most modules are never used; Python compiles the others when they are.
"$folder/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check --no-input --require-hashes -r "$lockfile" ||
    fail "The packages of $lockfile could not be installed; the lines above say why (is there a network?)."
