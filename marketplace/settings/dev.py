"""`make run`: everything embedded, demonstration data, counters on."""

import os

os.environ.setdefault("DEBUG", "1")
for name, value in {
    "NAME": "Ban điều hành Chợ Phiên (bản trình diễn)",
    "ADDRESS": "Nhà họp chợ, Hà Nội (địa chỉ giả định)",
    "REGISTRATION": "DEMO-0000000000",
    "REPRESENTATIVE": "Người điều hành giả định",
    "LICENCE": "DEMO-TMDT-0000",
    "PHONE": "024 0000 0000",
    "EMAIL": "cho@chophien.example",
}.items():
    os.environ.setdefault(f"OPERATOR_{name}", value)

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.env import env

SECRET_KEY = env.str("SECRET_KEY", default="development only, never in production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
INTERNAL_IPS = ["127.0.0.1"]
