"""When and where an act took place: the date and place words that hang on its predicate."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from comity.coding.roles import carrying_verb
from comity.coding.stage import Stage, within
from comity.model import Date, DateMention, Place, PlaceMention, Sentence
from comity.recognition.tree import ancestors, kids

# A date before a noun, as part of its name, or after it with "of": "the 1965 agreement", "the treaty of 1959".
_ATTRIBUTES = ("nummod", "compound", "amod", "nmod", "poss", "npadvmod", "appos", "dep")
# What is done to a thing on the day that it comes about: its date is that of the deed.
_MAKES = frozenset(
    "sign conclude reach strike adopt initial seal ink hold host convene stage open attend boycott skip".split()
)
# "during the 1973 war", "at the 2018 summit": the thing is the time of the deed.
_TIMES = ("in", "during", "at", "amid")
# "on the sidelines of the 2018 summit", "at the end of last year's talks".
_EDGES = ("sideline", "margin", "fringe", "start", "beginning", "opening", "course", "end", "close", "conclusion")


def token_at(sentence: Sentence, start: int, end: int) -> int | None:
    """Give the topmost token of a stretch of text inside a sentence."""
    # Looked up, not walked through: this is asked for every place and date of a sentence at every predicate.
    first = bisect_right(sentence.tokens, start, key=lambda token: token.end)
    last = bisect_left(sentence.tokens, end, key=lambda token: token.start)
    inside = range(first, last)
    for i in inside:
        if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i:
            return i
    return first if inside else None


def hosts(sentence: Sentence, i: int) -> list[int]:
    """Give the verbs and nouns that a word hangs on, nearest first."""
    return [
        above for above in ancestors(sentence, i)
        if sentence.tokens[above].pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ")
    ]  # fmt: skip


def date_of(stage: Stage, sentence: Sentence, i: int) -> Date | None:
    """Give the date that a predicate's own words tell; null when the sentence dates something else.

    A date belongs to the nearest verb or act above it. An act told by a noun takes the date of the verb that
    carries it, or of the clause whose subject or object it is; a verb takes that of the verb it is coordinated with.
    """
    mentions: list[DateMention] = [
        m for m in within(stage.reading.dates, sentence) if m.date is not None and m.date.precision != "none"
    ]
    if not mentions:
        return None
    if (when := told_by_when(sentence, i, mentions)) is not None:
        return when
    mine = {i}
    carrier = carrying_verb(sentence, i)
    if carrier is not None:
        mine.add(carrier)
    second = set()
    token = sentence.tokens[i]
    if token.pos in ("NOUN", "PROPN") and token.dep in ("nsubj", "nsubjpass", "dobj"):
        second.add(token.head)
    if token.dep in ("conj", "xcomp", "advcl", "acl"):
        second.add(token.head)
    best: tuple[int, int, Date] | None = None
    quotes = stage.direct_quotes(sentence)
    for mention in mentions:
        at = token_at(sentence, mention.start, mention.end)
        if at is None or mention.date is None:
            continue
        if sentence.tokens[sentence.tokens[at].head].lemma == "time" and sentence.tokens[at].dep == "npadvmod":
            continue  # "for the second time this year" counts; it does not date the act
        if at and sentence.tokens[at - 1].text.lower() == "since" and sentence.tokens[i].tag != "VBG":
            continue  # "the first since 1965" compares; it does not date the act
        if (
            mention.date.precision == "day"
            and any(q.start <= mention.start < q.end for q in quotes)
            and not any(ch.isdigit() for ch in mention.text)
        ):
            continue  # "today" in somebody's mouth is the day of speaking, which the report may not tell
        chain = [h for h in hosts(sentence, at) if h != at]
        verbs = [h for h in chain if sentence.tokens[h].pos in ("VERB", "AUX") or h in mine]
        if not verbs:
            continue
        between = chain[: chain.index(verbs[0])]
        if between and of_a_thing(mention.date, between):
            continue  # the date is that of a thing inside the clause ("the abductions in the 1970s")
        if of_the_stay(sentence, i, at, mention.date):
            continue
        if names_a_thing(sentence, at, mine):
            continue  # the date names a thing that the act is about ("asked for talks under the 1965 agreement")
        rank = 0 if verbs[0] in mine else 1 if verbs[0] in second else 2
        if rank == 2:
            continue
        distance = abs(at - i)
        if rank == 1 and distance > 14:
            continue
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, mention.date)
    return best[2] if best is not None else None


def told_by_when(sentence: Sentence, i: int, mentions: Sequence[DateMention]) -> Date | None:
    """Give the date that a clause hangs on with "when": "a change from 2022, when the army left"."""
    token = sentence.tokens[i]
    if token.dep not in ("relcl", "advcl") or not any(
        sentence.tokens[c].text.lower() == "when" for c in kids(sentence, i, "advmod")
    ):
        return None
    when = next(c for c in kids(sentence, i, "advmod") if sentence.tokens[c].text.lower() == "when")
    before = sentence.tokens[when - 1] if when else None
    if before is not None and before.text == "," and when > 1:
        before = sentence.tokens[when - 2]
    if before is None:
        return None
    return next((m.date for m in mentions if m.start <= before.start < m.end), None)


def of_a_thing(date: Date, between: list[int]) -> bool:
    """Tell whether a date hangs on a noun for itself: deep inside the clause, or as years that no act lasts."""
    if date.precision == "year":
        years = int((date.end or "0")[:4]) - int((date.start or "0")[:4])
        return years > 0 or len(between) > 2
    return date.precision in ("month", "season") and len(between) > 1


def of_the_stay(sentence: Sentence, i: int, at: int, date: Date) -> bool:
    """Tell whether a date is for when a guest is to come: "invited his colleague to Accra in November"."""
    if sentence.tokens[i].lemma != "invite" or date.precision == "day":
        return False
    where = [
        c for c in kids(sentence, i, "prep", "xcomp", "dative") if sentence.tokens[c].text.lower() in ("to", "for")
    ]
    return any(i < c < at for c in where)


def names_a_thing(sentence: Sentence, at: int, mine: set[int]) -> bool:
    """Tell whether a date is an attribute of a noun that is neither the act, nor made by it, nor the time of it."""
    tokens = sentence.tokens
    token, noun = tokens[at], tokens[at].head
    if token.dep == "pobj" and tokens[noun].text.lower() == "of":
        noun = tokens[noun].head
    elif noun <= at or token.dep not in _ATTRIBUTES:
        return False
    elif _opens(sentence, at):
        return False  # "On Friday Peru's president ...": the words of a time, whatever the parse hangs them on
    while tokens[noun].dep in ("compound", "nmod", "amod") and tokens[noun].head > noun:
        noun = tokens[noun].head
    if tokens[noun].pos not in ("NOUN", "PROPN") or noun in mine or carrying_verb(sentence, noun) in mine:
        return False
    governor = tokens[tokens[noun].head]
    if governor.text.lower() == "of" and tokens[governor.head].lemma in _EDGES:
        return not mine.intersection(hosts(sentence, governor.head)[:1])
    if tokens[noun].dep == "pobj" and governor.text.lower() in _TIMES:
        return governor.head not in mine
    made = tokens[noun].dep in ("dobj", "nsubjpass") and governor.i in mine
    return not (made and governor.lemma in _MAKES)


def _opens(sentence: Sentence, at: int) -> bool:
    """Tell whether "on" or "in" stands right before a date's words; an article or an owner parts them in a name."""
    first = at
    while first and sentence.tokens[first - 1].head == at:
        first -= 1
    return first > 0 and sentence.tokens[first - 1].text.lower() in ("on", "in")


