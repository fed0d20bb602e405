"""Names of those who act: persons by name, offices with their state, states and bodies by the codebook."""

import re
from collections.abc import Sequence
from functools import lru_cache

from comity import codebook
from comity.errors import CodebookError
from comity.model import ActorRef
from comity.presentation.wording import listing

UNNAMED = "an unnamed party"
PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "this",
        "both",
        "each",
        "one",
        "other",
        "others",
        "two",
        "countries",
        "sides",
        "nations",
        "neighbours",
        "neighbors",
    ]
)
# English puts an article before these, though the table gives the bare name.
_ARTICLE_ENDS = (
    "Islands",
    "Republic",
    "Union",
    "Emirates",
    "States",
    "Kingdom",
    "See",
    "Territory",
    "Territories",
)
_ARTICLE = frozenset({"Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles"})
# What tells one holder from several, in the names and words of reports.
_SEVERAL = frozenset("both two three four five six several many some most all these those various".split())
_LISTED = re.compile(r"[^,]+(?:, [^,]+)+,? and ")
_OWNER = re.compile(r"^.*?(?:['’]s|s['’]) ")
_TAIL = re.compile(r",| (?:of|in|from|for|at|on|who|which|that|with|near|to|against|under|behind) ")
_JOINED = re.compile(r"(?:[A-Z]\S*|s) and | and (?:the|a|an|his|her|its|their|[A-Z]\S*) ?")
_ONE_BODY = re.compile(
    r"^(?:ministry|department|office|agency|council|commission|committee|party|union|board|bureau|court|affairs|times|news)$",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"^(?:Ministers|Leaders|Lawmakers|Negotiators|Officials|Governments|Presidents|Envoys|Ministries|Forces|Authorities|Diplomats|Premiers|Generals|"
    r"Ambassadors|Senators|States|Nations|Countries|Republicans|Democrats|Conservatives|Liberals|Greens|Socialists)$"
)
_NO_GROUP = frozenset({"GOV", "MIL", "LEG", "JUD", ""})


@lru_cache(maxsize=512)
def state_name(code: str) -> str:
    """Give a state or body as it stands inside a sentence ("the United States"); the code if unknown."""
    try:
        if code in codebook.states():
            name = codebook.states()[code].name
            return f"the {name}" if name in _ARTICLE or name.endswith(_ARTICLE_ENDS) else name
        if code in codebook.organisations():
            name = codebook.organisations()[code].name
            bare = " " not in name or name.lower().startswith("the ") or code.startswith("NGO:")
            return name if bare else f"the {name}"
    except CodebookError:
        pass
    return code.partition(":")[2] or code


