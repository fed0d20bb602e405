"""What turns a word of tone: the negations and the verbs like "end" that stand above it in the parse."""

from comity.coding.tone_words import Hit, Turn, turns
from comity.model import Sentence, Token
from comity.recognition.tree import ancestors, kids

NOT = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "cannot"})
HARDLY = frozenset({"hardly", "never", "rarely", "seldom", "barely", "scarcely", "nowhere", "longer", "little"})
NOBODY = frozenset({"nobody", "nothing", "none", "neither"})
# What a clause that hangs on by one of these says is not touched by what stands above it.
APART = frozenset({"relcl", "advcl", "parataxis", "appos", "acl"})
ENDING = frozenset({"end", "stop", "cease", "halt", "fail", "collapse", "vanish", "weaken", "pass", "die"})
# Who will not accept a wrong calls it one: what is hostile below these stays so.
ACCEPTING = frozenset(
    {
        "accept",
        "recognise",
        "recognize",
        "tolerate",
        "condone",
        "forgive",
        "forget",
        "legitimise",
        "legitimize",
        "endorse",
        "excuse",
        "approve",
        "bow",
        "ignore",
        "overlook",
        "yield",
        "submit",
        "swallow",
    }
)
FIRST = frozenset({"i", "we", "us", "ourselves"})
PAST = frozenset({"over", "past", "gone", "finished", "dead"})
SORRY = frozenset({
    "sorry", "regret", "apology", "apologise", "apologize", "remorse", "contrition", "condolence", "grief", "mourn",
    "grieve", "bow", "sympathy", "forgiveness", "ashamed", "acknowledge", "atone", "atonement", "repent",
    "responsibility",
})  # fmt: skip
STAYS = 0.6
INSULT = -0.6  # "occupier", "killer": who says so in passing means it
Turned = list[str | Turn]


def turned(sentence: Sentence, hit: Hit, cue: int | None) -> Turned:
    """Give all that turns a word below the reporting verb `cue`, from the nearest up.

    A negation comes as "not" or "never", a turning verb, noun or adjective as its `Turn`.
    """
    found: Turned = []
    below = -1
    for at in (hit.head, *ancestors(sentence, hit.head)):
        if at == cue:
            break
        token = sentence.tokens[at]
        came = sentence.tokens[below].dep if below >= 0 else ""
        infinitive = came == "acl" and sentence.tokens[below].tag == "VB"
        if came in APART and not infinitive and not anything(token) and not (came == "advcl" and judged(sentence, at)):
            break
        if came == "conj" and kids(sentence, below, "nsubj", "nsubjpass", "aux", "neg"):
            below = at
            continue
        if below >= 0 and at not in hit.tokens:
            turn = turns(token) if governs(sentence, token, came) else None
            if turn is None and came in ("nsubj", "nsubjpass"):
                turn = gone(sentence, at)
            elif turn is None and came in ("xcomp", "ccomp", "advcl"):
                turn = judged(sentence, at)
            found += [turn] if turn is not None else []
        denials = negations(sentence, at, hit, below)
        if denials and hit.weight < 0 and not found and stays(sentence, token, hit, below):
            return [Turn("turn", STAYS)]
        found += denials
        below = at
    return found


def stays(sentence: Sentence, verb: Token, hit: Hit, below: int) -> bool:
    """Tell whether a denied verb leaves what is hostile hostile.

    So in "won't accept this crime", "won't be bullied", "won't let ourselves be bullied", "don't talk to killers".
    """
    if verb.lemma in ACCEPTING and verb.i not in hit.tokens:
        return True
    tokens = sentence.tokens
    if below >= 0 and tokens[below].dep == "prep" and tokens[below].text.lower() in ("with", "to", "before"):
        return tokens[hit.head].pos == "NOUN" and tokens[hit.head].head == below and hit.weight <= INSULT
    subjects = [*kids(sentence, verb.i, "nsubjpass"), *kids(sentence, hit.head, "nsubjpass")]
    return any(tokens[i].text.lower() in FIRST for i in subjects)


def anything(token: Token) -> bool:
    """Tell whether a noun stands for whatever its clause says: "anything that hurts Egypt"."""
    return token.text.lower() in ("anything", "anyone", "anybody", "nothing", "nobody", "those", "what")


