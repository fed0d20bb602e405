"""Words of promises kept and broken, and what of a text they are compared by: stems, counts, offices, states.

Rules over words, not over meaning: embeddings hold "signed" and "tore up" for near, so which way a deed points is
read from these lists and from the event's type and status alone.
"""

import re
from functools import lru_cache
from itertools import pairwise

import ahocorasick

from comity import codebook

_NOUN = (
    r"(?:promises?|pledges?|words?|commitments?|vows?|undertakings?|assurances?|obligations?|"
    r"agreements?|accords?|deals?|pacts?|truces?|ceasefires?|treat(?:y|ies)|statements?|bargain)"
)
_OWN = r"(?:(?:its|their|his|her|the|that|this|an?|every|all(?: of)?|\w+'s?|joint|\w+ly|\w+)\s+){0,3}"
KEPT = re.compile(
    rf"(?<!to )(?<!not )(?<!never )\b(?:kept|honou?red|fulfill?ed|carried out|lived up to|abided by|complied with|"
    rf"delivered on|made good on|implemented|met(?= (?:its|their|his|her|all)))\s+{_OWN}{_NOUN}\b",
    re.I,
)
BROKE = re.compile(
    rf"(?<!to )(?<!not )(?<!never )"
    rf"\b(?:br(?:oke|oken|eaks|eaking)|breach(?:ed|es|ing)|violat(?:ed|es|ing)|flout(?:ed|s|ing)|"
    rf"reneg(?:ed|es|ing) on|go(?:es|ing)? back on|went back on|gone back on|betray(?:ed|s|ing)|ignor(?:ed|es|ing)|"
    rf"contrary to|despite|in defiance of)\s+{_OWN}{_NOUN}\b"
    rf"|\b(?:failed|fails|failing|refused|refuses) to (?:keep|honou?r|fulfil|meet|carry out|live up to|deliver on|"
    rf"implement|respect|abide by)\s+{_OWN}{_NOUN}\b"
    rf"|\b(?:not|never|n't) (?:kept?|honou?red|fulfill?ed|met|carried out|delivered on|implemented)\s+{_OWN}{_NOUN}\b",
    re.I,
)
# What takes a promise back, where it governs the promised act or the word for the promise.
WITHDRAW = re.compile(
    r"\b(?:withdr(?:ew|awn|aws?|awing)|scrap(?:ped|s|ping)?|cancel(?:l?ed|s|l?ing)?|call(?:ed|s|ing) off|"
    r"suspend(?:ed|s|ing)?|"
    r"revok(?:ed|es|ing)|rescind(?:ed|s|ing)?|abandon(?:ed|s|ing)?|dropp?(?:ed|s|ing)|pull(?:ed|s|ing) out|repudiat\w+|"
    r"renounc(?:ed|es|ing)|quit(?:s|ting)?|walk(?:ed|s|ing) (?:away|out)|t(?:ook|aken|akes?|aking) back|"
    r"shelv(?:ed|es|ing)|"
    r"annul(?:led|s|ling)?|terminat(?:ed|es|ing)|back(?:ed|s|ing) out|tore up|torn up|no longer|disavow(?:ed|s|ing)?|"
    r"fr(?:oze|ozen|eez(?:es|ing))|"
    r"end(?:ed|s|ing) (?:its|their|the|his|her) (?:agreement|deal|pact|plan|pledge|promise|offer))\b",
    re.I,
)
REFUSE = re.compile(
    r"\b(?:fail(?:ed|s|ing)?|refus(?:ed|es|ing|al)|declin(?:ed|es|ing)|reject(?:ed|s|ing)?|did not|didn't|"
    r"has not|have not|hasn't|"
    r"haven't|had not|never|block(?:ed|s|ing)|prevent(?:ed|s|ing))\b",
    re.I,
)
POSTPONE = re.compile(
    r"\b(?:postpon(?:ed|es|ing|ement)|put(?:s|ting)? off|delay(?:ed|s|ing)?|reschedul(?:ed|es|ing)|defer(?:red|s|ring)|"
    r"pushed back|adjourn(?:ed|s|ing))\b",
    re.I,
)
EXPIRED = re.compile(rf"\b{_NOUN}\b[^.]{{0,60}}\b(?:expired|lapsed|ran out)\b", re.I)
BEGUN = re.compile(r"\b(?:beg[aiu]n|begins|beginning|start(?:ed|s|ing)|launch(?:ed|es|ing)|under way)\b", re.I)
# Deeds that are not done while they are only begun.
ENDED_BY_DEED = frozenset(
    "build construct complete finish dismantle demolish clear withdraw remove destroy pave".split()
)
PART = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|some|half|part|most|several|few|\d+)"
    r"(?: million| billion)? (?:\w+ )?of (?:the|its|their|those|an?)\b|the first (?:\w+ )?of|partly|partially|"
    r"part of|in part|the rest|the remaining|so far only)",
    re.I,
)
# "the first round of the talks" begins nothing less than the talks.
WHOLE = re.compile(r"\b(?:one|first|second|third|part) of (?:the|a) (?:series|round|regular|annual)\b", re.I)
OTHER_SIDE = re.compile(r"\b(?:has|have|had|did|does|is|was)\s*(?:not|n't)\b[^.;]*$|\byet to\b", re.I)
EACH = re.compile(r"\beach other|\bone another|\btheir\b|\bboth\b|\bmutual|\breciprocal", re.I)
NOT_TO = re.compile(
    r"^(?:\W*\w+\W+){0,3}?(?:not|never|no|n't|nor|neither|nothing|nobody)\b"
    r"|^\W*(?:to )?(?:refrain|abstain|avoid|desist|forgo)",
    re.I,
)
# A meeting is promised by these words; "hold" and "host" alone promise anything.
MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|talks?|summits?|visit(?:s|ing)?|travel|confer|consult\w*|discuss\w*|dialogue|trip|"
    r"attend)\b",
    re.I,
)
# What no single act completes; one act is a part of it, unless a report tells that very thing as done.
OPEN_ENDED = frozenset(
    "cooperate collaborate work deepen strengthen enhance boost expand improve promote develop continue maintain "
    "increase intensify pursue foster build advance support".split()
)
# Promises that only silence keeps: a hostile act breaks them.
KEEPING_STILL = frozenset(
    "respect honour honor observe abide comply uphold protect keep maintain safeguard adhere".split()
)
RELAYING = re.compile(r",\s[^,]*\b(?:said|told|announced|reported|according to)\b[^,]*$", re.I)

