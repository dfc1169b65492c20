"""A stock record's partner is that of its listing's cooperative (design decision 1), whoever writes it."""

from typing import Any

from django.db import connections

from marketplace.core import triggers

_OTHER_SELLER = (
    "SELECT 1 FROM catalogue_product p"
    " JOIN listings_listing l ON l.product_id = COALESCE(p.parent_id, p.id)"
    " JOIN cooperatives_cooperative c ON c.id = l.cooperative_id"
    " WHERE p.id = NEW.product_id AND c.partner_id <> NEW.partner_id"
)
_NEEDED = {"partner_stockrecord", "listings_listing", "cooperatives_cooperative", "catalogue_product"}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_other_seller() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF EXISTS ({_OTHER_SELLER}) THEN "
    "RAISE EXCEPTION 'the partner is not that of the listing'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL = [
    _FUNCTION,
    "CREATE OR REPLACE TRIGGER stock_record_seller BEFORE INSERT OR UPDATE OF partner_id, product_id "  # noqa: ISC004
    "ON partner_stockrecord FOR EACH ROW EXECUTE FUNCTION refuse_other_seller()",
]
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS stock_record_seller_{name} BEFORE {verb} ON partner_stockrecord "
    f"WHEN EXISTS ({_OTHER_SELLER}) BEGIN SELECT RAISE(ABORT, 'the partner is not that of the listing'); END"
    for name, verb in (("insert", "INSERT"), ("update", "UPDATE OF partner_id, product_id"))
]


def install(*, using: str = "default", **_signal: Any) -> None:
    connection = connections[using]
    if set(connection.introspection.table_names()) >= _NEEDED:
        triggers.execute(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)
