"""Words that refer back: "he", "they", "both countries", "the two leaders", "his Chilean counterpart"."""

from comity import codebook
from comity.model import ActorRef, Sentence
from comity.recognition.arguments import surface_subjects
from comity.recognition.cast import STATE_KINDS, Cast, unique
from comity.recognition.owners import namesakes
from comity.recognition.pairs import PAIR_NOUNS, Trace, main_pair, one_a_state, with_pair
from comity.recognition.phrases import noun_refs
from comity.recognition.tree import ancestors, kids, phrase

SHE = frozenset({"she", "her", "hers", "herself"})
HE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves", "both", "each"})
SPEAKING = frozenset(
    "say announce declare state add claim insist confirm warn pledge promise vow believe think deny report "
    "admit acknowledge argue note stress tell".split()
)
FAR = 6  # a pronoun looks back this many sentences at most


def resolve(cast: Cast) -> None:
    """Fill `cast.refs` for every actor phrase of the report, reading from the first word to the last."""
    traces: list[Trace] = []
    pair = main_pair(cast)
    for sentence in cast.scene.sentences:
        # No word refers back further: what is older is forgotten, so that the time stays linear.
        traces = [trace for trace in traces if trace.sentence >= sentence.index - FAR]
        for token in sentence.tokens:
            found = back(cast, sentence, token.i, traces, pair)
            if found is None:
                known = noun_refs(cast, sentence, token.i)
                if known is None and token.lemma not in PAIR_NOUNS:
                    continue
                kind, span, refs = known or ("", phrase(sentence, token.i), ())
                kind, refs = with_pair(cast, sentence, token.i, kind, refs, traces, pair)
                if not refs:
                    continue
            else:
                kind, span, refs = found
            cast.note(sentence, token.i, span, kind, refs)
            if kind != "pronoun" or token.tag != "PRP$":
                traces.append(Trace(sentence.index, token.i, kind, refs, is_subject(sentence, token.i)))


def is_subject(sentence: Sentence, i: int) -> bool:
    """Tell whether a phrase is a subject, alone or in a coordination or apposition."""
    token = sentence.tokens[i]
    for _ in range(5):
        if token.dep in ("nsubj", "nsubjpass"):
            return True
        if token.dep not in ("conj", "appos"):
            return False
        token = sentence.tokens[token.head]
    return False


def back(
    cast: Cast, sentence: Sentence, i: int, traces: list[Trace], pair: tuple[str, ...]
) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    """Resolve a pronoun, a relative pronoun or a collective; null when the token is none of these."""
    token = sentence.tokens[i]
    word = token.text.lower()
    both = namesakes(sentence, i)
    if both:
        return "pair", phrase(sentence, i), both
    if word in ("itself", "himself", "herself", "themselves"):
        verb = next((a for a in ancestors(sentence, i) if sentence.tokens[a].pos == "VERB"), None)
        subjects = surface_subjects(sentence, verb) if verb is not None else []
        return as_pronoun(sentence, i, tuple(r for s in subjects for r in cast.refs.get((sentence.index, s), ())))
    if word in HE:
        female = word in SHE
        refs = person_before(cast, sentence, i, traces, female=female)
        if len(refs) == 1 and refs[0].id is not None:
            cast.female.setdefault(refs[0].id, female)
        return as_pronoun(sentence, i, refs)
    if word in IT and token.pos == "PRON":
        if expletive(sentence, i):
            return None
        return as_pronoun(sentence, i, speaker_above(cast, sentence, i) or state_before(cast, sentence, i, traces))
    if word in THEY and token.pos in ("PRON", "DET") and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "poss"):
        refs = speaker_above(cast, sentence, i) if word == "they" else ()
        return as_pronoun(sentence, i, refs or several_before(cast, sentence, i, traces, pair))
    if token.tag in ("WP", "WDT", "WP$") or (word == "that" and token.dep in ("nsubj", "dobj", "nsubjpass")):
        for above in ancestors(sentence, i):
            if sentence.tokens[above].dep == "relcl":
                return as_pronoun(sentence, i, cast.refs.get((sentence.index, sentence.tokens[above].head), ()))
        return None
    if word == "two" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and not kids(sentence, i, "prep"):
        return as_pronoun(sentence, i, several_before(cast, sentence, i, traces, pair))
    return None


def as_pronoun(
    sentence: Sentence, i: int, refs: tuple[ActorRef, ...]
) -> tuple[str, tuple[int, int], tuple[ActorRef, ...]] | None:
    if not refs:
        return None
    text = sentence.tokens[i].text
    return "pronoun", (i, i + 1), tuple(ActorRef(r.country, r.sector, r.id, r.name, text) for r in refs)


def speaker_above(cast: Cast, sentence: Sentence, i: int) -> tuple[ActorRef, ...]:
    """Give the subject of the verb of speech above a pronoun: "the ministry said it would", "the rebels say they"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    above = sentence.tokens[verb.head]
    if token.dep not in ("nsubj", "nsubjpass") or verb.dep != "ccomp" or above.lemma not in SPEAKING:
        return ()
    subjects = [s for s in surface_subjects(sentence, above.i) if s != i]
    refs = unique([ref for s in subjects for ref in cast.refs.get((sentence.index, s), ())])
    people = any(ref.id is not None and ref.id.startswith("person:") for ref in refs)
    return () if token.text.lower() == "it" and (people or len(refs) != 1) else refs


def expletive(sentence: Sentence, i: int) -> bool:
    """Tell whether "it" stands for nothing: "it makes sense to talk", "it is likely that"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    return token.dep == "expl" or (
        token.dep == "nsubj"
        and verb.lemma in ("be", "make", "seem", "appear", "take", "remain", "become")
        and any(sentence.tokens[c].dep in ("xcomp", "ccomp", "advcl", "csubj") for c in sentence.children[verb.i])
    )


