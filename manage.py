#!/usr/bin/env python3
"""Runs Django's commands; a wrong setting ends in one sentence, not in a traceback."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipnb_hub.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"The hub cannot start: {problem}")


if __name__ == "__main__":
    main()
