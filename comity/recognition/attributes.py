"""Parts of speech and lemmas by the model's own rules, each looked up once.

spaCy matches the rules of its attribute ruler, and lemmatises, token by token. What both give depends on the token's
form, tag and place in the parse only, and news repeats itself, so the answers are remembered: a fifth of the parser's
time. The answers are the same.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

# Forms and their lemmas that are remembered before the memory is cleared: about 30 MB.
REMEMBERED = 100_000
KEYS = ("LOWER", "TAG", "DEP", "IS_SPACE")
Row = tuple[int, int, int, int]
Test = Callable[[Row], bool]


class Rule(NamedTuple):
    """A rule of the ruler: a test for each of one or two neighbours, and what it sets on which of them."""

    number: int
    tests: tuple[Test, ...]
    place: int


class Attributes:
    """A pipe component that sets what an attribute ruler and the lemmatizer after it would."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        self.ruler = ruler
        self.lemmatizer = lemmatizer
        strings = ruler.vocab.strings
        # The lemmatizer asks of each new form whether it is among some ten thousand, which it holds in lists.
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part in list(index):
            index[part] = frozenset(index[part])
        self.words: dict[int, int] = {}
        self.named, self.patterns = named_words(ruler)
        self.rules = [
            Rule(number, tuple(test_of(each, strings) for each in pattern), given["index"])
            for number, given in enumerate(ruler.patterns)
            for pattern in given["patterns"]
        ]
        self.single: dict[Row, tuple[int, ...]] = {}
        self.pairs: dict[Row, tuple[Rule, ...]] = {}
        self.merged: dict[tuple[int, ...], dict[int, Any]] = {}
        self.lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Any) -> Any:
        """Set parts of speech, morphology and lemmas of one doc."""
        from spacy.tokens._retokenize import set_token_attrs

        rows = [self.reduced(*row) for row in doc.to_array(KEYS).tolist()]
        extra = self.pair_rules(rows)
        for i, row in enumerate(rows):
            numbers = self.single.get(row)
            if numbers is None:
                numbers = self.single[row] = tuple(self.single_rules(row))
            if i in extra:
                numbers = tuple(sorted({*numbers, *extra[i]}))
            if numbers:
                set_token_attrs(doc[i], self.attributes(numbers))
        self.lemmatize(doc)
        return doc

    def pipe(self, stream: Any, *, batch_size: int = 64) -> Iterator[Any]:
        """Set them for docs as they come."""
        for doc in stream:
            yield self(doc)

    def reduced(self, lower: int, tag: int, dep: int, space: int) -> Row:
        """Give what the rules can tell apart of a token: its word only if some rule names it."""
        word = self.words.get(lower)
        if word is None:
            if len(self.words) > REMEMBERED:
                self.words.clear()
            text = self.ruler.vocab.strings[lower]
            known = text in self.named or any(pattern.search(text) for pattern in self.patterns)
            word = self.words[lower] = lower if known else 0
        return word, tag, dep, space

    def single_rules(self, row: Row) -> Iterator[int]:
        """Give the numbers of the rules of one token that fit it, in their order; the last one wins."""
        for rule in self.rules:
            if len(rule.tests) == 1 and rule.tests[0](row):
                yield rule.number

    def pair_rules(self, rows: list[Row]) -> dict[int, set[int]]:
        """Give the numbers of the rules of two neighbours, by the token that they set."""
        found: dict[int, set[int]] = {}
        for i, row in enumerate(rows[:-1]):
            opened = self.pairs.get(row)
            if opened is None:
                opened = tuple(rule for rule in self.rules if len(rule.tests) == 2 and rule.tests[0](row))
                self.pairs[row] = opened
            for rule in opened:
                if rule.tests[1](rows[i + 1]):
                    found.setdefault(i + rule.place, set()).add(rule.number)
        return found

    def attributes(self, numbers: tuple[int, ...]) -> dict[int, Any]:
        """Give what rules set together; a later rule overwrites an earlier one."""
        found = self.merged.get(numbers)
        if found is None:
            found = self.merged[numbers] = {k: v for number in numbers for k, v in self.ruler.attrs[number].items()}
        return found

    def lemmatize(self, doc: Any) -> None:
        """Set the lemma of each token that has none."""
        for i, (form, pos, morph, lemma) in enumerate(doc.to_array(("ORTH", "POS", "MORPH", "LEMMA")).tolist()):
            if lemma:
                continue
            found = self.lemmas.get((form, pos, morph))
            if found is None:
                if len(self.lemmas) > REMEMBERED:
                    self.lemmas.clear()
                found = doc.vocab.strings.add(self.lemmatizer.lemmatize(doc[i])[0])
                self.lemmas[form, pos, morph] = found
            doc[i].lemma = found


def rememberable(ruler: Any, lemmatizer: Any) -> bool:
    """Tell whether two pipes are a ruler of words, tags and dependencies, and a lemmatizer by rules."""
    if not hasattr(ruler, "patterns") or getattr(lemmatizer, "mode", "") != "rule" or lemmatizer.overwrite:
        return False
    patterns = [pattern for given in ruler.patterns for pattern in given["patterns"]]
    tests = [(name, value) for pattern in patterns for token in pattern for name, value in token.items()]
    return all(1 <= len(pattern) <= 2 for pattern in patterns) and all(
        name in KEYS
        and (not isinstance(value, dict) or (name != "IS_SPACE" and set(value) <= {"IN", "NOT_IN", "REGEX"}))
        for name, value in tests
    )


def named_words(ruler: Any) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Give the words that rules name, and the patterns that they look for in words."""
    words: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for given in ruler.patterns:
        for token in (token for pattern in given["patterns"] for token in pattern):
            value = token.get("LOWER", ())
            if isinstance(value, dict):
                words.update(value.get("IN", ()), value.get("NOT_IN", ()))
                patterns.extend(re.compile(value[key]) for key in value if key == "REGEX")
            elif value:
                words.add(value)
    return frozenset(words), tuple(patterns)


def test_of(token: dict[str, Any], strings: Any) -> Test:
    """Give the test of one token of a rule."""
    parts = [(KEYS.index(name), part_of(value, strings)) for name, value in token.items()]
    return lambda row: all(test(row[at]) for at, test in parts)


def part_of(value: Any, strings: Any) -> Callable[[int], bool]:
    """Give the test of one attribute: a value, or the operators IN, NOT_IN and REGEX."""
    if not isinstance(value, dict):
        wanted = int(value) if isinstance(value, bool) else strings.add(value)
        return lambda found: found == wanted
    allowed = {strings.add(each) if each else 0 for each in value.get("IN", ())}
    barred = {strings.add(each) if each else 0 for each in value.get("NOT_IN", ())}
    pattern = re.compile(value["REGEX"]) if "REGEX" in value else None
    return lambda found: (
        ("IN" not in value or found in allowed)
        and found not in barred
        and (pattern is None or bool(found and pattern.search(strings[found])))
    )
