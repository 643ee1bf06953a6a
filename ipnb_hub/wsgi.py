"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ipnb_hub.edges import readable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipnb_hub.settings")

application = readable(get_wsgi_application())
