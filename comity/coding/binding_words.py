"""The words that bind: verbs, adjectives and nouns of promise, plan and agreement, and those that unbind."""

from typing import Literal

Kind = Literal["promise", "plan", "undertaking", "assurance"]
PROMISE = frozenset("pledge promise vow commit undertake guarantee assure reassure offer swear volunteer".split())
JOINT = frozenset({"agree"})
INTEND = frozenset({"plan", "intend", "decide", "aim", "resolve"})
# A wish binds nobody alone; two sides that want the same thing have a plan.
WISH = frozenset({"want", "wish"})
SCHEDULED = frozenset({"due", "scheduled", "slated", "set"})
NOUNS = frozenset("pledge promise vow commitment undertaking assurance plan intention guarantee offer decision".split())
GIVING = frozenset(
    "make give renew repeat reiterate reaffirm announce unveil issue reveal outline confirm "
    "restate affirm underline disclose".split()
)
SPEECH = frozenset(
    "say tell announce declare state add insist stress write tweet reiterate confirm note emphasize "
    "emphasise underline explain inform "
    "reveal disclose affirm reaffirm post repeat promise pledge vow assure reassure agree "
    "guarantee maintain respond reply".split()
)
HOLDING = frozenset("hold convene open organise organize stage host begin start resume sign launch".split())
OBLIGING = frozenset("commit oblige obligate bind require".split())
# What is done to harm is a threat, whatever word binds to it.
HOSTILE = frozenset(
    "retaliate respond attack strike punish destroy invade crush avenge fight sanction bomb kill defeat "
    "annihilate eliminate hit shoot "
    "expel hunt pursue prosecute arrest suspend boycott crack deter counter defend resist oppose".split()
)
STATIVE = frozenset(
    "be have need face become see remain depend know cost mean require benefit suffer lose win gain likely "
    "get happen come continue "
    "fail struggle feel think hope wait understand find seem appear bring lead make prove tell "
    "show say exist last matter rise fall grow".split()
)
CONDITION = frozenset({"if", "unless", "provided", "should", "whether", "once", "lest"})
DOUBTFUL = frozenset("likely probably possibly perhaps maybe reportedly presumably inevitably".split())
