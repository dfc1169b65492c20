"""Pieces of a page compressed once and joined many times, with what is a visitor's own between them."""

import zlib
from collections.abc import Sequence
from struct import pack

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # gzip, no name, no time
END = b"\x03\x00"  # an empty last block
LEVEL = 6


def squeezed(piece: bytes, level: int = LEVEL) -> bytes:
    """A stretch of a deflate stream that refers to nothing before it and ends at a whole byte."""
    if not piece:
        return b""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)


def joined(plain: Sequence[bytes], packed: Sequence[bytes]) -> bytes:
    """One gzip file; `packed` are the pieces of `plain`, squeezed."""
    check, size = 0, 0
    for piece in plain:
        check = zlib.crc32(piece, check)
        size += len(piece)
    return b"".join((HEAD, *packed, END, pack("<II", check, size & 0xFFFFFFFF)))