def governs(sentence: Sentence, token: Token, came: str) -> bool:
    """Tell whether a turning word governs what comes up to it by an arc ("end the war", "the war ended")."""
    if token.pos == "VERB":
        if came == "nsubj":
            return token.lemma in ENDING and not kids(sentence, token.i, "dobj")
        return came in ("nsubjpass", "dobj", "prep", "xcomp", "ccomp", "pcomp", "oprd", "attr", "dative")
    return came in ("prep", "poss", "compound", "acl", "pobj", "pcomp", "xcomp", "ccomp")


def gone(sentence: Sentence, verb: int) -> Turn | None:
    """Give the turn of "the days of suspicion are over"."""
    for child in kids(sentence, verb, "acomp", "advmod", "prep", "attr", "prt"):
        if sentence.tokens[child].text.lower() in PAST and sentence.tokens[verb].lemma == "be":
            return Turn("turn", -0.7)
    return Turn("turn", -0.7) if sentence.tokens[verb].text.lower() == "gone" else None


def judged(sentence: Sentence, verb: int) -> Turn | None:
    """Give the turn of "it is hard to trust them", "it would be wrong to speak of a rift"."""
    found = (turns(sentence.tokens[child]) for child in kids(sentence, verb, "acomp", "oprd"))
    return next((turn for turn in found if turn is not None), None)


def negations(sentence: Sentence, at: int, hit: Hit, below: int) -> Turned:
    """Give the negations that stand on a token on the way up from a word of tone."""
    found: Turned = []
    token = sentence.tokens[at]
    for child in sentence.children[at]:
        if child in hit.tokens:
            continue
        each = sentence.tokens[child]
        word = each.text.lower()
        if each.dep in ("nsubj", "nsubjpass", "dobj", "attr") and child != below:
            nobody = word in NOBODY or (word == "one" and denied(sentence, child))
            if denied(sentence, child) and (each.dep != "attr" or nobody):
                own = each.dep in ("nsubj", "nsubjpass") or nobody or at == hit.head
                found += ["not"] if own else []
        elif each.dep in ("neg", "det", "preconj", "advmod", "cc", "amod") and word in NOT | HARDLY:
            if negates(sentence, hit, each):
                found.append("never" if word == "never" else "not")
        elif each.dep == "advmod" and any(sentence.tokens[c].dep == "neg" for c in sentence.children[child]):
            found.append("never")  # "never again shall we"
        elif word == "yet" and token.lemma in ("have", "be") and below > child:
            found.append("not")
    if token.text.lower() == "without" and at not in hit.tokens:
        found.append("not")
    return found


def denied(sentence: Sentence, noun: int) -> bool:
    """Tell whether a noun phrase denies its clause: "nobody", "no ship"; not "nothing but force"."""
    after = sentence.tokens[noun + 1 : noun + 3]
    if any(t.text.lower() in ("but", "except") for t in after):
        return False
    word = sentence.tokens[noun].text.lower()
    return word in NOBODY or any(
        sentence.tokens[c].text.lower() in ("no", "neither", "none") for c in sentence.children[noun]
    )


def negates(sentence: Sentence, hit: Hit, word: Token) -> bool:
    """Tell whether a negating word denies: not in "not only", "never been so close", "a little"."""
    tokens = sentence.tokens
    text = word.text.lower()
    before = tokens[word.i - 1].text.lower() if word.i else ""
    after = tokens[word.i + 1].text.lower() if word.i + 1 < len(tokens) else ""
    if after in ("only", "just", "merely") or (text == "nor" and word.dep == "cc"):
        return False
    if text == "longer":
        return before in ("no", "any")
    if text == "little":
        return before not in ("a", "the", "our")
    if text == "no" and word.dep == "advmod":
        return False
    if text in ("never", "no"):
        # "Never closer", "no better friend" set nothing higher.
        near = [tokens[hit.head], *(tokens[c] for c in kids(sentence, hit.head, "advmod", "amod"))]
        return not any(t.tag in ("JJR", "RBR") or t.text.lower() in ("so", "as") for t in near)
    return True


def remorse(sentence: Sentence, i: int, cue: int | None) -> bool:
    """Tell whether a word lies in what somebody is sorry for, or mourns."""
    above = [at for at in ancestors(sentence, i) if at != i]
    return any(sentence.tokens[at].lemma.lower() in SORRY for at in above[: above.index(cue) if cue in above else None])


def negated_verbs(sentence: Sentence, inside: frozenset[int]) -> bool:
    """Tell whether a clause of the words `inside` is denied by its subject or object: "nobody came"."""
    return any(
        denied(sentence, child)
        for i in inside
        if sentence.tokens[i].pos in ("VERB", "AUX")
        for child in kids(sentence, i, "nsubj", "nsubjpass", "dobj")
    )
