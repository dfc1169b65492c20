"""What `docker compose up` runs. Refuses to start half-configured."""

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import SITE_URL, STORAGES
from marketplace.settings.env import env, required

SECRET_KEY = required("SECRET_KEY", "set it to 50 random characters")
ALLOWED_HOSTS = [
    host for host in required("ALLOWED_HOSTS", "set it to the names of this site, with commas").split(",") if host
]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if SITE_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
