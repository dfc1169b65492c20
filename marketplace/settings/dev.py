"""`make run`: everything embedded, demonstration data, counters on."""

import os

os.environ.setdefault("DEBUG", "1")

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.env import env

SECRET_KEY = env.str("SECRET_KEY", default="development only, never in production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
INTERNAL_IPS = ["127.0.0.1"]
