"""Every code of the codebook with what it means, for `/codebook`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from comity import codebook
from comity.codebook.rows import rows
from comity.presentation.filters import STATUSES_OF

# What PLOVER's sectors stand for; the codebook's offices and groups use them.
SECTORS = {
    "GOV": "government: the executive and its ministries", "MIL": "armed forces and defence", "LEG": "parliament",
    "JUD": "courts and prosecutors", "SPY": "intelligence services", "COP": "police",
    "OPP": "political opposition", "PTY": "political parties", "REB": "armed groups against a state",
    "CVL": "people without an office, civil society", "BUS": "companies and business", "MED": "media",
    "EDU": "schools, universities, science", "LAB": "labour and unions", "REL": "religious bodies", "MOV": "movements",
    "IGO": "bodies between states", "NGO": "non-governmental organisations", "CRM": "organised crime",
    "REF": "refugees and migrants", "HLH": "health",
}  # fmt: skip
_QUADS = {
    "verbal cooperation": "words that bring closer: meetings, agreements, praise, concessions in words",
    "material cooperation": "deeds that bring closer: aid, cooperation, withdrawal",
    "verbal conflict": "words that drive apart: demands, accusations, refusals, threats",
    "material conflict": "deeds that drive apart: protest, sanctions, mobilisation, coercion, violence",
}
_STATUSES = {
    "occurred": "it took place", "ongoing": "it lasts", "planned": "it is scheduled or intended",
    "conditional": "it may come if something else does", "demanded": "somebody asks for it",
    "denied": "it is refused, or did not take place", "open": "a pledge whose day has not come",
    "due": "a pledge whose day has come, without word that it was kept or broken",
    "fulfilled": "a pledge that was kept", "partly": "kept in part", "broken": "a pledge that was not kept",
    "lapsed": "a pledge that fell away", "withdrawn": "a pledge that was taken back",
}  # fmt: skip
# PLOVER names its contexts and leaves most of them to their names; these are the names in words.
_CONTEXTS = {
    "military": "armed forces and their use", "intelligence": "spying and secret services",
    "executive": "heads of state and government, ministries", "legislative": "parliaments",
    "election": "elections and campaigns", "political_institutions": "constitutions and how a state is run",
    "pro_democracy": "towards democracy", "pro_autocracy": "away from democracy",
    "economic": "trade, money, business", "legal": "courts, laws, treaties as law",
    "reparations": "making good for past wrongs", "human_rights": "human rights as such",
    "rights_freedoms": "civil rights and freedoms", "repression": "a state against people in it",
    "human_security": "safety and living of people", "gender": "women and men", "lgbt": "sexual minorities",
    "religion_ethnicity": "religions and peoples", "inequality": "rich and poor",
    "diplomatic": "embassies, envoys, relations as such", "territory": "land, sea and borders",
    "peacekeeping": "keeping a peace between others", "health": "illness and care",
    "asylum": "refuge from persecution", "migration": "people who move", "disasters": "disasters and help in them",
    "natural_resource": "oil, gas, water, minerals, fish", "environment": "nature, climate, pollution",
    "technology": "technology and science", "terrorism": "terrorism",
    "cbrn": "chemical, biological, radiological, nuclear", "cyber": "computers and networks",
    "misinformation": "false or slanted information", "crime": "crime", "corruption": "bribery and abuse of office",
    "illegal_drugs": "drugs", "trafficking": "trade in people or forbidden goods",
}  # fmt: skip
_STANCES = {
    "supports": "is for it", "opposes": "is against it", "demands": "asks for something on it",
    "concedes": "gives way on it", "avoids": "keeps away from it",
}  # fmt: skip


class Code(msgspec.Struct, frozen=True):
    """A code, the kind of code that it is, and what it means; `anchor` is its place on the page."""

    kind: str
    code: str
    anchor: str
    name: str
    more: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of code: its heading, what it is for, and its codes."""

    name: str
    title: str
    about: str
    codes: tuple[Code, ...]


