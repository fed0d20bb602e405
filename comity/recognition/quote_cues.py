"""The words and verbs by which a report tells who said something."""

from comity.model import Sentence, Token
from comity.recognition.tree import ancestors, kids, objects_of

SPEECH = frozenset({
    "say", "tell", "add", "state", "declare", "announce", "note", "stress", "emphasize", "emphasise",
    "underline", "explain", "warn", "claim", "insist", "argue", "assert", "maintain", "remark", "comment",
    "reply", "respond", "answer", "ask", "write", "tweet", "post", "recall", "promise", "pledge", "vow",
    "urge", "admit", "acknowledge", "concede", "deny", "suggest", "observe", "continue", "conclude",
    "reiterate", "repeat", "affirm", "reaffirm", "echo", "express", "voice", "quote", "cite", "describe",
    "call", "label", "brand", "dub", "hail", "praise", "condemn", "denounce", "decry", "criticize",
    "criticise", "blast", "slam", "term", "portray", "depict", "characterize", "characterise", "refer",
    "use", "deplore", "lament", "quip", "joke", "report", "predict", "caution", "complain", "contend",
    "demand", "propose", "swear", "testify", "exclaim", "shout", "brief", "confirm", "believe", "think",
    "point", "signal", "hint", "speak", "vilify", "frame", "regard", "highlight", "accuse", "tout",
    "welcome", "thank", "apologize", "apologise", "read", "dismiss", "deride", "ridicule", "mock", "laud",
    "applaud", "salute", "lambast", "lambaste", "castigate", "rebuke", "liken", "paint", "reject", "defend",
    "protest", "object", "counter", "retort", "boast", "plead", "deem", "rule", "blame", "assure", "reassure",
    "convey", "remind", "appeal", "implore", "beg", "inform", "advise", "vent", "lecture",
})  # fmt: skip
INDIRECT = frozenset({
    "say", "tell", "add", "state", "declare", "announce", "note", "stress", "emphasize", "emphasise",
    "underline", "explain", "warn", "claim", "insist", "argue", "assert", "maintain", "remark", "comment",
    "reply", "respond", "write", "tweet", "recall", "promise", "pledge", "vow", "admit", "acknowledge",
    "deny", "suggest", "observe", "reiterate", "repeat", "affirm", "reaffirm", "caution", "complain",
    "contend", "confirm", "predict", "report", "swear", "testify", "signal", "hint", "indicate", "point",
    "assure", "reassure", "remind", "inform", "advise",
})  # fmt: skip
# What somebody utters: who offers or sends such words, in marks, says them.
UTTERED = frozenset(
    {
        "condolence",
        "apology",
        "thanks",
        "congratulation",
        "sympathy",
        "regret",
        "gratitude",
        "greeting",
        "wish",
        "support",
        "solidarity",
        "respect",
        "warning",
        "assurance",
    }
)
OFFERING = frozenset({"offer", "extend", "send", "give", "issue", "present", "share"})
# Who sees something so called says so ("saw 'slow but real progress'").
SEEING = frozenset({"see", "find", "perceive", "sense", "detect", "discern"})
# "The charge of 'war crimes'": nouns of speech hand the marks on to whoever made it.
UTTERING = frozenset(
    {
        "charge",
        "accusation",
        "talk",
        "claim",
        "allegation",
        "word",
        "term",
        "phrase",
        "language",
        "act",
        "policy",
        "campaign",
        "kind",
        "sort",
        "form",
        "sense",
        "feeling",
        "expression",
        "risk",
        "danger",
        "end",
        "case",
    }
)
# Quote marks around one to three words of a thing's name are no speech unless a verb of speech governs them.
LABEL = frozenset({
    "call", "label", "brand", "dub", "term", "describe", "hail", "decry", "denounce", "portray", "depict",
    "characterize", "characterise", "use", "refer", "praise", "condemn", "regard", "see", "view", "frame",
    "slam", "blast", "tout", "vilify", "criticize", "criticise", "dismiss", "deride", "ridicule", "mock",
    "laud", "applaud", "salute", "lambast", "lambaste", "castigate", "liken", "paint",
})  # fmt: skip


def cue_verb(sentence: Sentence, start: int, end: int) -> int | None:
    """Find the verb outside the quote that reports it: a verb of speech above it, else the nearest one."""
    outside = [t for t in sentence.tokens if t.end <= start or t.start >= end]
    inside = [t for t in sentence.tokens if start <= t.start < end]
    if not inside:
        return None
    for token in inside:
        if start <= sentence.tokens[token.head].start < end and token.head != token.i:
            continue
        for above in ancestors(sentence, token.i):
            up = sentence.tokens[above]
            if not start <= up.start < end and up.pos == "VERB" and (up.lemma in SPEECH or utters(up, inside)):
                return above
        break
    # "Read" and "post" say only where they close on the quote ("..., the note read", "the banner read: ...").
    verbs = [
        t for t in outside
        if t.pos == "VERB" and t.lemma in SPEECH and t.lemma not in ("use", "see")
        and (t.lemma not in ("read", "post") or closes_on(sentence, t.i))
    ]  # fmt: skip
    if not verbs:
        return None
    nearest = min(verbs, key=lambda t: min(abs(t.start - end), abs(start - t.end)))
    gap = min(abs(nearest.start - end), abs(start - nearest.end))
    return nearest.i if gap < 120 else None


