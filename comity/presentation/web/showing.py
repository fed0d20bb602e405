"""Words of reports made harmless to show: control letters, letters that turn the direction of writing, addresses."""

from typing import Any
from urllib.parse import urlsplit

# As many letters of a title or a quote as a line shows; the whole stands in the data of the page.
MOST = 400
# In the place of a letter that would act on the page instead of being read; one for one, so that spans still hold.
STRANGE = "�"
_KEPT = "\t\n"
# C0 and C1 controls; marks, embeddings, overrides and isolates of direction; joiners of lines; surrogates apart.
_ACTING = (
    *range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, 0x061C, *range(0x2028, 0x202F), *range(0x2066, 0x206A),
    0xFEFF, *range(0xFFF9, 0xFFFC),
)  # fmt: skip
_HARMLESS = {point: STRANGE for point in _ACTING if chr(point) not in _KEPT} | {0x0D: "\n"}
_HARMLESS |= dict.fromkeys(range(0xD800, 0xE000), STRANGE)


def shown(text: str | None, most: int | None = MOST) -> str:
    """Give text of a report as it may stand on a page, cut after `most` letters; "" for none.

    Each letter that would act instead of being read, such as a right-to-left override, becomes one replacement
    letter, so that offsets into the whole text hold.
    """
    if text is None:
        return ""
    cut = text if most is None or len(text) <= most else f"{text[:most].rstrip()} …"
    return cut.translate(_HARMLESS)


def harmless(value: Any) -> Any:
    """Give what a template is about to show with replacements for letters that act; what is no text as it is."""
    # Markup was shown once already, and is of another class.
    return value.translate(_HARMLESS) if type(value) is str and not value.isprintable() else value


def acting(text: str) -> int:
    """Give how many letters of a text are shown as replacements."""
    return sum(ord(letter) in _HARMLESS and letter != "\r" for letter in text)


def outward(url: str | None) -> str | None:
    """Give an address that a reader may follow out of the desk: http and https only, null for all else."""
    if not url or len(url) > 2000 or any(letter.isspace() or ord(letter) in _HARMLESS for letter in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
