"""Names as ids: lower-case ASCII with hyphens."""

import re
import unicodedata


def slug(text: str) -> str:
    """Give a name as an id part: "Yoon Suk-yeol" -> "yoon-suk-yeol", "Škoda" -> "skoda"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
