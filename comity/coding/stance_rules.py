"""Rules of stance: what each kind of verb says for or against its complement."""

from typing import NamedTuple

from comity.coding.stance_words import (
    CLAIMS,
    PHRASAL,
    REFUSING,
    REOPENING,
    SPEAKING,
    UNDOING,
    URGING,
    VERBS,
    Stance,
)
from comity.coding.status import verb_status
from comity.model import Sentence
from comity.recognition.arguments import is_passive, logical_objects
from comity.recognition.tree import kids, objects_of, subtree


class Stood(NamedTuple):
    """A stance told at a verb or noun: the tokens that name its object, and where its actor stands.

    `actor` is the verb whose subject takes the stance; `owner` a noun whose owner does; `spoken` when a speaker
    takes it for a thing ("agreements will not be undone"), `keeps` when it lies in what will not be done.
    """

    at: int
    stance: Stance
    target: tuple[int, ...]
    actor: int | None
    owner: int | None
    weight: float
    spoken: bool = False
    keeps: bool = False


def complement(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Give the tokens of a verb's complements: its object and clauses, without its subject and asides."""
    if is_passive(sentence, i):
        tops = logical_objects(sentence, i)
    else:
        tops = kids(sentence, i, "dobj", "prep", "ccomp", "xcomp", "pcomp", "prt")
    return below(sentence, tops)


def below(sentence: Sentence, tops: list[int]) -> tuple[int, ...]:
    """Give the tokens under some heads, without relative clauses that say more of them."""
    drop: set[int] = set()
    found: set[int] = set()
    for top in tops:
        inside = subtree(sentence, top)
        found.update(inside)
        for k in inside:
            if sentence.tokens[k].dep == "relcl" or (sentence.tokens[k].dep == "advcl" and k != top):
                drop.update(subtree(sentence, k))
    return tuple(sorted(found - drop))


def denied(sentence: Sentence, i: int) -> bool:
    """Tell whether a verb is negated or refused."""
    return verb_status(sentence, i).status == "denied"


def plain(sentence: Sentence, i: int) -> Stood | None:
    """Read a verb that takes a side by itself; "does not oppose" gives in, "does not support" stands against."""
    token = sentence.tokens[i]
    stance = VERBS.get(token.lemma)
    if stance is None or token.dep == "amod" or (token.tag == "VBN" and token.dep == "acl"):
        return None
    objects = logical_objects(sentence, i)
    if token.lemma == "deny" and (
        not objects or any(sentence.tokens[o].lemma in CLAIMS for o in objects) or kids(sentence, i, "dative", "iobj")
    ):
        return None
    if token.lemma in ("challenge", "back", "admit", "block", "accept") and not objects:
        return None
    weight = 0.75
    if denied(sentence, i):
        flipped: dict[str, Stance] = {"opposes": "concedes", "supports": "opposes", "concedes": "opposes"}
        if stance not in flipped or token.lemma in ("deny", "dispute", "apologise", "apologize", "protest"):
            return None
        stance, weight = flipped[stance], 0.65
    return Stood(i, stance, complement(sentence, i), i, None, weight)


def phrasal(sentence: Sentence, i: int) -> Stood | None:
    """Read a verb with its particle: "called for", "objected to", "passed over"."""
    token = sentence.tokens[i]
    for child in kids(sentence, i, "prep", "prt", "advmod", "acomp"):
        word = sentence.tokens[child].text.lower()
        stance = PHRASAL.get((token.lemma, word))
        if stance is None or denied(sentence, i):
            continue
        if sentence.tokens[child].dep == "prep":
            return Stood(i, stance, below(sentence, [child]), i, None, 0.75)
        return Stood(i, stance, complement(sentence, i), i, None, 0.75)
    return None


def urged(sentence: Sentence, i: int) -> Stood | None:
    """Read a demand with a clause: "urged Iran to lift its ban", "demanded that the troops leave"."""
    token = sentence.tokens[i]
    if token.lemma not in URGING or denied(sentence, i) or is_passive(sentence, i):
        return None
    clauses = kids(sentence, i, "xcomp", "ccomp", "advcl")
    clauses = [
        c
        for c in clauses
        if c > i
        and (
            token.lemma in ("demand", "insist")
            or any(sentence.tokens[k].text.lower() == "to" for k in kids(sentence, c, "aux"))
        )
    ]
    return Stood(i, "demands", below(sentence, clauses), i, None, 0.7) if clauses else None


def omission(sentence: Sentence, i: int) -> Stood | None:
    """Read "made no mention of", "did not mention", "does not address"."""
    token = sentence.tokens[i]
    if token.lemma == "make":
        for noun in kids(sentence, i, "dobj"):
            none = any(sentence.tokens[c].text.lower() == "no" for c in sentence.children[noun])
            if sentence.tokens[noun].lemma in ("mention", "reference") and none:
                return Stood(
                    i,
                    "avoids",
                    below(
                        sentence,
                        objects_of(sentence, noun, ("of", "to")) + objects_of(sentence, i, ("of", "to")),
                    ),
                    i,
                    None,
                    0.75,
                )
    own_neg = any(sentence.tokens[c].dep == "neg" for c in sentence.children[i])
    if token.lemma in ("mention", "address", "raise", "discuss") and own_neg and not kids(sentence, i, "auxpass"):
        return Stood(i, "avoids", complement(sentence, i), i, None, 0.7)
    return None


def refused_talk(sentence: Sentence, i: int) -> Stood | None:
    """Read "declined to discuss", "refused to comment on"."""
    if sentence.tokens[i].lemma not in REFUSING:
        return None
    for act in kids(sentence, i, "xcomp"):
        if sentence.tokens[act].lemma in SPEAKING:
            return Stood(i, "avoids", complement(sentence, act), i, None, 0.75)
        if sentence.tokens[act].lemma in ("accept", "recognise", "recognize", "support", "endorse", "back"):
            return Stood(i, "opposes", complement(sentence, act), i, None, 0.7)
    return None


def decided_against(sentence: Sentence, i: int) -> Stood | None:
    """Read "decided against visiting", "stayed away from the shrine"."""
    token = sentence.tokens[i]
    preps = {
        "decide": ("against",),
        "opt": ("against",),
        "stay": ("from", "away"),
        "refrain": ("from",),
        "abstain": ("from",),
    }.get(token.lemma)
    if preps is None or denied(sentence, i):
        return None
    tops = objects_of(sentence, i, preps)
    tops += [
        t
        for c in kids(sentence, i, "advmod")
        if sentence.tokens[c].text.lower() == "away"
        for t in objects_of(sentence, c, ("from",))
    ]
    return Stood(i, "avoids", below(sentence, tops), i, None, 0.75) if tops else None


def kept(sentence: Sentence, i: int) -> Stood | None:
    """Read "would not undo agreements on" (supports) and "will not reopen the ruling on" (concedes)."""
    token = sentence.tokens[i]
    if token.lemma not in UNDOING | REOPENING:
        return None
    own = any(
        sentence.tokens[c].dep == "neg" or sentence.tokens[c].text.lower() == "never" for c in sentence.children[i]
    )
    aux = {sentence.tokens[c].text.lower() for c in kids(sentence, i, "aux")}
    if (
        not own
        or not (aux & {"will", "would", "wo", "to", "'ll"} or kids(sentence, i, "aux"))
        or aux & {"did", "does", "do", "had", "has", "have", "could", "can"}
    ):
        return None
    spoken = is_passive(sentence, i)
    return Stood(
        i,
        "supports" if token.lemma in UNDOING else "concedes",
        complement(sentence, i),
        i,
        None,
        0.65,
        spoken,
        True,
    )


def apology(sentence: Sentence, i: int) -> Stood | None:
    """Read "offered an apology for", "expressed remorse over"."""
    if sentence.tokens[i].lemma not in (
        "offer",
        "express",
        "issue",
        "make",
        "voice",
        "convey",
        "give",
        "repeat",
    ):
        return None
    for noun in kids(sentence, i, "dobj"):
        if sentence.tokens[noun].lemma in ("apology", "remorse", "regret", "contrition") and not denied(sentence, i):
            return Stood(
                i,
                "concedes",
                below(sentence, [noun]) + below(sentence, kids(sentence, i, "prep")),
                i,
                None,
                0.7,
            )
        if sentence.tokens[noun].lemma in ("opposition", "objection") and not denied(sentence, i):
            return Stood(
                i,
                "opposes",
                below(sentence, [noun]) + below(sentence, kids(sentence, i, "prep")),
                i,
                None,
                0.75,
            )
        if sentence.tokens[noun].lemma in ("support", "backing") and not denied(sentence, i):
            return Stood(
                i,
                "supports",
                below(sentence, [noun]) + below(sentence, kids(sentence, i, "prep")),
                i,
                None,
                0.7,
            )
    return None


def lifted(sentence: Sentence, i: int) -> Stood | None:
    """Read "dropped its claim to", "withdrew its objection to"."""
    if sentence.tokens[i].lemma not in ("drop", "withdraw", "renounce", "waive", "relinquish"):
        return None
    for noun in logical_objects(sentence, i):
        if sentence.tokens[noun].lemma in (
            "claim",
            "objection",
            "opposition",
            "veto",
            "complaint",
            "demand",
            "case",
            "right",
        ):
            return (
                None
                if denied(sentence, i)
                else Stood(
                    i,
                    "concedes",
                    below(sentence, [noun]) + below(sentence, kids(sentence, i, "prep")),
                    i,
                    None,
                    0.7,
                )
            )
    return None
