"""The suite: the same code with quick passwords and a data folder of its own."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="cho-phien-test-")
# Each worker has files of its own: the embedded search engine has one writer.
os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or _folder.name
os.environ.setdefault("DEBUG", "0")

from marketplace.settings.base import *  # noqa: E402, F403
from marketplace.settings.base import CACHES, DATA_DIR, DATABASES, REDIS_URL, SEARCH  # noqa: E402

SECRET_KEY = "tests"  # noqa: S105 - not a secret
ALLOWED_HOSTS = ["*"]
COUNT_QUERIES = True
PAGE_CACHE = 0  # tests of pages change what stands behind them; tests/integration/web turns it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of the concurrency tests each open their own connection.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA_DIR}/test.sqlite3"}
SEARCH["INDEX"] = f"test-{os.getpid()}"
# Nothing is collected: static files come from where they lie, as with DEBUG.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CELERY_TASK_ALWAYS_EAGER = True  # where Redis is set, jobs run at once too; the browser line has a worker of its own
if REDIS_URL:
    # Tests empty the cache: each worker has a Redis database of its own.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw7").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{8 + _worker % 7}"
