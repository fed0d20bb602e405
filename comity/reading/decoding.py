"""Bytes to text: what is no text is refused, and an encoding is told, never guessed against the evidence."""

import codecs
import re
from itertools import pairwise

from comity.errors import InputBinary, InputEncoding

# The first bytes of common files that are no text, whatever their name says.
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})
_HIGH_LETTERS = re.compile(r"[^\W\d_]")
# Enough to tell an encoding, little enough that a large file costs no more than a small one.
_SAMPLE = 64_000


def wide_encoding(head: bytes) -> str | None:
    """The encoding that a byte-order mark or the pattern of zero bytes tells; null when neither does."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    sample = head[:2000]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    # Western text in UTF-16 has a zero in nearly every second byte, and in none of the others.
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    if even > 0.7 and odd < 0.05:
        return "utf-16-be"
    return None


def refuse_binary(head: bytes, source: str) -> None:
    """Raises InputBinary when the first bytes of an input are those of no text."""
    step = "give text, HTML, PDF or JSON lines, or take the text out of it first"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise InputBinary(source, f"this is {kind}, whatever its name", step)
    if wide_encoding(head) is not None:
        return
    sample = head[:8000]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # A stray control byte is common in old text; more than one in fifty is not.
    if sample.count(0) * 200 > len(sample) or controls * 50 > len(sample):
        raise InputBinary(source, "its bytes are not text", step)


def decode(data: bytes, source: str, *, hint: str | None = None) -> str:
    """The text of `data`. `hint` is an encoding that the input itself names (an HTML page's charset).

    Raises InputBinary, or InputEncoding when no encoding fits the bytes.
    """
    refuse_binary(data[:8000], source)
    wide = wide_encoding(data)
    for name in (wide, "utf-8", hint):
        if name is None:
            continue
        try:
            return data.decode(name)
        except (ValueError, LookupError):  # names that pages give may be those of codecs that are none for text
            continue
    text = _nearly_utf8(data) or _detected(data)
    if text is None:
        raise InputEncoding(source, "its bytes are in no encoding that can be told", "save it as UTF-8")
    return text


def _nearly_utf8(data: bytes) -> str | None:
    # One broken byte must not turn every quote mark of a long UTF-8 file into mojibake.
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text[:_SAMPLE] if character > "\x7f" and character != "\ufffd")
    return text if good >= 20 * bad else None


def _detected(data: bytes) -> str | None:
    western = _western(data)
    if western is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding, errors="replace" if len(data) > _SAMPLE else "strict")
    except (UnicodeDecodeError, LookupError):
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252 (which holds Latin-1), when high bytes are few and stand as quotes or in Latin words."""
    high = [index for index, byte in enumerate(data[:_SAMPLE]) if byte > 0x7F]
    if not high or len(high) * 8 > len(data[:_SAMPLE]):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    # Two high bytes side by side are how East Asian encodings write, and rare in Western text.
    pairs = sum(1 for first, second in pairwise(high) if second == first + 1)
    odd = sum(1 for index in high if not _fits(text, index))
    return text if pairs * 6 <= len(high) and odd * 10 <= len(high) else None


def _fits(text: str, index: int) -> bool:
    character = text[index]
    if _HIGH_LETTERS.match(character):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        return bool(_HIGH_LETTERS.match(before) or _HIGH_LETTERS.match(after) or character in "ÀÉàéøæ")
    return character in "€‚„…‰‘’“”•–—™\u00a0¡£¥§©«®°±²³´·º»¼½¾¿×÷ªƒ"