def utters(verb: Token, inside: list[Token]) -> bool:
    """Tell whether a verb that is none of speech makes words in marks somebody's: "offered 'sincere condolences'"."""
    if verb.lemma in OFFERING:
        return any(t.lemma.lower() in UTTERED for t in inside)
    # A title is capitalised ("saw 'Swan Lake'").
    words = [t for t in inside if t.pos != "PUNCT"]
    return verb.lemma in SEEING and len(words) > 2 and not words[-1].text[:1].isupper() and words[0].text[:1].islower()


def closes_on(sentence: Sentence, verb: int) -> bool:
    """Tell whether nothing but a mark follows a verb, as in "the note read: ..." or "..., the note read."."""
    return verb + 1 >= len(sentence.tokens) or sentence.tokens[verb + 1].pos == "PUNCT"


def is_term(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Tell whether one to three words in marks only name a thing ("the 'special area' accord").

    A label ("called it 'a farce'") and a predicate ("was 'beyond cruel'") are the speaker's words; a subject,
    a modifier of one, or a noun that names something else's kind is the report's.
    """
    inside = [t.i for t in sentence.tokens if start <= t.start < end]
    words = [i for i in inside if sentence.tokens[i].pos != "PUNCT"]
    if sentence.tokens[verb].start >= end and sentence.tokens[inside[-1]].text == ",":
        return False
    if not words or len(words) > 3 or any(sentence.tokens[i].pos in ("VERB", "AUX", "PART", "INTJ") for i in words):
        return False
    if sentence.tokens[verb].lemma in LABEL and sentence.tokens[verb].start < start:
        return False
    top = next((i for i in words if sentence.tokens[i].head not in inside), words[-1])
    if top == verb or sentence.tokens[top].head == top:
        return False
    for i in (top, *ancestors(sentence, top)):
        token = sentence.tokens[i]
        if i == verb:
            return False
        if i not in inside and token.pos == "NOUN" and token.lemma not in UTTERING and is_thing(sentence, top):
            return True  # "the fate of the 'comfort women'"
        if token.dep in ("nsubj", "nsubjpass", "poss", "compound"):
            return token.head != verb
        if token.pos == "VERB" and i != top and token.dep in ("relcl", "acl", "advcl"):
            return True
    return True


def is_thing(sentence: Sentence, top: int) -> bool:
    """Tell whether words in marks are a noun after a preposition, and no judgement ("the 'historic' visit")."""
    return sentence.tokens[top].dep == "pobj" and sentence.tokens[top].pos in ("NOUN", "PROPN")


def tag_verb(sentence: Sentence, *, reported: bool = False) -> int | None:
    """Find the main verb of a sentence that only says who spoke ("Lee said in Tokyo.", "He echoed this.").

    With `reported` it may also tell what was said, when it stands before the quote ("said the road would open").
    """
    for token in sentence.tokens:
        if token.dep == "ROOT" and token.lemma in SPEECH:
            told = kids(sentence, token.i, "ccomp") and not (reported and token.lemma in INDIRECT)
            return token.i if not told and len(sentence.tokens) <= 22 else None
    return None


def own_verb(sentence: Sentence, start: int, end: int) -> int | None:
    """Find a verb of speech that opens the quoted words, its subject outside: 'the resolution "deplores the raid"'."""
    inside = [t for t in sentence.tokens if start <= t.start < end and t.pos != "PUNCT"]
    for token in inside[:3]:
        if token.pos == "VERB" and token.lemma in SPEECH:
            before = kids(sentence, token.i, "nsubj")
            return token.i if before and sentence.tokens[before[0]].end < start else None
        if token.pos not in ("AUX", "ADV", "PART"):
            return None
    return None


def source_told(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Find "according to X" or "in the words of X" outside a quote: the word and the token of X."""
    for token in sentence.tokens:
        if start <= token.start < end:
            continue
        if token.text.lower() == "according":
            for prep in kids(sentence, token.i, "prep"):
                for holder in kids(sentence, prep, "pobj"):
                    return token.i, holder
        if token.lemma == "word" and token.dep == "pobj" and sentence.tokens[token.head].text.lower() == "in":
            for holder in objects_of(sentence, token.i, ("of",)):
                return token.i, holder
    return None
