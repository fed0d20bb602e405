"""Characters: one spelling for what looks the same, and nothing that can't be seen."""

import re
import unicodedata

# Curly quotes and dashes stay: writers choose them, and evidence is quoted as it was printed.
_SPACES = re.compile(r"[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Format characters: zero-width marks, direction marks, soft hyphen, byte-order mark, tags, selectors.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_RUN = re.compile(r" {2,}")

LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def writable(text: str) -> str:
    """The text as long as before, with the sign for an unknown letter in place of each half of one.

    JSON may hold such halves ("\\ud800"), and no encoding can write them: neither to a terminal nor into the record.
    """
    return _SURROGATE.sub("\ufffd", text)


def plain_line(text: str) -> str:
    """One line in NFC, without control and unseen characters, with single plain spaces, trimmed."""
    text = LINE_BREAK.sub(" ", text)
    text = writable(text)
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    text = _CONTROL.sub("", text)
    return _RUN.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def plain_value(text: str | None) -> str | None:
    """A field (title, outlet, id) as one plain line; null when nothing is left of it."""
    return plain_line(text) or None if text is not None else None


def original_length(raw: str, prefix: str) -> int:
    """How many characters of `raw` the plain `prefix` covers, spaces after it included."""
    # White space and unseen marks may make the original longer, but not without bound.
    for length in range(min(len(raw), 4 * len(prefix) + 200) + 1):
        if plain_line(raw[:length]) == prefix:
            end = min(len(raw), length + 50)
            while length < end and not plain_line(raw[length]):
                length += 1
            return length
    return 0


def letters_outside_latin(text: str) -> float:
    """The share of letters that are not Latin (0 when there is no letter)."""
    if text.isascii():
        return 0.0
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return 0.0
    return sum(1 for letter in letters if letter > "\u024f" and not "\u1e00" <= letter <= "\u1eff") / len(letters)
