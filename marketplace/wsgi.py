"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
application = get_wsgi_application()

from marketplace.operations.schedule import start_embedded  # noqa: E402 - needs django.setup()

start_embedded()
