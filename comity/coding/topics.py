"""Whom a statement is about: those named in it, those the report names with it, or the only other state near."""

from collections.abc import Iterator, Sequence

from comity.coding.stage import Stage, merged
from comity.model import ActorRef, Mention, Quote, Sentence
from comity.recognition.tree import kids, objects_of, subtree

RELATIVES = ("who", "which", "that")
STATES = ("state", "demonym", "capital", "house", "person", "office", "pair")
SHARED = frozenset({"we", "us", "our", "ours", "both", "each", "together"})
# Where and when somebody spoke is no topic.
WHERE = frozenset({"in", "at", "on", "during", "after", "before", "from", "to", "by", "through", "via"})
HEARING = frozenset({"tell", "ask", "urge", "warn", "remind", "inform", "assure"})


def about(
    stage: Stage,
    parts: list[Quote],
    words: Sequence[tuple[int, int]],
    sentences: Sequence[Sentence],
    cue: tuple[Sentence, int] | None,
) -> tuple[ActorRef, ...]:
    """Give whom a statement is about, from the sentences of its `words` (offsets) and of its reporting verb (`cue`).

    First those named in the words and in what the verb labels ("called Chile 'a friend'", "said of Kosovo"). A part
    of a clause takes those named in the rest of it. Words that name nobody are about the only other state
    that these sentences, or the one before, name ("they", "our neighbours"); with two of them, about nobody.
    """
    found: list[ActorRef] = []
    if cue is not None:
        found += stage.at(cue[0], topics(cue[0], cue[1], parts))
    for start, end in words:
        for mention in stage.mentions_between(start, end):
            if mention.text.lower() not in RELATIVES:
                found.extend(mention.actors)
    found = [ref for ref in merged(found) if ref.country or (ref.id and not ref.id.startswith("office:unknown"))]
    if cue is not None and not any(others(found, parts)) and not is_clause(sentences, parts):
        found += [ref for mention in beside(stage, cue, parts) for ref in mention.actors if ref.country]
    if not any(others(found, parts)) and not any(ref.country for ref in parts[0].addressees if ref.sector != "MED"):
        found += only_other(stage, parts, sentences)
    speaker = parts[0].speaker
    heard = {ref.id for ref in parts[0].addressees if ref.id}
    return tuple(
        ref
        for ref in merged(found)
        if (speaker is None or ref.id != speaker.id)
        and (ref.id not in heard or any(ref.text in part.text for part in parts))
    )


def others(found: list[ActorRef], parts: list[Quote]) -> Iterator[ActorRef]:
    """Give those of another state than the speaker's."""
    own = {part.speaker.country for part in parts if part.speaker is not None}
    return (ref for ref in found if ref.country and ref.country not in own)


def is_clause(sentences: Sequence[Sentence], parts: list[Quote]) -> bool:
    """Tell whether the quoted words hold a subject with its verb."""
    for sentence in sentences:
        inside = {t.i for t in sentence.tokens if any(q.start <= t.start < q.end for q in parts)}
        tokens = sentence.tokens
        if any(tokens[i].dep in ("nsubj", "nsubjpass") and tokens[i].head in inside for i in inside):
            return True
    return False


def beside(stage: Stage, cue: tuple[Sentence, int], parts: list[Quote]) -> Iterator[Mention]:
    """Give those named below the reporting verb outside the quote, but the speaker and where it was said."""
    sentence, verb = cue
    apart: set[int] = set()
    for child in sentence.children[verb]:
        token = sentence.tokens[child]
        spoken = token.dep in ("nsubj", "agent", "dative") and child < verb
        where = token.dep == "prep" and token.text.lower() in WHERE
        if spoken or where or token.dep in ("advcl", "parataxis", "conj"):
            apart.update(subtree(sentence, child))
    for mention in stage.mentions.get(sentence.index, ()):
        quoted = any(q.start <= mention.start < q.end for q in parts)
        below = mention.head in subtree(sentence, verb) and mention.head not in apart
        if below and not quoted and mention.kind in STATES:
            yield mention


def only_other(stage: Stage, parts: list[Quote], sentences: Sequence[Sentence]) -> list[ActorRef]:
    """Give the only state beside the speaker's that the statement's sentences name, or else the one before them."""
    if parts[0].speaker is None or parts[0].speaker.country is None:
        return []
    apart = {parts[0].speaker.country}
    if not any(
        t.text.lower() in SHARED for s in sentences for t in s.tokens if parts[0].start <= t.start < parts[0].end
    ):
        # Two who say the same of a third thing do not speak of each other; with "we" they do.
        same = [q for q in stage.reading.quotes if (q.start, q.end) == (parts[0].start, parts[0].end)]
        apart |= {q.speaker.country for q in same if q.speaker is not None and q.speaker.country}
    ordered = sorted(sentences, key=lambda s: s.index)
    earlier = stage.reading.sentences[max(0, ordered[0].index - 1) : ordered[0].index]
    before = [s for s in earlier if s.paragraph == ordered[0].paragraph]
    for group in (ordered, before):
        named: dict[str, ActorRef] = {}
        for sentence in group:
            for mention in stage.mentions.get(sentence.index, ()):
                for ref in mention.actors:
                    if mention.kind in STATES and ref.country and ref.sector != "MED":
                        named.setdefault(ref.country, ref)
        for own in apart:
            named.pop(own, None)
        if len(named) == 1:
            return list(named.values())
        if named:
            return []
    return []


def topics(sentence: Sentence, verb: int, parts: list[Quote]) -> list[int]:
    """Give the tokens after "of", "about", "on" or "for", and the object of a labelling verb."""
    found: list[int] = []
    token = sentence.tokens[verb]
    if token.lemma not in HEARING:
        found += kids(sentence, verb, "dobj", "nsubjpass", "oprd")
        if token.tag == "VBN" and token.dep == "advcl" and kids(sentence, verb, "agent", "prep"):
            # "Labelled a traitor by the press, the minister ..."
            found += kids(sentence, token.head, "nsubj", "nsubjpass")
        elif token.tag == "VBN" and token.dep == "acl":
            found.append(token.head)
    for child in kids(sentence, verb, "ccomp", "xcomp"):
        outside = not any(q.start <= sentence.tokens[child].start < q.end for q in parts)
        if outside or sentence.tokens[child].dep == "ccomp":
            found += kids(sentence, child, "nsubj", "nsubjpass")
    found += objects_of(sentence, verb, ("of", "about", "for", "against", "toward", "towards"))
    inside = [
        i
        for first in found
        for i in subtree(sentence, first)
        if sentence.tokens[i].dep in ("poss", "compound", "amod", "appos")
    ]
    return [i for i in (*found, *inside) if not any(q.start <= sentence.tokens[i].start < q.end for q in parts)]
