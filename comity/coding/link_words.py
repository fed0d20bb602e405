"""Words that link a cause to what it explains, with the sides on which the two stand."""

# (verb, words after it) with what is explained for subject and the cause after the words.
EXPLAINED_FIRST = {
    "stem": ("from",), "arise": ("from",), "spring": ("from",), "result": ("from",), "flow": ("from",),
    "derive": ("from",), "emerge": ("from",), "grow": ("out of",), "root": ("in",), "ground": ("in",),
    "lie": ("in",), "suffer": ("from", "under"), "date": ("from", "back to", "to"), "go": ("back to",),
    "reach": ("back to",), "rest": ("on",), "come": ("after", "amid", "in response to", "from"),
    "follow": ("from",), "have": ("to do with",),
    "be": ("due to", "down to", "because of", "thanks to", "owing to"), "boil": ("down to",),
    "explain": ("by",), "motivate": ("by",), "drive": ("by",), "trigger": ("by",), "blame": ("on",),
    "cause": ("by",), "prompt": ("by",), "provoke": ("by",), "spark": ("by",), "fuel": ("by",),
    "inspire": ("by",), "trace": ("to", "back to"), "shape": ("by",), "attribute": ("to",), "ascribe": ("to",),
    "put": ("down to",), "owe": ("to",), "feed": ("on", "by"), "complicate": ("by",), "influence": ("by",),
    "dictate": ("by",), "precipitate": ("by",), "worsen": ("by",), "overshadow": ("by",), "ease": ("by",),
    "poison": ("by",), "rattle": ("by",), "undermine": ("by",), "kindle": ("by",), "cloud": ("by",),
    "strain": ("by", "over"), "sour": ("by", "over"), "colour": ("by",), "bear": ("out of", "of"),
    "hinge": ("on",), "founder": ("on", "over"), "collapse": ("over",), "fail": ("over",),
}  # fmt: skip
# Verbs with the cause for subject and what is explained after the words ("" for the object).
CAUSE_FIRST = {
    "lead": ("to",), "contribute": ("to",), "give": ("rise to",), "underlie": ("",), "explain": ("",),
    "underpin": ("",), "pave": ("the way for",), "help": ("explain",), "account": ("for",), "result": ("in",),
    "play": ("into",), "end": ("in",), "lie": ("behind", "at the root of", "at the heart of"),
    "stand": ("behind",), "be": ("behind", "at the root of", "at the heart of"),
}  # fmt: skip
# "Cheap oil has brought Delhi and Moscow closer": states that something moves or makes so.
MOVING = frozenset(
    {
        "plunge",
        "throw",
        "bring",
        "push",
        "pull",
        "drive",
        "draw",
        "make",
        "turn",
        "leave",
        "force",
        "nudge",
        "put",
        "set",
        "keep",
    }
)
ASIDE = frozenset(
    {"closer", "together", "apart", "toward", "towards", "away", "into", "back", "to", "of", "against", "from", "at"}
)
# "Rising concerns increase the value of closer ties".
RAISING = frozenset(
    {"increase", "raise", "heighten", "strengthen", "reduce", "create", "deepen", "lower", "sharpen", "add", "ease"}
)
STAKES = frozenset({
    "value", "need", "pressure", "incentive", "urgency", "appeal", "importance", "cost", "temptation", "weight",
    "stake", "distrust", "mistrust", "suspicion", "anxiety", "resentment", "dependence", "reliance", "appetite",
    "interest", "fear",
})  # fmt: skip
SHOWING = frozenset({"reflect", "betray", "mirror"})
STATES_OF_MIND = frozenset({
    "caution", "silence", "reluctance", "anger", "hesitation", "restraint", "eagerness", "warmth", "coolness",
    "stance", "line", "shift", "turn", "decision", "move", "push", "choice", "tone", "policy", "refusal",
    "offer", "interest", "haste", "response", "hostility", "row", "dispute", "mistrust", "tension", "wariness",
    "approach", "rapprochement", "thaw", "opening", "visit",
})  # fmt: skip
