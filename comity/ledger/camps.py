"""The party and the camp that reports give to a person: "of the Labour Party", "the conservative"."""

import re
from collections.abc import Iterator

from comity.model import Actor, Cited, Coding, Label, Span

_WORD = r"(?:[A-Z][\w’'-]+|and|of|for|the)"
_KIND = r"(?:Party|Union|Alliance|Front|Movement|Coalition|Bloc|Congress|League|Rally)"
_PARTY = rf"(?P<party>[A-Z][\w’'-]+(?:\s{_WORD}){{0,5}}?\s{_KIND}|{_KIND}\s(?:of|for)\s[A-Z]\w+(?:\s{_WORD}){{0,4}})"
_AFTER = re.compile(
    r"^(?:\s\([^)]{1,30}\))?,?\s(?:(?:an?\s|the\s)?(?:[a-z-]+\s){0,3}[a-z]+\s)?(?:of|from)\s(?:the\s|his\s|her\s)?"
    rf"(?:[a-z-]+\s){{0,3}}?{_PARTY}\b"
)
_OWN = re.compile(rf"^(?:[’']s)?\s(?:own\s)?(?:[a-z-]+\s){{0,2}}{_PARTY}\b")
_BEFORE = re.compile(
    rf"(?:\bthe\s)?{_PARTY}(?:\s\([A-Z]{{2,6}}\))?(?:[’']s?)?\s(?:(?:leader|chief|chairman|chairwoman|lawmaker|politician|candidate|head|president|secretary|boss)\s)?$"
)
_NOT_A_PARTY = re.compile(
    r"\b(?:European|African|Soviet|Customs|Eurasian|Trade|Credit)\s(?:Union|Alliance)|"
    r"World Congress|League of Nations|Arab League|Security Union"
)
_CAMPS = (
    "far-right|far-left|right-wing|left-wing|centre-right|center-right|centre-left|center-left|ultra-?conservative|neo-?conservative|"
    "conservative|liberal|progressive|nationalist|ultra-?nationalist|centrist|moderate|hard-?line|hardliner|reformist|populist|"
    "socialist|social democratic|communist|islamist|leftist|rightist|republican|democratic|pro-[A-Z][\\w-]+|"
    "anti-[A-Z][\\w-]+|pro-western|pro-european|anti-immigration|green|opposition"
)
_CAMP = re.compile(
    rf"\b(?:the\s|a\s|an\s)?(?P<camp>{_CAMPS})\s(?:(?:and\s)?(?:{_CAMPS})\s)?"
    r"(?:(?:politician|leader|president|prime\sminister|premier|candidate|lawmaker|chief|chancellor|minister|mayor|senator|"
    r"figure|rival|party\sleader|firebrand|veteran|predecessor|[A-Z][a-z]+(?:an|ese|ish|ian))\s){0,3}$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(rf"^,\s(?:a|an)\s(?P<camp>{_CAMPS})\b(?!\s(?:idea|view))", re.IGNORECASE)
_NAMED_WITH_A_CAPITAL = re.compile(r"^(?:pro|anti)-")


def parties_in(actor: Actor, coding: Coding) -> Iterator[Label]:
    """Give the parties that one report names beside a person, with the words from the one to the other."""
    text = coding.report.text
    for mention in actor.mentions:
        after, before = text[mention.end : mention.end + 120], text[max(0, mention.start - 80) : mention.start]
        own = mention.text.lower() in ("his", "her") or after.startswith(("’s ", "'s "))
        named = mention.text[:1].isupper() and mention.text.lower() not in ("he", "she", "his", "her")
        told = _OWN.match(after) if own else _AFTER.match(after) if named else None
        if told is not None and not _NOT_A_PARTY.search(told["party"]):
            yield _label(told["party"], coding, mention.start, mention.end + told.end())
        elif named and (told := _BEFORE.search(before)) and not _NOT_A_PARTY.search(told["party"]):
            yield _label(told["party"], coding, mention.start - len(before) + told.start("party"), mention.end)


def camps_in(actor: Actor, coding: Coding) -> Iterator[Label]:
    """Give the camps that one report puts a person in, with its words."""
    text = coding.report.text
    for mention in actor.mentions:
        if not mention.text[:1].isupper() or mention.text.lower() in ("he", "she", "his", "her"):
            continue
        before = text[max(0, mention.start - 80) : mention.start]
        # A title may be part of the name's own words: "Conservative leader Kemi ...".
        told = _CAMP.search(before)
        if told is not None:
            start = mention.start - len(before) + told.start("camp")
            yield _label(_folded(told["camp"]), coding, start, mention.end)
        elif (told := _AFTERWARDS.match(text[mention.end : mention.end + 60])) is not None:
            yield _label(_folded(told["camp"]), coding, mention.start, mention.end + told.end())


def _folded(camp: str) -> str:
    return camp if _NAMED_WITH_A_CAPITAL.match(camp) else camp.lower()


def _label(name: str, coding: Coding, start: int, end: int) -> Label:
    words = coding.report.text[start:end]
    return Label(" ".join(name.split()), (Cited(coding.report.id, Span(start, end, words)),))
