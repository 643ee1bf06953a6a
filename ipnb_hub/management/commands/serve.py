import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from ipnb_hub import serving


class Command(BaseCommand):
    help = "Prepares the database, the content and the static files, then becomes the web server."

    def handle(self, *args: Any, **options: Any) -> None:
        serving.require_state_folder()
        serving.require_port(settings.HUB_HOST, settings.HUB_PORT)
        serving.require_database()
        serving.prepare_data()
        serving.collect_static()
        connections.close_all()
        self.stdout.write(f"The hub is at {settings.HUB_URL} (Ctrl-C stops it).")
        self.stdout.write("To edit it, make an account with: make editor; then sign in at /admin/.")
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *serving.gunicorn_arguments()])  # noqa: S606
