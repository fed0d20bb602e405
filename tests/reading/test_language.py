"""English is never refused for its names; other languages are told."""

import io

import pytest

from comity.errors import LanguageUnread
from comity.model import Report
from comity.reading import read_paths
from comity.reading.language import language_code, tell_language

from .corpus import ENGLISH, FOREIGN


def test_no_english_sentence_is_refused() -> None:
    assert len(ENGLISH) == 60
    assert [sentence for sentence in ENGLISH if tell_language(sentence) != "en"] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_refused(code: str) -> None:
    (result,) = read_paths(["-"], stdin=io.BytesIO(FOREIGN[code].encode()))
    assert isinstance(result, LanguageUnread)
    if code != "id":  # told as Malay, which is the same language to a counter of letters
        assert f'"{code}"' in str(result)


def test_a_given_language_counts_and_can_be_allowed() -> None:
    line = b'{"text": "Short words.", "language": "de-CH"}\n'
    (refused,) = read_paths(["-"], stdin=io.BytesIO(line))
    (allowed,) = read_paths(["-"], stdin=io.BytesIO(line), languages=frozenset({"en", "de"}))
    assert isinstance(refused, LanguageUnread)
    assert isinstance(allowed, Report) and allowed.language == "de"


def test_codes_of_languages() -> None:
    assert [language_code(tag) for tag in ("EN_us", "eng", " fr ", "", None, "Old Norse", "12")] == [
        "en", "en", "fr", None, None, None, None,
    ]  # fmt: skip