_IRREGULAR = {
    "met": "meet", "held": "hold", "sent": "send", "gave": "give", "given": "give", "bought": "buy", "built": "build",
    "took": "take", "taken": "take", "paid": "pay", "began": "begin", "begun": "begin", "withdrew": "withdraw",
    "withdrawn": "withdraw", "sold": "sell", "brought": "bring", "kept": "keep", "left": "leave", "repaid": "repay",
    "lent": "lend", "broke": "break", "broken": "break", "freed": "free", "made": "make", "did": "do", "done": "do",
    "chose": "choose", "drew": "draw", "led": "lead", "spent": "spend", "shut": "shut", "won": "win", "laid": "lay",
    "talks": "talk", "talk": "talk", "got": "get", "came": "come", "went": "go", "handed": "give", "hand": "give",
}  # fmt: skip
# Words for one deed: each stands for the first of its line.
_ALIKE = {
    word: line.split()[0]
    for line in (
        "give deliver donate provide supply hand grant transfer ship lend",
        "meet talk hold convene host visit confer discuss summit gather",
        "free release liberate",
        "end lift remove scrap abolish ease drop",
        "lower cut reduce slash trim",
        "raise increase hike boost",
        "stop halt cease suspend",
        "create establish form found launch set",
        "resume restart reopen restore",
        "return repatriate",
        "accept receive admit",
        "sign conclude ink",
        "begin start open",
        "send dispatch",
        "withdraw pull",
        "share exchange swap",
        "build construct",
        "compensate compensation",
        "impose levy slap put",
        "undo overturn rescind reverse annul revoke abrogate nullify repeal",
    )
    for word in line.split()
}
_EMPTY = frozenset(
    "what which who whom where when how why do does did done so such than then there here about well yet still "
    "prime president presidents leader leaders government governments country all any some only just much many "
    "most very too way time the a an and or of to in on at by for from with its their his her it that this these "
    "those is are was were be been will would shall may as into over under between among after before until "
    "during next new two three joint first second each other again both also more has have had not never no said "
    "says told week month year day end early late ministers minister countries sides january february march april "
    "june july august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday spring summer autumn winter up out off".split()
)
# Words before a noun that praise or place it and don't say which one is meant.
_PRAISING = frozenset(
    "historic landmark long-awaited controversial final major key important bilateral joint planned promised "
    "disputed full formal official additional further current existing so-called ambitious sweeping broad regular "
    "annual detained".split()
)
_NUMBERS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_COUNTED = re.compile(r"\b(\d[\d,.]*|" + "|".join(_NUMBERS) + r")\s+((?:[^\W\d]\w*\s+){0,2}?[^\W\d]\w*s)\b", re.I)
_WORDS = re.compile(r"[^\W\d_][\w-]*")
_OFFICES = re.compile(
    r"\b(?:(foreign|defen[cs]e|finance|trade|interior|energy|agriculture|farm|health|justice|transport|culture|"
    r"education|economy|environment|industry|fisheries|labou?r|tourism|security|science|technology|oil|water) "
    r"(?:ministers?|secretar(?:y|ies)|chiefs?)"
    r"|(presidents?|prime ministers?|premiers?|chancellors?|leaders?|kings?|queens?|emirs?|sultans?|summits?|"
    r"heads of (?:state|government))"
    r"|(envoys?|negotiators?)|(ambassadors?)|(delegations?))\b",
    re.I,
)


