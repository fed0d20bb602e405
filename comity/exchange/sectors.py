"""PLOVER's sectors for the roles and sector lists of other coders."""

from functools import lru_cache

from comity.codebook import offices

# Words of a role or sector, the first that fits wins; ICEWS's lists of sectors and its "Role (Country)" names.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("IGO", ("international government", "igos")),
    ("NGO", ("nongovernmental", "non-governmental", "ngos", "human rights", "red cross")),
    ("COP", ("police", "gendarm", "interpol")),
    ("SPY", ("intelligence", "spy", "secret agent")),
    ("REB", ("rebel", "insurgent", "militant", "guerrilla", "separatist", "liberation army", "armed band",
             "paramilitar", "combatant", "terrorist", "organized violent", "armed opposition", "militia",
             "armed gang")),
    ("CRM", ("criminal", "gang", "drug dealer", "cartel", "kidnapper", "thief", "pirate", "attacker", "murderer",
             "smuggler", "traffick")),
    ("MIL", ("military", "army", "navy", "air force", "marines", "soldier", "naval", "armed forces", "troops",
             "defense forces", "defence force", "coast guard", "reserve personnel", "peacekeep")),
    ("PTY", ("party", "parties", "political coalition")),
    ("JUD", ("court", "judge", "judicial", "judiciary", "prosecutor", "attorney general", "tribunal", "magistrate")),
    ("LEG", ("parliament", "legislat", "congress", "senate", "senator", "lawmaker", "representatives", "assembl",
             "lower house", "upper house", "unicameral", "knesset")),
    ("OPP", ("opposition", "dissident", "protest", "activist", "demonstrator", "radicals", "rioter")),
    ("MED", ("media", "journalist", "news", "press", "television", "radio", "reporter", "broadcast", "publisher")),
    ("GOV", ("government", "ministry", "minister", "cabinet", "executive", "foreign affairs", "president", "head of",
             "authorit", "official", "governor", "mayor", "envoy", "ambassador", "embassy", "royal", "diplomat",
             "administration", "agency", "secretariat", "consul", "charge d", "central bank", "civil servant",
             "domestic affairs", "economic affairs", "monarch", "sultan", "king", "council", "city", "state")),
    ("EDU", ("education", "universit", "student", "school", "teacher", "professor", "academ", "scientist")),
    ("HLH", ("health", "medical", "hospital", "doctor", "nurse")),
    ("LAB", ("labor", "labour", "trade union", "worker", "employee")),
    ("AGR", ("agricultur", "farm")),
    ("REF", ("refugee", "displaced", "asylum", "migrant")),
    ("REL", ("relig", "muslim", "christian", "buddh", "hindu", "catholic", "orthodox", "jewish", "cleric", "preacher",
             "bishop", "imam", "church", "sunni", "shia", "priest", "monk")),
    ("BUS", ("business", "bank", "company", "companies", "industr", "corporation", "airline", "businessperson",
             "investor", "oil", "trader")),
    ("CVL", ("citizen", "population", "civilian", "social", "men", "women", "children", "people", "villager", "lawyer",
             "civic", "detainee", "family", "youth", "ethnic", "tribe", "indigenous", "intellectual", "legal",
             "resident", "immigrant", "employee", "artist", "athlete", "actor", "prisoner", "criminal")),
)  # fmt: skip

# ACLED's kinds of actors, by the number and by the words of later exports.
_INTERACTIONS = {
    "1": "GOV", "2": "REB", "3": "REB", "4": "REB", "5": "CVL", "6": "CVL", "7": "CVL", "8": "MIL",
    "state forces": "GOV", "rebel group": "REB", "rebel forces": "REB", "political militia": "REB",
    "identity militia": "REB", "rioters": "CVL", "protesters": "CVL", "civilians": "CVL",
    "external/other forces": "MIL", "external forces": "MIL",
}  # fmt: skip


@lru_cache(maxsize=8192)
def of_role(words: str) -> str | None:
    """The sector of a role ("Head of Government", "Armed Rebel", "Lawyer/Attorney"), or null."""
    plain = words.casefold()
    office = offices().get(plain)
    if office is not None:
        return office.sector
    padded = f" {plain.replace('/', ' ').replace('-', ' ')}"
    return next((sector for sector, signs in _WORDS if any(f" {sign}" in padded for sign in signs)), None)


# Of several parts of a list these say most; with the rest the first part counts.
_TELLING = ("MIL", "COP", "SPY", "JUD", "LEG", "GOV", "IGO", "NGO", "REB", "CRM")


@lru_cache(maxsize=8192)
def of_list(cell: str) -> str | None:
    """The sector of ICEWS's list of sectors, in which "Government" goes with soldiers, judges and ministers alike."""
    parts = [part.strip() for part in cell.split(",")]
    if any(part.startswith("Executive") for part in parts):
        return "GOV"
    found = [sector for part in parts if (sector := of_role(part)) is not None]
    telling = next((sector for sector in _TELLING if sector in found), None)
    # "Social" and "Elite" go with nearly everything and say least.
    return telling or next((sector for sector in found if sector != "CVL"), found[0] if found else None)


def of_interaction(code: str) -> str | None:
    """The sector of an ACLED interaction code or of its words."""
    return _INTERACTIONS.get(code.strip().casefold().removesuffix(".0"))
