"""Words that tell a forecast from a plan, a promise, a permission or a date in a diary."""

OPEN = frozenset({"could", "may", "might"})
# What is expected or set on these verbs is a date in a diary, not a view of what follows.
DIARY = frozenset({
    "visit", "travel", "meet", "attend", "arrive", "sign", "hold", "host", "fly", "join", "address",
    "discuss", "open", "begin", "start", "take", "announce", "leave", "speak", "deliver", "receive",
    "convene", "vote", "return", "land", "depart", "head", "come", "go", "gather", "chair", "launch",
    "unveil", "publish", "present", "talk", "tour", "participate", "run", "last", "stay", "mark",
    "commemorate", "celebrate", "honor", "honour", "resume",
})  # fmt: skip
SEEN = frozenset({"see", "view", "regard", "consider", "interpret", "read", "take", "treat", "perceive"})
WILLING = frozenset({"person", "state", "capital", "house", "office", "pair", "body", "organisation"})
# What comes over a state rather than being decided by it.
UNWILLED = frozenset({
    "feel", "suffer", "lose", "gain", "face", "find", "become", "remain", "stay", "benefit", "struggle", "fall",
    "drift", "slide", "see", "need", "depend", "continue", "grow", "drop", "shrink", "rise", "worsen",
    "deteriorate", "improve", "collapse", "fail", "survive", "last", "endure", "fade", "regret", "emerge",
    "end", "matter", "cost", "hurt", "slip", "stall", "drag", "erode", "weaken", "unravel", "linger", "fray",
    "succeed", "learn", "outlive", "disappear",
})  # fmt: skip
# What a thing does when it has consequences.
TELLING = frozenset({
    "mean", "make", "leave", "force", "push", "cost", "change", "shape", "affect", "complicate", "bring",
    "help", "hurt", "test", "hand", "set", "drive", "draw", "give", "play", "turn", "pull", "embolden",
    "encourage", "deter", "please", "worry", "reassure", "go",
})  # fmt: skip
GUESSES = frozenset({
    "probably", "likely", "certainly", "inevitably", "hardly", "surely", "undoubtedly", "doubtless", "perhaps",
    "possibly", "presumably", "eventually", "soon", "ever", "scarcely",
})  # fmt: skip
# What stands under these is undertaken, asked for or arranged, not expected.
UNDERTAKING = frozenset({
    "promise", "pledge", "vow", "announce", "order", "decide", "demand", "ask", "urge", "offer", "undertake", "swear",
    "agree", "arrange", "ensure", "guarantee", "plan", "want", "confirm", "wish",
})  # fmt: skip
RULES = frozenset({
    "agreement", "treaty", "law", "rule", "plan", "decree", "accord", "deal", "pact", "convention",
    "constitution", "notice", "permission", "visa", "mandate", "scheme", "regulation", "protocol", "charter",
    "contract",
})  # fmt: skip
# What befalls those who rule.
FATES = frozenset({
    "replace", "resign", "win", "succeed", "oust", "topple", "step", "quit", "return", "run", "unseat",
    "dismiss", "sack", "go", "elect", "impeach", "defeat", "challenge", "criticise", "criticize", "attack",
    "oppose", "back", "accept", "reject", "turn", "look", "seek", "side", "retaliate", "respond", "follow",
    "withdraw", "walk", "block", "veto", "act", "intervene", "move",
})  # fmt: skip
# Predicates that need no infinitive: "a deal looks likely".
COMPLETE = frozenset({
    "likely", "unlikely", "inevitable", "possible", "improbable", "doubtful", "certain", "unavoidable", "probable",
    "unthinkable", "imminent", "remote", "slim", "inconceivable",
})  # fmt: skip
SPEAKERS = frozenset({
    "government", "minister", "president", "leader", "official", "spokesman", "spokeswoman", "ministry",
    "party", "army", "group", "rebel", "lawmaker", "general", "candidate", "junta", "militia", "premier",
    "chancellor", "opposition", "union", "worker", "prosecutor", "commander", "faction",
})  # fmt: skip
DEEDS = frozenset({
    "victory", "defeat", "win", "visit", "move", "step", "gaffe", "decision", "scandal", "word", "speech",
    "petition", "case", "plan", "law", "bill", "trip", "choice", "crisis", "victor", "successor", "reshuffle",
    "court", "judge", "gesture", "presidency", "government", "return", "reaction", "response", "veto", "term",
    "cabinet", "collapse", "withdrawal", "measure", "change", "shift", "strategy", "trial", "arrest", "killing",
    "death", "attack", "outcome", "result",
})  # fmt: skip
PURPOSE = frozenset({"so", "that", "when", "where", "before", "until", "while", "whether", "as", "since"})