def stem(word: str) -> str:
    """A word without its ending, and as the first of the words for the same deed: "sent", "sending" as "send"."""
    plain = word.lower()
    plain = _IRREGULAR.get(plain, plain)
    if plain in _ALIKE:
        return _ALIKE[plain]
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3 and not plain.endswith("ss"):
            base = plain[: -len(ending)] + instead
            doubled = base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls" else base
            for form in (base, base + "e", doubled):
                if form in _ALIKE:
                    return _ALIKE[form]
            plain = doubled
            break
    return plain.rstrip("e") if len(plain) > 3 else plain


# Stems that are surely verbs of promised deeds; a noun may come first in an item of a list.
VERBAL = frozenset(
    stem(word)
    for word in (
        *_ALIKE,
        *(
            "review pay ratify reopen open visit attend sign agree promise pledge join respect honour protect protest "
            "withdraw"
        ).split(),
    )
)


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about: no grammar, dates, numbers or names of states."""
    known = named_words()
    return frozenset(
        stem(word)
        for word in _WORDS.findall(text.replace("'s", "").replace("’s", ""))
        if len(word) > 2 and word.lower() not in _EMPTY and word.lower() not in known
    )


def verb_of(text: str) -> str:
    """The stem of the first word of a promise that is neither grammar nor denial: what is to be done."""
    return next(
        (stem(word) for word in _WORDS.findall(text) if word.lower() not in _EMPTY or word.lower() in ("meet",)), ""
    )


def other_thing(one: str, other: str) -> bool:
    """Whether two texts name two things of one kind: "the tax treaty" is not "the maritime treaty"."""
    mine, theirs = _qualified(one), _qualified(other)
    first, second = content(one), content(other)
    return any(
        mine[noun] - second and theirs[noun] - first and mine[noun].isdisjoint(theirs[noun])
        for noun in mine.keys() & theirs.keys()
    )


@lru_cache(maxsize=65536)
def _qualified(text: str) -> dict[str, frozenset[str]]:
    """The words that stand right before a noun and say which one is meant, by the noun's stem."""
    found: dict[str, frozenset[str]] = {}
    words = text.replace("'s", "").replace("’s", "").split()
    for before, word in pairwise(words):
        if before[-1:] in ",;:.()" or before.lower() in _PRAISING:
            continue
        which, noun = content(before), content(word)
        if which and noun and not which & VERBAL and not noun & VERBAL:
            (noun_stem,) = list(noun)[:1]
            found[noun_stem] = found.get(noun_stem, frozenset()) | which
    return found


@lru_cache(maxsize=65536)
def offices(text: str) -> frozenset[str]:
    """Which offices a text names: "foreign", "defense", "head" of state or government, "envoy"; who relays it aside."""
    found = set()
    for field, head, envoy, ambassador, group in _OFFICES.findall(RELAYING.sub("", text)):
        if field:
            found.add(field.lower().replace("ence", "ense").replace("our", "or"))
        elif head:
            found.add("head")
        else:
            found.add("envoy" if envoy else "ambassador" if ambassador else "delegation" if group else "")
    return frozenset(found)


@lru_cache(maxsize=65536)
def counts(text: str) -> dict[str, float]:
    """How many of what a text names: "500 refugees" as {"refugee": 500}."""
    found: dict[str, float] = {}
    for number, noun in _COUNTED.findall(text):
        try:
            value = float(_NUMBERS.get(number.lower(), 0) or number.rstrip(".,").replace(",", ""))
        except ValueError:
            continue
        found.setdefault(stem(noun.split()[-1]), value)
    return found


@lru_cache(maxsize=65536)
def states_in(text: str) -> frozenset[str]:
    """The states whose name, demonym or capital stands in a text, as whole words; of names in names the longest."""
    codes, names = _names()
    low = text.lower()
    told = [(end - len(name) + 1, end + 1, name) for end, name in names.iter(low)]
    found, free = set(), 0
    for start, end, name in sorted(told, key=lambda each: (each[0], -each[1])):
        if start >= free and not (_in_word(low, start) or _in_word(low, end)):
            found.add(codes[name])
            free = end
    return frozenset(found)


def _in_word(text: str, at: int) -> bool:
    """Whether a place lies between two letters, figures or underscores."""
    return 0 < at < len(text) and all(each.isalnum() or each == "_" for each in text[at - 1 : at + 1])


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], ahocorasick.Automaton]:
    """The states' names in lower case with their codes; the automaton takes a thirtieth of a pattern's time."""
    codes: dict[str, str] = {}
    for state in codebook.states().values():
        for name in (state.name, *state.names, *state.demonyms, *state.capital_names):
            if len(name) > 3:
                codes.setdefault(name.lower(), state.code)
    names = ahocorasick.Automaton()
    for name in codes:
        names.add_word(name, name)
    names.make_automaton()
    return codes, names


@lru_cache(maxsize=1)
def named_words() -> frozenset[str]:
    """Every single word that names a state, its people or its capital, in lower case."""
    return frozenset(name for name in _names()[0] if " " not in name)
