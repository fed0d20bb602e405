"""What somebody said: each quote of a report with its date, those it is about, and its tone."""

import msgspec

from comity.coding.ids import row_id
from comity.coding.stage import Stage
from comity.coding.tone import tone_of
from comity.coding.topics import about
from comity.coding.when import date_of
from comity.model import Date, Quote, Sentence, Span, Statement
from comity.recognition.tree import objects_of, subtree

# In these somebody speaks, so that their day is the day of the words.
OCCASIONS = frozenset(
    "speech address interview letter statement sermon lecture briefing conference message broadcast toast post".split()
)
# Marks that end a sentence inside a quote; without one, what comes after the source goes on with it.
ENDS = (".", "!", "?", "…", '."')


def find_statements(stage: Stage) -> list[Statement]:
    """Give the statements of a reading, in order.

    A quote parted by its source ("...," she said, "...") is one statement with both spans when its second
    part goes on with the first part's sentence. An indirect quote without a speaker gives none.
    """
    found: list[Statement] = []
    quotes = [quote for quote in stage.reading.quotes if quote.direct or quote.speaker is not None]
    used: set[int] = set()
    for number, quote in enumerate(quotes):
        if number in used:
            continue
        parts = [quote]
        for later in range(number + 1, len(quotes)):
            if later not in used and goes_on(stage, parts[-1], quotes[later]):
                parts.append(quotes[later])
                used.add(later)
        found.append(as_statement(stage, parts))
    return told_apart(found)


def told_apart(found: list[Statement]) -> list[Statement]:
    """Give the same words of several speakers an id each; the first keeps the one that the words alone make."""
    seen: set[str] = set()
    for at, row in enumerate(found):
        if row.id in seen and row.speaker is not None:
            found[at] = msgspec.structs.replace(row, id=row_id("s", row.id, row.speaker.id or row.speaker.text))
        seen.add(found[at].id)
    return found


def goes_on(stage: Stage, first: Quote, second: Quote) -> bool:
    """Tell whether a quote is the rest of the sentence that another one began."""
    if not (first.direct and second.direct) or first.cue is None or first.cue != second.cue:
        return False
    if first.speaker != second.speaker:
        return False
    if not first.end <= first.cue.start < second.start:
        return False
    between = stage.reading.report.text[first.end : second.start]
    told = first.text.rstrip()
    joined = between.rstrip(" “\"‘'").endswith((",", "–", "—"))
    return "\n" not in between and len(between) < 120 and joined and not told.endswith(ENDS)


def as_statement(stage: Stage, parts: list[Quote]) -> Statement:
    quote = parts[0]
    text = stage.reading.report.text
    sentences = [
        s
        for s in stage.sentences_between(parts[0].start, parts[-1].end)
        if any(s.start < q.end and q.start < s.end for q in parts)
    ]
    teller = cue_sentence(stage, quote)
    if teller is not None and teller not in sentences:
        sentences.append(teller)
    evidence = [Span(part.start, part.end, part.text) for part in parts]
    evidence += [Span(s.start, s.end, text[s.start : s.end]) for s in sorted(sentences, key=lambda s: s.start)]
    last = parts[-1]
    words = [(part.start, own_end(sentences, part)) for part in parts]
    at = cue_token(teller, quote) if teller is not None else None
    cue = (teller, at) if teller is not None and at is not None else None
    return Statement(
        id=row_id("s", stage.reading.report.id, quote.start, last.end, quote.direct),
        speaker=quote.speaker,
        addressees=quote.addressees,
        about=about(stage, parts, words, sentences, cue),
        quote=" ".join(part.text for part in parts),
        direct=quote.direct,
        said_on=said_on(stage, parts, cue),
        tone=tone_of(words, sentences, cue),
        evidence=tuple(dict.fromkeys(evidence)),
        confidence=0.9 if quote.direct and quote.speaker else 0.75 if quote.speaker else 0.4,
    )


def own_end(sentences: list[Sentence], quote: Quote) -> int:
    """Give where the speaker's words end: what a report adds to reported words (", which angered Lima") is its own."""
    if quote.direct:
        return quote.end
    for sentence in sentences:
        for token in sentence.tokens:
            if quote.start < token.start < quote.end and token.text.lower() in ("which", "who") and token.i:
                before = sentence.tokens[token.i - 1]
                if before.text == "," and before.start > quote.start:
                    return before.start
    return quote.end


def cue_sentence(stage: Stage, quote: Quote) -> Sentence | None:
    """Give the sentence with the reporting verb of a quote."""
    if quote.cue is None:
        return None
    at = quote.cue.start
    return next(iter(stage.sentences_between(at, at + 1)), None)


def cue_token(sentence: Sentence, quote: Quote) -> int | None:
    """Give the token of a quote's reporting verb."""
    return next((t.i for t in sentence.tokens if quote.cue is not None and t.start == quote.cue.start), None)


def said_on(stage: Stage, parts: list[Quote], cue: tuple[Sentence, int] | None) -> Date | None:
    """Give the day on which it was said, from date words outside the quote on the reporting verb.

    Where the verb has none, the day of the speech or letter in which it was said ("in a speech on May 3").
    """
    if cue is None:
        return None
    teller, at = cue
    told = [m for m in stage.reading.dates if m.date and teller.start <= m.start < teller.end]
    outside = [m for m in told if not any(q.start <= m.start < q.end for q in parts)]
    date = date_of(stage, teller, at)
    if date is not None:
        return date if any(m.date == date for m in outside) else None
    for spoken in objects_of(teller, at, ("in", "at", "during")):
        if teller.tokens[spoken].lemma in OCCASIONS:
            within = {teller.tokens[i].start for i in subtree(teller, spoken)}
            days = [m for m in outside if m.start in within and m.date is not None and m.date.precision == "day"]
            if len(days) == 1:
                return days[0].date
    return None
