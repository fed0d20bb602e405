"""What is reported as said: direct, partial, split and indirect quotes with their speakers."""

import re
from collections.abc import Iterator

from comity.model import ActorRef, Quote, Sentence, Span
from comity.recognition.arguments import is_passive, logical_subjects, surface_subjects
from comity.recognition.cast import Cast
from comity.recognition.marks import quote_marks
from comity.recognition.tree import ancestors, kids, objects_of, subtree

SPEECH = frozenset({
    "say", "tell", "add", "state", "declare", "announce", "note", "stress", "emphasize", "emphasise",
    "underline", "explain", "warn", "claim", "insist", "argue", "assert", "maintain", "remark", "comment",
    "reply", "respond", "answer", "ask", "write", "tweet", "post", "recall", "promise", "pledge", "vow",
    "urge", "admit", "acknowledge", "concede", "deny", "suggest", "observe", "continue", "conclude",
    "reiterate", "repeat", "affirm", "reaffirm", "echo", "express", "voice", "quote", "cite", "describe",
    "call", "label", "brand", "dub", "hail", "praise", "condemn", "denounce", "decry", "criticize",
    "criticise", "blast", "slam", "term", "portray", "depict", "characterize", "characterise", "refer",
    "use", "deplore", "lament", "quip", "joke", "report", "predict", "caution", "complain", "contend",
    "demand", "propose", "swear", "testify", "exclaim", "shout", "brief", "confirm", "believe", "think",
    "point", "signal", "hint", "speak", "vilify", "frame", "regard", "highlight", "accuse", "tout",
    "welcome", "thank", "apologize", "apologise", "read", "dismiss", "deride", "ridicule", "mock", "laud",
    "applaud", "salute", "lambast", "lambaste", "castigate", "rebuke", "liken", "paint",
})  # fmt: skip
INDIRECT = frozenset({
    "say", "tell", "add", "state", "declare", "announce", "note", "stress", "emphasize", "emphasise",
    "underline", "explain", "warn", "claim", "insist", "argue", "assert", "maintain", "remark", "comment",
    "reply", "respond", "write", "tweet", "recall", "promise", "pledge", "vow", "admit", "acknowledge",
    "deny", "suggest", "observe", "reiterate", "repeat", "affirm", "reaffirm", "caution", "complain",
    "contend", "confirm", "predict", "report", "swear", "testify", "signal", "hint", "indicate", "point",
})  # fmt: skip
# Quote marks around one to three words of a thing's name are no speech unless a verb of speech governs them.
LABEL = frozenset({
    "call", "label", "brand", "dub", "term", "describe", "hail", "decry", "denounce", "portray", "depict",
    "characterize", "characterise", "use", "refer", "praise", "condemn", "regard", "see", "view", "frame",
    "slam", "blast", "tout", "vilify", "criticize", "criticise", "dismiss", "deride", "ridicule", "mock",
    "laud", "applaud", "salute", "lambast", "lambaste", "castigate", "liken", "paint",
})  # fmt: skip


# "Two officials said" are two unnamed people, not the two sides of the report.
UNNAMED = frozenset({"official", "diplomat", "source", "person", "people", "analyst"})


def find_quotes(cast: Cast) -> tuple[Quote, ...]:
    """Give every quote of the report with its speaker, in order; a speaker that can't be told is null."""
    text = cast.scene.report.text
    direct: list[Quote] = []
    last: Quote | None = None
    for start, end in quote_marks(text):
        quote = attribute(cast, start, end, last)
        if quote is None:
            continue
        direct.append(quote)
        last = quote
    return tuple(sorted([*direct, *indirect(cast, direct)], key=lambda quote: (quote.start, quote.end)))


def sentence_at(cast: Cast, offset: int) -> Sentence | None:
    for sentence in cast.scene.sentences:
        if sentence.start <= offset < sentence.end:
            return sentence
    return None