@lru_cache(maxsize=512)
def issue_name(code: str) -> str:
    """Give an issue's name as it stands inside a sentence; the code's words if the table lacks it."""
    try:
        name = codebook.issues()[code].name if code in codebook.issues() else code.replace("-", " ")
    except CodebookError:
        name = code.replace("-", " ")
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def possessive(name: str) -> str:
    """Give "Peru's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def actor_name(ref: ActorRef) -> str:
    """Give who a row names as it stands inside a sentence: "Peru's foreign minister", "Chile"."""
    kind = (ref.id or "").partition(":")[0]
    if kind == "state" and ref.country:
        return _of_state(ref)
    if kind == "office":
        return _office(ref)
    if kind == "place" and ref.country:
        # A town or region that acts or is acted on stands for its state.
        return state_name(ref.country)
    if kind == "igo" and ref.country:
        return state_name(ref.country)
    if kind == "person" and ref.name and ref.country:
        return f"{possessive(state_name(ref.country))} {ref.name}"
    if ref.name:
        # Groups and bodies carry the name that the report or the table gives them.
        return ref.name
    if ref.country is None:
        return _plain(ref) or UNNAMED
    return _described(ref)


def _of_state(ref: ActorRef) -> str:
    name = state_name(ref.country or "")
    if ref.sector == "CVL":
        return f"citizens of {name}"
    return f"{possessive(name)} forces" if ref.sector == "MIL" else name


def _office(ref: ActorRef) -> str:
    title = (ref.name or ref.text).partition(",")[0].strip() or "office"
    if is_plural_word(ref.text) and not is_plural_word(title):
        title = f"{title[:-1]}ies" if title.endswith("y") and title[-2:-1] not in "aeiou" else f"{title}s"
    if ref.country:
        return f"{possessive(state_name(ref.country))} {title}"
    if is_plural_word(title):
        return f"unidentified {title}"
    return f"an unidentified {title}"


def _described(ref: ActorRef) -> str:
    """Name a ref of a state by the report's words where they add to the state's name."""
    name = state_name(ref.country or "")
    words = _plain(ref)
    bare = name.removeprefix("the ")
    if not words or words == ref.country or words.lower() == (ref.sector or "").lower():
        return name
    if bare.lower() in words.lower() and words.lower() != bare.lower():
        return words
    if words.islower() and words not in PRONOUNS:
        return f"{possessive(name)} {words}"
    return name


def _plain(ref: ActorRef) -> str:
    words = " ".join(ref.text.split())
    for article in ("the ", "The ", "a ", "an ", "his ", "her ", "its ", "their "):
        words = words.removeprefix(article)
    return "" if words.lower() in PRONOUNS else words


def is_state(ref: ActorRef) -> bool:
    """Tell whether a ref names a state or body as a whole."""
    kind = (ref.id or "").partition(":")[0]
    return kind in ("state", "igo") or (
        not ref.id and bool(ref.country) and actor_name(ref) == state_name(ref.country or "")
    )


def is_plural_word(words: str) -> bool:
    """Tell whether a title is plural by its last word ("officials", "rivals", "women")."""
    last = words.lower().rsplit(" ", 1)[-1] if words else ""
    return last in ("people", "women", "men", "police", "forces") or (
        last.endswith("s") and not last.endswith(("ss", "us", "is"))
    )


def takes_plural(holder: str) -> bool:
    """Tell whether who is named so takes a plural verb: "both governments", "officials in Lima", "Chad and Mali".

    Of a name in capitals the head tells little ("Reuters", "Hamas"): it is plural with an article ("the Houthis"), and
    what the codebook knows as one state or body never is ("the Philippines", "Trinidad and Tobago").
    """
    words = " ".join(holder.split())
    bare = words.removeprefix("The ").removeprefix("the ")
    if not bare or bare.casefold() in _known_names():
        return False
    if _LISTED.match(bare):
        return True
    # Who holds it is told after the owner and before what hangs on it: "Peru's officials in the north".
    head = _TAIL.split(_OWNER.sub("", bare, count=1), maxsplit=1)[0]
    first, last = head.split(" ", 1)[0].casefold(), head.rsplit(" ", 1)[-1]
    if first in _SEVERAL or (_JOINED.search(head) and not _ONE_BODY.search(last)):
        return True
    if last[:1].isupper():
        named_so = words != bare and head == last and not _ONE_BODY.search(last)
        return _OFFICES.search(last) is not None or (named_so and last.endswith("s"))
    return is_plural_word(last)


def stance_of(holder: str, stance: str) -> str:
    """Give who holds a position with the verb of the stance: "Peru opposes", "both governments oppose"."""
    return f"{holder} {stance.removesuffix('s') if takes_plural(holder) else stance}"


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    try:
        states = [name for state in codebook.states().values() for name in (state.name, *state.names)]
        bodies = [name for body in codebook.organisations().values() for name in (body.name, *body.names)]
    except CodebookError:
        return frozenset()
    return frozenset(name.casefold().removeprefix("the ") for name in (*states, *bodies))


def is_plural(refs: Sequence[ActorRef]) -> bool:
    """Tell whether a subject takes a plural verb."""
    shown = _shown(refs)
    if len(shown) != 1:
        return len(shown) > 1
    ref = shown[0]
    if (ref.id or "").startswith("state:"):
        return ref.sector in ("CVL", "MIL")
    if is_state(ref) or (ref.id or "").startswith(("person:", "igo:")):
        return False
    return takes_plural(actor_name(ref))


def _shown(refs: Sequence[ActorRef]) -> list[ActorRef]:
    """Leave out a state beside its own president, and whoever is named twice."""
    special = {ref.country for ref in refs if not is_state(ref)}
    kept = [ref for ref in refs if not (is_state(ref) and ref.country in special and ref.sector in _NO_GROUP)]
    found: dict[str, ActorRef] = {}
    for ref in kept or refs:
        found.setdefault(actor_name(ref), ref)
    return list(found.values())


def actor_names(refs: Sequence[ActorRef]) -> str:
    """Give several actors in one phrase, long lists shortened; "" for none."""
    return listing([actor_name(ref) for ref in _shown(refs)])


def people_names(refs: Sequence[ActorRef]) -> str:
    """Give those whom an act on persons hits: "people of Peru" for a state, else their names."""
    names = [f"people of {actor_name(ref)}" if is_state(ref) else actor_name(ref) for ref in _shown(refs)]
    return listing(names)
