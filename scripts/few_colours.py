"""A picture of a page in a few colours: a third of its size, and the same bytes for the same page."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from functools import cache

COLOURS = 32
_SIGN = b"\x89PNG\r\n\x1a\n"


def few_colours(png: bytes) -> bytes:
    """The picture with its 32 most frequent colours; ``png`` is one of eight bits a channel, as a browser makes it."""
    width, height, channels, rows = _read(png)
    pixels = [row[at : at + 3] for row in rows for at in range(0, width * channels, channels)]
    palette = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]

    @cache
    def nearest(colour: bytes) -> int:
        def apart(number: int) -> int:
            return sum((one - other) ** 2 for one, other in zip(colour, palette[number], strict=True))

        return min(range(len(palette)), key=apart)

    drawn = bytes(map(nearest, pixels))
    lines = b"".join(b"\0" + drawn[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGN + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _read(png: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, bytes of a pixel and the rows, their filters undone."""
    at, packed, head = len(_SIGN), b"", b""
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        head, packed = (data if kind == b"IHDR" else head), (packed + data if kind == b"IDAT" else packed)
        at += length + 12
    width, height, depth, colour = struct.unpack(">IIBB", head[:10])
    if depth != 8 or colour not in (2, 6):
        raise ValueError(f"a picture of {depth} bits and kind {colour}")
    channels = 3 if colour == 2 else 4
    raw, size = zlib.decompress(packed), width * channels
    rows: list[bytes] = []
    above = bytes(size)
    for row in range(height):
        start = row * (size + 1)
        above = _undone(raw[start], bytearray(raw[start + 1 : start + 1 + size]), above, channels)
        rows.append(above)
    return width, height, channels, rows


def _undone(kind: int, line: bytearray, above: bytes, step: int) -> bytes:
    """A row without its filter: PNG, section 9."""
    if kind == 2:
        return bytes((value + up) & 255 for value, up in zip(line, above, strict=True))
    for at in range(len(line) if kind else 0):
        left = line[at - step] if at >= step else 0
        up, corner = above[at], above[at - step] if at >= step else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        else:
            apart = (abs(up - corner), abs(left - corner), abs(left + up - 2 * corner))
            guess = (left, up, corner)[apart.index(min(apart))]
        line[at] = (line[at] + guess) & 255
    return bytes(line)
