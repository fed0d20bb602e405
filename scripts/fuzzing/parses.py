"""Parses from bytes: words, and for each of them its part of speech, its head and its role, changed as text is.

An input is UTF-8 text, a zero byte, and five bytes for each word: head (as a distance), part of speech, tag, role, kind
of name. Documents to start from are real parses, so that changes of a few bytes give parses that a parser could give.
"""

import random
import re
from functools import cache

from comity.model import Report, Sentence, Token
from comity.reading.characters import plain_line
from comity.recognition.nlp import lemma_of, pipeline
from fuzzing.mutating import by_parts, shaken
from fuzzing.vocabulary import pieces

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*|['’]s\b|[^\w\s]|_")
_END = re.compile(r"[.!?][\"”’]?(?=\s)|\n")
POS = "NOUN PROPN VERB AUX PRON DET ADP ADJ ADV NUM PART SCONJ CCONJ PUNCT INTJ SYM X SPACE".split()
TAGS = (
    "NN NNS NNP NNPS VB VBD VBG VBN VBP VBZ MD PRP PRP$ DT IN JJ JJR JJS RB RBR CD TO POS WP WDT WRB CC "
    ". , : '' `` -LRB-"
).split()
ROLES = (
    "ROOT nsubj nsubjpass dobj pobj prep aux auxpass det amod compound poss case conj cc punct advmod ccomp xcomp "
    "advcl acl relcl mark appos attr acomp agent dative npadvmod nummod parataxis prt neg csubj csubjpass expl pcomp "
    "quantmod oprd dep"
).split()
KINDS = " PERSON NORP GPE LOC FAC ORG DATE MONEY CARDINAL PERCENT EVENT LAW".split(" ")
_WIDTH = 5

SENTENCES = (
    'Kenya\'s foreign minister said on Monday that Uganda had "closed the door" to talks.',
    "“We will keep the lake open by 2030,” the Ugandan ministry said. “No longer.”",
    "According to Mali's army, the convoy crossed into Niger two days later, killing 12 soldiers.",
    "Peru and Chile signed a fisheries accord in Lima last week, their first in 17 years, and pledged $40 million.",
    "The Omani premier warned that Yemen could face sanctions if it did not withdraw its troops from the island.",
    "Norway denied that it had expelled two diplomats; Iceland demanded an apology from the Norwegian government.",
    "In a joint statement, the two leaders agreed to hold a summit next month and to resume flights.",
    "The European Union's envoy, who met the Ghanaian president in Accra, called the plan ‘a farce’.",
    "Brazil, which has opposed the dam since 2019, may support a new treaty with Bolivia, analysts expect.",
    "Fiji: We will host the United Nations talks on climate; Samoa refuses to attend.",
    "Relations have worsened because Laos imposed tariffs of 25 percent on rice from Cambodia, the report read.",
    "He was asked whether Finland would send aid to Ukraine. “Yes,” he told reporters after visiting Tallinn.",
)
_PIECES = pieces("words")
_PARTS = re.compile(rb"\s+|[^\W_]+|[\x80-\xff]+|[^\w\s]|_")


def taken_apart(data: bytes) -> tuple[Report, tuple[Sentence, ...]]:
    """The report and the sentences of an input."""
    words, _, marks = data.partition(b"\0")
    # As reading gives it: plain lines, a blank one between paragraphs.
    lines = (plain_line(line) for line in words.decode("utf-8", "ignore").split("\n"))
    text = "\n\n".join(line for line in lines if line) or "Peru left."
    rows = [marks[at : at + _WIDTH] for at in range(0, len(marks), _WIDTH)]
    sentences: list[Sentence] = []
    number, start, paragraph = 0, 0, 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        found = list(_WORD.finditer(text, start, end))
        if found:
            own = [row.ljust(_WIDTH, b"\0") for row in rows[number : number + len(found)]]
            own += [bytes((129, 0, 0, 0, 0))] * (len(found) - len(own))
            sentences.append(_sentence(found, own, len(sentences), paragraph))
            number += len(found)
        paragraph += text[start:end] == "\n"
        start = end
    return Report(id="r-1", text=text, published="2024-03-05"), tuple(sentences)


def _sentence(found: "list[re.Match[str]]", rows: list[bytes], index: int, paragraph: int) -> Sentence:
    size = len(found)
    root = next((i for i, row in enumerate(rows) if row[0] == 128), 0)
    heads = [i + row[0] - 128 for i, row in enumerate(rows)]
    heads = [head if 0 <= head < size and head != i else root for i, head in enumerate(heads)]
    heads[root] = root
    for i in range(size):
        # A parse is a tree: who would be above himself hangs on the root.
        seen, at = {i}, i
        while heads[at] != at:
            at = heads[at]
            if at in seen:
                heads[at] = root
                break
            seen.add(at)
    children: list[list[int]] = [[] for _ in range(size)]
    tokens = []
    for i, (match, row) in enumerate(zip(found, rows, strict=True)):
        pos, tag, role, kind = (
            table[byte % len(table)] for table, byte in zip((POS, TAGS, ROLES, KINDS), row[1:], strict=True)
        )
        if heads[i] != i:
            children[heads[i]].append(i)
        role = "ROOT" if heads[i] == i else role if role != "ROOT" else "dep"
        tokens.append(Token(i, match.start(), match.end(), match[0], _lemma(match[0]), pos, tag, role, heads[i], kind))
    shape = tuple(tuple(row) for row in children)
    return Sentence(index, paragraph, tokens[0].start, tokens[-1].end, tuple(tokens), shape)


def _lemma(word: str) -> str:
    return _lemmas().get(word.lower()) or lemma_of(word, word)


@cache
def _lemmas() -> dict[str, str]:
    made: dict[str, str] = {}
    for doc in pipeline().pipe(
        [*SENTENCES, *(f"They {word} it." for word in map(bytes.decode, _PIECES) if word.isalpha())]
    ):
        made.update((token.lower_, lemma_of(token.text, token.lemma_)) for token in doc if token.is_alpha)
    return made


@cache
def parses() -> list[bytes]:
    """Sentences with the parses that the parser gives them, alone and some together."""
    made = [(f"{text}", _marks(text)) for text in SENTENCES]
    made.append((" ".join(text for text, _ in made[:3]), b"".join(marks for _, marks in made[:3])))
    made.append(("\n\n".join(text for text, _ in made[3:9]), b"".join(marks for _, marks in made[3:9])))
    return [text.encode() + b"\0" + marks for text, marks in made]


def _marks(text: str) -> bytes:
    doc = pipeline()(text)
    words = list(_WORD.finditer(text))
    # Words are parted a little otherwise than the parser does: a word has the parse of the token in which it begins.
    token_of = [
        next(token for token in doc if token.idx <= word.start() < token.idx + len(token.text_with_ws))
        for word in words
    ]
    word_of = {token.i: number for number, token in reversed(list(enumerate(token_of)))}
    made = bytearray()
    for number, token in enumerate(token_of):
        head = word_of.get(token.head.i, number)
        distance = 0 if token.head.i == token.i else head - number
        made += bytes((
            max(0, min(255, 128 + distance)), _place(POS, token.pos_), _place(TAGS, token.tag_),
            _place(ROLES, token.dep_), _place(KINDS, token.ent_type_),
        ))  # fmt: skip
    return bytes(made)


def _place(table: list[str], word: str) -> int:
    return table.index(word) if word in table else 0


_changed = by_parts(_PIECES, lambda: [seed.partition(b"\0")[0] for seed in parses()], _PARTS)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The words changed, or the parse, or both."""
    words, _, marks = data.partition(b"\0")
    kind = chance.randrange(3)
    if kind != 0:
        words = _changed(words, chance).replace(b"\0", b"")
    if kind != 1 and marks:
        made = bytearray(marks)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(made))
            made[at] = 128 + chance.randint(-6, 6) if at % _WIDTH == 0 else chance.randrange(40)
        marks = bytes(made)
    return words + b"\0" + marks if chance.random() < 0.97 else shaken(data, chance)
