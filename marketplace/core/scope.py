"""Whose rows a person may see. Every query of portal, office, reporting and api takes a Scope."""

from dataclasses import dataclass
from enum import StrEnum


class ScopeKind(StrEnum):
    """EVERYTHING is for the national level and for commands; its ids are empty."""

    SELLER = "seller"
    PROVINCE = "province"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Scope:
    """`ids` are primary keys of the kind's own table."""

    kind: ScopeKind
    ids: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if (self.kind is ScopeKind.EVERYTHING) == bool(self.ids):
            raise ValueError("a scope names ids, unless it is everything")

    @property
    def is_everything(self) -> bool:
        return self.kind is ScopeKind.EVERYTHING


EVERYTHING = Scope(ScopeKind.EVERYTHING)


class ScopeMissing(TypeError):
    """A query was asked without saying for whom."""


def checked(scope: object) -> Scope:
    """`scope` itself; raises ScopeMissing when a caller passed None or anything else."""
    if not isinstance(scope, Scope):
        raise ScopeMissing("this query needs a Scope")
    return scope
