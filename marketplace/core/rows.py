"""Several columns of one subquery at once."""

from typing import Any

from django.db.models import Func, JSONField


class Columns(Func):
    """`Subquery(found.values(columns=Columns("code", "stars"))[:1])` is a list of both, days as ISO text.

    Django's own JSONObject asks SQLite first, under a write lock, whether it knows JSON.
    """

    function = "JSON_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", **context)
