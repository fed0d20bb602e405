"""The language of a text, told only when it is beyond doubt; otherwise English is assumed."""

import re
from functools import cache
from typing import Any

from comity.reading.characters import letters_outside_latin

# Under this many characters the identifier guesses from names.
_SHORT = 60
# Single sentences were enough to calibrate on; 4,000 characters took 2 ms a report longer than 1,000.
_SAMPLE = 1000
# Measured on tests/reading/corpus.py (py3langid 0.4): the lowest probability of English among 60 English
# sentences of 10 to 15 words full of foreign names was 0.0056; the highest among a sentence each of 15 other
# languages was 0.0000014. The bound lies between, nearer to the others: refusing English costs more.
_ENGLISH_AT_MOST = 0.0001
# Han text is told as one of its spoken forms; the written one is meant.
_WRITTEN = {"wuu": "zh", "yue": "zh"}
# Loading the identifier takes 0.8 s, which a run over plainly English reports need not spend. These words are
# 8 to 18% of English news; no other language has three of them.
_PLAIN_ENGLISH = frozenset({"the", "and", "that", "with", "from", "which", "after", "between"})
_PLAIN_SHARE = 0.06


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def tell_language(text: str) -> str:
    """The ISO 639-1 code of `text`. "en" unless another language is much more likely."""
    sample = text[:_SAMPLE]
    foreign_script = letters_outside_latin(sample) > 0.5
    if len(sample) < _SHORT and not foreign_script:
        return "en"
    if not foreign_script and _plainly_english(sample):
        return "en"
    ranked = [(str(code), float(probability)) for code, probability in _identifier().rank(sample)]
    english = next((probability for code, probability in ranked if code == "en"), 0.0)
    if english > _ENGLISH_AT_MOST and not foreign_script:
        return "en"
    best = next(code for code, _ in ranked if code != "en")
    return _WRITTEN.get(best, best)


def _plainly_english(sample: str) -> bool:
    words = re.findall(r"\w+", sample.lower())
    found = [word for word in words if word in _PLAIN_ENGLISH]
    return len(set(found)) >= 3 and len(found) >= _PLAIN_SHARE * len(words)


def language_code(given: str | None) -> str | None:
    """The ISO 639-1 code of a given tag ("en-GB", "EN", "eng"); null when the tag is none."""
    tag = (given or "").strip().lower().replace("_", "-").split("-")[0]
    if tag in {"eng", "english"}:
        return "en"
    return tag if tag.isascii() and tag.isalpha() and 2 <= len(tag) <= 3 else None