def attribute(cast: Cast, start: int, end: int, last: Quote | None) -> Quote | None:
    """Find who said the words between two offsets; null for marks that set off a term, not speech."""
    text = cast.scene.report.text
    first = sentence_at(cast, start)
    if first is None:
        return None
    if re.search(
        r"(?:so-called|known as|named|titled|entitled|nicknamed|dubbed the)\W*$",
        text[max(0, start - 16) : start],
        re.I,
    ):
        return None
    final = sentence_at(cast, max(start, end - 1)) or first
    for sentence in dict.fromkeys((first, final)):
        verb = cue_verb(sentence, start, end)
        if verb is not None and is_term(sentence, verb, start, end):
            return None
        if verb is not None:
            speaker, to = speaker_of(cast, sentence, verb)
            if speaker is not None or sentence.tokens[verb].lemma in SPEECH:
                return make(text, start, end, speaker, to, sentence, verb)
    words = len(text[start:end].split())
    covers = first.start >= start - 2 and final.end <= end + 3
    source = according(first, start, end) if words > 2 else None
    if source is not None:
        speaker = next(iter(cast.refs.get((first.index, source[1]), ())), None)
        return make(text, start, end, speaker, (), first, source[0])
    if not covers and words < 4:
        return None
    number = final.index
    following = cast.scene.sentences[number + 1] if number + 1 < len(cast.scene.sentences) else None
    if (
        following is not None
        and following.paragraph == final.paragraph
        and '"' not in text[following.start : following.end]
    ):
        if "“" not in text[following.start : following.end] and covers:
            verb = tag_verb(following)
            if verb is not None:
                speaker, to = speaker_of(cast, following, verb)
                if speaker is not None:
                    return make(text, start, end, speaker, to, following, verb)
    if last is not None and last.speaker is not None and last.end < start:
        between = sentence_at(cast, last.start)
        if between is not None and first.paragraph - between.paragraph <= (1 if covers else 0):
            gap = text[last.end : start]
            alone = first.paragraph != between.paragraph and opens_paragraph(text, start)
            if first.paragraph == between.paragraph or alone or "\n" not in gap.strip('”" \n'):
                return Quote(start, end, text[start:end], True, last.speaker, last.addressees, last.cue)
    before = cast.scene.sentences[first.index - 1] if first.index else None
    if before is not None and covers:
        verb = tag_verb(before)
        if verb is not None:
            speaker, to = speaker_of(cast, before, verb)
            return make(text, start, end, speaker, to, before, verb)
    return Quote(start, end, text[start:end], True, None, (), None) if covers and words >= 4 else None


def make(
    text: str,
    start: int,
    end: int,
    speaker: ActorRef | None,
    to: tuple[ActorRef, ...],
    sentence: Sentence,
    verb: int,
) -> Quote:
    token = sentence.tokens[verb]
    return Quote(start, end, text[start:end], True, speaker, to, Span(token.start, token.end, token.text))


def cue_verb(sentence: Sentence, start: int, end: int) -> int | None:
    """Find the verb outside the quote that reports it: a verb of speech above it, else the nearest one."""
    outside = [t for t in sentence.tokens if t.end <= start or t.start >= end]
    inside = [t for t in sentence.tokens if start <= t.start < end]
    if not inside:
        return None
    for token in inside:
        if start <= sentence.tokens[token.head].start < end and token.head != token.i:
            continue
        for above in ancestors(sentence, token.i):
            up = sentence.tokens[above]
            if not start <= up.start < end and up.pos == "VERB" and up.lemma in SPEECH:
                return above
        break
    verbs = [
        t for t in outside if t.pos == "VERB" and t.lemma in SPEECH and t.lemma not in ("use", "see", "read", "post")
    ]
    if not verbs:
        return None
    nearest = min(verbs, key=lambda t: min(abs(t.start - end), abs(start - t.end)))
    gap = min(abs(nearest.start - end), abs(start - nearest.end))
    return nearest.i if gap < 120 else None


def opens_paragraph(text: str, start: int) -> bool:
    """Tell whether a quote opens its paragraph: it then goes on by the speaker before it."""
    before = text.rfind("\n", 0, start)
    return not text[before + 1 : start].strip('“”"‘’ ')


