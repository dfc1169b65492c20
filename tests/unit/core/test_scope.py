import pytest

from marketplace.core.scope import EVERYTHING, Scope, ScopeKind, ScopeMissing, checked


@pytest.mark.parametrize(("kind", "ids"), [(ScopeKind.SELLER, ()), (ScopeKind.EVERYTHING, (1,))])
def test_a_scope_names_ids_unless_it_is_everything(kind: ScopeKind, ids: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a scope names ids"):
        Scope(kind, frozenset(ids))


@pytest.mark.parametrize("nothing", [None, "everything", 7])
def test_a_query_without_a_scope_raises(nothing: object) -> None:
    with pytest.raises(ScopeMissing):
        checked(nothing)


def test_a_scope_passes() -> None:
    assert checked(EVERYTHING) is EVERYTHING
