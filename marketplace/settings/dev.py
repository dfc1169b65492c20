"""`make run`: everything embedded, demonstration data, counters on."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("OPERATOR_NAME", "Ban điều hành Chợ Phiên (bản trình diễn)")
os.environ.setdefault("OPERATOR_ADDRESS", "Nhà họp chợ, Hà Nội (địa chỉ giả định)")
os.environ.setdefault("OPERATOR_REGISTRATION", "DEMO-0000000000")
os.environ.setdefault("OPERATOR_REPRESENTATIVE", "Người điều hành giả định")
os.environ.setdefault("OPERATOR_LICENCE", "DEMO-TMDT-0000")
os.environ.setdefault("OPERATOR_PHONE", "024 0000 0000")
os.environ.setdefault("OPERATOR_EMAIL", "cho@chophien.example")

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.env import env

SECRET_KEY = env.str("SECRET_KEY", default="development only, never in production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
INTERNAL_IPS = ["127.0.0.1"]
