"""Pieces of a page compressed apart and joined."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from marketplace.web.shared_pages.packing import joined, squeezed

PIECES = st.lists(st.one_of(st.binary(max_size=200), st.binary(max_size=3).map(lambda some: some * 40_000)), max_size=6)


@given(PIECES)
def test_joined_pieces_unpack_to_the_whole(pieces: list[bytes]) -> None:
    assert gzip.decompress(joined(pieces, [squeezed(piece) for piece in pieces])) == b"".join(pieces)


def test_a_piece_may_be_exchanged() -> None:
    first, last = b"<html>" * 500, b"</html>" * 500
    packed = (squeezed(first), squeezed(last))
    for own in (b"", b"1", b"27"):
        page = joined((first, own, last), (packed[0], squeezed(own, 1), packed[1]))
        assert gzip.decompress(page) == first + own + last
        assert len(page) < 200