TITLES = {
    "quads": ("Quad classes", "Whether an act is of words or of deeds, and whether it brings closer or drives apart."),
    "types": ("Types of acts (PLOVER)", "The sixteen types; the intensity runs from -10 to 10."),
    "modes": ("Modes", "How an act of a type was done."),
    "contexts": ("Contexts", "What an act was about or in."),
    "statuses": ("Statuses", "What happened is not what may happen; pledges have statuses of their own."),
    "stances": ("Stances", "Where somebody stands on an issue."),
    "issues": ("Issues", "What relations between states are about."),
    "sectors": ("Sectors", "What kind of actor somebody is, beside the state."),
    "states": ("States and territories", "ISO 3166-1 alpha-3; XKX for Kosovo; codes of states that are no more."),
    "organisations": ("Organisations", "Bodies between states, and others."),
    "hedges": ("Hedges", "Words by which a report says how likely something is; terms and chances of ICD 203."),
    "cameo": ("CAMEO codes", "The older codes and what they become in PLOVER."),
}


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Give every kind with its codes; an anchor stands once, the first kind has the plain code."""
    used: set[str] = set()
    found = []
    for name, (title, about) in TITLES.items():
        codes = []
        for code, meaning, more in _MADE[name]():
            anchor = code if code not in used else f"{name}.{code}"
            if anchor not in used:
                used.add(anchor)
                codes.append(Code(name, code, anchor, meaning, more))
        found.append(Kind(name, title, about, tuple(codes)))
    return tuple(found)


def search(words: str) -> tuple[Kind, ...]:
    """Give the kinds with the codes whose code, name or words hold all that is asked for."""
    wanted = words.casefold().split()
    found = []
    for kind in kinds():
        kept = tuple(each for each in kind.codes if _holds(each, wanted))
        if kept:
            found.append(Kind(kind.name, kind.title, kind.about, kept))
    return tuple(found)


@lru_cache(maxsize=4096)
def _text(code: Code) -> str:
    """All by which a code is found: its own words, and those that stand for it in reports."""
    told = [code.code, code.name, code.more]
    if code.kind == "states":
        state = codebook.states()[code.code]
        told += [*state.demonyms, *state.names, *state.houses, *state.capital_names]
    elif code.kind == "organisations":
        told += codebook.organisations()[code.code].names
    elif code.kind == "issues":
        told += codebook.issues()[code.code].words
    return " ".join(told).casefold()


def _holds(code: Code, wanted: list[str]) -> bool:
    text = _text(code)
    return all(word in text for word in wanted)


Told = Iterator[tuple[str, str, str]]


def _types() -> Told:
    for row in codebook.event_types().values():
        yield row.type, row.gloss, f"{row.quad}; intensity {row.intensity:g}; closest CAMEO {row.cameo}"


def _modes() -> Told:
    cameo = codebook.cameo_codes()
    for row in codebook.modes().values():
        told = f"of {row.type}" + (f"; intensity {row.intensity:g}" if row.intensity is not None else "")
        near = cameo.get(row.cameo)
        yield (
            row.mode,
            near.name if near else row.mode.replace("-", " "),
            told + (f"; closest CAMEO {row.cameo}" if near else ""),
        )


def _states() -> Told:
    for row in codebook.states().values():
        days = f"{row.since or '?'} to {row.until}" if row.until else ""
        yield (
            row.code,
            row.name,
            "; ".join(each for each in (row.kind if row.kind != "state" else "", row.capital, days) if each),
        )


def _hedges() -> Told:
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows("hedges"):
        name = row["term"] or row["kind"]
        chance = f"{float(row['low']):.0%} to {float(row['high']):.0%}" if row["low"] else "no chance told"
        found.setdefault(name, (chance, []))[1].append(row["hedge"])
    for name, (chance, words) in found.items():
        yield name, chance, ", ".join(words)


def _sectors() -> Told:
    used = {each.sector for each in codebook.offices().values()} | {each.sector for each in codebook.leaders()}
    used |= {each.code.partition(":")[0] for each in codebook.groups()}
    used |= {code.partition(":")[0] for code in codebook.organisations()}
    for code in sorted(used):
        if code:
            yield code, SECTORS.get(code, "a sector of PLOVER"), ""


def _cameo() -> Told:
    for row in codebook.cameo_codes().values():
        to = f"{row.type}{f' {row.mode}' if row.mode else ''}" if row.type else "no type of PLOVER"
        yield row.cameo, row.name, f"→ {to}"


def _statuses() -> Told:
    for name in dict.fromkeys(each for told in STATUSES_OF.values() for each in told):
        yield name, _STATUSES.get(name, "what became of an expectation"), ""


_MADE = {
    "quads": lambda: ((code, told, "") for code, told in _QUADS.items()),
    "types": _types,
    "modes": _modes,
    "contexts": lambda: ((code, _CONTEXTS.get(code, ""), "") for code in codebook.contexts()),
    "statuses": _statuses,
    "stances": lambda: ((code, told, "") for code, told in _STANCES.items()),
    "issues": lambda: (
        (each.code, each.name, f"part of {each.parent}" if each.parent else "") for each in codebook.issues().values()
    ),
    "sectors": _sectors,
    "states": _states,
    "organisations": lambda: ((each.code, each.name, each.kind) for each in codebook.organisations().values()),
    "hedges": _hedges,
    "cameo": _cameo,
}
