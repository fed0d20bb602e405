"""What is reported as said: direct, partial, split and indirect quotes with their speakers.

A quote of two speakers ("the two leaders said") comes once for each of them, with the same words.
"""

import re

from comity.model import ActorRef, Quote, Sentence, Span
from comity.recognition.cast import Cast
from comity.recognition.marks import quote_marks
from comity.recognition.quote_cues import SPEECH, cue_verb, is_term, own_verb, source_told, tag_verb
from comity.recognition.quotes_indirect import indirect
from comity.recognition.speakers import MOST, names_who_speaks, speakers_of
from comity.recognition.tree import objects_of

_LABELLED = re.compile(r"(?:so-called|known as|named|titled|entitled|nicknamed|dubbed the)\W*\Z", re.IGNORECASE)
_COLON_BEFORE = re.compile(r":[ ]?[“”\"„«‘'`]{1,2}\Z")
_COLON_AFTER = re.compile(r"[“”\"»’']{1,2}:")
HEADLINE = 14  # tokens before the colon of a headline at most


def find_quotes(cast: Cast) -> tuple[Quote, ...]:
    """Give every quote of the report with its speaker, in order; a speaker that can't be told is null."""
    direct: list[Quote] = []
    last: tuple[Quote, ...] = ()
    for start, end in quote_marks(cast.scene.report.text):
        found = attribute(cast, start, end, last)
        if found:
            direct.extend(found)
            last = found
    return tuple(sorted([*direct, *indirect(cast, direct)], key=lambda quote: (quote.start, quote.end)))


def sentence_at(cast: Cast, offset: int) -> Sentence | None:
    for sentence in cast.scene.sentences:
        if sentence.start <= offset < sentence.end:
            return sentence
    return None


def attribute(cast: Cast, start: int, end: int, last: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Find who said the words between two offsets; none for marks that set off a term, not speech."""
    text = cast.scene.report.text
    first = sentence_at(cast, start)
    if first is None or _LABELLED.search(text[max(0, start - 16) : start]):
        return ()
    if headline := beside_colon(cast, start, end):
        return headline
    final = sentence_at(cast, max(start, end - 1)) or first
    for sentence in dict.fromkeys((first, final)):
        verb = cue_verb(sentence, start, end)
        if verb is None:
            continue
        if is_term(sentence, verb, start, end) or names_who_speaks(sentence, verb, start, end):
            return ()
        speakers, to = speakers_of(cast, sentence, verb, quoted=(start, end))
        if speakers or sentence.tokens[verb].lemma in SPEECH:
            return make(text, start, end, speakers, to, sentence, verb)
    words = len(text[start:end].split())
    covers = first.start >= start - 2 and final.end <= end + 3
    source = source_told(first, start, end) if words > 2 else None
    if source is not None:
        return make(text, start, end, cast.refs.get((first.index, source[1]), ()), (), first, source[0])
    verb = own_verb(first, start, end)
    if verb is not None:
        return make(text, start, end, speakers_of(cast, first, verb, quoted=(start, end))[0], (), first, verb)
    if not covers and words < 4:
        return ()
    return neighbours(cast, start, end, last, first, final, covers)


def neighbours(
    cast: Cast, start: int, end: int, last: tuple[Quote, ...], first: Sentence, final: Sentence, covers: bool
) -> tuple[Quote, ...]:
    """Find the speaker outside the quote's own sentence: after it, of the quote before it, or before it."""
    text = cast.scene.report.text
    sentences = cast.scene.sentences
    following = sentences[final.index + 1] if final.index + 1 < len(sentences) else None
    if covers and following is not None and following.paragraph == final.paragraph:
        verb = tag_verb(following)
        if verb is not None and not re.search('["“]', text[following.start : following.end]):
            speakers, to = speakers_of(cast, following, verb)
            if speakers:
                return make(text, start, end, speakers, to, following, verb)
    if last and last[0].speaker is not None and last[0].end < start:
        between = sentence_at(cast, last[0].start)
        if between is not None and first.paragraph - between.paragraph <= (1 if covers else 0):
            gap = text[last[0].end : start]
            alone = first.paragraph != between.paragraph and opens_paragraph(text, start)
            if first.paragraph == between.paragraph or alone or "\n" not in gap.strip('”" \n'):
                return tuple(Quote(start, end, text[start:end], True, q.speaker, q.addressees, q.cue) for q in last)
    before = sentences[first.index - 1] if first.index else None
    if before is not None and covers and first.paragraph - before.paragraph <= 1:
        verb = tag_verb(before, reported=first.paragraph == before.paragraph)
        if verb is not None:
            speakers, to = speakers_of(cast, before, verb)
            return make(text, start, end, speakers, to, before, verb)
    sentence = text[start:end].rstrip().endswith((".", "!", "?"))
    whole = covers and (len(text[start:end].split()) >= 4 or sentence)
    return (Quote(start, end, text[start:end], True, None, (), None),) if whole else ()


def make(
    text: str,
    start: int,
    end: int,
    speakers: tuple[ActorRef, ...],
    to: tuple[ActorRef, ...],
    sentence: Sentence,
    verb: int,
) -> tuple[Quote, ...]:
    token = sentence.tokens[verb]
    cue = Span(token.start, token.end, token.text)
    return tuple(Quote(start, end, text[start:end], True, each, to, cue) for each in speakers or (None,))


def beside_colon(cast: Cast, start: int, end: int) -> tuple[Quote, ...]:
    """Give the speaker that a headline sets off by a colon: "Envoy: 'We agree'", "'We agree': envoy rejects talks"."""
    text = cast.scene.report.text
    if match := _COLON_BEFORE.search(text[max(0, start - 5) : start]):
        colon = max(0, start - 5) + match.start()
        sentence = sentence_at(cast, colon)
        if sentence is None:
            return ()
        lead = [t for t in sentence.tokens if t.end <= colon]
        if not lead or len(lead) > HEADLINE or any(t.pos in ("VERB", "AUX") for t in lead):
            return ()
        for token in lead:
            refs = cast.refs.get((sentence.index, token.i), ())
            if refs and token.dep not in ("poss", "pobj", "amod", "compound"):
                to = [r for i in objects_of(sentence, token.i, ("to",)) for r in cast.refs.get((sentence.index, i), ())]
                return tuple(Quote(start, end, text[start:end], True, ref, tuple(to), None) for ref in refs[:MOST])
        return ()
    if _COLON_AFTER.match(text, end):
        sentence = sentence_at(cast, end + 1)
        for token in sentence.tokens if sentence is not None else ():
            refs = cast.refs.get((sentence.index, token.i), ()) if sentence is not None else ()
            if refs and token.start > end and token.dep == "nsubj":
                return tuple(Quote(start, end, text[start:end], True, ref, (), None) for ref in refs[:MOST])
    return ()


def opens_paragraph(text: str, start: int) -> bool:
    """Tell whether a quote opens its paragraph: it then goes on by the speaker before it."""
    before = text.rfind("\n", 0, start)
    return not text[before + 1 : start].strip('“”"‘’ ')
