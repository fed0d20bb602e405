"""The words of stance: verbs, particles and what they are said of."""

from typing import Literal

Stance = Literal["supports", "opposes", "demands", "concedes", "avoids"]
WORDS: dict[Stance, str] = {
    "opposes": (
        "oppose reject denounce condemn protest deny dispute resist decry dismiss block veto "
        "contest repudiate lambast criticise criticize deplore slam challenge"
    ),
    "supports": "support back endorse defend favour favor advocate champion uphold welcome embrace justify",
    "demands": "demand",
    "concedes": "accept acknowledge admit concede apologise apologize",
    "avoids": "avoid sidestep skirt omit dodge evade bypass shun",
}
VERBS: dict[str, Stance] = {verb: stance for stance, verbs in WORDS.items() for verb in verbs.split()}
# (verb, particle or preposition) where the verb alone would say nothing or something else.
PARTICLES: dict[Stance, str] = {
    "demands": "call-for press-for push-for insist-on appeal-for ask-for lobby-for",
    "opposes": (
        "object-to protest-against rule-out vote-against come-against speak-against push-against argue-against"
    ),
    "supports": "speak-for argue-for vote-for stand-by stick-to adhere-to abide-by",
    "concedes": "consent-to yield-on relent-on give-on",
    "avoids": "pass-over leave-out leave-aside steer-of gloss-over skate-over shy-from",
}
PHRASAL: dict[tuple[str, str], Stance] = {
    (pair.split("-")[0], pair.split("-")[1]): stance for stance, pairs in PARTICLES.items() for pair in pairs.split()
}
SPEAKING = frozenset("discuss mention address raise comment answer touch speak talk broach refer name".split())
REFUSING = frozenset("decline refuse".split())
# "would not undo agreements on X" keeps to X; "will not reopen the ruling on X" gives in on X.
UNDOING = frozenset(
    "undo scrap revoke overturn rescind reverse abandon cancel repeal renege annul tear walk break quit leave".split()
)
REOPENING = frozenset("reopen contest challenge appeal revisit relitigate dispute question".split())
URGING = frozenset("urge call press ask demand insist push request".split())
CLAIMS = frozenset(
    (
        "accusation claim charge report allegation involvement responsibility rumour rumor suggestion "
        "knowledge wrongdoing visa entry access"
    ).split()
)
CRITICAL = frozenset("condemn protest denounce decry criticise criticize deplore slam lambast".split())
# To condemn abuses is no stand against the rights that they break.
WRONGS = frozenset(
    "human-rights rights terrorism trafficking online-scams corruption abductions genocide espionage "
    "election-interference refugees "
    "minorities media-freedom women forced-labour comfort-women armed-conflict wartime-apology "
    "reparations history".split()
)
MEASURES = frozenset("ban restriction curb boycott embargo limit quota prohibition".split())
IMPORTS = frozenset("food-imports seafood-imports trade fisheries cars steel agriculture oil-gas media culture".split())
VAGUE = frozenset(
    "united-nations regional-cooperation summit-diplomacy leadership diplomacy strategic-communication "
    "protocol-insult".split()
)
# Verbs that name a state friend or foe, and words in which a leader owns a wrong of the past.
LABELS = frozenset("call describe label brand term dub praise hail denounce portray cast decry".split())
REMORSE = frozenset("remorse regret regrets contrition apology apologies atonement repentance".split())
VOICING = frozenset(
    "express voice offer convey reiterate repeat reaffirm reinstate use extend renew restate include speak say".split()
)
SHRINES = frozenset("visit pay worship pray send offer make donate dedicate".split())