def person_before(cast: Cast, sentence: Sentence, i: int, traces: list[Trace], *, female: bool) -> tuple[ActorRef, ...]:
    """Find the person meant by "he" or "she": a subject before it, the nearest sentence first.

    Who was "he" before is not "she" now; who does the verb is not its object ("Takaichi would replace him").
    """
    doers: set[str | None] = set()
    if sentence.tokens[i].dep in ("dobj", "dative", "pobj", "iobj"):
        verb = sentence.tokens[i].head
        if sentence.tokens[verb].pos == "ADP":
            verb = sentence.tokens[verb].head
        if sentence.tokens[verb].pos == "VERB":
            doers = {r.id for s in surface_subjects(sentence, verb) for r in cast.refs.get((sentence.index, s), ())}
    people = [
        trace for trace in traces
        if len(trace.refs) == 1 and cast.female.get(trace.refs[0].id or "", female) == female
        and trace.refs[0].id not in doers and trace.sentence >= sentence.index - FAR and len(trace.refs) == 1
        and (trace.kind == "person" or (trace.kind in ("office", "pronoun") and person_like(trace)))
        and not same_clause(sentence, i, trace)
    ]  # fmt: skip
    if not people:
        return ()
    newest = people[-1].sentence
    here = [trace for trace in people if trace.sentence == newest]
    subjects = [trace for trace in here if trace.subject]
    if newest == sentence.index and subjects:
        return subjects[-1].refs
    return (subjects or here)[0].refs if subjects else here[-1].refs


def person_like(trace: Trace) -> bool:
    """Tell whether a reference can be "he" or "she": a person, or an office that one person holds."""
    ref = trace.refs[0]
    if ref.id is None or ref.sector in ("COP", "MIL"):
        return ref.id is not None and ref.id.startswith("person:")
    office = codebook.offices().get((ref.name or "").split(",")[0])
    return ref.id.startswith("person:") or (
        ref.id.startswith("office:") and office is not None and office.kind == "person"
    )


def collective(trace: Trace) -> bool:
    """Tell whether a reference is a body of people that "it" can mean: a government, an army, a delegation."""
    office = codebook.offices().get((trace.refs[0].name or "").split(",")[0])
    return trace.kind == "office" and office is not None and office.kind != "person"


def same_clause(sentence: Sentence, i: int, trace: Trace) -> bool:
    """Tell whether a candidate is the subject of the very verb whose object the pronoun is ("A met him")."""
    token = sentence.tokens[i]
    if trace.sentence != sentence.index or token.dep in ("poss", "nsubj", "nsubjpass"):
        return False
    other = sentence.tokens[trace.token]
    return token.head == other.head and token.dep in ("dobj", "iobj", "dative", "pobj")


def state_before(cast: Cast, sentence: Sentence, i: int, traces: list[Trace]) -> tuple[ActorRef, ...]:
    """Find the state or body meant by "it" or "its"; who does the verb is not its object."""
    doers: set[str | None] = set()
    if sentence.tokens[i].dep in ("dobj", "dative", "pobj", "iobj"):
        verb = next((a for a in ancestors(sentence, i) if sentence.tokens[a].pos == "VERB"), i)
        doers = {r.id for s in surface_subjects(sentence, verb) for r in cast.refs.get((sentence.index, s), ())}
    things = [
        trace for trace in traces
        if trace.sentence >= sentence.index - 2 and len(trace.refs) == 1 and trace.refs[0].id not in doers
        and not (trace.kind == "capital" and trace.refs[0].sector is None)
        and (trace.kind in STATE_KINDS or trace.kind in ("organisation", "group", "body") or collective(trace))
        and not same_clause(sentence, i, trace)
    ]  # fmt: skip
    if not things:
        return ()
    newest = things[-1].sentence
    subjects = [trace for trace in things if trace.sentence == newest and trace.subject and trace.kind != "demonym"]
    if subjects:
        return subjects[-1].refs if newest == sentence.index else subjects[0].refs
    return things[-1].refs if newest == sentence.index else ()


def several_before(
    cast: Cast, sentence: Sentence, i: int, traces: list[Trace], pair: tuple[str, ...]
) -> tuple[ActorRef, ...]:
    """Find those meant by "they" or "both": coordinated subjects first, then a plural, then the report's pair."""
    for number in range(sentence.index, max(-1, sentence.index - 4), -1):
        here = [
            trace for trace in traces
            if trace.sentence == number and (number < sentence.index or trace.token < i)
        ]  # fmt: skip
        subjects = [trace for trace in here if trace.subject and trace.kind != "demonym"]
        joined = unique([ref for trace in subjects for ref in trace.refs])
        if len({ref.country for ref in joined}) >= 2 or (len(joined) >= 2):
            return one_a_state(joined)[:4]
        plural = [
            trace for trace in subjects if cast.scene.sentences[number].tokens[trace.token].tag in ("NNS", "NNPS")
        ]
        if plural:
            return plural[-1].refs
        states = unique([ref for trace in here for ref in trace.refs if ref.country])
        if sentence.tokens[i].text.lower() in ("both", "two") and len({ref.country for ref in states}) == 2:
            return states
    if sentence.tokens[i].text.lower() in ("both", "two") and len(pair) == 2:
        return tuple(ActorRef(code, "GOV", f"state:{code}", None, sentence.tokens[i].text) for code in pair)
    return ()
