"""On which act a comparison hangs: "the first visit since 2003" on the visit, wherever in the sentence it is told."""

from collections.abc import Sequence

import msgspec

from comity.coding.firsts import First
from comity.coding.found import Found
from comity.coding.predicates import match
from comity.coding.roles import carrying_verb
from comity.coding.stage import Stage
from comity.model import TOOK_PLACE, Event, Figure, Sentence
from comity.recognition.tree import ancestors

# How many sentences back "it was the first such visit" may point.
_REACH = 6
_BACK = frozenset({"it", "this", "that", "they", "these", "such"})
_AFTER_A_NOUN = frozenset("between by of with in on at for to from among".split())
_TRIPS = frozenset({"visit", "trip", "tour", "travel", "journey", "fly", "arrive", "go", "come", "land", "return"})
_PAPERS = frozenset(
    {"statement", "declaration", "communique", "agreement", "treaty", "accord", "deal", "pact", "memorandum"}
)


def hung(stage: Stage, rows: Sequence[Found], events: Sequence[Event]) -> list[Event]:
    """Give the events with the comparisons that qualify them; `rows` are what they were made of, one for one."""
    told: dict[int, list[Figure]] = {}
    for sentence in stage.reading.sentences:
        for first in stage.firsts(sentence):
            at = act_of(stage, sentence, first, rows)
            if at is not None:
                told.setdefault(at, []).append(named(first, rows[at]))
    return [
        msgspec.structs.replace(event, figures=(*event.figures, *told[number])) if number in told else event
        for number, event in enumerate(events)
    ]


def named(first: First, row: Found) -> Figure:
    """Give the figure of a comparison; what counts "the first in 17 years" without a noun gets that of its act."""
    figure, told = first.figure, first.figure.comparison
    if told is None or first.noun is not None or not (told.of == "" or told.of.split()[0] in _AFTER_A_NOUN):
        return figure
    papers = [token.text for token in row.sentence.tokens if token.lemma in _PAPERS]
    token = row.sentence.tokens[row.token]
    noun = papers[0] if papers and row.type == "AGREE" else token.text if token.pos == "NOUN" else ""
    of = f"{noun} {told.of}".strip()
    rank = figure.what.removesuffix(told.of).strip()
    return msgspec.structs.replace(figure, what=f"{rank} {of}", comparison=msgspec.structs.replace(told, of=of))


def act_of(stage: Stage, sentence: Sentence, first: First, rows: Sequence[Found]) -> int | None:
    """Give the place in `rows` of the act that a comparison qualifies; null when it is of something else."""
    here = [n for n, row in enumerate(rows) if row.sentence is sentence]
    if _never(first):
        # "No leader had visited since" denies the act that came before, and tells of the one that came now.
        here = [n for n in here if first.anchor not in _tokens(rows[n])]
    for token in _anchors(sentence, first):
        for n in here:
            if token in _tokens(rows[n]):
                return n
    noun = first.noun
    lemma = sentence.tokens[noun].lemma if noun is not None else ""
    kind = _kind(stage, sentence, first)
    alike = [n for n in here if rows[n].type == kind or _kin(lemma, rows[n])]
    if alike:
        return min(alike, key=lambda n: abs(rows[n].token - first.anchor))
    if here and (aside := _aside(sentence, first, [(n, rows[n].token) for n in here])) is not None:
        return aside
    return _earlier(stage, sentence, first, rows, kind) if not here or kind or not lemma else None


def _anchors(sentence: Sentence, first: First) -> list[int]:
    """Give the tokens whose act a comparison may qualify, the nearest first."""
    found = [first.anchor]
    token = sentence.tokens[first.anchor]
    if first.noun is not None and first.noun != first.anchor:
        found.append(first.noun)
    for above in ancestors(sentence, first.anchor):
        parent = sentence.tokens[above]
        if token.dep in ("relcl", "ccomp", "advcl", "conj", "nsubj", "nsubjpass", "parataxis"):
            break  # what is said about a clause is not said about the one around it
        found.append(above)
        if parent.lemma == "be":
            found.extend(c for c in sentence.children[above] if sentence.tokens[c].dep in ("nsubj", "csubj"))
        if parent.pos in ("VERB", "AUX"):
            break
        token = parent
    return found


def _tokens(row: Found) -> set[int]:
    mine = {row.token, *row.also}
    for token in tuple(mine):
        carrier = carrying_verb(row.sentence, token)
        if carrier is not None:
            mine.add(carrier)
    return mine


def _kind(stage: Stage, sentence: Sentence, first: First) -> str | None:
    """Give the type of act that the comparison's noun tells by itself; null for a noun that is no act."""
    if first.noun is None:
        return None
    lemma = sentence.tokens[first.noun].lemma
    if lemma in _TRIPS:
        return "CONSULT"
    if lemma in _PAPERS:
        return "AGREE"
    found = match(sentence, first.noun, stage.heads.get(sentence.index, frozenset()))
    return found.frame.type if found is not None else None


def _kin(lemma: str, row: Found) -> bool:
    own = row.sentence.tokens[row.token].lemma
    return bool(lemma) and (own == lemma or (own[:4] == lemma[:4] and len(lemma) > 3) or {own, lemma} <= _TRIPS)


def _aside(sentence: Sentence, first: First, here: list[tuple[int, int]]) -> int | None:
    """Give the act just before a comparison that is set apart by a comma or a dash ("..., the first in nine years")."""
    at = first.figure.evidence[0].start
    before = [token for token in sentence.tokens if token.end <= at][-3:]
    if not any(token.text in (",", "—", "–", "-", "--") for token in before):
        return None
    acts = [(token, n) for n, token in here if sentence.tokens[token].start < at]
    return max(acts)[1] if acts else None


def _never(first: First) -> bool:
    words = first.figure.evidence[0].text.lower()
    return words.startswith(("no ", "had"))


def _earlier(stage: Stage, sentence: Sentence, first: First, rows: Sequence[Found], kind: str | None) -> int | None:
    """Give the act of an earlier sentence that a comparison points back to: by its noun, or by "it" and "this"."""
    lemma = sentence.tokens[first.noun].lemma if first.noun is not None else ""
    opening = {token.text.lower() for token in sentence.tokens[:6] if token.pos in ("PRON", "DET")}
    own = {token.lemma for token in sentence.tokens if token.dep == "nsubj" and token.pos == "NOUN"}
    if lemma:
        wanted = {lemma}
    elif _never(first):
        wanted = {sentence.tokens[first.anchor].lemma}
    elif opening & _BACK:
        wanted = _subjects_before(stage, sentence)
    elif own:
        wanted = own
    else:
        return None
    allowed = TOOK_PLACE | {"planned"} if _never(first) else TOOK_PLACE
    for n in range(len(rows) - 1, -1, -1):
        row = rows[n]
        if not 0 < sentence.index - row.sentence.index <= _REACH or row.status.status not in allowed:
            continue
        if (kind is not None and row.type == kind) or any(_kin(word, row) for word in wanted):
            return n
        if wanted & _PAPERS and row.type == "AGREE" and any(t.lemma in wanted for t in row.sentence.tokens):
            return n
    return None


def _subjects_before(stage: Stage, sentence: Sentence) -> set[str]:
    """Give the nouns that the sentence before speaks of, which "it" may mean."""
    before = stage.reading.sentences[sentence.index - 1] if sentence.index else None
    if before is None:
        return set()
    return {
        token.lemma for token in before.tokens if token.dep in ("nsubj", "nsubjpass", "dobj") and token.pos == "NOUN"
    }