def according(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Find "according to X" outside a quote: the word and the token of X."""
    for token in sentence.tokens:
        if token.text.lower() == "according" and not start <= token.start < end:
            for prep in kids(sentence, token.i, "prep"):
                for holder in kids(sentence, prep, "pobj"):
                    return token.i, holder
    return None


def is_term(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Tell whether one to three words in marks only name a thing ("the 'special area' accord").

    A label ("called it 'a farce'") and a predicate ("was 'beyond cruel'") are the speaker's words; a subject,
    a modifier of one, or a noun that names something else's kind is the report's.
    """
    inside = [t.i for t in sentence.tokens if start <= t.start < end]
    words = [i for i in inside if sentence.tokens[i].pos != "PUNCT"]
    if sentence.tokens[verb].start >= end and sentence.tokens[inside[-1]].text == ",":
        return False
    if not words or len(words) > 3 or any(sentence.tokens[i].pos in ("VERB", "AUX", "PART", "INTJ") for i in words):
        return False
    if sentence.tokens[verb].lemma in LABEL and sentence.tokens[verb].start < start:
        return False
    top = next((i for i in words if sentence.tokens[i].head not in inside), words[-1])
    if top == verb or sentence.tokens[top].head == top:
        return False
    for i in (top, *ancestors(sentence, top)):
        token = sentence.tokens[i]
        if i == verb:
            return False
        if token.dep in ("nsubj", "nsubjpass", "poss", "compound"):
            return token.head != verb
        if token.pos == "VERB" and i != top and token.dep in ("relcl", "acl", "advcl"):
            return True
    return True


def tag_verb(sentence: Sentence) -> int | None:
    """Find the main verb of a sentence that only says who spoke ("Lee said in Tokyo.", "He echoed this.")."""
    for token in sentence.tokens:
        if token.dep == "ROOT" and token.lemma in SPEECH and not kids(sentence, token.i, "ccomp"):
            return token.i if len(sentence.tokens) <= 22 else None
    return None


def speaker_of(cast: Cast, sentence: Sentence, verb: int) -> tuple[ActorRef | None, tuple[ActorRef, ...]]:
    """Give the speaker and the addressees of a verb of speech."""
    found = logical_subjects(sentence, verb)
    if not found and (not is_passive(sentence, verb) or sentence.tokens[verb].lemma == "quote"):
        found = surface_subjects(sentence, verb)
    if not found and not is_passive(sentence, verb) and sentence.tokens[verb].dep == "ROOT":
        # "...," warned the army: the parser takes the speaker after a bare verb for its object.
        found = [i for i in kids(sentence, verb, "dobj") if i > verb and sentence.tokens[verb - 1].pos == "PUNCT"]
    speaker = None
    for i in found:
        refs = cast.refs.get((sentence.index, i), ())
        if len(refs) > 1 and cast.kinds.get((sentence.index, i)) == "pair" and sentence.tokens[i].lemma in UNNAMED:
            return ActorRef(None, refs[0].sector, None, None, refs[0].text), ()
        if refs:
            speaker = refs[0]
            break
    to: list[ActorRef] = []
    lemma = sentence.tokens[verb].lemma
    heard = kids(sentence, verb, "dobj", "dative", "iobj") if lemma in ("tell", "ask", "urge", "warn", "remind") else []
    heard = [i for i in heard if i not in found]
    for i in [*heard, *objects_of(sentence, verb, ("to",))]:
        to.extend(cast.refs.get((sentence.index, i), ()))
    return speaker, tuple(to)


def indirect(cast: Cast, direct: list[Quote]) -> Iterator[Quote]:
    """Give reported clauses without quote marks: "the minister said that the road would open"."""
    text = cast.scene.report.text
    for sentence in cast.scene.sentences:
        for token in sentence.tokens:
            if token.pos != "VERB" or token.lemma not in INDIRECT:
                continue
            if any(quote.start <= token.start < quote.end for quote in direct):
                continue
            clauses = kids(sentence, token.i, "ccomp")
            if not clauses:
                continue
            positions = [i for i in subtree(sentence, clauses[0]) if sentence.tokens[i].pos != "PUNCT"]
            start, end = sentence.tokens[positions[0]].start, sentence.tokens[positions[-1]].end
            inner = [quote for quote in direct if quote.start < end and start < quote.end]
            if any(quote.end - quote.start > 0.6 * (end - start) for quote in inner):
                continue
            speaker, to = speaker_of(cast, sentence, token.i)
            if speaker is None or start <= token.start < end:
                continue
            yield Quote(start, end, text[start:end], False, speaker, to, Span(token.start, token.end, token.text))
