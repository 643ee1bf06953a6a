"""The hub's own settings, in a state folder that lives as long as this test process."""

import os
import tempfile

for _name in (
    "SECRET_KEY",
    "HUB_URL",
    "ALLOWED_HOSTS",
    "HUB_DEBUG",
    "HUB_TRUSTED_PROXIES",
    "HUB_CONTACT",
    "HUB_NOTE_EMPTY_SEARCHES",
    "PORT",
    "HOST",
):
    os.environ.pop(_name, None)
os.environ["HUB_HOME"] = tempfile.mkdtemp(prefix="hub-test-")

from ipnb_hub.settings import *  # noqa: E402, F403
from ipnb_hub.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402
from ipnb_hub.settings import MIDDLEWARE as EVERY_MIDDLEWARE  # noqa: E402

STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A live server's thread must not hold the test database open when it is dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A test reads in the line after it wrote; the tests of the page cache, and those of a started hub, have all of them.
MIDDLEWARE = [name for name in EVERY_MIDDLEWARE if name != "publishing.page_cache.PageCacheMiddleware"]