def place_of(stage: Stage, sentence: Sentence, i: int) -> Place | None:
    """Give the place that a predicate's own words tell: "in Lima", "at Arica", or where a visit goes."""
    places: Sequence[PlaceMention] = within(stage.reading.places, sentence)
    mine = {i}
    carrier = carrying_verb(sentence, i)
    if carrier is not None:
        mine.add(carrier)
    best: tuple[int, int, Place] | None = None
    for mention in places:
        at = token_at(sentence, mention.start, mention.end)
        if at is None:
            continue
        token = sentence.tokens[at]
        prep = sentence.tokens[token.head]
        if token.dep != "pobj" or prep.text.lower() not in ("in", "at", "near", "off", "outside", "to", "around", "on"):
            continue
        if prep.text.lower() == "to" and sentence.tokens[prep.head].lemma not in (
            "visit",
            "trip",
            "travel",
            "fly",
            "go",
            "head",
            "come",
            "journey",
            "tour",
        ):
            continue
        chain = hosts(sentence, at)
        near = chain[:1] if not chain or sentence.tokens[chain[0]].pos in ("VERB", "AUX") else chain[:2]
        if not mine.intersection(near):
            continue
        exact = 0 if mention.place.latitude is not None else 1
        if best is None or (exact, abs(at - i)) < best[:2]:
            best = (exact, abs(at - i), mention.place)
    return best[2] if best is not None else None
