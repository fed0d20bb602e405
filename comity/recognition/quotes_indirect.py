"""What is reported as said without quote marks: "the minister said that the road would open"."""

from collections.abc import Iterator

from comity.model import ActorRef, Quote, Sentence, Span, Token
from comity.recognition.cast import Cast
from comity.recognition.quote_cues import INDIRECT, source_told
from comity.recognition.speakers import speakers_of
from comity.recognition.tree import ancestors, kids, subtree

# None of these takes a "that" of its own.
BETWEEN = frozenset(
    {"meet", "visit", "arrive", "return", "tour", "attend", "host", "land", "receive", "greet", "travel"}
)
_FIRST_PERSON = frozenset({"i", "we", "our", "us", "my"})


def indirect(cast: Cast, direct: list[Quote]) -> Iterator[Quote]:
    """Give reported clauses, but those that are quoted for the better part."""
    for sentence in cast.scene.sentences:
        yield from reported(cast, sentence, direct)
        yield from sourced(cast, sentence, direct)
        yield from headlined(cast, sentence, direct)


def reported(cast: Cast, sentence: Sentence, direct: list[Quote]) -> Iterator[Quote]:
    """Give the clauses of verbs of speech, before them, after them or around them."""
    for token in sentence.tokens:
        if token.pos != "VERB" or token.lemma not in INDIRECT:
            continue
        if any(quote.start <= token.start < quote.end for quote in direct):
            continue
        clauses = kids(sentence, token.i, "ccomp") or displaced(sentence, token)
        if clauses:
            positions = [i for i in subtree(sentence, clauses[0]) if sentence.tokens[i].pos != "PUNCT"]
        else:
            positions = around(sentence, token)
        if not positions:
            continue
        start, end = sentence.tokens[positions[0]].start, sentence.tokens[positions[-1]].end
        if mostly_quoted(start, end, direct) or start <= token.start < end:
            continue
        speakers, to = speakers_of(cast, sentence, token.i, named=True)
        yield from told(cast, start, end, speakers, to, token)


def displaced(sentence: Sentence, verb: Token) -> list[int]:
    """Give the clause that the parse hangs on a verb between: "said after meeting the premier that ..."."""
    return [
        t.i
        for t in sentence.tokens
        if t.dep in ("ccomp", "acl", "relcl")
        and (sentence.tokens[t.head].lemma in BETWEEN or sentence.tokens[sentence.tokens[t.head].head].lemma in BETWEEN)
        and verb.i in ancestors(sentence, t.i)
        and any(sentence.tokens[c].text.lower() == "that" for c in kids(sentence, t.i, "mark"))
    ][:1]


def around(sentence: Sentence, verb: Token) -> list[int]:
    """Give the longer part of a clause that its source cuts in two ("The talks, the envoy said, would end")."""
    if verb.dep != "parataxis":
        return []
    inner = subtree(sentence, verb.i)
    words = [t.i for t in sentence.tokens if t.pos != "PUNCT"]
    left, right = [i for i in words if i < inner[0]], [i for i in words if i > inner[-1]]
    return max(left, right, key=len) if left and right else []


def sourced(cast: Cast, sentence: Sentence, direct: list[Quote]) -> Iterator[Quote]:
    """Give the clause that "according to X" opens or closes."""
    source = source_told(sentence, -1, -1)
    if source is None or sentence.tokens[source[0]].text.lower() != "according":
        return
    inner = subtree(sentence, source[0])
    if source[1] not in inner:
        return
    words = [t.i for t in sentence.tokens if t.pos != "PUNCT"]
    left, right = [i for i in words if i < inner[0]], [i for i in words if i > inner[-1]]
    if len(left) > 2 and len(right) > 2:
        return  # in the middle: neither part is the clause
    positions = max(left, right, key=len)
    if len(positions) < 3:
        return
    start, end = sentence.tokens[positions[0]].start, sentence.tokens[positions[-1]].end
    if not any(quote.start < end and start < quote.end for quote in direct):
        speakers = cast.refs.get((sentence.index, source[1]), ())
        yield from told(cast, start, end, speakers, (), sentence.tokens[source[0]])


def headlined(cast: Cast, sentence: Sentence, direct: list[Quote]) -> Iterator[Quote]:
    """Give what a headline lets an actor say after a colon: "Finance minister: We will pay"."""
    colon = next((t for t in sentence.tokens[:12] if t.text == ":"), None)
    if colon is None or colon.i + 3 > len(sentence.tokens) or direct_near(sentence, direct):
        return
    if sentence.tokens[colon.i + 1].text.lower() not in _FIRST_PERSON:
        return
    for token in sentence.tokens[: colon.i]:
        refs = cast.refs.get((sentence.index, token.i), ())
        if refs and cast.spans.get((sentence.index, token.i)) == (0, colon.i):
            rest = [t for t in sentence.tokens[colon.i + 1 :] if t.pos != "PUNCT"]
            yield from told(cast, rest[0].start, rest[-1].end, refs, (), None)
            return


def direct_near(sentence: Sentence, direct: list[Quote]) -> bool:
    return any(quote.start < sentence.end and sentence.start < quote.end for quote in direct)


def mostly_quoted(start: int, end: int, direct: list[Quote]) -> bool:
    """Tell whether more than six tenths of a clause are quoted: the quote then stands for it."""
    inner = [quote for quote in direct if quote.start < end and start < quote.end]
    return any(quote.end - quote.start > 0.6 * (end - start) for quote in inner)


def told(
    cast: Cast, start: int, end: int, speakers: tuple[ActorRef, ...], to: tuple[ActorRef, ...], verb: Token | None
) -> Iterator[Quote]:
    text = cast.scene.report.text[start:end]
    cue = Span(verb.start, verb.end, verb.text) if verb is not None else None
    for speaker in speakers:
        yield Quote(start, end, text, False, speaker, to, cue)
