"""All settings of the hub. Every variable read here is explained in `.env.example`; unset means safe."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured

from ipnb_hub import address, database, environment, proxies, state

django_stubs_ext.monkeypatch()

# Where things are

BASE_DIR = Path(__file__).resolve().parent.parent
HUB_HOME = state.folder(BASE_DIR / environment.text("HUB_HOME", "var"))
HUB_HOST = environment.text("HOST", "127.0.0.1")
HUB_PORT = environment.number("PORT", 8000, 1, 65535)
HUB_WORKERS = environment.number("HUB_WORKERS", 2, 1, 64)
HUB_CONTACT = environment.text("HUB_CONTACT")

# The public address, and what follows from it

HUB_URL = address.public(environment.text("HUB_URL", f"http://127.0.0.1:{HUB_PORT}"))
HTTPS = HUB_URL.startswith("https://")
ALLOWED_HOSTS = address.allowed_hosts(HUB_URL, environment.parts("ALLOWED_HOSTS"))

DEBUG = environment.flag("HUB_DEBUG")
if DEBUG and HTTPS:
    raise ImproperlyConfigured("HUB_DEBUG=1 shows the inside of the hub; an https HUB_URL refuses it.")

SECRET_KEY = environment.text("SECRET_KEY") or state.secret_key(HUB_HOME, may_make=not HTTPS)

HUB_TRUSTED_PROXIES = proxies.networks(environment.parts("HUB_TRUSTED_PROXIES"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HUB_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.flag("HUB_HSTS_PRELOAD")
# HSTS for subdomains and preloading bind the whole domain, so the operator says it, not a check.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

_COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [HUB_URL] if HTTPS else []

# Headers

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# Applications

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "markdownx",
    "search.apps.SearchConfig",
    "publishing.apps.PublishingConfig",
    "resources.apps.ResourcesConfig",
    "glossary.apps.GlossaryConfig",
    "articles.apps.ArticlesConfig",
    "ipnb_hub.apps.HubConfig",
]

MIDDLEWARE = [
    "ipnb_hub.edges.BareHeadMiddleware",
    "ipnb_hub.proxies.TrustedProxyMiddleware",
    "publishing.compression.CompressionMiddleware",
    # As far out as can be, so that a kept page bears every header and costs nothing more. Outside it stand only: what
    # empties the answer to a HEAD, which the page would be kept without; who may say https, because http and https are
    # two pages; and the compression of what is not kept. A host that is not ours is refused further in.
    "publishing.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ipnb_hub.headers.PolicyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ipnb_hub.edges.ReadableRequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "publishing.acting.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "ipnb_hub.busy.BusyMiddleware",
]

# The pages that are the same for every reader and may be kept: the names of their addresses, and what each takes from
# its address. A page that is left out is only slower; one that shows each reader something else does not belong here.

PUBLIC_PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "map": ("around", "from", "to", "cluster", "page"),
    "feed": (),
    "sitemap": ("page",),
    "robots": (),
    "opensearch": (),
    "articles:articles": (),
    "articles:article": (),
    "articles:article-md": (),
    "articles:article-bib": (),
    "articles:article-ris": (),
    "articles:article-json": (),
    "articles:outlines": (),
    "articles:outline": (),
    "articles:outline-md": (),
    "articles:step": (),
    "articles:step-md": (),
    "articles:about": (),
    "articles:page": (),
    "glossary:glossary": ("letter", "evidence", "page"),
    "glossary:term": (),
    "glossary:term-md": (),
    "glossary:glossary-csv": (),
    "glossary:glossary-json": (),
    "glossary:glossary-ttl": (),
    "resources:resources": ("kind", "audience", "page"),
    "resources:resource": (),
    "resources:resource-bib": (),
    "resources:resource-ris": (),
    "resources:resource-json": (),
    "resources:references": (),
    "resources:references-bib": (),
    "resources:references-ris": (),
    "resources:references-json": (),
    "resources:person": (),
}

ROOT_URLCONF = "ipnb_hub.urls"
WSGI_APPLICATION = "ipnb_hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["ipnb_hub.trimming.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ipnb_hub.context.site",
            ],
        },
    },
]

# Data

DATABASES = {"default": database.from_url(environment.text("DATABASE_URL"), HUB_HOME)}

# Signing in: editors only; readers have no account and no cookie

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# Name and address together: a stranger can neither guess on nor lock an editor out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_CLIENT_IP_CALLABLE = "ipnb_hub.proxies.client_address"

# An article with its claims, their citations and all listed works is one long form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Language and time

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "ipnb_hub.formats"

# Static files: hashed names, gzip and brotli made once

STATIC_URL = "/static/"
STATIC_ROOT = HUB_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HUB_HOME / "uploads", "base_url": "/uploads/"},
    },
    "staticfiles": {"BACKEND": "ipnb_hub.static_storage.SlimStaticFilesStorage"},
}

# Searches that found nothing are counted for editors, by their words alone, only where the operator asks for it

HUB_NOTE_EMPTY_SEARCHES = environment.flag("HUB_NOTE_EMPTY_SEARCHES")

# Markdown: our own pipeline and preview; the upload address of django-markdownx is not routed

MARKDOWNX_MARKDOWNIFY_FUNCTION = "publishing.markdown.markdownify"
MARKDOWNX_URLS_PATH = "/admin/markdown/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdown/no-upload/"

# Logs go to stderr and never hold a reader's address

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A wrong address, host name or form is its visitor's matter, and a stranger could fill the log with it.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "gunicorn": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "axes": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},  # its warnings name addresses
    },
}
