"""One form of bytes for one content, so that a checksum says whether two things are the same."""

from __future__ import annotations

import hashlib
import json


def canonical(data: object) -> bytes:
    """``data`` (mappings, lists, text, numbers, None) as JSON with sorted keys, without spaces, in UTF-8.

    Raises TypeError for anything that JSON does not know, ValueError for NaN and infinity.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def checksum(data: object) -> str:
    """``sha256:`` and the hexadecimal digest of the canonical form."""
    return "sha256:" + hashlib.sha256(canonical(data)).hexdigest()
