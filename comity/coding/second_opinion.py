"""The learned part's say: acts that it finds unlikely are dropped, unframed ones are added, and all are weighed."""

import math
from typing import NamedTuple

from comity import codebook
from comity.codebook import Frame
from comity.coding.clues import clues, main_predicate
from comity.coding.found import POLITICAL, Found
from comity.coding.judge import NONE, judge
from comity.coding.predicates import Match
from comity.coding.refusals import refused
from comity.coding.roles import Roles, doers, object_refs, same
from comity.coding.sides import at_home, completed
from comity.coding.stage import Stage
from comity.coding.status import status_of
from comity.coding.targets import inside_target
from comity.model import TOOK_PLACE, Sentence
from comity.recognition.arguments import logical_subjects

# An act whose type is less than this share as likely as the likeliest was mostly misread: measured on the project's
# own gold, where dropping such acts raised precision more than it cost recall.
FLOOR = 0.1
SURE = 0.9  # frames this sure need no second opinion
DOUBTED = 0.65  # frames less sure than this need more of one
DOUBTED_FLOOR = 0.3
AT_MOST_WRONG = 0.35  # an act that is right less often than this is not told
# An act without a frame is told only where the learned part all but rules out that there is none.
AT_MOST_NONE = 0.06
AT_LEAST = 0.55
EMPTY = frozenset("be have say do get go come become seem remain make take expect".split())


class Opinion(NamedTuple):
    """The acts kept, and those dropped with the type that was found likelier."""

    kept: list[Found]
    dropped: list[tuple[Found, str]]


def second_opinion(stage: Stage, sentence: Sentence, matches: dict[int, Match], rows: list[Found]) -> Opinion:
    """Weigh the acts that the rules tell of a sentence, and add the one that no frame knows."""
    if not rows and not may_hide(stage, sentence):
        return Opinion([], [])
    likely = judge().likely(clues(stage, sentence, matches, rows))
    if not rows:
        found = unframed(stage, sentence, likely)
        return Opinion([found] if found is not None else [], [])
    none = likely[NONE]
    best = max((type_ for type_ in likely if type_ != NONE), key=lambda type_: likely[type_])
    kept, dropped = [], []
    for row in rows:
        share = likely[row.type] / likely[best]
        happened = row.status.status in TOOK_PLACE
        confidence = weighed(row.confidence, share, none)
        if happened and share < floor_of(row):
            dropped.append((row, f"{best} is likelier ({likely[best]:.2f} to {likely[row.type]:.2f})"))
        elif happened and confidence < AT_MOST_WRONG:
            dropped.append((row, f"too unsure ({confidence:.2f})"))
        else:
            kept.append(row._replace(confidence=confidence))
    return Opinion(kept, dropped)


def floor_of(row: Found) -> float:
    """Give how likely an act's type must be, as a share of the likeliest, for the act to be told."""
    if row.confidence >= SURE:
        return 0.0
    return FLOOR if row.confidence >= DOUBTED else DOUBTED_FLOOR


def weighed(confidence: float, share: float, none: float) -> float:
    """Give how often an act like this is right: fitted on gold by `make train`, checked on gold kept apart."""
    constant, own, shared, nothing = judge().calibration
    score = constant + own * odds(confidence) + shared * math.log(max(share, 1e-3)) + nothing * odds(none)
    return round(min(0.99, max(0.02, 1 / (1 + math.exp(-score)))), 3)


def odds(p: float) -> float:
    """Give the log odds of a probability, kept off the ends."""
    p = min(0.999, max(0.001, p))
    return math.log(p / (1 - p))


def may_hide(stage: Stage, sentence: Sentence) -> bool:
    """Tell whether a sentence names somebody political, so that an act may hide in it that no frame knows."""
    return any(
        ref.country is not None or ref.sector in POLITICAL
        for mention in stage.mentions.get(sentence.index, ()) for ref in mention.actors
    )  # fmt: skip


def unframed(stage: Stage, sentence: Sentence, likely: dict[str, float]) -> Found | None:
    """Give the act of a sentence's main verb where no frame fits it and the learned part is sure of its type."""
    type_ = max((name for name in likely if name != NONE), key=lambda name: likely[name])
    roots = [token.i for token in sentence.tokens if token.head == token.i]
    if likely[NONE] > AT_MOST_NONE or likely[type_] < AT_LEAST or len(roots) != 1:
        return None
    main = main_predicate(sentence, roots[0])
    token = sentence.tokens[main]
    if token.pos != "VERB" or token.lemma in EMPTY:
        return None
    status = status_of(sentence, main)
    actors = doers(stage, sentence, logical_subjects(sentence, main))
    if status.status not in TOOK_PLACE or not any(ref.country or ref.sector in POLITICAL for ref in actors):
        return None
    aimed = object_refs(stage, sentence, main) or inside_target(stage, sentence, main, None)
    roles = at_home(stage, sentence, Roles(tuple(actors), tuple(ref for ref in aimed if not same(ref, actors))))
    frame = learned_frame(type_)
    match = Match(frame, main, likely[type_], None, 0.0)
    row = Found(sentence, main, match, type_, None, roles, status, round(likely[type_], 3), ("no frame: learned",))
    row = completed(stage, row, {})._replace(confidence=round(likely[type_], 3))
    return None if refused(stage, row) else row


def learned_frame(type_: str) -> Frame:
    """Give a stand-in for the frame that is missing; its id, `learned`, is the rule of the event."""
    like = next(frame for frame in codebook.frames() if frame.type == type_)
    return like._replace(
        id="learned", pos="verb", words=(type_.lower(),), object=(), prep=(), mode=None, actor="subject",
        recipient=("object",), reciprocal=False, needs="", strength=0.5, contexts=(), cameo=None,
    )  # fmt: skip
