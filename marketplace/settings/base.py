"""What all environments share. Nothing set means: SQLite, Tantivy on disk, in-process cache, one process."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from marketplace.settings.env import BASE_DIR, database, env, integer, stop
from marketplace.settings.oscar import *  # noqa: F403
from marketplace.settings.oscar import OSCAR_APPS, OSCAR_MIDDLEWARE

DATA_DIR = env.path("DATA_DIR", default=str(BASE_DIR / "var")).__fspath__()
try:
    Path(DATA_DIR).mkdir(parents=True, exist_ok=True)
except OSError as error:
    stop("DATA_DIR", f"{DATA_DIR} cannot be made ({error.strerror}); name a folder that this user may write")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
COUNT_QUERIES = env.bool("COUNT_QUERIES", default=False) or DEBUG
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = "Chợ Phiên"
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# 0 only to measure: one address asks more often than any visitor.
RATE_LIMITS = env.str("RATE_LIMITS", default="") != "0"
PAGE_CACHE = integer("PAGE_CACHE", 60)  # seconds a page that is the same for everybody is kept, at most 60; 0: never
# Who runs the floor, as the law has it shown (Decree 248/2026, art. 4). What is not filled in is marked on the pages.
OPERATOR = {
    name: env.str(f"OPERATOR_{name.upper()}", default="")
    for name in ("name", "address", "registration", "representative", "licence", "phone", "email")
}
PORT = integer("PORT", 8000)

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

ROOMS = [
    "marketplace.core",
    "marketplace.files",
    "marketplace.places",
    "marketplace.classifications",
    "marketplace.accounts",
    "marketplace.notices",
    "marketplace.cooperatives",
    "marketplace.listings",
    "marketplace.certification",
    "marketplace.content",
    "marketplace.search",
    "marketplace.payments",
    "marketplace.fulfilment",
    "marketplace.orders",
    "marketplace.reporting",
    "marketplace.web",
    "marketplace.operations",
    "marketplace.storefront",
    "marketplace.portal",
    "marketplace.office",
    "marketplace.api",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.flatpages",
    "django.contrib.humanize",
    *OSCAR_APPS,
    *ROOMS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.web.middleware.CountQueries",
    "marketplace.web.middleware.ContentSecurityPolicy",
    "marketplace.web.shared_pages.middleware.SharedPages",
    "marketplace.web.middleware.Compress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "marketplace.web.middleware.DomainErrors",
    *OSCAR_MIDDLEWARE,
]
THEMES = BASE_DIR / "themes"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEMES / name / "templates" for name in ("storefront", "portal", "office", "shared")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "marketplace.web.context_processors.shop",
            ],
        },
    },
]
STATICFILES_DIRS = [THEMES / name / "static" for name in ("shared", "storefront", "portal", "office")]
STATIC_URL = "/static/"
STATIC_ROOT = f"{DATA_DIR}/static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "marketplace.web.styles.JoinedStyles",
]
JOINED_STYLES = {"shop.css": ("tokens.css", "market.css", "storefront.css", "swatches.css")}
JOINED_STYLES_ROOT = f"{DATA_DIR}/styles"
MEDIA_URL = "/media/"
MEDIA_ROOT = f"{DATA_DIR}/media"

DATABASES = {"default": database(f"sqlite:///{DATA_DIR}/market.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so a guarded
    # read-then-write cannot be overtaken (SQLite has no SELECT ... FOR UPDATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    stop("REDIS_URL", "must begin with redis://, for example redis://127.0.0.1:6379/0")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "market"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

SEARCH_URL = env.str("SEARCH_URL", default="") or f"tantivy:///{DATA_DIR}/search"
if not SEARCH_URL.startswith(("tantivy:///", "http://", "https://")):
    stop("SEARCH_URL", "must be tantivy:///folder or the http://host:9200 of Elasticsearch")
SEARCH = {"BACKEND": "marketplace.search.backends.tantivy", "URL": SEARCH_URL, "INDEX": "market"}
if not SEARCH_URL.startswith("tantivy:"):
    # Several shops may share one Elasticsearch: http://host:9200/name puts this one's index under that name.
    _search = urlsplit(SEARCH_URL)
    SEARCH = {
        "BACKEND": "marketplace.search.backends.elasticsearch",
        "URL": f"{_search.scheme}://{_search.netloc}",
        "INDEX": _search.path.strip("/") or "market",
    }
PAYMENTS = {
    "cash_on_delivery": "marketplace.payments.providers.cash_on_delivery",
}
FLOW = "marketplace.flow.FLOW"
PICTURE_DRAWER = "marketplace.operations.catalogue.pictures.draw_recipe"
NOTICE_CHANNELS = {
    "mail": "marketplace.notices.channels.mail",
    "text": "marketplace.notices.channels.text",
}

# What runs by the clock, in seconds: by Celery beat in production, in a thread where all is embedded.
SCHEDULE = {
    "search.drain": 60,
    "notices.send_due": 60,
    "listings.tell_waiting": 60,
    "search.plan_turns": 60 * 60,
    "search.sweep": 24 * 60 * 60,
    "reporting.recount_popularity": 24 * 60 * 60,
    "search.forget_counts": 24 * 60 * 60,
    "listings.forget_old": 24 * 60 * 60,
}
CELERY_BEAT_SCHEDULE = {name: {"task": name, "schedule": every} for name, every in SCHEDULE.items()}
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL

EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = f"{DATA_DIR}/mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Chợ Phiên <cho@chophien.example>")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "marketplace" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

AUTHENTICATION_BACKENDS = ["marketplace.accounts.backends.EmailOrPhone"]
LOGIN_URL = "account:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"elastic_transport": {"level": "ERROR"}, "oscar": {"level": "WARNING"}},
}
