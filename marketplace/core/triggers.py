"""Triggers that hold a rule below all code, on SQLite and on PostgreSQL. Installed by `post_migrate`."""

from django.db.backends.base.base import BaseDatabaseWrapper

Statements = list[str]


def append_only(vendor: str, table: str) -> tuple[Statements, Statements]:
    """Statements that install and drop a refusal of every UPDATE and DELETE on `table`."""
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
        trigger = (
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return [function, trigger], [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]
    install, drop = [], []
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        install.append(
            f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        drop.append(f"DROP TRIGGER IF EXISTS {name}")
    return install, drop


def execute(connection: BaseDatabaseWrapper, statements: Statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
