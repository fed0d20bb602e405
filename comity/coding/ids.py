"""Ids of rows: a hash of what the row rests on, so that the same report gives the same ids on every machine."""

import hashlib


def row_id(prefix: str, *parts: object) -> str:
    """Give an id such as `e-3f2a...` (16 hex digits of SHA-256) from the parts that make a row what it is."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
